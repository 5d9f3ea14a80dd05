"""Writing online services, targets, facts about use and the roadmap, for machines."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Schema

from motcua.access.api import needs
from motcua.access.routes import actor_of
from motcua.catalog.models import Field as CatalogField
from motcua.online import plain
from motcua.online.api_reading import router
from motcua.online.content import Decided, Outage, Planned, ServiceLine, TargetGiven, UsageGiven
from motcua.online.models import Cause, Indicator, OnlineService, PartialKind, RoadmapEntry, Target
from motcua.online.reasons import PartialReason
from motcua.online.selectors import entry_by_id, own_targets, service_by_id
from motcua.online.services import (
    change_entry,
    change_target,
    drop_entry,
    end_service,
    end_target,
    launch_services,
    plan_entries,
    record_decided,
    record_service,
    record_usage,
    resume_service,
    set_target,
    suspend_service,
    withdraw_service,
)
from motcua.organisation.models import Unit
from motcua.organisation.selectors import find_unit
from motcua.web.words import storable

EDIT = needs("online.edit")
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 1, 1))]
Code = Annotated[str, Field(max_length=40, examples=["1.001193"])]


class Versioned(Schema):
    """The version that was read; another one now is answered by 409."""

    version: int = Field(ge=1, le=2_000_000_000)


class Reasoned(Versioned):
    """Why."""

    reason: str = Field(max_length=1000)


class Dated(Versioned):
    """A day."""

    day: Day


class Ended(Reasoned):
    """The first day on which a service no longer holds, and why."""

    day: Day


class ReasonSent(Schema):
    """Why a service is partial; `own`: the article stands in the province's own document."""

    kind: PartialKind
    article: str = Field("", max_length=300)
    own: bool = False
    repair_by: Day | None = None
    note: str = Field("", max_length=1000)


class LineSent(Schema):
    """What a decision says of one procedure."""

    code: Code
    level: str = Field(max_length=20, examples=["full"])
    proactive: int = Field(0, ge=0, le=4)
    reasons: list[ReasonSent] = Field(default_factory=list, max_length=10)
    integrated_on: Day | None = None
    launched_on: Day | None = None

    def line(self) -> ServiceLine:
        """As the services take it."""
        data = self.dict(exclude={"reasons"})
        return ServiceLine(**data, reasons=tuple(PartialReason(**reason.dict()) for reason in self.reasons))


class DecisionSent(Schema):
    """A signed decision with its procedures."""

    number: str = Field(max_length=100)
    signed_on: Day
    signer: str = Field(max_length=200)
    effective_from: Day
    lines: list[LineSent] = Field(min_length=1, max_length=5_000)

    def decision(self) -> Decided:
        """Without its lines."""
        return Decided(self.number, self.signed_on, self.signer, self.effective_from)


class LaunchSent(Schema):
    """Services opened to people on a day."""

    codes: list[Code] = Field(min_length=1, max_length=5_000)
    day: Day
    integrated_on: Day | None = None


class OutageSent(Reasoned):
    """A suspension."""

    day: Day
    planned: bool = False
    announced_on: Day | None = None
    repair_by: Day | None = None


class TargetSent(Schema):
    """A target; `field` by name, `tier` by key, `minimum` in per cent."""

    indicator: Indicator
    levels: list[str] = Field(min_length=1, max_length=10)
    by: Day
    minimum: Decimal = Field(gt=0, le=100, decimal_places=2)
    source: str = Field(max_length=300)
    article: str = Field("", max_length=100)
    note: str = Field("", max_length=1000)
    tier: str = Field("", max_length=40)
    field: str = Field("", max_length=300)

    def given(self) -> TargetGiven:
        """As the services take it; raises 404 for an unknown field."""
        data = self.dict(include=set(TargetSent.model_fields))
        name = storable(data.pop("field"))
        field = CatalogField.objects.filter(name=name).first() if name else None
        if name and field is None:
            raise Http404
        return TargetGiven(**{**data, "levels": tuple(self.levels)}, field=field)


class TargetChanged(TargetSent):
    """A target written anew."""

    version: int = Field(ge=1, le=2_000_000_000)


class FactSent(Schema):
    """Dossiers of a procedure, or at a unit (code or id), over a year."""

    year: int = Field(ge=2000, le=2100)
    online: int = Field(ge=0, le=2_000_000_000)
    total: int = Field(ge=0, le=2_000_000_000)
    code: str = Field("", max_length=40)
    unit: str = Field("", max_length=60)


class UsageSent(Schema):
    """Facts of one source."""

    source: str = Field(max_length=300)
    facts: list[FactSent] = Field(min_length=1, max_length=5_000)


class PlanSent(Schema):
    """When a procedure is to reach a level, who leads, what stands in its way."""

    code: Code
    level: str = Field(max_length=20)
    year: int = Field(ge=2000, le=2100)
    quarter: int | None = Field(None, ge=1, le=4)
    unit: str = Field("", max_length=60)
    cause: Cause | None = None
    cause_note: str = Field("", max_length=1000)

    def plan(self) -> Planned:
        """As the services take it. Raises `UserError` for an unknown unit."""
        data = self.dict(include={"code", "level", "year", "quarter", "cause_note"})
        return Planned(**data, unit=_unit(self.unit), cause=self.cause or "")


class PlansSent(Schema):
    """Procedures to put on the roadmap."""

    source: str = Field("", max_length=300)
    plans: list[PlanSent] = Field(min_length=1, max_length=5_000)


class PlanChanged(PlanSent):
    """An entry planned anew."""

    version: int = Field(ge=1, le=2_000_000_000)


def _unit(text: str) -> Unit | None:
    return find_unit(text, timezone.localdate()) if text else None


def _service(request: HttpRequest, public_id: str) -> OnlineService:
    row = service_by_id(public_id, actor_of(request))
    if row is None:
        raise Http404
    return row


def _target(request: HttpRequest, key: str) -> Target:
    row = own_targets(actor_of(request)).filter(public_id=storable(key)).first()
    if row is None:
        raise Http404
    return row


def _entry(request: HttpRequest, public_id: str) -> RoadmapEntry:
    row = entry_by_id(public_id, actor_of(request))
    if row is None:
        raise Http404
    return row


@router.post("/online/decisions", auth=EDIT, summary="Write the services of a decision into the register")
def record(request: HttpRequest, given: DecisionSent) -> dict[str, Any]:
    """All lines or none; what was opened, replaced, unchanged."""
    actor, lines = actor_of(request), [line.line() for line in given.lines]
    if len(lines) == 1:
        return plain.service_dict(record_service(actor=actor, decision=given.decision(), line=lines[0]))
    made = record_decided(actor=actor, decision=given.decision(), lines=lines)
    return {"opened": made.opened, "replaced": made.replaced, "unchanged": made.unchanged}


@router.post("/online/launches", auth=EDIT, summary="Note that services were opened to people")
def launch(request: HttpRequest, given: LaunchSent) -> list[dict[str, Any]]:
    """The rows as they are now."""
    return plain.service_dicts(launch_services(actor=actor_of(request), **given.dict()))


@router.post("/online/rows/{public_id}/suspend", auth=EDIT, summary="Note that a service cannot be used")
def suspend(request: HttpRequest, public_id: str, given: OutageSent) -> dict[str, Any]:
    """The suspension."""
    row, outage = _service(request, public_id), Outage(**given.dict(exclude={"version"}))
    return plain.suspension_dict(
        suspend_service(actor=actor_of(request), row=row, outage=outage, version=given.version)
    )


@router.post("/online/rows/{public_id}/resume", auth=EDIT, summary="Note that a service can be used again")
def resume(request: HttpRequest, public_id: str, given: Dated) -> dict[str, Any]:
    """The suspension that ended."""
    row = _service(request, public_id)
    return plain.suspension_dict(resume_service(actor=actor_of(request), row=row, day=given.day, version=given.version))


@router.post("/online/rows/{public_id}/end", auth=EDIT, summary="End a service")
def end(request: HttpRequest, public_id: str, given: Ended) -> dict[str, Any]:
    """The row as it is now."""
    row = _service(request, public_id)
    return plain.service_dict(end_service(actor=actor_of(request), row=row, **given.dict()))


@router.post("/online/rows/{public_id}/withdraw", auth=EDIT, summary="Take back a row that was recorded wrongly")
def withdraw(request: HttpRequest, public_id: str, given: Reasoned) -> dict[str, Any]:
    """`again` is the row that goes on as before, null where there was none."""
    row = _service(request, public_id)
    again = withdraw_service(actor=actor_of(request), row=row, **given.dict())
    return {"withdrawn": public_id, "again": plain.service_dict(again) if again else None}


@router.post("/online/targets", auth=EDIT, summary="Write a target down")
def target_set(request: HttpRequest, given: TargetSent) -> dict[str, Any]:
    """Its id and version."""
    row = set_target(actor=actor_of(request), given=given.given())
    return {"id": row.public_id, "version": row.version}


@router.put("/online/targets/{key}", auth=EDIT, summary="Write a target anew")
def target_change(request: HttpRequest, key: str, given: TargetChanged) -> dict[str, Any]:
    """Its id and version."""
    row = change_target(actor=actor_of(request), row=_target(request, key), given=given.given(), version=given.version)
    return {"id": row.public_id, "version": row.version}


@router.post("/online/targets/{key}/end", auth=EDIT, summary="Take a target out of use")
def target_end(request: HttpRequest, key: str, given: Reasoned) -> dict[str, Any]:
    """Its id."""
    row = end_target(actor=actor_of(request), row=_target(request, key), **given.dict())
    return {"id": row.public_id, "ended": True}


@router.post("/online/usage", auth=EDIT, summary="Note facts about use from one source")
def usage_record(request: HttpRequest, given: UsageSent) -> dict[str, Any]:
    """How many; each replaces an earlier one about the same thing and year."""
    facts = [UsageGiven(fact.year, fact.online, fact.total, fact.code, _unit(fact.unit)) for fact in given.facts]
    return {"recorded": len(record_usage(actor=actor_of(request), facts=facts, source=given.source))}


@router.post("/online/roadmap", auth=EDIT, summary="Put procedures on the roadmap")
def plan(request: HttpRequest, given: PlansSent) -> list[dict[str, Any]]:
    """The entries."""
    plans = [one.plan() for one in given.plans]
    return plain.entry_dicts(plan_entries(actor=actor_of(request), plans=plans, source=given.source))


@router.put("/online/roadmap/{public_id}", auth=EDIT, summary="Plan an entry anew")
def replan(request: HttpRequest, public_id: str, given: PlanChanged) -> dict[str, Any]:
    """The entry as it is now."""
    row = _entry(request, public_id)
    changed = change_entry(actor=actor_of(request), row=row, plan=given.plan(), version=given.version)
    return plain.entry_dicts([changed])[0]


@router.post("/online/roadmap/{public_id}/drop", auth=EDIT, summary="Take an entry off the roadmap")
def drop(request: HttpRequest, public_id: str, given: Reasoned) -> dict[str, Any]:
    """Its id."""
    drop_entry(actor=actor_of(request), row=_entry(request, public_id), **given.dict())
    return {"id": public_id, "dropped": True}
