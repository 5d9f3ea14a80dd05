"""The room `posting` for machines."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, File, Form, Query, Router, Schema
from ninja.files import UploadedFile

from motcua.access.api import PUBLIC, needs
from motcua.access.routes import actor_of
from motcua.catalog.api_paging import Paging, page_of
from motcua.posting import plain, selectors
from motcua.posting.asking import find_confirmation, find_desk
from motcua.posting.deadline import Clock, photo_required
from motcua.posting.services import Chosen, Photo, confirm_posting, undo_confirmation
from motcua.posting.todo import digest_of, narrowed, to_do
from motcua.posting.views.embed import unit_list
from motcua.web.words import storable

router = Router(tags=["posting"])
_VERSION: Any = Field(ge=0, le=2_000_000_000, description="the board's version that was looked at")


class OfDay(Paging):
    """A page of what stood on a day (today's without one)."""

    on: date | None = Field(None, examples=["2026-11-20"])


class TodoFilter(OfDay):
    """Which changes: of an act ("up", "replace", "down"), of a field."""

    act: str = Field("", max_length=10)
    field: str = Field("", max_length=300)


class DeskFilter(OfDay):
    """Which desks: by name, tier, state of the board."""

    name: str = Field("", max_length=200)
    tier: str = Field("", max_length=40)
    state: str = Field("", max_length=20, examples=["behind"])


class Given(Schema):
    """A confirmation: `items` as the list of changes names them, separated by blanks; without any, the whole list.

    `digest` is that of the list looked at: a whole list that changed meanwhile is refused.
    """

    day: date
    items: str = Field("", max_length=200_000, examples=["up:1.001193 replace:2.000635"])
    digest: str = Field("", max_length=16)
    note: str = Field("", max_length=500)
    version: int = _VERSION


class Undoing(Schema):
    """The version of the board that was looked at."""

    version: int = _VERSION


class Period(Schema):
    """From a day to a day, both included; without them the last 90 days."""

    first: date | None = None
    last: date | None = None


def _page(rows: list[Any], given: Paging) -> tuple[list[Any], bool]:
    start = (given.page - 1) * given.size
    found = rows[start : start + given.size + 1]
    return found[: given.size], len(found) > given.size


@router.get("/posting/desks", auth=needs("posting.view"), summary="Desks of a day and how their boards stand")
def desks(request: HttpRequest, given: Query[DeskFilter]) -> dict[str, Any]:
    """How many procedures have to hang there, how many changes wait."""
    day = given.on or timezone.localdate()
    name, tier = storable(given.name), storable(given.tier)
    lines = selectors.overview(day, text=name, tier=tier, state=given.state)
    rows, more = _page(lines, given)
    return {"on": day, "items": [plain.line_dict(line) for line in rows], "page": given.page, "next": more}


@router.get("/posting/desks/{code}/todo", auth=needs("posting.view"), summary="What a desk puts up and takes down")
def todo(request: HttpRequest, code: str, given: Query[TodoFilter]) -> dict[str, Any]:
    """The changes with their due days; `version` and `digest` to send back with a confirmation."""
    day = given.on or timezone.localdate()
    desk = find_desk(code, day)
    items = narrowed(to_do(desk, day), act=given.act, field=given.field)
    rows, more = _page(items, given)
    clock = Clock(day)
    return {
        "on": day,
        "desk": plain.desk_dict(desk),
        "version": selectors.board_of(desk).version,
        "digest": digest_of(items),
        "total": len(items),
        "photo_required": photo_required(day),
        "items": [plain.item_dict(item, clock) for item in rows],
        "page": given.page,
        "next": more,
    }


@router.post(
    "/posting/desks/{code}/confirmations", auth=needs("posting.confirm"), summary="Confirm what was put up, taken down"
)
def confirm(
    request: HttpRequest, code: str, given: Form[Given], photo: File[UploadedFile | None] = None
) -> dict[str, Any]:
    """The confirmation; the photo is asked for where the rulebook says so."""
    made = confirm_posting(
        actor=actor_of(request),
        desk=find_desk(code, given.day),
        day=given.day,
        chosen=Chosen(given.items.split() or None, given.digest),
        version=given.version,
        photo=Photo(photo, photo.name or "") if photo else None,
        note=given.note,
    )
    return plain.confirmation_dict(made)


@router.get("/posting/desks/{code}/confirmations", auth=needs("posting.view"), summary="Confirmations of a desk")
def history(request: HttpRequest, code: str, given: Query[OfDay]) -> dict[str, Any]:
    """Newest first, undone ones too."""
    desk = find_desk(code, given.on or timezone.localdate())
    rows, more = page_of(selectors.confirmations_of(actor_of(request), desk), given)
    return {"items": [plain.confirmation_dict(row) for row in rows], "page": given.page, "next": more}


@router.get("/posting/desks/{code}/board", auth=needs("posting.view"), summary="What hung at a desk on a day")
def board(request: HttpRequest, code: str, given: Query[OfDay]) -> dict[str, Any]:
    """Each version as confirmed, with its days."""
    day = given.on or timezone.localdate()
    desk = find_desk(code, day)
    rows, more = page_of(selectors.board_on(desk, day), given)
    return {"on": day, "items": [plain.posting_dict(row) for row in rows], "page": given.page, "next": more}


@router.get("/posting/confirmations/{public_id}", auth=needs("posting.view"), summary="One confirmation")
def one(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """What it said."""
    return plain.confirmation_dict(find_confirmation(actor_of(request), public_id))


@router.post("/posting/confirmations/{public_id}/undo", auth=needs("posting.confirm"), summary="Take one back today")
def undo(request: HttpRequest, public_id: str, given: Undoing) -> dict[str, Any]:
    """The last confirmation of a desk, on the day on which it was made."""
    actor = actor_of(request)
    found = find_confirmation(actor, public_id)
    return plain.confirmation_dict(undo_confirmation(actor=actor, confirmation=found, version=given.version))


@router.get("/posting/in-time", auth=needs("posting.view"), summary="What was put up in time in a period")
def in_time(request: HttpRequest, given: Query[Period]) -> dict[str, Any]:
    """Two numbers; what a board's first confirmation took stock of counts for neither."""
    first, last = selectors.lately(given.first, given.last)
    return {"first": first, "last": last, **plain.in_time_dict(selectors.in_time(first, last))}


@router.get("/posting/lists/{code}", auth=PUBLIC, summary="The public list of a unit, for its own website")
def unit_procedures(request: HttpRequest, code: str, given: Query[Paging]) -> dict[str, Any]:
    """Code, name, field and decision of each procedure received there (or handled by an agency)."""
    found = unit_list(code, timezone.localdate())
    rows, more = _page(list(found.rows), given)
    items = [{"code": row.code, "name": row.name, "field": row.field, "decision": row.decision} for row in rows]
    return {"unit": found.name, "total": len(found.rows), "items": items, "page": given.page, "next": more}
