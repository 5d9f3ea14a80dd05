"""Quarters of a year."""

from __future__ import annotations

from datetime import date


def quarter_start(year: int, quarter: int | None) -> date:
    """The first day of a quarter, or of the year where none is named."""
    return date(year, 3 * (quarter or 1) - 2, 1)


def quarter_end(year: int, quarter: int | None) -> date:
    """The first day after a quarter, or after the year where none is named."""
    return date(year + 1, 1, 1) if quarter in (None, 4) else quarter_start(year, int(quarter or 1) + 1)


def quarter_name(year: int, quarter: int | None) -> str:
    """As one writes it: "III/2026", or the year alone."""
    return f"{('I', 'II', 'III', 'IV')[quarter - 1]}/{year}" if quarter else str(year)
