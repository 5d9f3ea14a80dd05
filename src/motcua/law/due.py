"""Due dates: a limit, a moment of receipt, the rules of that day and a calendar give a moment and its reasons.

Civil Code 2015 Articles 147 and 148 as rule rows: the day of the event is not counted; a period counted in
calendar days, weeks, months or years that ends on a day off moves to the end of the next working day. A
limit in working days ends at the close of its last day, or (policy `clock.limit_mode` = "hour") runs in
hours from the moment of receipt. A part of a day is counted in working hours and never reaches past the
next whole day.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from motcua.law.book import RulesOfDay
from motcua.law.calendar import WorkCalendar, in_vietnam
from motcua.law.clock import add_months, add_working_days, add_working_time, next_working_moment, roll
from motcua.law.due_why import doubts_of, reasons_of, unknown
from motcua.law.explained import Explained
from motcua.law.limit import Kind, Limit, Unit
from motcua.law.plan import ClockRules, Plan, seconds, whole

__all__ = ["ClockRules", "due", "last_day", "moment_due"]


def due(received: datetime, limit: Limit, rules: RulesOfDay, work: WorkCalendar) -> Explained[datetime | None]:
    """Return when an answer is due: the moment and why, or None where the limit is not known.

    `received` is the aware moment at which the clock starts. Never refuses for want of an approved
    calendar; a year that is not approved is told as a warning. Raises `ValueError` for a moment without a
    time zone.
    """
    start = in_vietnam(received)
    if not limit.known:
        return unknown(limit)
    clock = ClockRules.of(rules)
    moment = moment_due(start, limit, clock, work)
    reasons = reasons_of(start, moment, limit, clock, work)
    return Explained(moment, (*reasons, *doubts_of(work, start.date(), moment.date())))


def moment_due(received: datetime, limit: Limit, clock: ClockRules, work: WorkCalendar) -> datetime:
    """Return only the moment, for a known limit: the plain path with which the vectorised one must agree."""
    start = in_vietnam(received)
    if limit.kind is Kind.SAME_DAY:
        return _same_day(start, clock, work)
    plan = clock.plan(limit)
    moment = start
    if plan.fraction:
        moment = _with_fraction(start, plan, work)
    elif whole(plan):
        moment = work.close(last_day(start.date(), plan, work))
    if plan.clock:
        moment = next_working_moment(work, moment + seconds(plan.clock))
    return add_working_time(work, moment, seconds(plan.span)) if plan.span else moment


def last_day(day: date, plan: Plan, work: WorkCalendar) -> date:
    """Return the counting day on which the whole days and months of a plan end."""
    reached = add_months(day, plan.months) + timedelta(days=plan.days)
    return add_working_days(work, reached, plan.working_days) if plan.working_days else roll(work, reached)


def _with_fraction(start: datetime, plan: Plan, work: WorkCalendar) -> datetime:
    """Add a part of a day as working time after the whole days, never past the end of one whole day more."""
    base = work.close(last_day(start.date(), plan, work)) if whole(plan) else start
    longer = (
        plan._replace(working_days=plan.working_days + 1)
        if plan.fraction_of is Unit.WORKING_DAY
        else plan._replace(days=plan.days + 1)
    )
    return min(add_working_time(work, base, seconds(plan.fraction)), work.close(last_day(start.date(), longer, work)))


def _same_day(start: datetime, clock: ClockRules, work: WorkCalendar) -> datetime:
    day = start.date()
    open_still = work.counts(day) and start <= work.close(day)
    late = start.time() > clock.same_day_cutoff and clock.same_day == "next_working_day"
    return work.close(day if open_still and not late else work.next_day(day))
