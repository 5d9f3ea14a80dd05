"""Acts of what is followed as machines ask for them: second stage, calendar, decisions by field, amendments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.catalog.models import Field
from motcua.review.content import Ended, Signed
from motcua.review.models import Campaign, CampaignUnit, Pursuit
from motcua.review.selectors_following import pursuit_by_id
from motcua.review.sending import (
    FieldSignedSent,
    FieldSubmitSent,
    PursuitAnswer,
    PursuitEnded,
    PursuitLetter,
    PursuitPostponed,
    PursuitSent,
    StageSent,
    StepSent,
    UnitPlanSent,
)
from motcua.review.services import deciding_fields, following, second_stage
from motcua.web.faults import UserError
from motcua.web.words import tidy

Plain = dict[str, Any]
FindPart = Callable[[Campaign, str], CampaignUnit]


def stage(actor: Actor, row: Campaign, given: StageSent) -> Plain:
    """Open the plan of a second stage."""
    return {"made": second_stage.plan_second_stage(actor=actor, campaign=row, title=given.title).public_id}


def unit_plan(find_part: FindPart) -> Callable[[Actor, Campaign, UnitPlanSent], Plain]:
    """How the plan of a unit is recorded; `find_part` names its part."""

    def run(actor: Actor, row: Campaign, given: UnitPlanSent) -> Plain:
        part = find_part(row, given.unit)
        kept = second_stage.record_unit_plan(
            actor=actor, part=part, number=given.number, signed_on=given.signed_on, version=given.version
        )
        return {"unit_plan": kept.number}

    return run


def step(actor: Actor, row: Campaign, given: StepSent) -> Plain:
    """A step of the calendar is done."""
    kept = following.finish_step(
        actor=actor, campaign=row, key=given.key, done_on=given.done_on, number=given.number, note=given.note
    )
    return {"step": kept.key}


def field_decision(actor: Actor, row: Campaign, given: FieldSignedSent) -> Plain:
    """The Chair's decision on one field."""
    field = _field(given.field)
    signed = Signed(given.number, given.signed_on, given.signer)
    made = following.record_field_decision(actor=actor, campaign=row, field=field, signed=signed, version=given.version)
    return {"decided": made.lines}


def submit_field(actor: Actor, row: Campaign, given: FieldSubmitSent) -> Plain:
    """The decision on one field goes for signature."""
    paper = deciding_fields.submit_field_decision(
        actor=actor, campaign=row, field=_field(given.field), version=given.version, signature=given.signature
    )
    return {"paper": paper.public_id}


def _field(given: str) -> Field | None:
    name = tidy(given)
    field = Field.objects.filter(name=name).first() if name else None
    if name and field is None:
        raise UserError("no-field", _("Không có lĩnh vực “{name}”.").format(name=name), field="field", status=404)
    return field


def gather(actor: Actor, row: Campaign, given: object) -> Plain:
    """Take provisions to amend into the list again."""
    return {"added": following.gather_pursuits(actor=actor, campaign=row)}


def _found(actor: Actor, row: Campaign, given: PursuitSent) -> Pursuit:
    found = pursuit_by_id(actor, given.pursuit)
    if found is None or found.campaign_id != row.pk:
        raise UserError("no-pursuit", _("Đợt này không theo dõi quy định đó."), field="pursuit", status=404)
    return found


def _state(row: Pursuit) -> Plain:
    return {"pursuit": row.public_id, "outcome": row.outcome, "pursuit_version": row.version}


def sent(actor: Actor, row: Campaign, given: PursuitLetter) -> Plain:
    """The letter that asked for an amendment."""
    found = _found(actor, row, given)
    letter: Plain = {"number": given.number, "sent_on": given.sent_on, "owner": given.owner}
    return _state(following.send_pursuit(actor=actor, pursuit=found, version=given.version, **letter))


def answered(actor: Actor, row: Campaign, given: PursuitAnswer) -> Plain:
    """What the agency answered."""
    found = _found(actor, row, given)
    said: Plain = {"number": given.number, "answered_on": given.answered_on, "answer": given.answer}
    return _state(following.answer_pursuit(actor=actor, pursuit=found, version=given.version, **said))


def ended(actor: Actor, row: Campaign, given: PursuitEnded) -> Plain:
    """The document that ended it."""
    found = _found(actor, row, given)
    how = Ended(given.outcome, given.number, given.ended_on)
    return _state(following.end_pursuit(actor=actor, pursuit=found, ended=how, version=given.version))


def postponed(actor: Actor, row: Campaign, given: PursuitPostponed) -> Plain:
    """Another day."""
    found = _found(actor, row, given)
    return _state(
        following.postpone_pursuit(
            actor=actor, pursuit=found, due_on=given.due_on, reason=given.reason, version=given.version
        )
    )
