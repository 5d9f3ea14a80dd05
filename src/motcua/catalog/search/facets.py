"""Counting hits by audience, field, tier, unit and life event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from motcua.catalog.search.documents import SearchDocument
from motcua.catalog.search.results import FACETS, FacetValue

Mask = NDArray[np.bool_]


def _values(document: SearchDocument, facet: str) -> tuple[str, ...]:
    if facet == "audience":
        return document.subjects
    if facet == "field":
        return (document.field,) if document.field else ()
    if facet == "tier":
        return document.levels or ((document.tier,) if document.tier else ())
    return document.units if facet == "unit" else document.life_events


@dataclass(slots=True)
class FacetTable:
    """For one facet: its values, and pairs of (value, procedure) numbers."""

    values: list[str]
    value_ids: NDArray[np.int32]
    document_ids: NDArray[np.int32]

    @classmethod
    def of(cls, documents: Sequence[SearchDocument], facet: str) -> FacetTable:
        """Gather the values of a facet over all procedures."""
        numbers: dict[str, int] = {}
        pairs = [
            (numbers.setdefault(value, len(numbers)), place)
            for place, document in enumerate(documents)
            for value in dict.fromkeys(_values(document, facet))
        ]
        table = np.array(pairs, dtype=np.int32).reshape(-1, 2)
        return cls(list(numbers), table[:, 0], table[:, 1])

    def mask(self, size: int, chosen: frozenset[str]) -> Mask:
        """Return which procedures carry one of the chosen values."""
        wanted = np.array([value in chosen for value in self.values], dtype=bool)
        mask = np.zeros(size, dtype=bool)
        if len(wanted):
            mask[self.document_ids[wanted[self.value_ids]]] = True
        return mask

    def counts(self, hits: Mask, chosen: frozenset[str]) -> tuple[FacetValue, ...]:
        """Return the values with their numbers of hits, most first; chosen values stay even with none."""
        counted = np.bincount(self.value_ids[hits[self.document_ids]], minlength=len(self.values))
        found = [
            FacetValue(value, int(count), value in chosen)
            for value, count in zip(self.values, counted, strict=True)
            if count or value in chosen
        ]
        return tuple(sorted(found, key=lambda value: (-value.count, value.value)))


@dataclass(slots=True)
class Facets:
    """All facets of an index."""

    size: int
    tables: dict[str, FacetTable]

    @classmethod
    def of(cls, documents: Sequence[SearchDocument]) -> Facets:
        """Gather every facet over all procedures."""
        return cls(len(documents), {facet: FacetTable.of(documents, facet) for facet in FACETS})

    def masks(self, filters: Mapping[str, frozenset[str]]) -> dict[str, Mask]:
        """Return a mask for each facet that has chosen values; unknown facets are ignored."""
        return {
            facet: self.tables[facet].mask(self.size, chosen)
            for facet, chosen in filters.items()
            if chosen and facet in self.tables
        }

    def count(
        self, hits: Mask, masks: Mapping[str, Mask], filters: Mapping[str, frozenset[str]]
    ) -> dict[str, tuple[FacetValue, ...]]:
        """Count hits per value; the choices within a facet do not narrow that facet's own counts."""
        counted = {}
        for facet, table in self.tables.items():
            narrowed = hits
            for other, mask in masks.items():
                if other != facet:
                    narrowed = narrowed & mask
            counted[facet] = table.counts(narrowed, filters.get(facet, frozenset()))
        return counted
