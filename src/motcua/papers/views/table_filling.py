"""What one sending of a table form means: posted cells or a workbook, computed, with each fault at its cell."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.law.explained import Explained
from motcua.papers.document import HeadCell
from motcua.papers.tables.computed import Computed
from motcua.papers.tables.definition import TableForm
from motcua.papers.tables.evaluate import evaluate
from motcua.papers.tables.heading import head_of, numbers_of
from motcua.papers.tables.opening import MOST_BYTES
from motcua.papers.tables.values import CellFault, Values, read_all, read_values
from motcua.papers.tables.webform import (
    FieldView,
    Posted,
    RowView,
    extra_rows,
    faults_by_place,
    fields_of,
    posted_of,
    room_left,
    view_of,
)
from motcua.papers.tables.workbook_read import read_workbook
from motcua.web.faults import UserError

_LONGEST_PREVIOUS = 500_000  # characters of the period before, carried along by the page


class Filling:
    """A form as its page shows it; without values it is blank, with one row to type in."""

    def __init__(
        self, form: TableForm, day: date, values: Values | None = None, previous: Values | None = None
    ) -> None:
        self.form, self.day = form, day
        before = evaluate(form, previous) if previous else None
        self.computed: Computed = evaluate(form, values or Values(), before)
        self.previous = _kept(before)
        self.judged: Explained[bool] | None = None
        self.file_error = ""
        self.by_place: dict[tuple[str, str], CellFault] = {}
        self.extra: Mapping[str, int] = {one.key: 1 for one in form.sections if one.free} if not values else {}

    @property
    def head(self) -> tuple[tuple[HeadCell, ...], ...]:
        """The rows of the table's head."""
        return head_of(self.form)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The line of numbers under the head."""
        return numbers_of(self.form)

    @property
    def rows(self) -> list[RowView]:
        """The rows of the page."""
        return view_of(self.computed, self.extra, self.by_place)

    @property
    def fields(self) -> list[FieldView]:
        """What stands over the table."""
        return fields_of(self.computed, self.by_place)

    @property
    def faults(self) -> list[tuple[str, str]]:
        """What to mend, each with a link to its cell."""
        found = [(f"{one.label}: {one.error}", f"#{one.id}") for one in self.fields if one.error]
        cells = (cell for row in self.rows for cell in row.cells if cell.error)
        return found + [(f"{cell.label}: {cell.error}", f"#{cell.id}") for cell in cells]


def read_filling(form: TableForm, day: date, request: HttpRequest) -> Filling:
    """Read a posted page: its cells, or the workbooks it carries where it asks to import."""
    posted = posted_of(form, request.POST)
    previous = _previous(form, request.POST.get("previous", ""))
    error = ""
    if request.POST.get("do") == "import":
        try:
            previous = _read_file(form, request, "file_previous") or previous
            values = _read_file(form, request, "file")
            if values is not None:
                return _judged(Filling(form, day, values, previous))
            error = "" if "file_previous" in request.FILES else _("Chưa chọn tệp Excel.")
        except UserError as fault:
            error = " ".join(words for words in (fault.message, fault.hint) if words)
    return _typed(form, day, request, posted, previous, error)


def _typed(
    form: TableForm, day: date, request: HttpRequest, posted: Posted, previous: Values | None, error: str
) -> Filling:
    values, faults = read_values(form, posted.data)
    it = Filling(form, day, values, previous)
    it.by_place = faults_by_place(posted, faults)
    it.extra = extra_rows(form, posted, request.POST)
    it.file_error = error
    if not room_left(form, sum(it.extra.values()) + len(it.computed.rows)):
        raise _too_long()
    act = request.POST.get("do", "")
    return it if faults or act.startswith(("add=", "drop=")) else _judged(it)


def _judged(it: Filling) -> Filling:
    if not room_left(it.form, len(it.computed.rows)):
        raise _too_long()
    it.judged = it.computed.judgement()
    return it


def _too_long() -> UserError:
    return UserError(
        "table-too-long",
        _("Biểu có quá nhiều dòng để điền trên một trang."),
        hint=_("Điền bằng tệp Excel, rồi gửi qua máy hoặc dòng lệnh."),
    )


def _read_file(form: TableForm, request: HttpRequest, name: str) -> Values | None:
    """The values of an uploaded workbook; None where none was chosen. Raises `UserError` for one that does not fit."""
    upload = request.FILES.get(name)
    if upload is None:
        return None
    return read_all(form, read_workbook(form, upload.read(MOST_BYTES + 1)))


def _previous(form: TableForm, text: str) -> Values | None:
    """The period before as the page carried it along; None where it is absent or was tampered with."""
    if not text or len(text) > _LONGEST_PREVIOUS:
        return None
    try:
        data: Any = json.loads(text)
        return read_values(form, data)[0]
    except (ValueError, RecursionError, UserError):
        return None


def _kept(before: Computed | None) -> str:
    if before is None:
        return ""
    whole = before.to_dict()
    return json.dumps({"fields": whole["fields"], "rows": whole["rows"]}, ensure_ascii=False)
