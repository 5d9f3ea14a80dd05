"""Every act of assessing, consulting and registering obstacles as machines ask for it: what is sent, what does it.

API and terminal share these; `target` is the line, consultation or obstacle that an act is about.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Schema

from motcua.access.actors import Actor
from motcua.review.answering import Given
from motcua.review.asking import asked_of, lines_coded, unit_named
from motcua.review.models import Campaign, CampaignLine, Consultation, Obstacle, Opinion
from motcua.review.plain_assess import consultation_dict, line_dict, obstacle_dict, outcome_dict
from motcua.review.questions import part_of_subject
from motcua.review.selectors import campaign_by_id
from motcua.review.selectors_asking import addressees_of, find_consultation, find_obstacle
from motcua.review.selectors_assessment import find_line
from motcua.review.services import (
    assessing,
    assessing_copy,
    assessing_end,
    assessing_merge,
    assessing_parts,
    consulting,
    consulting_letter,
    obstacles,
)
from motcua.web.faults import UserError
from motcua.web.words import storable

Run = Callable[[Actor, Any, Any], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Act:
    """An act: what it takes and how it is done."""

    sent: type[Schema]
    run: Run


class AnswerSent(Schema):
    """An answer to a criterion ("C6d") or a part ("part:dossier:2"); `seen` is the version looked at, 0 for none."""

    subject: str = Field(max_length=40, examples=["C6d"])
    seen: int = 0
    answer: dict[str, Any] = Field(examples=[{"value": "no", "article": "Điều 11", "document": "38/2018/TT-BNNPTNT"}])


class Nothing(Schema):
    """No data needed."""


class SubjectSent(Schema):
    """The question that was opened."""

    subject: str = Field(max_length=40, examples=["C6d"])


class EffortSent(Schema):
    """Factors of a service; `seen` is the version of the sheet looked at, 0 for none."""

    seen: int = 0
    cases: int | None = None
    components: int | None = None
    agencies: int | None = None
    steps: int | None = None
    databases: int | None = None
    build_cost: int | None = None
    volume: int | None = None
    volume_source: str = Field("", max_length=500)


class CopySent(Schema):
    """Procedures (codes of the same campaign) to copy to, and the differences to overwrite ("line:C6a:1")."""

    codes: list[str] = Field(max_length=50)
    overwrite: list[str] = Field(default_factory=list, max_length=1000)


class EndSent(Schema):
    """What a unit concludes; `version` is that of the line."""

    version: int
    level: str = Field("", max_length=20)
    suitable: bool
    year: int | None = None
    period: str = Field("", max_length=20)
    proactive: int | None = None
    note: str = Field("", max_length=4000)
    answer: str = Field("", max_length=4000)


class MergeSent(Schema):
    """Which of two answers stands: `kept`, `taken`, or `merged` with a new one; `seen` is that of the standing one."""

    clash: str = Field(max_length=40)
    outcome: str = Field(max_length=6, examples=["kept"])
    seen: int
    answer: dict[str, Any] | None = None


class ConsultationSent(Schema):
    """A round of asking: campaign (id), unit (code, id or name), procedures, who is asked."""

    campaign: str
    unit: str
    title: str = Field(max_length=500)
    codes: list[str] = Field(max_length=2000)
    asked: list[str] = Field(default_factory=list, max_length=300)
    communes: bool = False


class Versioned(Schema):
    """The version that was read."""

    version: int


class LetterSent(Versioned):
    """Symbol of the letter and title over its signature."""

    symbol: str = Field(max_length=60)
    signer: str = Field(max_length=200)


class SentOn(Versioned):
    """Number and day of a letter that went out."""

    number: str = Field(max_length=100)
    sent_on: date


class VoiceSent(Schema):
    """An opinion on a procedure (its code; empty: on all): `agree`, or `other` with words."""

    code: str = ""
    said: str = Field(examples=["other"])
    text: str = Field("", max_length=4000)


class OpinionsSent(Schema):
    """What an addressee (by name) says; `version` is the addressee's."""

    addressee: str
    version: int
    on: date
    number: str = Field("", max_length=100)
    opinions: list[VoiceSent] = Field(max_length=2000)


class ReplySent(Schema):
    """What becomes of an opinion (its id): `accepted`, `partly`, `refused`; `version` is the opinion's."""

    opinion: str
    version: int
    taken: str = Field(examples=["partly"])
    reason: str = Field("", max_length=4000)


class ObstacleSent(Schema):
    """An obstacle of a unit in a campaign, perhaps about one procedure."""

    campaign: str
    unit: str
    title: str = Field(max_length=500)
    text: str = Field("", max_length=4000)
    wish: str = Field("", max_length=4000)
    code: str = ""


class TextSent(Versioned):
    """Words, with the version that was read."""

    text: str = Field(max_length=4000)


class DirectionSent(TextSent):
    """What the leader directs."""

    director: str = Field(max_length=200)
    on: date
    instrument: str = Field("", max_length=200)
    acting_unit: str = ""
    due_on: date | None = None


class RemindSent(Schema):
    """By when the unit is to answer."""

    reply_by: date | None = None


def _answer(actor: Actor, line: CampaignLine, sent: AnswerSent) -> dict[str, Any]:
    given, place = Given.read(sent.answer), part_of_subject(sent.subject)
    if place is None:
        made = assessing.answer_criterion(actor=actor, line=line, key=sent.subject, given=given, seen=sent.seen)
    else:
        made = assessing_parts.answer_part(
            actor=actor, line=line, part=place[0], ordinal=place[1], given=given, seen=sent.seen
        )
    return outcome_dict(made)


def _accept(actor: Actor, line: CampaignLine, sent: Nothing) -> dict[str, Any]:
    return {"accepted": assessing.accept_fits(actor=actor, line=line)}


def _accept_parts(actor: Actor, line: CampaignLine, sent: Nothing) -> dict[str, Any]:
    return {"accepted": assessing_parts.accept_fitting_parts(actor=actor, line=line)}


def _open(actor: Actor, line: CampaignLine, sent: SubjectSent) -> dict[str, Any]:
    return {"first": assessing.note_opened(actor=actor, line=line, subject=sent.subject)}


def _effort(actor: Actor, line: CampaignLine, sent: EffortSent) -> dict[str, Any]:
    given = assessing_parts.EffortGiven(**sent.model_dump(exclude={"seen"}))
    return {"version": assessing_parts.save_effort(actor=actor, line=line, given=given, seen=sent.seen).version}


def _copy(actor: Actor, line: CampaignLine, sent: CopySent) -> dict[str, Any]:
    targets = lines_coded(line.campaign, sent.codes)
    chosen = frozenset(sent.overwrite)
    done, kept = assessing_copy.copy_answers(actor=actor, source=line, targets=targets, chosen=chosen)
    return {"copied": done, "kept": kept}


def _end(actor: Actor, line: CampaignLine, sent: EndSent) -> dict[str, Any]:
    end = assessing_end.End(**sent.model_dump(exclude={"version"}))
    assessing_end.conclude_assessment(actor=actor, line=line, end=end, version=sent.version)
    return line_dict(find_line(actor, line.public_id))


def _merge(actor: Actor, line: CampaignLine, sent: MergeSent) -> dict[str, Any]:
    row = line.clashes.select_related("line").filter(public_id=storable(sent.clash)).first()
    if row is None:
        raise UserError("no-such-clash", _("Không có hai câu trả lời nào chờ hợp nhất ở đây."), status=404)
    given = Given.read(sent.answer) if sent.answer is not None else None
    assessing_merge.settle_clash(actor=actor, clash=row, outcome=sent.outcome, seen=sent.seen, given=given)
    return line_dict(find_line(actor, line.public_id))


def campaign_named(actor: Actor, public_id: str) -> Campaign:
    """The campaign with the id. Raises `UserError` where there is none for this actor."""
    row = campaign_by_id(actor, public_id) if "\x00" not in public_id else None
    if row is None:
        raise UserError("no-campaign", _("Không có đợt rà soát này."), field="campaign", status=404)
    return row


def open_round(actor: Actor, sent: ConsultationSent) -> dict[str, Any]:
    """Write a round of asking. Raises `UserError`."""
    today, campaign = timezone.localdate(), campaign_named(actor, sent.campaign)
    made = consulting.open_consultation(
        actor=actor,
        campaign=campaign,
        unit=unit_named(sent.unit, today),
        title=sent.title,
        lines=lines_coded(campaign, sent.codes),
        asked=asked_of("\n".join(sent.asked), today, communes=sent.communes),
    )
    return consultation_dict(find_consultation(actor, made.public_id))


def _letter(actor: Actor, row: Consultation, sent: LetterSent) -> dict[str, Any]:
    paper = consulting_letter.submit_consultation(
        actor=actor, consultation=row, symbol=sent.symbol, signer=sent.signer, version=sent.version
    )
    return {"paper": paper.public_id}


def _sent(actor: Actor, row: Consultation, sent: SentOn) -> dict[str, Any]:
    consulting.record_consultation_sent(
        actor=actor, consultation=row, number=sent.number, sent_on=sent.sent_on, version=sent.version
    )
    return consultation_dict(find_consultation(actor, row.public_id))


def _opinions(actor: Actor, row: Consultation, sent: OpinionsSent) -> dict[str, Any]:
    who = next((one for one in addressees_of(row) if one.name == sent.addressee), None)
    if who is None:
        raise UserError("no-such-addressee", _("Nơi này không được hỏi."), field="addressee", status=404)
    codes = [one.code for one in sent.opinions if one.code]
    lines = {line.procedure.code: line for line in lines_coded(row.campaign, codes)}
    voices = [consulting.Voice(lines.get(one.code), one.said, one.text) for one in sent.opinions]
    consulting.give_opinions(
        actor=actor, addressee=who, voices=voices, on=sent.on, number=sent.number, version=sent.version
    )
    return consultation_dict(find_consultation(actor, row.public_id))


def _reply(actor: Actor, row: Consultation, sent: ReplySent) -> dict[str, Any]:
    rows = Opinion.objects.filter(addressee__consultation=row).select_related("addressee__consultation__unit")
    opinion = rows.filter(public_id=storable(sent.opinion)).first()
    if opinion is None:
        raise UserError("no-such-opinion", _("Không có ý kiến này."), field="opinion", status=404)
    consulting.reply_to_opinion(
        actor=actor, opinion=opinion, taken=sent.taken, reason=sent.reason, version=sent.version
    )
    return consultation_dict(find_consultation(actor, row.public_id))


def _close(actor: Actor, row: Consultation, sent: Versioned) -> dict[str, Any]:
    consulting.close_consultation(actor=actor, consultation=row, version=sent.version)
    return consultation_dict(find_consultation(actor, row.public_id))


def _discard(actor: Actor, row: Consultation, sent: Versioned) -> dict[str, Any]:
    consulting.discard_consultation(actor=actor, consultation=row, version=sent.version)
    return {"discarded": True}


def report(actor: Actor, sent: ObstacleSent) -> dict[str, Any]:
    """Put an obstacle into the register. Raises `UserError`."""
    campaign = campaign_named(actor, sent.campaign)
    line = lines_coded(campaign, [sent.code])[0] if sent.code.strip() else None
    given = obstacles.ObstacleGiven(sent.title, sent.text, sent.wish, line)
    unit = unit_named(sent.unit, timezone.localdate())
    made = obstacles.report_obstacle(actor=actor, campaign=campaign, unit=unit, given=given)
    return obstacle_dict(find_obstacle(actor, made.public_id))


def _judge(actor: Actor, row: Obstacle, sent: TextSent) -> dict[str, Any]:
    obstacles.judge_obstacle(actor=actor, obstacle=row, opinion=sent.text, version=sent.version)
    return obstacle_dict(find_obstacle(actor, row.public_id))


def _direct(actor: Actor, row: Obstacle, sent: DirectionSent) -> dict[str, Any]:
    acting = unit_named(sent.acting_unit, timezone.localdate()) if sent.acting_unit.strip() else None
    given = obstacles.Direction(sent.text, sent.director, sent.on, sent.instrument, acting, sent.due_on)
    obstacles.direct_obstacle(actor=actor, obstacle=row, direction=given, version=sent.version)
    return obstacle_dict(find_obstacle(actor, row.public_id))


def _finish(actor: Actor, row: Obstacle, sent: TextSent) -> dict[str, Any]:
    obstacles.close_obstacle(actor=actor, obstacle=row, outcome=sent.text, version=sent.version)
    return obstacle_dict(find_obstacle(actor, row.public_id))


def _remind(actor: Actor, row: Obstacle, sent: RemindSent) -> dict[str, Any]:
    unit = row.acting_unit or row.unit
    paper = obstacles.remind_of_obstacles(actor=actor, unit=unit, campaign=row.campaign, reply_by=sent.reply_by)
    return {"paper": paper.public_id}


LINE_ACTS: dict[str, Act] = {
    "answer": Act(AnswerSent, _answer),
    "accept": Act(Nothing, _accept),
    "accept-parts": Act(Nothing, _accept_parts),
    "open": Act(SubjectSent, _open),
    "effort": Act(EffortSent, _effort),
    "copy": Act(CopySent, _copy),
    "conclude": Act(EndSent, _end),
    "merge": Act(MergeSent, _merge),
}
CONSULTATION_ACTS: dict[str, Act] = {
    "letter": Act(LetterSent, _letter),
    "sent": Act(SentOn, _sent),
    "opinions": Act(OpinionsSent, _opinions),
    "reply": Act(ReplySent, _reply),
    "close": Act(Versioned, _close),
    "discard": Act(Versioned, _discard),
}
OBSTACLE_ACTS: dict[str, Act] = {
    "judge": Act(TextSent, _judge),
    "direct": Act(DirectionSent, _direct),
    "close": Act(TextSent, _finish),
    "remind": Act(RemindSent, _remind),
}
