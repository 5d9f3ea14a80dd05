"""A file of steps by its format, told by content where the format is not said."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from motcua.processes.bpmn.read import read_bpmn
from motcua.processes.content import content_from
from motcua.processes.flow.steps import Step
from motcua.processes.intake.tables import read_csv, read_xlsx
from motcua.processes.models import Source
from motcua.web.faults import UserError

FORMS = ("bpmn", "xlsx", "csv", "json")
MOST_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Taken:
    """The steps of a file, its format, where they come from, what the reader had to say."""

    steps: tuple[Step, ...]
    form: str
    source: Source
    notes: tuple[str, ...] = ()


def taken_from(data: bytes, form: str = "") -> Taken:
    """Read a file of steps. Raises `UserError` for a format or a content that cannot be read."""
    if not data.strip():
        raise UserError("file-empty", _("Tệp không có nội dung."), field="file")
    if len(data) > MOST_BYTES:
        words = _("Tệp lớn quá {n} MB.").format(n=MOST_BYTES // 1024 // 1024)
        raise UserError("file-large", words, field="file", status=413)
    known = form or form_of(data)
    if known == "bpmn":
        model = read_bpmn(data)
        return Taken(model.steps, known, Source.BPMN, model.notes)
    if known == "json":
        return Taken(content_from(_json(data)).steps, known, Source.TABLE)
    if known not in FORMS:
        raise UserError("file-form", _("Chỉ nhận tệp: {forms}.").format(forms=", ".join(FORMS)), field="file")
    table = read_xlsx(data) if known == "xlsx" else read_csv(data)
    return Taken(table.steps, known, Source.TABLE, table.notes)


def form_of(data: bytes) -> str:
    """The format by the first letters: a workbook is a zip, a model is XML, JSON begins with a brace."""
    start = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"PK"):
        return "xlsx"
    if start.startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        return "bpmn"
    return "json" if start.startswith(b"{") else "csv"


def _json(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UserError("file-json", _("Tệp không phải JSON hợp lệ."), field="file") from error
    if not isinstance(found, dict):
        raise UserError("file-json", _("Tệp JSON cần là một đối tượng có “steps”."), field="file")
    return found
