"""Departments of fields and approvals of internal processes, for machines."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from motcua.access.api import needs
from motcua.access.routes import actor_of
from motcua.catalog.api_paging import Paging, page_of
from motcua.followup import plain
from motcua.followup.asking import find_field, find_note
from motcua.followup.selectors import OUTDATED, field_rows, process_lines
from motcua.followup.services.mapping import guess_fields, set_department
from motcua.followup.services.processes import drop_process, note_processes
from motcua.organisation.selectors import find_unit
from motcua.web.words import storable

router = Router(tags=["follow-up"])


class FieldsAsked(Paging):
    """Filters of fields; `state` is guess, confirmed or missing."""

    state: str = Field("", max_length=10)
    text: str = Field("", max_length=200)


class DepartmentGiven(Schema):
    """Which department advises on a field."""

    unit: str = Field(max_length=60)
    version: int = Field(ge=0, le=2_000_000_000)


class ProcessesAsked(Paging):
    """Filters of processes: `outdated` (older than the procedure), `missing`, or "all"."""

    state: str = Field(OUTDATED, max_length=10)
    text: str = Field("", max_length=200)


class ProcessesGiven(Schema):
    """A decision that approved internal processes."""

    decision_no: str = Field(max_length=200, examples=["215/QĐ-UBND"])
    approved_on: date
    codes: list[str] = Field(min_length=1, max_length=3000)


@router.get("/follow-up/fields", auth=needs("publication.view"), summary="Which department advises on which field")
def fields(request: HttpRequest, given: Query[FieldsAsked]) -> dict[str, Any]:
    """Fields without a department first, then guesses."""
    rows = field_rows(actor_of(request), state=storable(given.state), text=storable(given.text))
    found, following = page_of(rows, given)
    units = plain.UnitWords(row.unit_id for row in found)
    return {"items": [plain.field_dict(row, units) for row in found], "page": given.page, "next": following}


@router.post("/follow-up/fields/guesses", auth=needs("publication.check"), summary="Guess anew what nobody confirmed")
def guess(request: HttpRequest) -> dict[str, int]:
    """How many fields got a guess."""
    return {"fields": guess_fields(actor=actor_of(request), again=True)}


@router.put("/follow-up/fields/{field_id}", auth=needs("publication.check"), summary="Confirm a field's department")
def set_field(request: HttpRequest, field_id: str, given: DepartmentGiven) -> dict[str, Any]:
    """The row as it is now and how many procedures without an owner moved to the department."""
    actor = actor_of(request)
    row = find_field(actor, field_id)
    moved = set_department(
        actor=actor, row=row, unit=find_unit(given.unit, timezone.localdate()), version=given.version
    )
    return {**plain.field_dict(row, plain.UnitWords([row.unit_id])), "moved": moved}


@router.get("/follow-up/processes", auth=needs("publication.view"), summary="Procedures against internal processes")
def processes(request: HttpRequest, given: Query[ProcessesAsked]) -> dict[str, Any]:
    """Procedures newer than their internal process unless another state is asked for."""
    state = "" if given.state == "all" else given.state
    rows = process_lines(actor_of(request), state=state, text=storable(given.text))
    found, following = page_of(rows, given)
    return {"items": [plain.process_dict(row) for row in found], "page": given.page, "next": following}


@router.post("/follow-up/processes", auth=needs("publication.draft"), summary="Write approvals of processes down")
def note(request: HttpRequest, given: ProcessesGiven) -> dict[str, Any]:
    """The new notes; those known already are passed over."""
    codes = [code for code in given.codes if "\x00" not in code]
    number = storable(given.decision_no)
    made = note_processes(actor=actor_of(request), codes=codes, decision_no=number, approved_on=given.approved_on)
    return {"items": [plain.note_dict(row) for row in made]}


@router.delete("/follow-up/processes/{note_id}", auth=needs("publication.draft"), summary="Take an approval back")
def drop(request: HttpRequest, note_id: str) -> dict[str, Any]:
    """What was taken back."""
    actor = actor_of(request)
    row = find_note(actor, note_id)
    told = plain.note_dict(row)
    drop_process(actor=actor, note=row)
    return {"dropped": told}
