"""The room `receiving` for machines: lists, where a procedure is received, what stands on no list."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Query, Schema

from motcua.access.api import PUBLIC, needs
from motcua.access.routes import actor_of
from motcua.catalog.selectors import procedure_by_code
from motcua.organisation.selectors import find_unit
from motcua.receiving import plain, selectors
from motcua.receiving.api_writing import router
from motcua.receiving.reviews import reviews

__all__ = ["router"]

MOST = 200


class Paging(Schema):
    """Which page of a list; `next` in the answer says whether another follows."""

    page: int = Field(1, ge=1, le=100_000)
    size: int = Field(50, ge=1, le=MOST)

    @property
    def span(self) -> slice:
        """The rows of the page and one more."""
        start = (self.page - 1) * self.size
        return slice(start, start + self.size + 1)


class ListsAsked(Paging):
    """Filters of the lists."""

    kind: str = Field("", max_length=16, examples=["centre"])
    state: str = Field("", max_length=10, examples=["in_force"])
    on: date | None = None


@router.get("/receiving/lists", auth=PUBLIC, summary="Lists of what is received where, paged")
def lists(request: HttpRequest, given: Query[ListsAsked]) -> dict[str, Any]:
    """Issued lists for everyone, drafts for the administration."""
    rows = selectors.list_rows(actor_of(request), kind=given.kind, state=given.state, day=given.on)
    found = list(rows[given.span])
    return {"items": plain.list_dicts(found[: given.size]), "page": given.page, "next": len(found) > given.size}


@router.get("/receiving/lists/{public_id}", auth=PUBLIC, summary="One list with its lines, paged")
def one(request: HttpRequest, public_id: str, given: Query[Paging]) -> dict[str, Any]:
    """The list and a page of its lines."""
    row = selectors.list_by_id(public_id, actor_of(request))
    if row is None:
        raise Http404
    lines = list(selectors.lines_of(row)[given.span])
    shown = [plain.line_dict(line) for line in lines[: given.size]]
    return {**plain.list_dict(row), "lines": shown, "page": given.page, "next": len(lines) > given.size}


@router.get("/receiving/where/{code}", auth=PUBLIC, summary="Where a procedure is received on a day, and why")
def where(request: HttpRequest, code: str, on: date | None = None, unit: str = "") -> dict[str, Any]:
    """What the lists of the day say together; a unit's own lists count where the unit is named."""
    procedure, day = procedure_by_code(code, actor_of(request)), on or timezone.localdate()
    if procedure is None:
        raise Http404
    asked = find_unit(unit, day) if unit else None
    return selectors.where_received(procedure, day, asked).to_dict()


@router.get("/receiving/missing", auth=needs("receiving.view"), summary="Procedures on no list, paged")
def missing(request: HttpRequest, given: Query[Paging], on: date | None = None) -> dict[str, Any]:
    """Public procedures of which no list of the day says where they are received."""
    rows = list(selectors.procedures_on_no_list(on or timezone.localdate())[given.span])
    items = [{"code": row.code, "name": row.current.name if row.current else ""} for row in rows[: given.size]]
    return {"items": items, "page": given.page, "next": len(rows) > given.size}


@router.get("/receiving/reviews", auth=needs("receiving.view"), summary="When each list is to be reviewed")
def due_reviews(request: HttpRequest) -> dict[str, Any]:
    """The next review of every kind of list, with the rule."""
    today = timezone.localdate()
    return {"items": [plain.review_dict(review, today) for review in reviews(today)]}
