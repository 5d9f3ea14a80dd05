"""Writing decisions of announcement, for machines: on the same router, since a path has all its verbs in one place."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Schema

from motcua.access.actors import Actor
from motcua.access.api import needs
from motcua.access.routes import actor_of
from motcua.organisation.selectors import find_unit
from motcua.publication import plain
from motcua.publication.api_reading import router
from motcua.publication.asking import find_act, find_decision, find_lines, find_lines_to_publish
from motcua.publication.content import DecisionContent, LineGiven, Signed
from motcua.publication.lists import ListAsked
from motcua.publication.models import AnnouncementDecision, DecisionKind, DecisionState, LineKind, Place
from motcua.publication.services.annexes import ask_annex
from motcua.publication.services.checking import check_decision, return_decision
from motcua.publication.services.drafting import (
    add_lines,
    change_decision,
    discard_decision,
    draft_decision,
    remove_line,
)
from motcua.publication.services.publishing import end_decision, publish_lines, withdraw_publication
from motcua.publication.services.recording import record_decision
from motcua.publication.services.signing import submit_for_signature

_ONE = "/announcements/{public_id}"
_VERSION: Any = Field(description="the version that was read", examples=[1])


class LineSent(Schema):
    """One procedure to announce."""

    code: str = Field(max_length=40, examples=["1.001193"])
    kind: LineKind
    name: str = Field("", max_length=2000)
    field: str = Field("", max_length=300)
    law_effective_on: date | None = None
    basis: str = Field("", max_length=2000)
    replaces: str = Field("", max_length=200)


class ContentSent(Schema):
    """What a decision says; `advising_unit` is a unit's code or id."""

    title: str = Field(max_length=1000)
    advising_unit: str = Field(max_length=60)
    kind: DecisionKind = DecisionKind.LIST
    source: str = Field("", max_length=500)
    shortened: bool = False
    law_issued_on: date | None = None
    law_effective_on: date | None = None
    effective_from: date | None = None

    def content(self) -> DecisionContent:
        """As the services take it."""
        given = self.dict(include=set(ContentSent.model_fields))
        unit = find_unit(given.pop("advising_unit"), timezone.localdate())
        return DecisionContent(advising_unit=unit, **given)


class DraftSent(ContentSent):
    """A decision with its first lines."""

    lines: list[LineSent] = Field(default_factory=list, max_length=5_000)


class ChangeSent(ContentSent):
    """What a draft says, written anew."""

    version: int = _VERSION


class LinesSent(Schema):
    """Procedures to add."""

    lines: list[LineSent] = Field(min_length=1, max_length=5_000)
    version: int = _VERSION


class VersionSent(Schema):
    """The version that was read."""

    version: int = _VERSION


class ReturnSent(VersionSent):
    """Why a decision goes back."""

    reason: str = Field(max_length=2000)


class SubmitSent(VersionSent):
    """Who signs, line by line; empty: the chairman."""

    signature: list[str] = Field(default_factory=list, max_length=5)


class SignedSent(VersionSent):
    """What the signed decision says."""

    number: str = Field(max_length=100, examples=["1024/QĐ-UBND"])
    signed_on: date
    signer: str = Field(max_length=200)
    effective_from: date | None = None


class PublishedSent(Schema):
    """Where and when lines were made public; all of them where no code is given."""

    place: Place
    published_at: datetime
    codes: list[str] = Field(default_factory=list, max_length=5_000)
    evidence: str = Field("", max_length=1000)


class WithdrawnSent(Schema):
    """Which act was recorded wrongly, and why."""

    act: str = Field(max_length=40)
    reason: str = Field(max_length=1000)


class EndSent(VersionSent):
    """By which decision, and how, another one ends."""

    by: str = Field(max_length=100)
    state: DecisionState


class ListSent(Schema):
    """What a list is to hold."""

    field: str = Field("", max_length=300)
    tier: str = Field("", max_length=40)
    unit: str = Field("", max_length=60)
    since: date | None = None


def _lines(rows: list[LineSent]) -> list[LineGiven]:
    return [LineGiven(**row.dict()) for row in rows]


def _answer(row: AnnouncementDecision, actor: Actor) -> dict[str, Any]:
    return plain.decision_dict(find_decision(actor, row.public_id), actor, timezone.localdate())


@router.post("/announcements", auth=needs("publication.draft"), summary="Open a decision with its first lines")
def draft(request: HttpRequest, given: DraftSent) -> dict[str, Any]:
    """The decision as it is now."""
    actor = actor_of(request)
    return _answer(draft_decision(actor=actor, content=given.content(), lines=_lines(given.lines)), actor)


@router.put(_ONE, auth=needs("publication.draft"), summary="Write what a draft says anew")
def change(request: HttpRequest, public_id: str, given: ChangeSent) -> dict[str, Any]:
    """Its lines stay."""
    actor = actor_of(request)
    row = find_decision(actor, public_id)
    return _answer(change_decision(actor=actor, decision=row, content=given.content(), version=given.version), actor)


@router.delete(_ONE, auth=needs("publication.draft"), summary="Throw a draft away")
def discard(request: HttpRequest, public_id: str, version: int) -> dict[str, Any]:
    """With its lines."""
    actor = actor_of(request)
    discard_decision(actor=actor, decision=find_decision(actor, public_id), version=version)
    return {"id": public_id, "discarded": True}


@router.post(f"{_ONE}/lines", auth=needs("publication.draft"), summary="Add procedures to a draft")
def add(request: HttpRequest, public_id: str, given: LinesSent) -> dict[str, Any]:
    """All or none."""
    actor = actor_of(request)
    row = find_decision(actor, public_id)
    add_lines(actor=actor, decision=row, lines=_lines(given.lines), version=given.version)
    return _answer(row, actor)


@router.delete(f"{_ONE}/lines/{{code}}", auth=needs("publication.draft"), summary="Take a procedure out of a draft")
def remove(request: HttpRequest, public_id: str, code: str, version: int) -> dict[str, Any]:
    """The decision as it is now."""
    actor = actor_of(request)
    row = find_decision(actor, public_id)
    (line,) = find_lines(row, [code])
    remove_line(actor=actor, decision=row, line=line, version=version)
    return _answer(row, actor)


@router.post(f"{_ONE}/check", auth=needs("publication.check"), summary="Pass a draft as checked")
def check(request: HttpRequest, public_id: str, given: VersionSent) -> dict[str, Any]:
    """Refused with what must be mended."""
    actor = actor_of(request)
    row = find_decision(actor, public_id)
    return _answer(check_decision(actor=actor, decision=row, version=given.version), actor)


@router.post(f"{_ONE}/return", auth=needs("publication.draft"), summary="Send a checked decision back")
def give_back(request: HttpRequest, public_id: str, given: ReturnSent) -> dict[str, Any]:
    """With the reason."""
    actor = actor_of(request)
    row = find_decision(actor, public_id)
    return _answer(return_decision(actor=actor, decision=row, reason=given.reason, version=given.version), actor)


@router.post(f"{_ONE}/submit", auth=needs("publication.draft"), summary="Make the paper and submit it for signature")
def submit(request: HttpRequest, public_id: str, given: SubmitSent) -> dict[str, Any]:
    """The paper's id stands in the answer."""
    actor = actor_of(request)
    row = find_decision(actor, public_id)
    submit_for_signature(actor=actor, decision=row, version=given.version, signature=given.signature)
    return _answer(row, actor)


@router.post(f"{_ONE}/signed", auth=needs("publication.announce"), summary="Record number, day and signer")
def sign(request: HttpRequest, public_id: str, given: SignedSent) -> dict[str, Any]:
    """From now on its procedures are announced and its lines are locked."""
    actor = actor_of(request)
    row = find_decision(actor, public_id)
    signed = Signed(given.number, given.signed_on, given.signer, given.effective_from)
    return _answer(record_decision(actor=actor, decision=row, signed=signed, version=given.version), actor)


@router.post(f"{_ONE}/published", auth=needs("publication.announce"), summary="Record where lines were made public")
def publish(request: HttpRequest, public_id: str, given: PublishedSent) -> dict[str, Any]:
    """The decision is public once every line is in the national database."""
    actor = actor_of(request)
    row = find_decision(actor, public_id)
    at = given.published_at if given.published_at.tzinfo else timezone.make_aware(given.published_at)
    publish_lines(
        actor=actor,
        lines=find_lines_to_publish(row, given.place, given.codes),
        place=given.place,
        published_at=at,
        evidence=given.evidence,
    )
    return _answer(row, actor)


@router.post(f"{_ONE}/withdrawn", auth=needs("publication.announce"), summary="Take back a wrong record")
def withdraw(request: HttpRequest, public_id: str, given: WithdrawnSent) -> dict[str, Any]:
    """The row stays with the reason."""
    actor = actor_of(request)
    row = find_decision(actor, public_id)
    withdraw_publication(actor=actor, publication=find_act(row, given.act), reason=given.reason)
    return _answer(row, actor)


@router.post(f"{_ONE}/end", auth=needs("publication.announce"), summary="Say by which decision this one ended")
def end(request: HttpRequest, public_id: str, given: EndSent) -> dict[str, Any]:
    """Superseded or abolished as a whole."""
    actor = actor_of(request)
    row, by = find_decision(actor, public_id), find_decision(actor, given.by)
    return _answer(end_decision(actor=actor, decision=row, by=by, state=given.state, version=given.version), actor)


@router.post("/announcements/lists", auth=needs("publication.draft"), summary="Ask for a list as DOCX and XLSX")
def ask_list(request: HttpRequest, given: ListSent) -> dict[str, Any]:
    """A job makes it; its id stands in the answer."""
    today = timezone.localdate()
    asked = ListAsked(today, field=given.field, tier=given.tier, unit=given.unit, since=given.since)
    return plain.annex_dict(ask_annex(actor=actor_of(request), asked=asked))
