"""From parsed calendar files and rules to the calendar of work of a unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any, get_args

from motcua.law.book import RulesOfDay
from motcua.law.calendar import DayKind, Interval, SpecialDay, Status, WeekHours, WorkCalendar, YearCalendar
from motcua.law.faults import Fault, RuleFaultsError

KINDS = get_args(DayKind)
STATUSES = get_args(Status)


def load_years(sources: Mapping[str, Mapping[str, Any]]) -> dict[int, YearCalendar]:
    """Build year tables from parsed files (file name → dictionary). Raises `RuleFaultsError` naming every fault."""
    faults: list[Fault] = []
    years: dict[int, YearCalendar] = {}
    for file, table in sources.items():
        year = table.get("year")
        if not isinstance(year, int) or table.get("status") not in STATUSES:
            faults.append(Fault(file, "year", f"phải có year và status ({', '.join(STATUSES)})"))
            continue
        if year in years:
            faults.append(Fault(file, str(year), "năm này đã có ở tệp khác"))
        days = tuple(_days(file, year, table.get("day", ()), faults))
        years[year] = YearCalendar(
            year,
            table["status"],
            days,
            str(table.get("instrument", "")),
            int(table.get("version", 1)),
            str(table.get("note", "")),
        )
    if faults:
        raise RuleFaultsError(faults)
    return years


def _days(file: str, year: int, entries: Iterable[Mapping[str, Any]], faults: list[Fault]) -> Iterable[SpecialDay]:
    seen: set[date] = set()
    for entry in entries:
        day = entry.get("date")
        if type(day) is not date:
            faults.append(Fault(file, str(day), "mỗi ngày phải có date dạng 2025-09-02"))
            continue
        problem = _problem(year, day, entry)
        if day in seen:
            problem = "ngày bị ghi hai lần"
        seen.add(day)
        if problem:
            faults.append(Fault(file, day.isoformat(), problem))
            continue
        yield SpecialDay(
            day,
            entry["kind"],
            str(entry["name"]),
            str(entry["source"]),
            str(entry.get("confidence", "D")),
            entry.get("instead_of"),
            str(entry.get("note", "")),
        )


def _problem(year: int, day: date, entry: Mapping[str, Any]) -> str:
    if day.year != year:
        return f"không thuộc năm {year}"
    if entry.get("kind") not in KINDS:
        return f"kind phải là một trong: {', '.join(KINDS)}"
    if not entry.get("name") or not entry.get("source"):
        return "thiếu tên ngày (name) hoặc căn cứ (source)"
    swapped = entry["kind"] in {"swapped_off", "worked"}
    return "ngày hoán đổi phải ghi instead_of (ngày được đổi)" if swapped and "instead_of" not in entry else ""


def parse_intervals(texts: Iterable[str]) -> tuple[Interval, ...]:
    """Read intervals such as "07:30-11:30". Raises `ValueError` for anything else."""
    pairs = (text.split("-") for text in texts)
    return tuple((time.fromisoformat(start.strip()), time.fromisoformat(end.strip())) for start, end in pairs)


def calendar_of(
    rules: RulesOfDay, years: Mapping[int, YearCalendar], hours: WeekHours | None = None, *, scope: str = ""
) -> WorkCalendar:
    """Make the calendar of a unit from the rules of a day; without own `hours` the ordinary office hours apply."""
    week = frozenset(int(number) - 1 for number in rules.row("calendar.working_week", scope).value)
    if hours is None:
        intervals = parse_intervals(rules.row("calendar.office_hours", scope).value)
        hours = WeekHours.same_every_day(tuple(sorted(week)), intervals)
    own_days = rules.row("calendar.own_open_days", scope).value
    return WorkCalendar(years, hours, week, own_days)
