"""Registers for machines."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from motcua.access.api import needs
from motcua.access.routes import actor_of
from motcua.organisation.selectors import find_unit
from motcua.papers import services
from motcua.papers.api_giving import Paging, RegisterGiven, RegisterQuery, TakeGiven, Version
from motcua.papers.asking import find_register
from motcua.papers.selectors import entries_of, registers_rows
from motcua.papers.showing import entry_dict, register_dict

router = Router(tags=["registers"])
ONE = "/registers/{public_id}"


@router.get("/registers", auth=needs("papers.view"), summary="Registers of numbers, latest year first, paged")
def registers(request: HttpRequest, given: Query[RegisterQuery]) -> dict[str, Any]:
    """Pattern, source and last number of each."""
    unit = find_unit(given.unit, timezone.localdate()) if given.unit else None
    rows = registers_rows(actor_of(request), year=given.year, unit=unit).select_related("unit")
    start = (given.page - 1) * given.size
    found = list(rows[start : start + given.size + 1])
    items = [register_dict(row) for row in found[: given.size]]
    return {"items": items, "page": given.page, "next": len(found) > given.size}


@router.post("/registers", auth=needs("papers.register"), summary="Open a register")
def open_one(request: HttpRequest, given: RegisterGiven) -> dict[str, Any]:
    """The register, with no number given yet."""
    told = given.dict()
    unit = find_unit(told.pop("unit"), timezone.localdate())
    return register_dict(services.open_register(actor=actor_of(request), unit=unit, **told))


@router.get(f"{ONE}/numbers", auth=needs("papers.view"), summary="The numbers of a register, latest first, paged")
def numbers(request: HttpRequest, public_id: str, given: Query[Paging]) -> dict[str, Any]:
    """Number, day, subject and document of each."""
    actor = actor_of(request)
    register = find_register(actor, public_id)
    start = (given.page - 1) * given.size
    found = list(entries_of(actor, register)[start : start + given.size + 1])
    items = [entry_dict(row) for row in found[: given.size]]
    return {"register": register_dict(register), "items": items, "page": given.page, "next": len(found) > given.size}


@router.post(f"{ONE}/numbers", auth=needs("papers.register"), summary="Take a number for a document written elsewhere")
def take(request: HttpRequest, public_id: str, given: TakeGiven) -> dict[str, Any]:
    """The next number, without a gap."""
    actor = actor_of(request)
    return entry_dict(services.take_number(actor=actor, register=find_register(actor, public_id), **given.dict()))


@router.post(f"{ONE}/closing", auth=needs("papers.register"), summary="End a register")
def close(request: HttpRequest, public_id: str, given: Version) -> dict[str, Any]:
    """It gives no more numbers."""
    actor = actor_of(request)
    register = find_register(actor, public_id)
    return register_dict(services.close_register(actor=actor, register=register, version=given.version))
