"""What machines and the terminal ask of table forms, in plain values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from motcua.papers.tables.computed import Computed
from motcua.papers.tables.definition import TableForm
from motcua.papers.tables.evaluate import evaluate
from motcua.papers.tables.opening import MEGABYTE
from motcua.papers.tables.values import read_all
from motcua.papers.tables.workbook_read import read_workbook
from motcua.web.faults import UserError

_MOST_JSON = 16 * MEGABYTE


def form_dict(form: TableForm, *, whole: bool = True) -> dict[str, Any]:
    """A form with its source; `whole` adds fields, columns, sections and controls."""
    found: dict[str, Any] = {
        "key": form.key,
        "version": form.version,
        "label": form.label,
        "title": form.title,
        "instrument": form.instrument,
        "article": form.article,
        "confidence": form.confidence,
        "note": form.note,
        "unit": form.unit,
        "identity": form.identity,
        "effective_from": form.effective_from,
        "effective_to": form.effective_to,
    }
    if whole:
        found |= _parts(form)
    return found


def _parts(form: TableForm) -> dict[str, Any]:
    lines = [(section, line) for section in form.sections for line in section.lines]
    return {
        "fields": [
            {"key": one.key, "label": one.label, "kind": one.kind, "required": one.required} for one in form.fields
        ],
        "columns": [
            {
                "key": one.key,
                "title": one.title,
                "group": list(one.group),
                "kind": one.kind,
                "formula": one.formula_text or None,
                "required": one.required,
            }
            for one in form.columns
        ],
        "sections": [{"key": one.key, "title": one.title, "free": one.free} for one in form.sections],
        "rows": [
            {"row": line.key, "section": section.key, "title": line.title, "formula": line.formula_text or None}
            for section, line in lines
        ]
        + [{"row": line.key, "section": "", "title": line.title, "formula": line.formula_text} for line in form.totals],
        "controls": [
            {"key": one.key, "sentence": one.sentence, "check": one.check_text, "rows": one.rows, "weight": one.weight}
            for one in form.controls
        ],
    }


def computed_from(form: TableForm, data: Any) -> Computed:
    """The table of `{"fields", "rows", "previous"?}`. Raises `TableFaults` naming the first cell that does not fit."""
    before = data.get("previous") if isinstance(data, Mapping) else None
    previous = evaluate(form, read_all(form, before)) if before else None
    return evaluate(form, read_all(form, data), previous)


def data_of_file(form: TableForm, path: Path) -> Any:
    """What a JSON file or our workbook of the form holds. Raises `UserError` for one that cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError("no-such-file", _("Không đọc được tệp %(path)s.") % {"path": path}, field="values") from error
    if path.suffix.lower() == ".xlsx":
        return read_workbook(form, data)
    try:
        if len(data) > _MOST_JSON:
            raise ValueError(_("tệp quá lớn"))
        return json.loads(data.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        sentence = _("Tệp %(path)s không phải JSON đọc được: %(why)s.") % {"path": path, "why": error}
        raise UserError("not-json", sentence, field="values") from error
