"""The shipped rules and calendars, read for the tests: the law itself is handed dictionaries and opens no file."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from motcua.law.book import Rulebook, RulesOfDay
from motcua.law.calendar import VIETNAM, WeekHours, WorkCalendar, YearCalendar
from motcua.law.calendar_load import calendar_of, load_years
from motcua.law.load import load
from motcua.law.plan import ClockRules

ROOT = Path(__file__).parents[2] / "src" / "motcua" / "rulebook"


def read(folder: str) -> dict[str, dict[str, Any]]:
    """Return the parsed TOML files of a folder of the rulebook, by file name."""
    paths = sorted((ROOT / folder).glob("*.toml"))
    return {path.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in paths}


@cache
def book() -> Rulebook:
    """Return the shipped rulebook."""
    return load(read("rules"))


@cache
def years() -> dict[int, YearCalendar]:
    """Return the shipped calendars."""
    return load_years(read("calendars"))


def rules(on: str = "2026-03-01") -> RulesOfDay:
    """Return the shipped rules of a day."""
    return book().at(date.fromisoformat(on))


def office(on: str = "2026-03-01", hours: WeekHours | None = None) -> WorkCalendar:
    """Return the calendar of an office with ordinary hours, or with its own."""
    return calendar_of(rules(on), years(), hours)


def clock(on: str = "2026-03-01") -> ClockRules:
    """Return the clock rules of a day."""
    return ClockRules.of(rules(on))


def at(text: str) -> datetime:
    """Return a moment in Vietnam from "2026-03-05 14:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)
