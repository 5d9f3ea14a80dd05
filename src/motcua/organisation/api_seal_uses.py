"""The log of uses of seals for machines."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from motcua.access.api import needs
from motcua.access.routes import actor_of
from motcua.organisation import powers, seal_log
from motcua.organisation.models import Seal
from motcua.organisation.services.seal_uses import MOST_COPIES, UseContent, log_use, reverse_use

router = Router(tags=["units"])
VIEW, EDIT = needs("organisation.view"), needs("organisation.seal")
MOST = 200
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 1, 1))]


class UsesAsked(Schema):
    """Filters and the page; `next` in the answer says whether another follows."""

    q: str = Field("", max_length=200)
    procedure: str = Field("", max_length=60)
    seal: str = Field("", max_length=40, description="id of a seal")
    state: str = Field("", max_length=12, examples=["standing"])
    since: Day | None = None
    until: Day | None = None
    page: int = Field(1, ge=1, le=100_000)
    size: int = Field(50, ge=1, le=MOST)


class UseGiven(Schema):
    """A document sealed; `used_at` without zone is of Ho Chi Minh City."""

    document: str = Field(max_length=500)
    used_at: datetime
    document_no: str = Field("", max_length=100)
    copies: int = Field(1, ge=1, le=MOST_COPIES)
    procedure: str = Field("", max_length=60)
    dossier: str = Field("", max_length=100)

    def content(self) -> UseContent:
        """What is to be entered."""
        return UseContent(**{**self.dict(), "used_at": aware(self.used_at)})


class ReverseGiven(Schema):
    """Why a row is taken back."""

    reason: str = Field(max_length=1000)


def aware(at: datetime) -> datetime:
    """A moment without zone taken as one of the house's zone."""
    return timezone.make_aware(at) if timezone.is_naive(at) else at


@router.get("/seal-uses", auth=VIEW, summary="The log of uses of seals, paged")
def uses(request: HttpRequest, given: Query[UsesAsked]) -> dict[str, Any]:
    """The latest first; `state` is standing, taken_back or reversals."""
    actor = actor_of(request)
    seal = _seal(request, given.seal) if given.seal else None
    wanted = seal_log.UseWanted(given.q, given.procedure, given.state, given.since, given.until)
    start = (given.page - 1) * given.size
    rows = list(seal_log.use_rows(actor, wanted, seal)[start : start + given.size + 1])
    items = [seal_log.use_dict(row) for row in rows[: given.size]]
    return {"items": items, "page": given.page, "next": len(rows) > given.size}


def _seal(request: HttpRequest, public_id: str) -> Seal:
    row = powers.seal_by_id(public_id, actor_of(request))
    if row is None:
        raise Http404
    return row


def _again(request: HttpRequest, public_id: str) -> dict[str, Any]:
    row = seal_log.use_by_id(public_id, actor_of(request))
    if row is None:
        raise Http404
    return seal_log.use_dict(row)


@router.get("/seal-uses/{public_id}", auth=VIEW, summary="One row of the log of a seal")
def use(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """The row."""
    return _again(request, public_id)


@router.post("/seals/{public_id}/uses", auth=EDIT, summary="Enter that a document was sealed")
def enter_use(request: HttpRequest, public_id: str, given: UseGiven) -> dict[str, Any]:
    """By who kept the seal on that day."""
    row = log_use(actor=actor_of(request), seal=_seal(request, public_id), content=given.content())
    return _again(request, row.public_id)


@router.post("/seal-uses/{public_id}/reverse", auth=EDIT, summary="Take a row of the log back by another row")
def take_back(request: HttpRequest, public_id: str, given: ReverseGiven) -> dict[str, Any]:
    """Both stay; the answer is the new row."""
    row = seal_log.use_by_id(public_id, actor_of(request))
    if row is None:
        raise Http404
    made = reverse_use(actor=actor_of(request), use=row, reason=given.reason)
    return _again(request, made.public_id)
