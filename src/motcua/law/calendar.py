"""The calendar of work: which days count, at which hours a unit is open, and how sure one may be of a year.

A year's table comes from a decision (holidays, days off in compensation, swapped days). It is approved, a
draft, or not there at all; the calendar always answers, and `doubts` tells which of the years it used were
not approved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from typing import Literal

# One offset since 1975 and no summer time: a fixed zone needs no time zone files.
VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
ONE_DAY = timedelta(days=1)

DayKind = Literal["holiday", "compensatory", "swapped_off", "worked"]
Status = Literal["approved", "draft", "unknown"]
OwnDays = Literal["hours_only", "count_as_day", "never"]
Interval = tuple[time, time]


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that does not follow the week: off work, or (kind "worked") worked in exchange for `instead_of`."""

    day: date
    kind: DayKind
    name: str
    source: str
    confidence: str = "D"
    instead_of: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class YearCalendar:
    """The table of one year with the decision it rests on; a correction is a new `version`."""

    year: int
    status: Status
    days: tuple[SpecialDay, ...] = ()
    instrument: str = ""
    version: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True)
class WeekHours:
    """A unit's opening hours: for each weekday (0 = Monday) its intervals in order; an absent weekday is closed."""

    intervals: Mapping[int, tuple[Interval, ...]]

    def __post_init__(self) -> None:
        for weekday, day in self.intervals.items():
            moments = [moment for interval in day for moment in interval]
            if not 0 <= weekday <= 6 or moments != sorted(set(moments)):
                raise ValueError(f"opening hours of weekday {weekday} must be in order and not overlap")
        if not any(self.intervals.values()):
            raise ValueError("a unit must be open at some time of the week")

    @classmethod
    def same_every_day(cls, weekdays: tuple[int, ...], intervals: tuple[Interval, ...]) -> WeekHours:
        """Make hours that are alike on each of the given weekdays (0 = Monday)."""
        return cls(dict.fromkeys(weekdays, intervals))


@dataclass(frozen=True)
class WorkCalendar:
    """Years, the lawful working week and one unit's hours, joined into answers about days.

    `week` holds the weekdays that are working days by law (0 = Monday). `own_days` says what the unit's
    opening on another day (a Saturday morning) is worth: its hours count when time is measured in hours
    ("hours_only"), it also counts as a working day ("count_as_day"), or it is a service that moves no
    deadline ("never").
    """

    years: Mapping[int, YearCalendar]
    hours: WeekHours
    week: frozenset[int] = frozenset(range(5))
    own_days: OwnDays = "hours_only"
    _special: dict[date, SpecialDay] = field(default_factory=dict, init=False, repr=False, compare=False)
    _open: dict[date, tuple[Interval, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not any(self.hours.intervals.get(weekday) for weekday in self.week):
            raise ValueError("a unit must be open on at least one working day of the week")
        for year in self.years.values():
            for special in year.days:
                self._special[special.day] = special

    def special(self, day: date) -> SpecialDay | None:
        """Return what the year's table says about a day, if anything."""
        return self._special.get(day)

    def lawful(self, day: date) -> bool:
        """Say whether a day is a working day by law, whatever the unit's own hours."""
        special = self._special.get(day)
        return special.kind == "worked" if special else day.weekday() in self.week

    def counts(self, day: date) -> bool:
        """Say whether a day counts as a working day for this unit's deadlines."""
        if not self.intervals(day):
            return False
        return self.lawful(day) or self.own_days == "count_as_day"

    def intervals(self, day: date) -> tuple[Interval, ...]:
        """Return the hours of a day in which working time runs; none on a day off."""
        if day not in self._open:
            self._open[day] = self._intervals(day)
        return self._open[day]

    def _intervals(self, day: date) -> tuple[Interval, ...]:
        special = self._special.get(day)
        if special is None:
            own = day.weekday() not in self.week and self.own_days == "never"
            return () if own else self.hours.intervals.get(day.weekday(), ())
        if special.kind != "worked":
            return ()
        pattern = special.instead_of.weekday() if special.instead_of else min(self.week)
        open_days = [hours for _weekday, hours in sorted(self.hours.intervals.items()) if hours]
        return self.hours.intervals.get(pattern) or open_days[0]

    def next_day(self, day: date) -> date:
        """Return the first counting day after `day`."""
        following = day + ONE_DAY
        while not self.counts(following):
            following += ONE_DAY
        return following

    def opening(self, day: date) -> datetime:
        """Return the moment at which work starts on a day with working time."""
        return datetime.combine(day, self.intervals(day)[0][0], VIETNAM)

    def close(self, day: date) -> datetime:
        """Return the moment at which work ends on a day with working time."""
        return datetime.combine(day, self.intervals(day)[-1][1], VIETNAM)

    def spans(self, first: date) -> Iterator[tuple[datetime, datetime]]:
        """Yield the spans of working time from the start of a day on, without end."""
        day = first
        while True:
            for start, end in self.intervals(day):
                yield datetime.combine(day, start, VIETNAM), datetime.combine(day, end, VIETNAM)
            day += ONE_DAY

    def is_working(self, moment: datetime) -> bool:
        """Say whether a moment lies in working time; both ends of an interval belong to it."""
        local = moment.astimezone(VIETNAM)
        return any(start <= local.time() <= end for start, end in self.intervals(local.date()))

    def doubts(self, first: date, last: date) -> list[tuple[int, Status]]:
        """Return the years from `first` to `last` whose table is not approved, with their status."""
        found: list[tuple[int, Status]] = []
        for year in range(first.year, last.year + 1):
            table = self.years.get(year)
            if table is None or table.status != "approved":
                found.append((year, table.status if table else "unknown"))
        return found


def in_vietnam(moment: datetime) -> datetime:
    """Return a moment on the Vietnamese clock. Raises `ValueError` for a moment without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment of the law needs a time zone")
    return moment.astimezone(VIETNAM)
