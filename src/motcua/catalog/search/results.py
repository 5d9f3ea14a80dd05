"""What a search asks and answers: plain values that the portal, the API and the terminal show alike."""

from __future__ import annotations

from dataclasses import dataclass, field

from motcua.catalog.search.documents import SearchDocument
from motcua.catalog.search.vocabulary import GuidanceRow

FACETS = ("audience", "field", "tier", "unit", "life_event")


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search: text as typed, chosen facet values (any of the values within a facet), a page of the hits."""

    text: str = ""
    filters: dict[str, frozenset[str]] = field(default_factory=dict)
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """Why a hit was found: what the person said, what it was taken for, and how.

    `how` is "nguyen_van" (as typed), "viet_tat", "dong_nghia", "doi_thuong", "sua_loi" (a slip mended),
    "ma_so" (the code) or "go_dau" (the beginning of a word); `row` is the key of the vocabulary row.
    """

    said: str
    understood: str
    how: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A procedure that was found. `spans` are (start, end) places in its name to be shown as matching."""

    document: SearchDocument
    score: float
    matches: tuple[Match, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def code(self) -> str:
        """The national code."""
        return self.document.code

    @property
    def name(self) -> str:
        """The name as published."""
        return self.document.name


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet, how many hits carry it, and whether it is chosen now."""

    value: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer: a page of hits, how many there are, facets, guidance and a better spelling if one helped.

    `related` tells that the hits only touch on what was asked (guidance says where to go instead).
    """

    text: str
    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: dict[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    guidance: tuple[GuidanceRow, ...] = ()
    did_you_mean: str = ""
    related: bool = False


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What to offer while a person types: procedures, phrases that complete the words, guidance."""

    hits: tuple[Hit, ...] = ()
    phrases: tuple[str, ...] = ()
    guidance: tuple[GuidanceRow, ...] = ()
