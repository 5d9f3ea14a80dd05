"""The writing verbs of `motcua online`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import Any

from motcua.access.actors import Actor
from motcua.online import plain
from motcua.online.content import Outage, Planned, TargetGiven, UsageGiven
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
from motcua.online.terminal_asking import (
    decision_of,
    entry_of,
    field_of,
    lines_of,
    row_of,
    rows_in,
    target_of,
    unit_of,
)

Answer = Any


def record(actor: Actor, given: Namespace) -> Answer:
    """Write the services of a decision into the register."""
    decision, lines = decision_of(given), lines_of(given)
    if len(lines) == 1:
        return plain.service_dict(record_service(actor=actor, decision=decision, line=lines[0]))
    made = record_decided(actor=actor, decision=decision, lines=lines)
    return {"opened": made.opened, "replaced": made.replaced, "unchanged": made.unchanged}


def launch(actor: Actor, given: Namespace) -> Answer:
    """Note that services were opened to people."""
    rows = launch_services(actor=actor, codes=given.codes, day=given.day, integrated_on=given.integrated_on)
    return plain.service_dicts(rows)


def suspend(actor: Actor, given: Namespace) -> Answer:
    """Note that a service cannot be used."""
    row = row_of(actor, given.code)
    outage = Outage(given.day, given.reason, given.planned, given.announced_on, given.repair_by)
    return plain.suspension_dict(suspend_service(actor=actor, row=row, outage=outage, version=row.version))


def resume(actor: Actor, given: Namespace) -> Answer:
    """Note that a service can be used again."""
    row = row_of(actor, given.code)
    return plain.suspension_dict(resume_service(actor=actor, row=row, day=given.day, version=row.version))


def end(actor: Actor, given: Namespace) -> Answer:
    """End a service."""
    row = row_of(actor, given.code)
    ended = end_service(actor=actor, row=row, day=given.day, reason=given.reason, version=row.version)
    return plain.service_dict(ended)


def withdraw(actor: Actor, given: Namespace) -> Answer:
    """Take back a row that was recorded wrongly."""
    row = row_of(actor, given.code)
    again = withdraw_service(actor=actor, row=row, reason=given.reason, version=row.version)
    return {"withdrawn": row.public_id, "again": plain.service_dict(again) if again else None}


def _target(given: Namespace) -> TargetGiven:
    return TargetGiven(
        given.indicator, given.by, given.minimum, given.source, tuple(given.levels), given.tier,
        field_of(given.field), given.article,
    )  # fmt: skip


def target_set(actor: Actor, given: Namespace) -> Answer:
    """Write a target down."""
    row = set_target(actor=actor, given=_target(given))
    return {"id": row.public_id, "version": row.version}


def target_change(actor: Actor, given: Namespace) -> Answer:
    """Write a target anew."""
    row = target_of(actor, given.id)
    changed = change_target(actor=actor, row=row, given=_target(given), version=row.version)
    return {"id": changed.public_id, "version": changed.version}


def target_end(actor: Actor, given: Namespace) -> Answer:
    """Take a target out of use."""
    row = target_of(actor, given.id)
    end_target(actor=actor, row=row, reason=given.reason, version=row.version)
    return {"id": given.id, "ended": True}


def usage_record(actor: Actor, given: Namespace) -> Answer:
    """Note facts about use from a JSON file, all of one source."""
    facts = [
        UsageGiven(
            int(row.get("year", 0)), int(row.get("online", -1)), int(row.get("total", -1)), str(row.get("code", "")),
            unit_of(str(row.get("unit", ""))),
        )
        for row in rows_in(given.file)
    ]  # fmt: skip
    return {"recorded": len(record_usage(actor=actor, facts=facts, source=given.source))}


def _plan(given: Namespace, code: str) -> Planned:
    unit = unit_of(given.unit)
    return Planned(code, given.level, given.year, given.quarter, unit, given.cause, given.cause_note)


def plan(actor: Actor, given: Namespace) -> Answer:
    """Put procedures on the roadmap."""
    plans = [_plan(given, code) for code in given.codes]
    return plain.entry_dicts(plan_entries(actor=actor, plans=plans, source=given.source))


def replan(actor: Actor, given: Namespace) -> Answer:
    """Plan an entry anew."""
    row = entry_of(actor, given.id)
    changed = change_entry(actor=actor, row=row, plan=_plan(given, row.procedure.code), version=row.version)
    return plain.entry_dicts([changed])[0]


def drop(actor: Actor, given: Namespace) -> Answer:
    """Take an entry off the roadmap."""
    row = entry_of(actor, given.id)
    drop_entry(actor=actor, row=row, reason=given.reason, version=row.version)
    return {"id": given.id, "dropped": True}


VERBS: dict[str, Callable[[Actor, Namespace], Answer]] = {
    "record": record,
    "launch": launch,
    "suspend": suspend,
    "resume": resume,
    "end": end,
    "withdraw": withdraw,
    "target-set": target_set,
    "target-change": target_change,
    "target-end": target_end,
    "usage-record": usage_record,
    "plan": plan,
    "replan": replan,
    "drop": drop,
}
