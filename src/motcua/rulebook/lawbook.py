"""The law as one object: rules, calendars and the answers made of them, as they stood at one revision.

`current()` costs one statement, or a few more after a change; whoever asks many times keeps the object.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection

from motcua.law.book import Rulebook, RulesOfDay
from motcua.law.calendar import SpecialDay, Status, WeekHours, WorkCalendar, YearCalendar, in_vietnam
from motcua.law.calendar_load import calendar_of, parse_intervals
from motcua.law.due import due
from motcua.law.explained import Explained
from motcua.law.faults import Fault, RuleFaultsError
from motcua.law.limit import Limit, parse_limit
from motcua.law.load import overlay
from motcua.organisation.models import Unit
from motcua.rulebook.models import (
    CalendarDay,
    CalendarState,
    CalendarYear,
    LocalInstrument,
    LocalRule,
    RulebookState,
    UnitHours,
)
from motcua.rulebook.shipped import shipped_book, shipped_years

LOCAL_KIND = "local"
LOCAL_FILE = "quy định của tỉnh"


@dataclass(frozen=True)
class Law:
    """Everything the law says here, past and future; immutable, shared between threads."""

    stamp: str
    book: Rulebook
    years: Mapping[int, YearCalendar]
    faults: tuple[Fault, ...] = ()  # rows of the province that no longer fit the shipped rules and are left out
    hours: Mapping[int, tuple[tuple[date, date | None, WeekHours], ...]] = field(default_factory=dict)
    _work: dict[tuple[Any, ...], WorkCalendar] = field(default_factory=dict, repr=False, compare=False)

    def rules_on(self, day: date) -> RulesOfDay:
        """Return the rules in force on a day."""
        return self.book.at(day)

    def hours_of(self, unit_id: int, day: date) -> WeekHours | None:
        """Return a unit's own opening hours on a day; None where it keeps office hours."""
        found = self.hours.get(unit_id, ())
        return next((week for first, last, week in found if first <= day and (last is None or day <= last)), None)

    def work_calendar(self, rules: RulesOfDay, unit_hours: WeekHours | None = None) -> WorkCalendar:
        """Return the calendar of work by the rules of a day, for ordinary office hours or a unit's own."""
        names = ("calendar.working_week", "calendar.office_hours", "calendar.own_open_days")
        own = tuple(sorted(unit_hours.intervals.items())) if unit_hours else None
        key = (*(str(rules.row(name).value) for name in names), own)
        if key not in self._work:
            self._work[key] = calendar_of(rules, self.years, unit_hours)
        return self._work[key]

    def due(self, received: datetime, limit: Limit | str, unit: Unit | None = None) -> Explained[datetime | None]:
        """Return when an answer is due and why; the value is None where the limit is not known.

        `received` is aware; `limit` is a limit or its text; a `unit` counts its own hours. Raises `ValueError` for a
        moment without a time zone, `UnknownRuleError` for a day before the first rules on time.
        """
        start = in_vietnam(received)
        rules = self.rules_on(start.date())
        hours = self.hours_of(unit.pk, start.date()) if unit else None
        asked = parse_limit(limit) if isinstance(limit, str) else limit
        return due(start, asked, rules, self.work_calendar(rules, hours))


def week_of(table: Mapping[str, Iterable[str]]) -> WeekHours:
    """Return opening hours from stored ones: weekday "1" (Monday) to "7" → intervals. Raises `ValueError`."""
    return WeekHours({int(weekday) - 1: parse_intervals(texts) for weekday, texts in table.items()})


def local_sources(rows: Iterable[LocalRule]) -> dict[str, dict[str, Any]]:
    """Return rows of the province in the form in which the law reads files, one file a row, plus their instruments."""
    chosen = list(rows)
    shipped = shipped_book().instruments
    numbers = {row.instrument for row in chosen} - set(shipped)
    instruments = [
        {"number": one.number, "title": one.title, "kind": LOCAL_KIND, "issued": one.issued, "confidence": "A"}
        for one in LocalInstrument.objects.filter(number__in=numbers)
    ]
    return {LOCAL_FILE: {"instrument": instruments, "rule": [rule_table(row) for row in chosen]}}


def rule_table(row: LocalRule) -> dict[str, Any]:
    """Return a row as a `[[rule]]` table."""
    table = {
        "key": row.key,
        "scope": row.scope,
        "value": row.value,
        "instrument": row.instrument,
        "article": row.article,
        "effective_from": row.effective_from,
        "confidence": row.confidence,
        "note": row.note,
    }
    return table if row.effective_to is None else {**table, "effective_to": row.effective_to}


def year_of(row: CalendarYear, days: Iterable[CalendarDay]) -> YearCalendar:
    """Return a stored calendar as the law takes it."""
    status: Status = "approved" if row.state == CalendarState.APPROVED else "draft"
    special = tuple(
        SpecialDay(one.day, one.kind, one.name, one.source, one.confidence, one.instead_of, one.note)  # type: ignore[arg-type]
        for one in days
    )
    return YearCalendar(row.year, status, special, row.decision, row.revision, row.note)


def _years() -> dict[int, YearCalendar]:
    """Shipped calendars under the province's: its highest approved revision, else its draft where none was approved."""
    years = dict(shipped_years())
    chosen: dict[int, CalendarYear] = {}
    for row in CalendarYear.objects.order_by("year", "revision"):
        given = years.get(row.year)
        settled = row.year in chosen or (given is not None and given.status == "approved")
        if row.state == CalendarState.APPROVED or not settled:
            chosen[row.year] = row
    days: dict[int, list[CalendarDay]] = {row.pk: [] for row in chosen.values()}
    for day in CalendarDay.objects.filter(calendar__in=list(days)).order_by("day"):
        days[day.calendar_id].append(day)
    return years | {year: year_of(row, days[row.pk]) for year, row in chosen.items()}


def _hours() -> dict[int, tuple[tuple[date, date | None, WeekHours], ...]]:
    found: dict[int, tuple[tuple[date, date | None, WeekHours], ...]] = {}
    for row in UnitHours.objects.all():
        period = (row.effective_from, row.effective_to, week_of(row.week))
        found[row.unit_id] = (*found.get(row.unit_id, ()), period)
    return found


def laid_over(rows: Iterable[LocalRule]) -> tuple[Rulebook, tuple[Fault, ...]]:
    """Return the shipped rules with the province's rows over them, and the faults of rows that had to stay out.

    A row that was in order when it was approved can cease to be with a new edition of the shipped rules; it is then
    named, not applied, and the rest goes on.
    """
    chosen = list(rows)
    try:
        return overlay(shipped_book(), local_sources(chosen)), ()
    except RuleFaultsError:
        kept: list[LocalRule] = []
        faults: list[Fault] = []
        for row in chosen:
            try:
                overlay(shipped_book(), local_sources([row]))
                kept.append(row)
            except RuleFaultsError as error:
                faults += error.faults
        return overlay(shipped_book(), local_sources(kept)), tuple(faults)


def _build(stamp: str) -> Law:
    if not stamp:
        return Law("", shipped_book(), shipped_years())
    book, faults = laid_over(LocalRule.objects.approved())
    return Law(stamp, book, _years(), faults, _hours())


_lock = threading.Lock()
_LAST_CHANGE = f'SELECT "stamp" FROM "{RulebookState._meta.db_table}" WHERE "id" = 1'  # noqa: S608
_held: list[Law] = []


def _stamp() -> str:
    """The mark of the last change; asked so often that building the query anew would cost more than the answer."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST_CHANGE)
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def current() -> Law:
    """Return the law as it stands now, from memory unless a change was made since."""
    stamp = _stamp()
    held = _held[0] if _held else None
    if held is not None and held.stamp == stamp:
        return held
    with _lock:
        law = _build(stamp)
        _held[:] = [law]
        return law
