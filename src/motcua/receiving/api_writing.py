"""The router of the room, and writing the lists, for machines."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema

from motcua.access.api import needs
from motcua.access.routes import actor_of
from motcua.catalog.models import Field as CatalogField
from motcua.organisation.selectors import find_unit
from motcua.receiving import plain, selectors
from motcua.receiving.models import ListKind, ReceivingList
from motcua.receiving.services.deciding import Decision, end_list, put_in_force
from motcua.receiving.services.drafting import (
    LineWords,
    Rule,
    add_by_rule,
    add_lines,
    discard_draft,
    open_draft,
    remove_lines,
)
from motcua.receiving.services.submitting import Wording, return_list, submit_list

router = Router(tags=["receiving"])
EDIT = needs("receiving.edit")
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 1, 1))]


class Versioned(Schema):
    """The version that was read; another one now is answered by 409."""

    version: int = Field(ge=1, le=2_000_000_000)


class RuleGiven(Schema):
    """Procedures of a field, handled at a tier; both empty are all."""

    field: str = Field("", max_length=300, examples=["Hộ tịch"])
    tier: str = Field("", max_length=40, examples=["commune"])

    def rule(self) -> Rule:
        """The rule; raises 404 for an unknown field."""
        if not self.field:
            return Rule(tier=self.tier)
        field = CatalogField.objects.filter(name=self.field).first()
        if field is None:
            raise Http404
        return Rule(field, self.tier)


class DraftGiven(Schema):
    """A new draft."""

    kind: ListKind
    unit: str = Field("", max_length=60)
    copy_last: bool = True
    rule: RuleGiven | None = None


class LinesGiven(Versioned):
    """Procedures to add, by codes or by a rule."""

    codes: list[str] = Field(default_factory=list, max_length=5000)
    rule: RuleGiven | None = None
    reason: str = Field("", max_length=1000)
    group: str = Field("", max_length=300)


class CodesGiven(Versioned):
    """Procedures to remove."""

    codes: list[str] = Field(max_length=5000)


class WordingGiven(Versioned):
    """What the decision says beside its list."""

    effective_from: Day
    authority: str = Field(max_length=300)
    proposer: str = Field(max_length=300)
    symbol: str = Field(max_length=60)
    place: str = Field(max_length=100)
    signature: list[str] = Field(max_length=6)


class DecisionGiven(Versioned):
    """The signed decision."""

    number: str = Field(max_length=100)
    signed_on: Day
    signer: str = Field(max_length=200)
    effective_from: Day


class EndGiven(Versioned):
    """The first day on which the list no longer holds."""

    day: Day


class ReasonGiven(Versioned):
    """Why."""

    reason: str = Field(max_length=1000)


def _list(request: HttpRequest, public_id: str) -> ReceivingList:
    row = selectors.list_by_id(public_id, actor_of(request))
    if row is None:
        raise Http404
    return row


@router.post("/receiving/lists", auth=EDIT, summary="Open the draft of a list")
def open_one(request: HttpRequest, given: DraftGiven) -> dict[str, Any]:
    """Empty, as a copy of the list that holds, or by a rule."""
    row = open_draft(
        actor=actor_of(request),
        kind=given.kind,
        unit=find_unit(given.unit, timezone.localdate()) if given.unit else None,
        copy_last=given.copy_last,
        rule=given.rule.rule() if given.rule else None,
    )
    return plain.list_dict(row)


@router.post("/receiving/lists/{public_id}/lines", auth=EDIT, summary="Add procedures to a draft")
def add(request: HttpRequest, public_id: str, given: LinesGiven) -> dict[str, Any]:
    """By codes, or by a rule where one is given."""
    actor, row, words = actor_of(request), _list(request, public_id), LineWords(given.reason, given.group)
    if given.rule is not None:
        rule = given.rule.rule()
        added = add_by_rule(actor=actor, receiving_list=row, rule=rule, words=words, version=given.version)
    else:
        added = add_lines(actor=actor, receiving_list=row, codes=given.codes, words=words, version=given.version)
    return {**plain.list_dict(row), "added": added}


@router.post("/receiving/lists/{public_id}/lines/remove", auth=EDIT, summary="Remove procedures from a draft")
def remove(request: HttpRequest, public_id: str, given: CodesGiven) -> dict[str, Any]:
    """By codes."""
    row = _list(request, public_id)
    removed = remove_lines(actor=actor_of(request), receiving_list=row, codes=given.codes, version=given.version)
    return {**plain.list_dict(row), "removed": removed}


@router.post("/receiving/lists/{public_id}/discard", auth=EDIT, summary="Throw a draft away")
def discard(request: HttpRequest, public_id: str, given: Versioned) -> dict[str, Any]:
    """With its lines."""
    discard_draft(actor=actor_of(request), receiving_list=_list(request, public_id), version=given.version)
    return {"discarded": public_id}


@router.post("/receiving/lists/{public_id}/submit", auth=EDIT, summary="Submit a list for signature")
def submit(request: HttpRequest, public_id: str, given: WordingGiven) -> dict[str, Any]:
    """Its decision is made as a document."""
    row, data = _list(request, public_id), given.dict(exclude={"version", "signature"})
    wording = Wording(**data, signature=tuple(given.signature))
    submit_list(actor=actor_of(request), receiving_list=row, wording=wording, version=given.version)
    return plain.list_dict(row)


@router.post("/receiving/lists/{public_id}/return", auth=EDIT, summary="Take a submitted list back")
def take_back(request: HttpRequest, public_id: str, given: ReasonGiven) -> dict[str, Any]:
    """To be changed."""
    row = _list(request, public_id)
    return_list(actor=actor_of(request), receiving_list=row, version=given.version, reason=given.reason)
    return plain.list_dict(row)


@router.post("/receiving/lists/{public_id}/issue", auth=EDIT, summary="Put a list in force by its signed decision")
def issue(request: HttpRequest, public_id: str, given: DecisionGiven) -> dict[str, Any]:
    """The list of the same scope that held until then ends on that day."""
    row, decision = _list(request, public_id), Decision(**given.dict(exclude={"version"}))
    put_in_force(actor=actor_of(request), receiving_list=row, decision=decision, version=given.version)
    return plain.list_dict(row)


@router.post("/receiving/lists/{public_id}/end", auth=EDIT, summary="End a list without another in its place")
def end(request: HttpRequest, public_id: str, given: EndGiven) -> dict[str, Any]:
    """From a day on."""
    row = _list(request, public_id)
    end_list(actor=actor_of(request), receiving_list=row, day=given.day, version=given.version)
    return plain.list_dict(row)
