"""The log for machines: rows, how it stands."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from motcua.access.api import needs
from motcua.access.routes import actor_of
from motcua.audit import selectors
from motcua.audit.plain import line_dict
from motcua.audit.selectors import Search

router = Router(tags=["log"])
MOST = 200
LAST = 2**63 - 1


class LogFilter(Schema):
    """Filters of the log; `next` in the answer is the `before` of the following page, null on the last."""

    person: str = Field("", max_length=150, examples=["kiemsoat"])
    unit: str = Field("", max_length=150)
    verb: str = Field("", max_length=100, examples=["access.signed_in"])
    object_type: str = Field("", max_length=60, examples=["user"])
    object_id: str = Field("", max_length=80)
    address: str = Field("", max_length=45, examples=["10.0.0.7"])
    since: date | None = Field(None, ge=date(2000, 1, 1), le=date(2200, 1, 1), examples=["2026-03-01"])
    until: date | None = Field(None, ge=date(2000, 1, 1), le=date(2200, 1, 1))
    before: int = Field(LAST, ge=1, le=LAST)
    size: int = Field(50, ge=1, le=MOST)


@router.get("/log", auth=needs("audit.view"), summary="Rows of the log, newest first")
def log(request: HttpRequest, given: Query[LogFilter]) -> dict[str, Any]:
    """Who did what, when, from where, in which position."""
    search = Search(**given.dict(exclude={"before", "size"}))
    rows = list(selectors.entries(actor_of(request), search).filter(id__lt=given.before)[: given.size + 1])
    shown = rows[: given.size]
    following = shown[-1].pk if len(rows) > given.size else None
    return {"items": [line_dict(line) for line in selectors.lines(shown)], "next": following}


class Standing(Schema):
    """The last verification and, on PostgreSQL, the last seal; null where there was none."""

    checked_at: datetime | None
    rows: int | None
    problems: int | None
    sealed_at: datetime | None
    unsealed: bool


@router.get("/log/standing", auth=needs("audit.view"), response=Standing, summary="Whether the log is whole")
def standing(request: HttpRequest) -> dict[str, Any]:
    """What the last verification found."""
    now = selectors.standing()
    return {
        "checked_at": now.check.checked_at if now.check else None,
        "rows": now.check.rows if now.check else None,
        "problems": now.check.problems if now.check else None,
        "sealed_at": now.seal.sealed_at if now.seal else None,
        "unsealed": now.unsealed,
    }
