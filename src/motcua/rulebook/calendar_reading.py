"""A year's calendar as a page, the API and the terminal show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext

from motcua.law.calendar import SpecialDay, WorkCalendar, YearCalendar
from motcua.law.words import CONFIDENCE_WORDS, N_, show
from motcua.rulebook.lawbook import Law

DAY_KINDS: Mapping[str, str] = {
    "holiday": N_("nghỉ lễ, tết"),
    "compensatory": N_("nghỉ bù"),
    "swapped_off": N_("nghỉ hoán đổi"),
    "worked": N_("làm bù"),
}
STATUSES: Mapping[str, str] = {
    "approved": N_("đã duyệt"),
    "draft": N_("chưa duyệt"),
    "unknown": N_("chưa có lịch"),
}


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day that does not follow the week, in words."""

    special: SpecialDay
    kind: str
    confidence: str

    @property
    def day(self) -> date:
        """The day."""
        return self.special.day


@dataclass(frozen=True, slots=True)
class Month:
    """A month: its working days by law and the days that do not follow the week."""

    number: int
    working_days: int
    days: tuple[DayLine, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """A year as it is read; a year without a table follows the week alone and says so."""

    year: int
    status: str
    status_words: str
    table: YearCalendar
    months: tuple[Month, ...]

    @property
    def working_days(self) -> int:
        """How many working days the year has."""
        return sum(month.working_days for month in self.months)

    @property
    def days(self) -> Iterable[DayLine]:
        """Every day that does not follow the week."""
        return (one for month in self.months for one in month.days)


def year_page(law: Law, year: int, table: YearCalendar | None = None) -> Year:
    """Return a year in words; `table` shows another revision than the one that holds.

    Raises `UnknownRuleError` for a year before the first rules on the working week, `ValueError` for a number that is
    no year.
    """
    if not 1 <= year < date.max.year:
        raise ValueError(f"there is no calendar of the year {year}")
    shown = table or law.years.get(year) or YearCalendar(year, "unknown")
    plain = law.work_calendar(law.rules_on(date(year, 12, 31)))
    work = WorkCalendar({year: shown}, plain.hours, plain.week, plain.own_days)
    months = tuple(_month(work, shown, year, number) for number in range(1, 13))
    return Year(year, shown.status, gettext(STATUSES[shown.status]), shown, months)


def _month(work: WorkCalendar, table: YearCalendar, year: int, number: int) -> Month:
    first = date(year, number, 1)
    length = ((first + timedelta(days=32)).replace(day=1) - first).days
    working = sum(work.lawful(first + timedelta(days=step)) for step in range(length))
    special = sorted((one for one in table.days if one.day.month == number), key=lambda one: one.day)
    return Month(number, working, tuple(_line(one) for one in special))


def _line(one: SpecialDay) -> DayLine:
    return DayLine(one, gettext(DAY_KINDS[one.kind]), gettext(CONFIDENCE_WORDS[one.confidence]))


def weekday(day: date) -> str:
    """Return a day with its weekday in the reader's language: "thứ Hai 02/02/2026"."""
    return show(day, gettext)


def year_dict(year: Year) -> dict[str, Any]:
    """Return a year as plain values, the same for the API and the terminal."""
    return {
        "year": year.year,
        "status": year.status,
        "version": year.table.version,
        "instrument": year.table.instrument,
        "note": year.table.note,
        "working_days": year.working_days,
        "months": {str(month.number): month.working_days for month in year.months},
        "days": [
            {
                "date": one.day,
                "kind": one.special.kind,
                "name": one.special.name,
                "source": one.special.source,
                "instead_of": one.special.instead_of,
                "confidence": one.special.confidence,
                "note": one.special.note,
            }
            for one in year.days
        ],
    }
