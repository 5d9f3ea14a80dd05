"""The rules and calendars shipped with the product, read once per process."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from motcua.law.book import Rulebook
from motcua.law.calendar import YearCalendar
from motcua.law.calendar_load import load_years
from motcua.law.load import load


def read(folder: str) -> dict[str, dict[str, Any]]:
    """Return the parsed TOML files of a folder of this package ("rules", "calendars"), by file name."""
    files = (resources.files("motcua.rulebook") / folder).iterdir()
    found = {
        file.name: tomllib.loads(file.read_text(encoding="utf-8")) for file in files if file.name.endswith(".toml")
    }
    return dict(sorted(found.items()))


@cache
def shipped_book() -> Rulebook:
    """Return the national rulebook. Raises `RuleFaultsError` where a shipped file is at fault (tests see to it)."""
    return load(read("rules"))


@cache
def shipped_years() -> Mapping[int, YearCalendar]:
    """Return the shipped calendars by year."""
    return load_years(read("calendars"))
