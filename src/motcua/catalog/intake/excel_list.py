"""Reads the portal's Excel list "DANH SÁCH THỦ TỤC HÀNH CHÍNH": partial records (code, name, issuer, agency, field)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from motcua.catalog.intake.checked import checked
from motcua.catalog.intake.limits import Limits
from motcua.catalog.intake.sheets import Workbook, cell_text, code_text
from motcua.catalog.intake.vocabulary import levels_of, subjects_of
from motcua.catalog.record import Item, ProcedureRecord

_HEADERS = {
    "mã số": "code",
    "mã tthc": "code",
    "mã thủ tục": "code",
    "mã thủ tục hành chính": "code",
    "tên": "name",
    "tên tthc": "name",
    "tên thủ tục": "name",
    "tên thủ tục hành chính": "name",
    "cơ quan ban hành": "issuer",
    "cơ quan công bố": "issuer",
    "cơ quan thực hiện": "agency",
    "lĩnh vực": "field",
    "cấp thực hiện": "level_text",
    "loại thủ tục": "kind",
    "quyết định công bố": "decision_no",
    "số quyết định": "decision_no",
    "đối tượng thực hiện": "subjects",
}
_SEARCHED_ROWS = 12


def find_header(rows: Sequence[Sequence[Any]]) -> tuple[int, dict[str, int]] | None:
    """Where the header is and which column holds what; None when there is no code and name in the first rows."""
    for place, row in enumerate(rows[:_SEARCHED_ROWS]):
        columns: dict[str, int] = {}
        for column, value in enumerate(row):
            part = _HEADERS.get(" ".join(str(value).split()).rstrip(":").casefold())
            if part:
                columns.setdefault(part, column)
        if {"code", "name"} <= columns.keys():
            return place, columns
    return None


def read_list(book: Workbook, name: str, limits: Limits) -> Iterator[Item]:
    """Yield a partial record for each row of each sheet that has the header; several agencies stay line by line."""
    for sheet in book.names:
        rows = book.rows(sheet)
        found = find_header(rows)
        if found is None:
            continue
        header, columns = found
        for number, row in enumerate(rows[header + 1 :], start=header + 2):
            if any(cell_text(value) for value in row):
                source = _("%(name)s, trang “%(sheet)s”, dòng %(number)d") % {
                    "name": name,
                    "sheet": sheet,
                    "number": number,
                }
                yield checked(_record(row, columns, source), limits)


def _record(row: Sequence[Any], columns: dict[str, int], source: str) -> ProcedureRecord:
    def text(part: str) -> str | None:
        column = columns.get(part)
        return cell_text(row[column]) if column is not None and column < len(row) else None

    code = row[columns["code"]] if columns["code"] < len(row) else ""
    return ProcedureRecord(
        code=code_text(code),
        name=text("name") or "",
        source=source,
        issuer=text("issuer"),
        agency=text("agency"),
        field=text("field"),
        kind=text("kind"),
        decision_no=text("decision_no"),
        level_text=text("level_text"),
        levels=levels_of(text("level_text")),
        subjects=subjects_of(text("subjects")),
        partial=True,
    )
