"""Bare arithmetic of working time on a calendar: it adds and it measures; what the law makes of it stands in `due`.

All moments are aware. A span of working time is a `timedelta`; days are dates in Vietnam.
"""

from __future__ import annotations

import calendar as month_table
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from motcua.law.calendar import ONE_DAY, VIETNAM, WorkCalendar, in_vietnam

ZERO = timedelta(0)
Pause = tuple[datetime, datetime]


def add_working_days(work: WorkCalendar, day: date, count: int) -> date:
    """Return the `count`-th counting day after `day`; `day` itself is not counted. `count` is 0 or more."""
    for _step in range(count):
        day = work.next_day(day)
    return day


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, month_table.monthrange(year, month + 1)[1]))


def roll(work: WorkCalendar, day: date) -> date:
    """Return `day` if it counts as a working day, else the next one that does."""
    return day if work.counts(day) else work.next_day(day)


def next_working_moment(work: WorkCalendar, moment: datetime) -> datetime:
    """Return `moment` if work is going on then, else the start of the next span of working time."""
    local = in_vietnam(moment)
    for start, end in work.spans(local.date()):
        if local <= end:
            return max(local, start)
    raise AssertionError("a calendar of work has no end")


def add_working_time(work: WorkCalendar, moment: datetime, span: timedelta) -> datetime:
    """Return the moment at which `span` of working time has run since `moment`; an end of work stays where it is."""
    local, left = in_vietnam(moment), span
    for start, end in work.spans(local.date()):
        begin = max(start, local)
        if begin > end or (begin == end and left > ZERO):
            continue
        if left <= end - begin:
            return begin + left
        left -= end - begin
    raise AssertionError("a calendar of work has no end")


def working_time(work: WorkCalendar, start: datetime, end: datetime) -> timedelta:
    """Return the working time between two moments; nothing when `end` is not after `start`."""
    first, last = in_vietnam(start), in_vietnam(end)
    total, day = ZERO, first.date()
    while day <= last.date():
        for opens, closes in work.intervals(day):
            begins = max(datetime.combine(day, opens, VIETNAM), first)
            ends = min(datetime.combine(day, closes, VIETNAM), last)
            total += max(ends - begins, ZERO)
        day += ONE_DAY
    return total


def working_days_after(work: WorkCalendar, start: date, end: date) -> int:
    """Count the working days after `start` up to and including `end`; the inverse of `add_working_days`."""
    return sum(1 for step in range(1, (end - start).days + 1) if work.counts(start + step * ONE_DAY))


def without_overlap(pauses: Iterable[Pause], start: datetime, end: datetime) -> list[Pause]:
    """Return pauses cut to the span from `start` to `end`, joined where they touch, in order."""
    cut = sorted((max(first, start), min(last, end)) for first, last in pauses)
    joined: list[Pause] = []
    for first, last in cut:
        if last <= first:
            continue
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined
