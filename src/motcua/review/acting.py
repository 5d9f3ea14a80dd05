"""Every act on a campaign as machines ask for it: what is sent, and the service that does it.

API and terminal share these; each names the service that an act stands for and takes its words from there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Schema

from motcua.access.actors import Actor
from motcua.access.models import User
from motcua.organisation.selectors import find_unit
from motcua.review import acting_following
from motcua.review.content import Conclusion, Signed, TargetGiven, TaskGiven, UnitGiven
from motcua.review.models import Campaign, CampaignLine, CampaignUnit
from motcua.review.selectors import campaign_by_id, exclusion_by_id
from motcua.review.sending import (
    AssignSent,
    ChangeSent,
    ChooseSent,
    ConclusionsSent,
    CopySent,
    DrawSent,
    FieldSignedSent,
    FieldSubmitSent,
    GiveSent,
    JudgeSent,
    ListsSent,
    MeetingSent,
    Nothing,
    PartReasoned,
    PartSent,
    PlanSent,
    PursuitAnswer,
    PursuitEnded,
    PursuitLetter,
    PursuitPostponed,
    Reasoned,
    RemindSent,
    ReopenSent,
    ReturnSent,
    ScoresSent,
    SignedSent,
    StageSent,
    StepSent,
    SubmitSent,
    TargetsSent,
    TaskDone,
    TasksSent,
    UnitPlanSent,
    UnitsSent,
    Versioned,
    WeightsSent,
)
from motcua.review.services import (
    assigning,
    checking,
    concluding,
    copying,
    deciding,
    exclusions,
    keeping,
    meetings,
    opening,
    planning,
    reminding,
    submitting,
    weighing,
)
from motcua.web.faults import UserError
from motcua.web.words import storable, tidy

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """What is sent, and what is done with it; the answer is a few plain values."""

    sent: type[Schema]
    run: Callable[[Actor, Campaign, Any], Plain]


def find_campaign(actor: Actor, text: str) -> Campaign:
    """The campaign with the id. Raises `UserError` where the actor sees none."""
    found = campaign_by_id(actor, text)
    if found is None:
        raise UserError("no-campaign", _("Không có đợt rà soát “{text}”.").format(text=text[:100]), status=404)
    return found


def find_part(campaign: Campaign, text: str) -> CampaignUnit:
    """The part of the unit with the code or id. Raises `UserError` where it does not take part."""
    unit = find_unit(text, timezone.localdate())
    found = campaign.units.select_related("campaign", "unit").filter(unit=unit).first()
    if found is None:
        raise UserError("no-part", _("Đơn vị này không tham gia đợt rà soát."), field="unit", status=404)
    return found


def find_lines(campaign: Campaign, codes: list[str]) -> list[CampaignLine]:
    """The lines with the codes, in their order. Raises `UserError` for a code that is not in the campaign."""
    clean = [tidy(code) for code in codes]
    rows = {
        line.procedure.code: line
        for line in campaign.lines.filter(procedure__code__in=clean).select_related("procedure", "unit")
    }
    missing = [code for code in clean if code not in rows]
    if missing:
        raise UserError(
            "no-line", _("Đợt rà soát không có thủ tục {code}.").format(code=missing[0][:60]), field="codes", status=404
        )
    return [rows[code] for code in clean]


def plan(actor: Actor, given: PlanSent) -> Campaign:
    """Open a plan."""
    follows = find_campaign(actor, given.follows) if given.follows else None
    return planning.plan_campaign(actor=actor, content=given.content(), follows=follows)


def _change(actor: Actor, row: Campaign, given: ChangeSent) -> Plain:
    planning.change_campaign(actor=actor, campaign=row, content=given.content(), version=given.version)
    return {}


def _discard(actor: Actor, row: Campaign, given: Versioned) -> Plain:
    planning.discard_campaign(actor=actor, campaign=row, version=given.version)
    return {"discarded": True}


def _copy(actor: Actor, row: Campaign, given: CopySent) -> Plain:
    made = copying.copy_campaign(actor=actor, campaign=row, title=given.title, year=given.year)
    return {"made": made.public_id}


def _units(actor: Actor, row: Campaign, given: UnitsSent) -> Plain:
    today = timezone.localdate()
    units = [UnitGiven(find_unit(one.unit, today), one.lead, one.result_due) for one in given.units]
    planning.set_units(actor=actor, campaign=row, units=units, version=given.version)
    return {}


def _remove_unit(actor: Actor, row: Campaign, given: PartSent) -> Plain:
    planning.remove_unit(actor=actor, campaign=row, part=find_part(row, given.unit), version=given.version)
    return {}


def _choose(actor: Actor, row: Campaign, given: ChooseSent) -> Plain:
    planning.choose_procedures(
        actor=actor, campaign=row, codes=given.codes, wanted=given.wanted, reason=given.reason, version=given.version
    )
    return {}


def _exclude(actor: Actor, row: Campaign, given: ListsSent) -> Plain:
    found = [exclusion_by_id(actor, one) for one in given.lists]
    if None in found:
        raise UserError("no-list", _("Không có danh mục loại trừ này."), field="lists", status=404)
    lists = [one for one in found if one is not None]
    exclusions.set_exclusions(actor=actor, campaign=row, lists=lists, version=given.version)
    return {}


def _weigh(actor: Actor, row: Campaign, given: WeightsSent) -> Plain:
    weighing.set_weights(actor=actor, campaign=row, weights=given.weights, version=given.version)
    return {}


def _score(actor: Actor, row: Campaign, given: ScoresSent) -> Plain:
    lines = find_lines(row, [one.code for one in given.lines])
    marks = list(zip(lines, (one.scores for one in given.lines), strict=True))
    return {"scored": len(weighing.score_lines(actor=actor, campaign=row, marks=marks))}


def _tasks(actor: Actor, row: Campaign, given: TasksSent) -> Plain:
    tasks = [TaskGiven(one.text, one.unit, one.due_on, one.product) for one in given.tasks]
    return {"tasks": len(planning.write_tasks(actor=actor, campaign=row, tasks=tasks, version=given.version))}


def _finish_task(actor: Actor, row: Campaign, given: TaskDone) -> Plain:
    task = row.tasks.select_related("campaign").filter(ordinal=given.task).first()
    if task is None:
        raise UserError("no-task", _("Không có nhiệm vụ này trong kế hoạch."), field="task", status=404)
    planning.finish_task(actor=actor, task=task, note=given.note, version=given.version)
    return {}


def _targets(actor: Actor, row: Campaign, given: TargetsSent) -> Plain:
    targets = [TargetGiven(one.text, one.percent, one.by_date, one.tier) for one in given.targets]
    planning.set_targets(actor=actor, campaign=row, targets=targets, version=given.version)
    return {}


def _open(actor: Actor, row: Campaign, given: Versioned) -> Plain:
    return {"job": opening.open_campaign(actor=actor, campaign=row, version=given.version).job}


def _close(actor: Actor, row: Campaign, given: Reasoned) -> Plain:
    opening.close_campaign(actor=actor, campaign=row, reason=given.reason, version=given.version)
    return {}


def _assign_fields(actor: Actor, row: Campaign, given: Nothing) -> Plain:
    return {"assigned": assigning.assign_by_field(actor=actor, campaign=row)}


def _assign(actor: Actor, row: Campaign, given: AssignSent) -> Plain:
    lines = find_lines(row, given.codes)
    unit = find_unit(given.unit, timezone.localdate())
    versions = [line.version for line in lines]
    assigning.assign_lines(actor=actor, campaign=row, lines=lines, unit=unit, versions=versions)
    return {"assigned": len(lines)}


def _give(actor: Actor, row: Campaign, given: GiveSent) -> Plain:
    lines = find_lines(row, given.codes)
    person = User.objects.filter(username=storable(given.person), is_active=True).first()
    if given.person and person is None:
        raise UserError("no-person", _("Không có tài khoản này."), field="person", status=404)
    assigning.assign_person(actor=actor, lines=lines, person=person, versions=[line.version for line in lines])
    return {"given": len(lines)}


def _conclude(actor: Actor, row: Campaign, given: ConclusionsSent) -> Plain:
    lines = find_lines(row, [one.code for one in given.lines])
    conclusions = [
        Conclusion(
            line=line,
            **{**one.model_dump(exclude={"code"}), "partial_reasons": tuple(one.partial_reasons)},
        )
        for line, one in zip(lines, given.lines, strict=True)
    ]
    return {"assessed": len(concluding.conclude_lines(actor=actor, conclusions=conclusions))}


def _approve(actor: Actor, row: Campaign, given: PartSent) -> Plain:
    return _state(submitting.approve_unit(actor=actor, part=find_part(row, given.unit), version=given.version))


def _withdraw(actor: Actor, row: Campaign, given: PartReasoned) -> Plain:
    part = find_part(row, given.unit)
    return _state(submitting.withdraw_approval(actor=actor, part=part, reason=given.reason, version=given.version))


def _submit(actor: Actor, row: Campaign, given: PartSent) -> Plain:
    return _state(submitting.submit_unit(actor=actor, part=find_part(row, given.unit), version=given.version))


def _draw(actor: Actor, row: Campaign, given: DrawSent) -> Plain:
    part = find_part(row, given.unit)
    check = checking.draw_sample(actor=actor, part=part, version=given.version, size=given.size, seed=given.seed)
    codes = list(check.samples.values_list("line__procedure__code", flat=True))
    return {"seed": check.seed, "size": check.size, "population": check.population, "codes": codes}


def _judge(actor: Actor, row: Campaign, given: JudgeSent) -> Plain:
    part = find_part(row, given.unit)
    check = part.checks.filter(finished_at=None).first()
    sample = check.samples.filter(line__procedure__code=given.code).first() if check else None
    if sample is None:
        raise UserError("no-sample", _("Thủ tục này không có trong mẫu đang kiểm soát."), field="code", status=404)
    done = checking.judge_sample(
        actor=actor, sample=sample, points=given.points, note=given.note, version=given.version
    )
    return {"verdict": done.verdict}


def _return(actor: Actor, row: Campaign, given: ReturnSent) -> Plain:
    lines = find_lines(row, [one.code for one in given.lines])
    remarks = list(zip(lines, (one.remark for one in given.lines), strict=True))
    part = find_part(row, given.unit)
    return _state(checking.return_lines(actor=actor, part=part, remarks=remarks, version=given.version))


def _confirm(actor: Actor, row: Campaign, given: PartSent) -> Plain:
    return _state(checking.confirm_unit(actor=actor, part=find_part(row, given.unit), version=given.version))


def _remind(actor: Actor, row: Campaign, given: RemindSent) -> Plain:
    paper = reminding.remind_unit(actor=actor, part=find_part(row, given.unit), reply_by=given.reply_by)
    return {"paper": paper.public_id}


def _keep_up(actor: Actor, row: Campaign, given: Nothing) -> Plain:
    kept = keeping.keep_up(actor=actor, campaign=row)
    return {"handed_over": kept.handed_over, "closed": kept.closed, "without_heir": kept.without_heir}


def _meeting(actor: Actor, row: Campaign, given: MeetingSent) -> Plain:
    lines = find_lines(row, [one.code for one in given.lines])
    minutes = meetings.Minutes(**given.model_dump(exclude={"lines", "version"}))
    remarks = list(zip(lines, (one.remark for one in given.lines), strict=True))
    made = meetings.record_meeting(actor=actor, campaign=row, minutes=minutes, version=given.version, lines=remarks)
    return {"meeting": made.public_id}


def _consolidate(actor: Actor, row: Campaign, given: Versioned) -> Plain:
    deciding.consolidate(actor=actor, campaign=row, version=given.version)
    return {}


def _back(actor: Actor, row: Campaign, given: Reasoned) -> Plain:
    deciding.back_to_checking(actor=actor, campaign=row, reason=given.reason, version=given.version)
    return {}


def _submit_decision(actor: Actor, row: Campaign, given: SubmitSent) -> Plain:
    paper = deciding.submit_decision(actor=actor, campaign=row, version=given.version, signature=given.signature)
    return {"paper": paper.public_id}


def _decide(actor: Actor, row: Campaign, given: SignedSent) -> Plain:
    signed = Signed(given.number, given.signed_on, given.signer)
    deciding.record_decision(actor=actor, campaign=row, signed=signed, version=given.version)
    return {}


def _reopen(actor: Actor, row: Campaign, given: ReopenSent) -> Plain:
    lines = find_lines(find_campaign(actor, given.source), given.codes)
    made = deciding.reopen_lines(actor=actor, lines=lines, into=row, reason=given.reason, version=given.version)
    return {"reopened": len(made)}


def _state(part: CampaignUnit) -> Plain:
    return {"unit_state": part.state, "unit_version": part.version}


ACTS: dict[str, Act] = {
    "change": Act(ChangeSent, _change),
    "discard": Act(Versioned, _discard),
    "copy": Act(CopySent, _copy),
    "units": Act(UnitsSent, _units),
    "remove-unit": Act(PartSent, _remove_unit),
    "choose": Act(ChooseSent, _choose),
    "exclude": Act(ListsSent, _exclude),
    "weigh": Act(WeightsSent, _weigh),
    "score": Act(ScoresSent, _score),
    "tasks": Act(TasksSent, _tasks),
    "finish-task": Act(TaskDone, _finish_task),
    "targets": Act(TargetsSent, _targets),
    "open": Act(Versioned, _open),
    "close": Act(Reasoned, _close),
    "assign-fields": Act(Nothing, _assign_fields),
    "assign": Act(AssignSent, _assign),
    "give": Act(GiveSent, _give),
    "conclude": Act(ConclusionsSent, _conclude),
    "approve": Act(PartSent, _approve),
    "withdraw-approval": Act(PartReasoned, _withdraw),
    "submit": Act(PartSent, _submit),
    "draw": Act(DrawSent, _draw),
    "judge": Act(JudgeSent, _judge),
    "return": Act(ReturnSent, _return),
    "confirm": Act(PartSent, _confirm),
    "remind": Act(RemindSent, _remind),
    "keep-up": Act(Nothing, _keep_up),
    "meeting": Act(MeetingSent, _meeting),
    "consolidate": Act(Versioned, _consolidate),
    "back": Act(Reasoned, _back),
    "submit-decision": Act(SubmitSent, _submit_decision),
    "decide": Act(SignedSent, _decide),
    "reopen": Act(ReopenSent, _reopen),
    "second-stage": Act(StageSent, acting_following.stage),
    "unit-plan": Act(UnitPlanSent, acting_following.unit_plan(find_part)),
    "step": Act(StepSent, acting_following.step),
    "field-decision": Act(FieldSignedSent, acting_following.field_decision),
    "submit-field-decision": Act(FieldSubmitSent, acting_following.submit_field),
    "gather": Act(Nothing, acting_following.gather),
    "pursuit-sent": Act(PursuitLetter, acting_following.sent),
    "pursuit-answered": Act(PursuitAnswer, acting_following.answered),
    "pursuit-ended": Act(PursuitEnded, acting_following.ended),
    "pursuit-postponed": Act(PursuitPostponed, acting_following.postponed),
}
