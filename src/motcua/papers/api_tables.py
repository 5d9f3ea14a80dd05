"""Table forms for machines: what they are made of, and a table computed and checked from values."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from ninja import Field, Query, Router, Schema

from motcua.access.api import needs
from motcua.papers.tables.asking import computed_from, form_dict
from motcua.papers.tables.files import FORMATS, file_bytes, file_name
from motcua.papers.tables.shipped import table_form, table_forms
from motcua.web.faults import UserError

router = Router(tags=["table forms"])


class OfDay(Schema):
    """The day whose forms are asked for; today where none is given."""

    on: date | None = Field(None, examples=["2026-03-14"])


class Values(Schema):
    """What is filled in: fields over the table and rows; `previous` is the same of the period before."""

    fields: dict[str, Any] = Field({}, examples=[{"reporting_unit": "Sở Y tế", "period_from": "2025-12-15"}])
    rows: list[dict[str, Any]] = Field([], examples=[[{"section": "tinh", "c2": "Đất đai", "c4": 12}]])
    previous: dict[str, Any] | None = None


@router.get("/table-forms", auth=needs("papers.view"), summary="Table forms in use on a day")
def forms(request: HttpRequest, given: Query[OfDay]) -> dict[str, Any]:
    """Each form with its source and how sure it is."""
    day = given.on or timezone.localdate()
    return {"on": day, "items": [form_dict(form, whole=False) for form in table_forms(day)]}


@router.get("/table-forms/{key}", auth=needs("papers.view"), summary="One form: fields, columns, rows, controls")
def form(request: HttpRequest, key: str, given: Query[OfDay]) -> dict[str, Any]:
    """The form as it stands on a day; 404 for a key that no form of that day has."""
    return form_dict(table_form(key, given.on or timezone.localdate()))


@router.post("/table-forms/{key}", auth=needs("papers.view"), summary="Compute and check a table; nothing is stored")
def compute(request: HttpRequest, key: str, values: Values, given: Query[OfDay]) -> dict[str, Any]:
    """Every cell, what the controls found, what is missing, and whether it may be handed in."""
    found = table_form(key, given.on or timezone.localdate())
    return computed_from(found, values.dict()).to_dict(gettext)


@router.post("/table-forms/{key}/{format_name}", auth=needs("papers.view"), summary="A table as xlsx, pdf or docx")
def draw(request: HttpRequest, key: str, format_name: str, values: Values, given: Query[OfDay]) -> HttpResponse:
    """The file; 404 for another format."""
    if format_name not in FORMATS:
        raise UserError("no-format", gettext("Chỉ có xlsx, pdf, docx."), field="format_name", status=404)
    computed = computed_from(table_form(key, given.on or timezone.localdate()), values.dict())
    answer = HttpResponse(file_bytes(computed, format_name), content_type=FORMATS[format_name])
    answer["Content-Disposition"] = f'attachment; filename="{file_name(computed, format_name)}"'
    return answer
