"""From a time limit to steps a clock can take: months, then calendar days, then working days, then working time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from fractions import Fraction
from typing import NamedTuple

from motcua.law.book import RulesOfDay
from motcua.law.explained import Citation
from motcua.law.limit import Limit, Part, Unit

MONTHS_A_YEAR = 12
DAYS_A_WEEK = 7
RULES = "hours_a_day days_a_month limit_mode hour_unit same_day_after_cutoff same_day_cutoff first_day day_off months"


class Plan(NamedTuple):
    """The steps of one limit: whole counts, a `fraction` of a day as working seconds, and hours.

    `fraction_of` is the unit whose part the fraction is; `span` is working seconds and `clock` seconds of
    the wall clock.
    """

    months: int = 0
    days: int = 0
    working_days: int = 0
    fraction: int = 0
    fraction_of: Unit = Unit.WORKING_DAY
    span: int = 0
    clock: int = 0


@dataclass(frozen=True, slots=True)
class ClockRules:
    """The rules of one day that a clock needs, taken once from the rulebook, with their sources in `cite`."""

    hours_a_day: Fraction
    days_a_month: int
    mode: str
    hour_unit: str
    same_day: str
    same_day_cutoff: time
    cite: dict[str, Citation]

    @classmethod
    def of(cls, rules: RulesOfDay, scope: str = "") -> ClockRules:
        """Take them from the rules of a day. Raises `UnknownRuleError` where one is missing."""
        rows = {name: rules.row(f"clock.{name}", scope) for name in RULES.split()}
        return cls(
            Fraction(str(rows["hours_a_day"].value)),
            int(rows["days_a_month"].value),
            str(rows["limit_mode"].value),
            str(rows["hour_unit"].value),
            str(rows["same_day_after_cutoff"].value),
            time.fromisoformat(rows["same_day_cutoff"].value),
            {name: row.citation for name, row in rows.items()},
        )

    def plan(self, limit: Limit) -> Plan:
        """Break a known limit into steps, whatever the order in which it was written: the larger units first."""
        total = Plan()
        for part in limit.parts:
            total = _add(total, self._step(part))
        return total

    def _step(self, part: Part) -> Plan:
        amount, unit = part.amount, part.unit
        if unit is Unit.MINUTE:
            return Plan(span=round(amount * 60))
        if unit is Unit.WORKING_HOUR or (unit is Unit.HOUR and self.hour_unit == "working_hours"):
            return Plan(span=round(amount * 3600))
        if unit is Unit.HOUR:
            return Plan(clock=round(amount * 3600))
        if unit is Unit.WORKING_DAY and self.mode == "hour":
            return Plan(span=round(amount * self.hours_a_day * 3600))
        if unit in (Unit.MONTH, Unit.YEAR):
            whole, rest = divmod(amount * (MONTHS_A_YEAR if unit is Unit.YEAR else 1), 1)
            return Plan(months=int(whole), days=round(rest * self.days_a_month))
        whole, rest = divmod(amount * (DAYS_A_WEEK if unit is Unit.WEEK else 1), 1)
        fraction = round(rest * self.hours_a_day * 3600)
        if unit is Unit.WORKING_DAY:
            return Plan(working_days=int(whole), fraction=fraction, fraction_of=Unit.WORKING_DAY)
        return Plan(days=int(whole), fraction=fraction, fraction_of=Unit.DAY)


def whole(plan: Plan) -> bool:
    """Say whether a plan holds any whole month or day."""
    return bool(plan.months or plan.days or plan.working_days)


def seconds(count: int) -> timedelta:
    """Return a span of that many seconds."""
    return timedelta(seconds=count)


def _add(one: Plan, other: Plan) -> Plan:
    unit = other.fraction_of if other.fraction else one.fraction_of
    return Plan(
        one.months + other.months,
        one.days + other.days,
        one.working_days + other.working_days,
        one.fraction + other.fraction,
        unit,
        one.span + other.span,
        one.clock + other.clock,
    )
