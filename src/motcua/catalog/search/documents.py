"""What the search engine knows of a procedure: plain values, no database."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One procedure as the engine sees it.

    `code` is the national code and must be unique in an index. `tier` is the lowest tier where it is handled
    ("xa", "tinh", "bo", "khac" or ""); `levels` all of them. `weight` lifts what people ask for most (0 to 1).
    """

    code: str
    name: str
    field: str = ""
    agency: str = ""
    keywords: str = ""
    description: str = ""
    levels: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    life_events: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    weight: float = 0.0
    tier: str = ""


def lowest_tier(levels: tuple[str, ...]) -> str:
    """Return the tier nearest to the citizen among `levels`: commune, province, ministry, then others."""
    return next((tier for tier in ("xa", "tinh", "bo", "khac") if tier in levels), "")
