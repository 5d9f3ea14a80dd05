"""Delegations, decentralisations and seals for machines."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from motcua.access.api import needs
from motcua.access.routes import actor_of
from motcua.organisation import plain_powers, powers
from motcua.organisation.models import Decentralisation, Delegation, DelegationKind, Seal, SealKind
from motcua.organisation.selectors import find_unit
from motcua.organisation.services.powers import (
    PowerContent,
    record_decentralisation,
    record_delegation,
    review_power,
    revoke_power,
)
from motcua.organisation.services.seals import Keeper, SealContent, hand_over_seal, register_seal, withdraw_seal

router = Router(tags=["units"])
VIEW, EDIT = needs("organisation.view"), needs("organisation.manage")
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 1, 1))]
MOST = 200


class Asked(Schema):
    """Filters and the page; `next` in the answer says whether another follows."""

    q: str = Field("", max_length=200)
    state: str = Field("", max_length=12, examples=["in_force"])
    kind: str = Field("", max_length=30)
    page: int = Field(1, ge=1, le=100_000)
    size: int = Field(50, ge=1, le=MOST)

    @property
    def span(self) -> slice:
        """The rows of the page and one more."""
        start = (self.page - 1) * self.size
        return slice(start, start + self.size + 1)

    def answer(self, rows: list[Any], items: list[dict[str, Any]]) -> dict[str, Any]:
        """The page as it goes out."""
        return {"items": items, "page": self.page, "next": len(rows) > self.size}


class Versioned(Schema):
    """The version that was read; another one now is answered by 409."""

    version: int = Field(ge=1, le=2_000_000_000)


class PowerGiven(Schema):
    """A power to record; `kind` absent: a lasting decentralisation."""

    kind: DelegationKind | None = None
    giver: str = Field(max_length=60, description="code or id of the unit")
    receiver: str = Field(max_length=60)
    giver_title: str = Field("", max_length=200)
    receiver_title: str = Field("", max_length=200)
    subject: str = Field(max_length=1000)
    codes: list[str] = Field(max_length=2000)
    legal_ground: str = Field(max_length=1000)
    opinion_no: str = Field("", max_length=100)
    opinion_on: Day | None = None
    opinion: str = Field("", max_length=4000)
    decision_no: str = Field(max_length=100)
    signed_on: Day
    signer: str = Field(max_length=200)
    valid_from: Day
    valid_to: Day | None = None
    review_due: Day

    def content(self) -> PowerContent:
        """What is to be recorded."""
        today = timezone.localdate()
        data = self.dict(exclude={"kind", "codes", "giver", "receiver"})
        return PowerContent(giver=find_unit(self.giver, today), receiver=find_unit(self.receiver, today), **data)


class ReviewGiven(Versioned):
    """A power kept after its review."""

    next_due: Day
    note: str = Field(max_length=1000)


class EndGiven(Versioned):
    """A power or seal that ends: from which day, and why."""

    day: Day
    reason: str = Field(max_length=1000)


class KeeperGiven(Schema):
    """Who keeps a seal."""

    holder: str = Field(max_length=200)
    title: str = Field("", max_length=200)
    minutes: str = Field(max_length=300)


class SealGiven(Schema):
    """A seal to enter."""

    unit: str = Field(max_length=60)
    kind: SealKind
    symbol: str = Field(max_length=100)
    instrument: str = Field(max_length=300)
    day: Day
    kept_at: str = Field("", max_length=60)
    registered_no: str = Field("", max_length=100)
    keeper: KeeperGiven | None = None


class HandGiven(Versioned, KeeperGiven):
    """Another keeper from a day on."""

    day: Day


@router.get("/delegations", auth=VIEW, summary="Delegations, paged")
def delegations(request: HttpRequest, given: Query[Asked]) -> dict[str, Any]:
    """The latest first, with their state today."""
    day, wanted = timezone.localdate(), powers.Wanted(given.q, given.state, given.kind)
    rows = list(powers.delegation_rows(actor_of(request), day, wanted)[given.span])
    return given.answer(rows, plain_powers.power_dicts(rows[: given.size], day))


@router.get("/decentralisations", auth=VIEW, summary="Decentralisations, paged")
def decentralisations(request: HttpRequest, given: Query[Asked]) -> dict[str, Any]:
    """The latest first, with their state today."""
    day, wanted = timezone.localdate(), powers.Wanted(given.q, given.state)
    rows = list(powers.decentralisation_rows(actor_of(request), day, wanted)[given.span])
    return given.answer(rows, plain_powers.power_dicts(rows[: given.size], day))


@router.get("/powers/coming-up", auth=VIEW, summary="Powers whose review or end is near or past")
def coming_up(request: HttpRequest) -> dict[str, Any]:
    """The most urgent first."""
    day = timezone.localdate()
    return {"items": plain_powers.power_dicts(powers.coming_up(actor_of(request), day), day)}


@router.post("/powers", auth=EDIT, summary="Record a delegation or a decentralisation")
def record(request: HttpRequest, given: PowerGiven) -> dict[str, Any]:
    """All of its procedures or none."""
    actor, content = actor_of(request), given.content()
    row: Delegation | Decentralisation
    if given.kind is None:
        row = record_decentralisation(actor=actor, content=content, codes=given.codes)
    else:
        row = record_delegation(actor=actor, kind=given.kind, content=content, codes=given.codes)
    return plain_powers.power_dict(row, timezone.localdate())


def _power(request: HttpRequest, public_id: str) -> Delegation | Decentralisation:
    row = powers.power_by_id(public_id, actor_of(request))
    if row is None:
        raise Http404
    return row


@router.get("/powers/{public_id}", auth=VIEW, summary="One delegation or decentralisation")
def power(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """With its procedures."""
    return plain_powers.power_dict(_power(request, public_id), timezone.localdate())


@router.post("/powers/{public_id}/review", auth=EDIT, summary="Keep a power after its review")
def review(request: HttpRequest, public_id: str, given: ReviewGiven) -> dict[str, Any]:
    """Says when the next review is due."""
    row = review_power(actor=actor_of(request), power=_power(request, public_id), **given.dict())
    return plain_powers.power_dict(row, timezone.localdate())


@router.post("/powers/{public_id}/revoke", auth=EDIT, summary="Revoke a power")
def revoke(request: HttpRequest, public_id: str, given: EndGiven) -> dict[str, Any]:
    """From a day on it no longer holds."""
    row = revoke_power(actor=actor_of(request), power=_power(request, public_id), **given.dict())
    return plain_powers.power_dict(row, timezone.localdate())


@router.get("/seals", auth=VIEW, summary="Seals with their keepers, paged")
def seals(request: HttpRequest, given: Query[Asked]) -> dict[str, Any]:
    """By unit and kind; `state` is in_use or withdrawn."""
    rows = powers.seal_rows(
        actor_of(request), timezone.localdate(), text=given.q, kind=given.kind, state=given.state
    )  # fmt: skip
    found = list(rows[given.span])
    return given.answer(found, plain_powers.seal_dicts(found[: given.size]))


def _seal(request: HttpRequest, public_id: str) -> Seal:
    row = powers.seal_by_id(public_id, actor_of(request))
    if row is None:
        raise Http404
    return row


def _again(request: HttpRequest, public_id: str) -> dict[str, Any]:
    return plain_powers.seal_dicts([_seal(request, public_id)])[0]


@router.get("/seals/{public_id}", auth=VIEW, summary="One seal with everyone who kept it")
def seal(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """The seal."""
    return _again(request, public_id)


@router.post("/seals", auth=EDIT, summary="Enter a seal")
def enter_seal(request: HttpRequest, given: SealGiven) -> dict[str, Any]:
    """With its first keeper where known."""
    today = timezone.localdate()
    content = SealContent(
        unit=find_unit(given.unit, today),
        kind=given.kind,
        symbol=given.symbol,
        instrument=given.instrument,
        day=given.day,
        kept_at=find_unit(given.kept_at, today) if given.kept_at else None,
        registered_no=given.registered_no,
    )
    keeper = Keeper(given.keeper.holder, given.keeper.minutes, given.keeper.title) if given.keeper else None
    row = register_seal(actor=actor_of(request), content=content, keeper=keeper)
    return _again(request, row.public_id)


@router.post("/seals/{public_id}/hand-over", auth=EDIT, summary="Give a seal to another keeper")
def hand_over(request: HttpRequest, public_id: str, given: HandGiven) -> dict[str, Any]:
    """The one before keeps it until that day."""
    hand_over_seal(
        actor=actor_of(request),
        seal=_seal(request, public_id),
        keeper=Keeper(given.holder, given.minutes, given.title),
        day=given.day,
        version=given.version,
    )
    return _again(request, public_id)


@router.post("/seals/{public_id}/withdraw", auth=EDIT, summary="Take a seal out of use")
def withdraw(request: HttpRequest, public_id: str, given: EndGiven) -> dict[str, Any]:
    """From a day on."""
    withdraw_seal(actor=actor_of(request), seal=_seal(request, public_id), **given.dict())
    return _again(request, public_id)
