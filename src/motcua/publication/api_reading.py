"""Reading decisions of announcement, for machines; the paths that are fixed stand before the one with an id."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from ninja import Field, Query, Router, Schema

from motcua.access.api import PUBLIC, needs
from motcua.access.routes import actor_of
from motcua.catalog.api_paging import Paging, page_of
from motcua.publication import plain
from motcua.publication.asking import find_annex, find_decision
from motcua.publication.clocks import ClockReader, open_clocks
from motcua.publication.measuring import MEASURES, read_measure
from motcua.publication.selectors import annex_rows, decision_rows

router = Router(tags=["publication"])


class DecisionFilter(Paging):
    """Filters of the list of decisions."""

    q: str = Field("", max_length=200, description="a part of the number or title, or a procedure's code")
    state: str = Field("", max_length=10, examples=["announced"])
    signed_from: date | None = None
    signed_to: date | None = None


class Period(Schema):
    """A period, both ends included; this year so far where nothing is given."""

    first: date | None = Field(None, examples=["2026-01-01"])
    last: date | None = Field(None, examples=["2026-03-31"])


@router.get("/announcements", auth=PUBLIC, summary="Decisions of announcement, newest first, paged")
def decisions(request: HttpRequest, given: Query[DecisionFilter]) -> dict[str, Any]:
    """Everyone sees the signed ones; those being written are for those who see the room."""
    rows = decision_rows(
        actor_of(request), state=given.state, text=given.q,
        signed_from=given.signed_from, signed_to=given.signed_to,
    )  # fmt: skip
    found, more = page_of(rows, given)
    return {"items": plain.decision_lines(found), "page": given.page, "next": more}


@router.get("/announcements/clocks", auth=needs("publication.view"), summary="What is still to be done, by when, why")
def clocks(request: HttpRequest, given: Query[Paging]) -> dict[str, Any]:
    """The most pressing first."""
    rows = open_clocks(actor_of(request), ClockReader(timezone.localdate()))
    start = (given.page - 1) * given.size
    shown = rows[start : start + given.size]
    return {
        "items": plain.clock_dicts(shown),
        "page": given.page,
        "next": len(rows) > start + given.size,
    }


@router.get("/announcements/measures", auth=needs("publication.view"), summary="The three measures of a period")
def measures(request: HttpRequest, given: Query[Period]) -> dict[str, Any]:
    """Numerator, denominator, score, the codes that are late or unknown, and why."""
    today = timezone.localdate()
    first, last = given.first or date(today.year, 1, 1), given.last or today
    reader = ClockReader(today)
    found = {key: read_measure(key, reader, first, last).to_dict(gettext) for key in MEASURES}
    return {"first": first, "last": last, "measures": found}


@router.get("/announcements/lists", auth=needs("publication.view"), summary="Lists made as annexes, newest first")
def lists(request: HttpRequest, given: Query[Paging]) -> dict[str, Any]:
    """Title, state, number of procedures."""
    found, more = page_of(annex_rows(actor_of(request)), given)
    return {"items": [plain.annex_dict(row) for row in found], "page": given.page, "next": more}


@router.get("/announcements/lists/{public_id}", auth=needs("publication.view"), summary="One list")
def one_list(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """Its state; the files are taken from its page."""
    return plain.annex_dict(find_annex(actor_of(request), public_id))


@router.get("/announcements/{public_id}", auth=PUBLIC, summary="One decision")
def decision(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """Its lines, clocks with reasons, what stands in its way; `version` to send back with a change."""
    actor = actor_of(request)
    return plain.decision_dict(find_decision(actor, public_id), actor, timezone.localdate())
