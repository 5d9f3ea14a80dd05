"""A version of a process as a file, by the name of the format."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import PurePosixPath

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.law.limit import fold
from motcua.papers.rendering import MEDIA_TYPES, render
from motcua.processes.bpmn.write import bpmn_of
from motcua.processes.flow.steps import Step
from motcua.processes.intake.tables import csv_of, xlsx_of
from motcua.processes.models import Edition, Process
from motcua.processes.output.annex import annex_document
from motcua.processes.output.pictures import svg_of, whole_png
from motcua.processes.plain import edition_dict
from motcua.processes.selectors import steps_of
from motcua.web.faults import UserError

TYPES = {
    "bpmn": "application/xml",
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    **MEDIA_TYPES,
}
Steps = tuple[Step, ...]


def file_of(process: Process, edition: Edition, form: str) -> bytes:
    """The version in that format. Raises `UserError` for a format that there is none of, or a picture of no steps."""
    steps = steps_of(edition)
    if form not in TYPES:
        words = _("Chỉ xuất được: {forms}.").format(forms=", ".join(TYPES))
        raise UserError("file-form", words, field="format", status=404)
    if not steps and form in ("svg", "png"):
        raise UserError("no-steps", _("Quy trình chưa có bước nào để vẽ."), status=409)
    if form in ("pdf", "docx"):
        document = annex_document(process, edition, steps, _day(edition), str(settings.PROVINCE_NAME))
        return render(document, "pdf" if form == "pdf" else "docx")
    simple: dict[str, Callable[[], bytes]] = {
        "bpmn": lambda: bpmn_of(steps, process.title),
        "svg": lambda: svg_of(steps, process.title),
        "png": lambda: whole_png(steps, process.title),
        "csv": lambda: csv_of(steps),
        "xlsx": lambda: xlsx_of(steps),
        "json": lambda: _json(process, edition),
    }
    return simple[form]()


def name_of(process: Process, edition: Edition, form: str) -> str:
    """What the file is called: letters that every system takes."""
    base = process.procedure.code if process.procedure is not None else fold(process.title)[:60]
    plain = re.sub(r"[^a-z0-9.]+", "-", base.lower()).strip("-.") or process.public_id
    return PurePosixPath(f"quy-trinh-{plain}-lan-{edition.number}.{form}").name


def _day(edition: Edition) -> date:
    return timezone.localdate(edition.confirmed_at) if edition.confirmed_at else timezone.localdate()


def _json(process: Process, edition: Edition) -> bytes:
    return json.dumps(edition_dict(process, edition), ensure_ascii=False, indent=2, default=str).encode()
