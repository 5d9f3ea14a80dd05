"""Units and focal officers for machines."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from motcua.access.api import PUBLIC, needs
from motcua.access.routes import actor_of
from motcua.organisation import officers, plain, selectors
from motcua.organisation.api_powers import router as powers_router
from motcua.organisation.api_seal_uses import router as seal_uses_router

router = Router(tags=["units"])
router.add_router("", powers_router)
router.add_router("", seal_uses_router)
MOST = 200


class UnitFilter(Schema):
    """Filters of the list of units; `next` in the answer says whether another page follows."""

    on: date | None = Field(None, examples=["2025-06-30"])
    name: str = Field("", max_length=200, examples=["an phu tan"])
    kind: str = Field("", max_length=40, examples=["commune"])
    tier: str = Field("", max_length=40, examples=["province"])
    under: str = Field("", max_length=60, examples=["86"], description="code or id of a unit above")
    page: int = Field(1, ge=1, le=100_000)
    size: int = Field(50, ge=1, le=MOST)


@router.get("/units", auth=PUBLIC, summary="Units of a day, paged")
def units(request: HttpRequest, given: Query[UnitFilter]) -> dict[str, Any]:
    """Name, kind, tier, code and parent of each unit, as they were on the day."""
    day = given.on or timezone.localdate()
    under = selectors.find_unit(given.under, day) if given.under else None
    rows = selectors.periods_on(day, text=given.name, tier=given.tier, under=under)
    if given.kind:
        rows = rows.filter(kind__key=given.kind)
    start = (given.page - 1) * given.size
    found = list(rows[start : start + given.size + 1])
    items = [plain.line_of_period(row) for row in found[: given.size]]
    return {"on": day, "items": items, "page": given.page, "next": len(found) > given.size}


class OldName(Schema):
    """A name or code that people still know."""

    q: str = Field(max_length=200, examples=["an phu tan"])


@router.get("/units/old", auth=PUBLIC, summary="What became of an old place")
def old_places(request: HttpRequest, given: Query[OldName]) -> dict[str, Any]:
    """Places that ended, by name or code, with their heirs of today."""
    today = timezone.localdate()
    return {"items": [plain.mapped(row, today) for row in selectors.old_units_like(given.q, today=today)]}


@router.get("/units/{code}", auth=PUBLIC, summary="One unit on a day, by code or id")
def unit(request: HttpRequest, code: str, on: date | None = None) -> dict[str, Any]:
    """Names, place in the tree, predecessors and successors. A code means the unit that bore it on the day."""
    day = on or timezone.localdate()
    return plain.unit_dict(selectors.find_unit(code, day), day)


class FocalFilter(Schema):
    """Filters of the list of focal officers."""

    on: date | None = None
    state: str = Field("", max_length=10, examples=["missing"])


@router.get("/focal-officers", auth=needs("organisation.view"), summary="Focal officers of a day")
def focal_officers(request: HttpRequest, given: Query[FocalFilter]) -> dict[str, Any]:
    """Each unit that must have one, with its officer or without."""
    day = given.on or timezone.localdate()
    lines = officers.focal_lines(actor_of(request), day, state=given.state)
    return {"on": day, "items": [plain.focal_dict(line) for line in lines]}
