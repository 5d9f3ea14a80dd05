"""What machines send for each act on a campaign."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from ninja import Field, Schema

from motcua.review.content import CampaignContent, ScopeRule
from motcua.review.models import CampaignKind


class Versioned(Schema):
    """The version of the campaign that was read."""

    version: int = Field(examples=[1])


class Reasoned(Versioned):
    """Why."""

    reason: str = Field(max_length=2000)


class ScopeSent(Schema):
    """Which procedures by rule."""

    announced: bool = True
    issued_since: date | None = None
    unannounced: bool = False
    incomplete: bool = False
    fields: list[str] = Field(default_factory=list)
    tiers: list[str] = Field(default_factory=list)
    origins: list[str] = Field(default_factory=list)


class PlanSent(Schema):
    """What a plan says; `follows` is the id of the first stage of a second one."""

    title: str = Field(max_length=500)
    year: int = Field(ge=2000, le=2200)
    opens_on: date
    unit_result_due: date
    check_due: date
    consolidation_due: date
    kind: CampaignKind = CampaignKind.ONLINE
    plan_number: str = Field("", max_length=100)
    plan_signed_on: date | None = None
    ground: str = ""
    law_date: date | None = None
    scope: ScopeSent = Field(default_factory=ScopeSent)
    follows: str = Field("", max_length=40)

    def content(self) -> CampaignContent:
        """As the services take it."""
        given = self.model_dump(include=set(PlanSent.model_fields) - {"scope", "follows"})
        scope = ScopeRule.read(self.scope.model_dump(mode="json"))
        return CampaignContent(**given, scope=scope)


class ChangeSent(PlanSent):
    """A plan written anew."""

    version: int = Field(examples=[1])


class CopySent(Schema):
    """The year of the new plan, perhaps its title."""

    year: int = Field(ge=2000, le=2200)
    title: str = Field("", max_length=500)


class UnitSent(Schema):
    """A unit by code or id."""

    unit: str = Field(max_length=60)
    lead: bool = True
    result_due: date | None = None


class UnitsSent(Versioned):
    """Units to add or change."""

    units: list[UnitSent] = Field(min_length=1, max_length=500)


class PartSent(Versioned):
    """A unit of the campaign by code or id; `version` is that of its part (of the campaign: for `remove-unit`)."""

    unit: str = Field(max_length=60)


class PartReasoned(PartSent):
    """A unit's part and why."""

    reason: str = Field(max_length=2000)


class ChooseSent(Reasoned):
    """Procedures in or out by hand."""

    codes: list[str] = Field(min_length=1, max_length=5_000)
    wanted: bool = True


class ListsSent(Versioned):
    """Ids of lists of exclusion."""

    lists: list[str] = Field(default_factory=list, max_length=100)


class WeightsSent(Versioned):
    """Weights of the selection criteria."""

    weights: dict[str, Decimal]


class ScoreSent(Schema):
    """Marks of one procedure by criterion."""

    code: str = Field(max_length=60)
    scores: dict[str, Decimal]


class ScoresSent(Schema):
    """Marks of procedures."""

    lines: list[ScoreSent] = Field(min_length=1, max_length=5_000)


class TaskSent(Schema):
    """A row of the table of tasks."""

    text: str
    unit: str = Field("", max_length=300)
    due_on: date | None = None
    product: str = Field("", max_length=500)


class TasksSent(Versioned):
    """The table of tasks."""

    tasks: list[TaskSent] = Field(max_length=500)


class TaskDone(Versioned):
    """A task by its number in the table, and its result."""

    task: int = Field(ge=1)
    note: str = Field("", max_length=1000)


class TargetSent(Schema):
    """A figure of the plan."""

    text: str = Field(max_length=500)
    percent: Decimal
    by_date: date
    tier: str = Field("", max_length=20)


class TargetsSent(Versioned):
    """The figures of the plan."""

    targets: list[TargetSent] = Field(max_length=100)


class AssignSent(Schema):
    """Procedures by code, and the unit that leads them."""

    codes: list[str] = Field(min_length=1, max_length=5_000)
    unit: str = Field(max_length=60)


class GiveSent(Schema):
    """Procedures by code, and the person (user name; empty: nobody in particular)."""

    codes: list[str] = Field(min_length=1, max_length=5_000)
    person: str = Field("", max_length=150)


class ConclusionSent(Schema):
    """What the unit concludes about a procedure; `version` is that of the line."""

    code: str = Field(max_length=60)
    version: int
    level: str = Field("", max_length=20)
    suitable: bool
    regime: str = Field("", max_length=40)
    year: int | None = None
    period: str = Field("", max_length=20)
    proactive: int | None = Field(None, ge=0, le=4)
    partial_reasons: list[dict[str, Any]] = Field(default_factory=list, max_length=20)
    note: str = ""
    answer: str = ""


class ConclusionsSent(Schema):
    """Conclusions about procedures."""

    lines: list[ConclusionSent] = Field(min_length=1, max_length=5_000)


class DrawSent(PartSent):
    """How many to draw and by which seed; empty: advised size, any seed."""

    size: int | None = Field(None, ge=1)
    seed: int | None = Field(None, ge=0)


class JudgeSent(Versioned):
    """A drawn line by its code, the points of the checklist; `version` is that of the sample."""

    unit: str = Field(max_length=60)
    code: str = Field(max_length=60)
    points: dict[str, bool]
    note: str = Field("", max_length=2000)


class RemarkSent(Schema):
    """A remark about a procedure."""

    code: str = Field(max_length=60)
    remark: str = Field(max_length=4000)


class ReturnSent(PartSent):
    """Procedures to return, each with its remark."""

    lines: list[RemarkSent] = Field(min_length=1, max_length=5_000)


class RemindSent(Schema):
    """Whom to remind, and by when it is to answer."""

    unit: str = Field(max_length=60)
    reply_by: date | None = None


class MeetingSent(Versioned):
    """The minutes of a meeting."""

    title: str = Field(max_length=500)
    held_on: date
    chair: str = Field(max_length=200)
    minutes: str
    place: str = Field("", max_length=300)
    present: str = ""
    conclusion: str = ""
    lines: list[RemarkSent] = Field(default_factory=list, max_length=5_000)


class SubmitSent(Versioned):
    """Who signs, line by line; empty: the chairman."""

    signature: list[str] = Field(default_factory=list, max_length=5)


class SignedSent(Versioned):
    """What the signed decision says."""

    number: str = Field(max_length=100, examples=["1024/QĐ-UBND"])
    signed_on: date
    signer: str = Field(max_length=200)


class StageSent(Schema):
    """The title of a second stage; empty: that of the first."""

    title: str = Field("", max_length=500)


class UnitPlanSent(PartSent):
    """The plan that a unit issued."""

    number: str = Field(max_length=100, examples=["45/KH-STP"])
    signed_on: date


class StepSent(Schema):
    """A step of the calendar that is done."""

    key: str = Field(max_length=20, examples=["report"])
    done_on: date
    number: str = Field("", max_length=100)
    note: str = Field("", max_length=1000)


class FieldSignedSent(SignedSent):
    """The decision on one field, by the field's name; empty: the procedures without a field."""

    field: str = Field("", max_length=300)


class FieldSubmitSent(SubmitSent):
    """The field whose decision is drafted, by name; empty: the procedures without a field."""

    field: str = Field("", max_length=300)


class PursuitSent(Schema):
    """A provision that is followed, by id, with the version that was read."""

    pursuit: str = Field(max_length=40)
    version: int = Field(examples=[1])


class PursuitLetter(PursuitSent):
    """The letter by which an amendment was asked for, and whom."""

    number: str = Field(max_length=100)
    sent_on: date
    owner: str = Field("", max_length=300)


class PursuitAnswer(PursuitSent):
    """What the agency answered."""

    number: str = Field(max_length=100)
    answered_on: date
    answer: str = Field(max_length=5_000)


class PursuitEnded(PursuitSent):
    """The document that amended the provision ("amended"), or refused to ("refused")."""

    outcome: str = Field(max_length=8, examples=["amended"])
    number: str = Field(max_length=100)
    ended_on: date


class PursuitPostponed(PursuitSent):
    """Another day, and why."""

    due_on: date
    reason: str = Field(max_length=500)


class ReopenSent(Reasoned):
    """Decided procedures of another campaign, by its id and their codes."""

    source: str = Field(max_length=40)
    codes: list[str] = Field(min_length=1, max_length=5_000)


class Nothing(Schema):
    """Nothing to send."""
