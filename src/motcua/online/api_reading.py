"""Reading online services, targets, facts about use and the roadmap, for machines."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router

from motcua.access.api import PUBLIC, needs
from motcua.access.routes import actor_of
from motcua.catalog.api_paging import Paging, page_of
from motcua.catalog.models import Field as CatalogField
from motcua.catalog.selectors import procedure_by_code
from motcua.online import plain
from motcua.online.frame import Frame
from motcua.online.measuring import Measurer
from motcua.online.missed import missing_of
from motcua.online.models import Indicator
from motcua.online.opendata import public_dict
from motcua.online.rows import shown
from motcua.online.selectors import (
    Wanted,
    history_of,
    public_services,
    roadmap_rows,
    said_on,
    suspensions_of,
    usage_rows,
    with_tiers,
)
from motcua.online.targets import target_by_key, target_rows
from motcua.web.words import storable

router = Router(tags=["online"])
VIEW = needs("online.view")


class ServicesAsked(Paging):
    """Filters of the services; `state`: open, waiting, suspended, reassess, bare, abolished."""

    q: str = Field("", max_length=200)
    field: str = Field("", max_length=300)
    tier: str = Field("", max_length=40)
    level: str = Field("", max_length=20, examples=["full"])
    state: str = Field("", max_length=12)
    on: date | None = None

    def wanted(self) -> Wanted:
        """As the selectors take it; raises 404 for an unknown field."""
        found = CatalogField.objects.filter(name=storable(self.field)).first() if self.field else None
        if self.field and found is None:
            raise Http404
        return Wanted(self.q, found, self.tier, self.level, self.state)


@router.get("/online/services", auth=PUBLIC, summary="Online services in force on a day, paged")
def services(request: HttpRequest, given: Query[ServicesAsked]) -> dict[str, Any]:
    """By code, with level, what is open, reasons and suspension."""
    day = given.on or timezone.localdate()
    found, more = page_of(with_tiers(public_services(day, given.wanted())), given)
    items = [public_dict(row) for row in shown(found, day)]
    return {"items": items, "page": given.page, "next": more}


@router.get("/online/services/{code}", auth=PUBLIC, summary="One procedure's online service on a day, and why")
def service(request: HttpRequest, code: str, on: date | None = None) -> dict[str, Any]:
    """`value` is null, with the reason, where the register says nothing."""
    procedure = procedure_by_code(code, actor_of(request))
    if procedure is None:
        raise Http404
    return said_on(procedure, on or timezone.localdate()).to_dict()


@router.get("/online/services/{code}/history", auth=VIEW, summary="Every row of one procedure's service")
def history(request: HttpRequest, code: str) -> dict[str, Any]:
    """The newest first, with versions and ids; suspensions beside."""
    actor = actor_of(request)
    procedure = procedure_by_code(code, actor)
    if procedure is None:
        raise Http404
    rows = plain.service_dicts(history_of(procedure, actor))
    return {
        "code": code,
        "rows": rows,
        "suspensions": list(map(plain.suspension_dict, suspensions_of(procedure, actor))),
    }


@router.get("/online/targets", auth=VIEW, summary="Targets with what they came to, paged")
def targets(request: HttpRequest, given: Query[Paging]) -> dict[str, Any]:
    """The province's own first."""
    rows = target_rows(actor_of(request))
    start = (given.page - 1) * given.size
    measured = Measurer(timezone.localdate()).measure_all(rows[start : start + given.size])
    return {"items": [row.to_dict() for row in measured], "page": given.page, "next": len(rows) > start + given.size}


@router.get("/online/targets/{key}", auth=VIEW, summary="One target, and the procedures that it does not count")
def target(request: HttpRequest, key: str, given: Query[Paging]) -> dict[str, Any]:
    """Those held up by central law first."""
    found = target_by_key(key, actor_of(request))
    if found is None:
        raise Http404
    frame = Frame()
    measured = Measurer(timezone.localdate(), frame).measure(found)
    missing = missing_of(found, measured.on, frame) if found.indicator is Indicator.LAUNCHED else []
    start = (given.page - 1) * given.size
    return {
        **measured.to_dict(),
        "missing": [row.to_dict() for row in missing[start : start + given.size]],
        "missing_total": len(missing),
        "page": given.page,
        "next": len(missing) > start + given.size,
    }


class YearAsked(Paging):
    """Of which year."""

    year: int | None = Field(None, ge=2000, le=2100)


@router.get("/online/roadmap", auth=VIEW, summary="Entries of the roadmap, paged")
def roadmap(request: HttpRequest, given: Query[YearAsked]) -> dict[str, Any]:
    """The earliest first."""
    found, more = page_of(roadmap_rows(actor_of(request), year=given.year), given)
    return {"items": plain.entry_dicts(found), "page": given.page, "next": more}


@router.get("/online/usage", auth=VIEW, summary="Facts about use, paged")
def usage(request: HttpRequest, given: Query[YearAsked]) -> dict[str, Any]:
    """The newest year first."""
    found, more = page_of(usage_rows(actor_of(request), given.year), given)
    return {"items": plain.usage_dicts(found), "page": given.page, "next": more}
