"""Due dates by the hundred thousand: the arithmetic of `due.moment_due` on whole columns, without reasons.

A `ClockTable` flattens a calendar over a range of days; `due_dates` then needs a few table look-ups per
case. Moments are `datetime64[s]` on the Vietnamese clock. A case that cannot be computed (unknown limit) is
NaT.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, time, timedelta
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from motcua.law.calendar import WorkCalendar
from motcua.law.limit import Kind, Limit, Unit
from motcua.law.plan import ClockRules, Plan

Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]
Moments: TypeAlias = NDArray[np.datetime64]

DAY = 86_400


class OutOfTableError(ValueError):
    """A case starts or ends outside the days that the table covers."""


@dataclass(frozen=True, slots=True)
class Plans:
    """The steps of many limits as columns (see `plan.Plan`); `known` is false where there is no limit to add."""

    months: Ints
    days: Ints
    working_days: Ints
    fraction: Ints
    span: Ints
    clock: Ints
    fraction_in_days: Bools
    same_day: Bools
    known: Bools

    def take(self, index: Ints | Bools) -> Plans:
        """Return the plans at the given positions, which may repeat."""
        return Plans(*(getattr(self, column.name)[index] for column in fields(self)))


def plans_of(limits: Iterable[Limit], clock: ClockRules) -> Plans:
    """Turn limits into columns; catalogues repeat few limits, so `take` with an index then spreads them over cases."""
    items = list(limits)
    plans = [clock.plan(item) if item.kind is Kind.KNOWN else Plan() for item in items]

    def column(name: str) -> Ints:
        return np.array([getattr(plan, name) for plan in plans], dtype=np.int64)

    return Plans(
        months=column("months"),
        days=column("days"),
        working_days=column("working_days"),
        fraction=column("fraction"),
        span=column("span"),
        clock=column("clock"),
        fraction_in_days=np.array([plan.fraction_of is not Unit.WORKING_DAY for plan in plans], dtype=np.bool_),
        same_day=np.array([item.kind is Kind.SAME_DAY for item in items], dtype=np.bool_),
        known=np.array([item.known for item in items], dtype=np.bool_),
    )


@dataclass(frozen=True, slots=True)
class ClockTable:
    """A calendar from `first` on, flattened. Days are numbered from 0; seconds count from the midnight before `first`.

    `counting` numbers the counting days in order, `before` says how many of them lie before each day,
    `closes` is the close of work of each day; `starts`, `ends` and `worked` are the spans of working time
    and the seconds worked before them.
    """

    first: date
    counting: Ints
    before: Ints
    closes: Ints
    counts: Bools
    starts: Ints
    ends: Ints
    worked: Ints

    @classmethod
    def build(cls, work: WorkCalendar, first: date, last: date) -> ClockTable:
        """Flatten a calendar over the days from `first` to `last`, both included."""
        days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
        counts = np.array([work.counts(day) for day in days], dtype=np.bool_)
        spans = [
            (number * DAY + _second(a), number * DAY + _second(b))
            for number, day in enumerate(days)
            for a, b in work.intervals(day)
        ]
        starts, ends = np.array(spans, dtype=np.int64).T
        closes = [
            number * DAY + (_second(work.intervals(day)[-1][1]) if work.intervals(day) else 0)
            for number, day in enumerate(days)
        ]
        return cls(
            first,
            np.flatnonzero(counts).astype(np.int64),
            np.cumsum(counts) - counts,
            np.array(closes, dtype=np.int64),
            counts,
            starts,
            ends,
            np.concatenate([[0], np.cumsum(ends - starts)]).astype(np.int64),
        )

    def days_after(self, day: Ints, count: Ints) -> Ints:
        """Return the `count`-th counting day after each day (count ≥ 1)."""
        place = self.before[day] + self.counts[day] + count - 1
        return self.counting[_inside(place, len(self.counting))]

    def roll(self, day: Ints) -> Ints:
        """Return each day if it counts, else the next one that does."""
        return self.counting[_inside(self.before[_inside(day, len(self.before))], len(self.counting))]

    def add_time(self, moment: Ints, span: Ints) -> Ints:
        """Add working seconds (≥ 0) to each moment; an end of work stays where it is."""
        at = np.searchsorted(self.ends, moment, side="left")
        ran = self.worked[at] + np.maximum(moment - self.starts[_inside(at, len(self.starts))], 0)
        target = ran + span
        stop = np.searchsorted(self.worked[1:], target, side="left")
        # Nothing to add: the moment itself, or the start of the next span.
        stop = np.where(span == 0, at, stop)
        stop = _inside(stop, len(self.starts))
        result: Ints = self.starts[stop] + target - self.worked[stop]
        return result


def due_dates(received: Moments, plans: Plans, clock: ClockRules, table: ClockTable) -> Moments:
    """Return the due moments of many cases, `received` and `plans` aligned; NaT where a limit is unknown.

    Agrees with `due.moment_due` case by case. Raises `OutOfTableError` when a case leaves the days of the
    table.
    """
    origin = np.datetime64(table.first, "s")
    start = (received.astype("datetime64[s]") - origin).astype(np.int64)
    if len(start) and (start.min() < 0 or start.max() >= len(table.before) * DAY):
        raise OutOfTableError("a case was received outside the days of the table")
    moment = start.copy()
    whole = (plans.months | plans.days | plans.working_days) != 0
    _set(moment, whole, lambda chosen: table.closes[_last_day(start[chosen], plans.take(chosen), table)])
    _set(
        moment, plans.fraction != 0, lambda chosen: _fraction(start[chosen], moment[chosen], plans.take(chosen), table)
    )
    _set(
        moment,
        plans.clock != 0,
        lambda chosen: table.add_time(moment[chosen] + plans.clock[chosen], np.zeros(1, np.int64)),
    )
    _set(moment, plans.span != 0, lambda chosen: table.add_time(moment[chosen], plans.span[chosen]))
    _set(moment, plans.same_day, lambda chosen: _same_day(start[chosen], clock, table))
    result = origin + moment.astype("timedelta64[s]")
    return np.where(plans.known, result, np.datetime64("NaT", "s"))


def _set(moment: Ints, chosen: Bools, compute: Callable[[Ints], Ints]) -> None:
    """Replace the chosen moments by what `compute` makes of their positions."""
    places = np.flatnonzero(chosen)
    if len(places):
        moment[places] = compute(places)


def _last_day(start: Ints, plans: Plans, table: ClockTable) -> Ints:
    day = _add_months(start // DAY, plans.months, table.first) + plans.days
    working = plans.working_days > 0
    reached = table.roll(day)
    places = np.flatnonzero(working)
    reached[places] = table.days_after(_inside(day[places], len(table.before)), plans.working_days[places])
    return reached


def _add_months(day: Ints, months: Ints, first: date) -> Ints:
    if not months.any():
        return day
    dates = np.datetime64(first, "D") + day.astype("timedelta64[D]")
    month = dates.astype("datetime64[M]")
    in_month = (dates - month.astype("datetime64[D]")).astype(np.int64)
    target = month + months.astype("timedelta64[M]")
    length = ((target + 1).astype("datetime64[D]") - target.astype("datetime64[D]")).astype(np.int64)
    reached = target.astype("datetime64[D]") + np.minimum(in_month, length - 1).astype("timedelta64[D]")
    return np.where(months == 0, day, (reached - np.datetime64(first, "D")).astype(np.int64))


def _fraction(start: Ints, base: Ints, plans: Plans, table: ClockTable) -> Ints:
    longer = replace(
        plans, days=plans.days + plans.fraction_in_days, working_days=plans.working_days + ~plans.fraction_in_days
    )
    limit = table.closes[_last_day(start, longer, table)]
    return np.minimum(table.add_time(base, plans.fraction), limit)


def _same_day(start: Ints, clock: ClockRules, table: ClockTable) -> Ints:
    day = start // DAY
    late = (start % DAY > _second(clock.same_day_cutoff)) & (clock.same_day == "next_working_day")
    today = table.counts[day] & (start <= table.closes[day]) & ~late
    return table.closes[np.where(today, day, table.days_after(day, np.ones(1, np.int64)))]


def _inside(index: Ints, length: int) -> Ints:
    if len(index) and index.max() >= length:
        raise OutOfTableError("a case ends outside the days of the table")
    return index


def _second(moment: time) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second
