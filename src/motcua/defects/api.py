"""The room `defects` for machines: reports, letters, ages and silence."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Query, Schema

from motcua.access.api import needs
from motcua.access.routes import actor_of
from motcua.defects import plain, selectors
from motcua.defects.api_writing import router

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


class ReportsAsked(Paging):
    """Filters of the reports."""

    state: str = Field("", max_length=10, examples=["live"])
    kind: str = Field("", max_length=12)
    code: str = Field("", max_length=40)


class LettersAsked(Paging):
    """Filters of the letters."""

    state: str = Field("", max_length=10)
    overdue: bool = False


@router.get("/defects/reports", auth=needs("defects.report"), summary="Reports of defects, paged")
def reports(request: HttpRequest, given: Query[ReportsAsked]) -> dict[str, Any]:
    """Those that the caller may see."""
    today = timezone.localdate()
    rows = selectors.report_rows(actor_of(request), state=given.state, kind=given.kind, code=given.code)
    found = list(rows[given.span])
    items = [plain.report_dict(row, today) for row in found[: given.size]]
    return {"items": items, "page": given.page, "next": len(found) > given.size}


@router.get("/defects/letters", auth=needs("defects.view"), summary="Letters about defects, paged")
def letters(request: HttpRequest, given: Query[LettersAsked]) -> dict[str, Any]:
    """With how long each has been met with silence."""
    today = timezone.localdate()
    overdue = today if given.overdue else None
    found = list(selectors.letter_rows(actor_of(request), state=given.state, overdue_on=overdue)[given.span])
    items = plain.letter_dicts(found[: given.size], today)
    return {"items": items, "page": given.page, "next": len(found) > given.size}


@router.get("/defects/letters/{public_id}", auth=needs("defects.view"), summary="One letter with its lines, paged")
def letter(request: HttpRequest, public_id: str, given: Query[Paging]) -> dict[str, Any]:
    """The letter and a page of its lines."""
    row, today = selectors.letter_by_id(public_id, actor_of(request)), timezone.localdate()
    if row is None:
        raise Http404
    lines = list(selectors.lines_of(row)[given.span])
    shown = [plain.line_dict(line, today) for line in lines[: given.size]]
    return {**plain.letter_dict(row, today), "lines": shown, "page": given.page, "next": len(lines) > given.size}
