"""How well each procedure answers a reading of the query: array work over all procedures at once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from motcua.catalog.search.documents import SearchDocument
from motcua.catalog.search.postings import NAME_WEIGHT, Posting, Postings
from motcua.catalog.search.readings import Reading, Sought
from motcua.catalog.search.vocabulary import Mark

Scores = NDArray[np.float32]

COVERAGE, ORDER, BREVITY = 0.62, 0.22, 0.12
FIELD_LIFT = 0.08
CODE_LIFT = 0.5
_TIERS = {"xa": 0.05, "tinh": 0.035, "bo": 0.0, "khac": -0.02}
_CITIZEN = "cong dan viet nam"
_CITIZEN_LIFT = 0.015
_WEIGHT_LIFT = 0.06
_OTHER_ACCENT = 0.35
_PREFIX_WORDS = 60
_LIFTED_FROM = 0.2


def priors(documents: Sequence[SearchDocument], folded_subjects: Sequence[frozenset[str]]) -> Scores:
    """Return what each procedure is lifted by before any query: tier near the citizen, citizens, weight."""
    values = [
        _TIERS.get(document.tier, 0.0)
        + (_CITIZEN_LIFT if _CITIZEN in subjects else 0.0)
        + _WEIGHT_LIFT * min(max(document.weight, 0.0), 1.0)
        for document, subjects in zip(documents, folded_subjects, strict=True)
    ]
    return np.array(values, dtype=np.float32)


@dataclass(slots=True)
class MarkTable:
    """Which procedures are special cases, and what each special case costs."""

    marks: tuple[Mark, ...]
    carriers: list[NDArray[np.int32]]
    all_costs: Scores

    @classmethod
    def of(cls, names: Sequence[tuple[str, ...]], marks: tuple[Mark, ...]) -> MarkTable:
        """Find the carriers of every mark among the folded names."""
        texts = [f" {' '.join(words)} " for words in names]
        carriers = [
            np.array([n for n, text in enumerate(texts) if f" {' '.join(mark.words)} " in text], dtype=np.int32)
            for mark in marks
        ]
        costs = np.zeros(len(names), dtype=np.float32)
        for mark, ids in zip(marks, carriers, strict=True):
            costs[ids] += np.float32(mark.cost)
        return cls(marks, carriers, costs)

    def costs(self, asked: str) -> Scores:
        """Return the cost of each procedure for a query whose folded words are `asked` (spaces around)."""
        costs = self.all_costs.copy()
        for mark, ids in zip(self.marks, self.carriers, strict=True):
            if any(f" {words} " in asked for words in mark.asked):
                costs[ids] -= np.float32(mark.cost)
        return costs


@dataclass(slots=True)
class Ranker:
    """Scores readings against the arrays of an index."""

    postings: Postings
    lexicon: list[str]
    marks: MarkTable
    field_ids: dict[str, NDArray[np.int32]]
    code_places: dict[str, int]

    def prefixed(self, prefix: str) -> Posting | None:
        """Return the procedures with a name word that begins with `prefix`, for words still being typed."""
        start = bisect_left(self.lexicon, prefix)
        found = []
        for word in self.lexicon[start : start + 400]:
            if not word.startswith(prefix):
                break
            found.append(word)
        if not found:
            return None
        found.sort(key=lambda word: (word != prefix, -self.postings.in_names[word]))
        weights = np.zeros(self.postings.size, dtype=np.float32)
        for word in found[:_PREFIX_WORDS]:
            posting = self.postings.words[word]
            strength = 1.0 if word == prefix else 0.9
            weights[posting.ids] = np.maximum(weights[posting.ids], posting.weights * strength)
        ids = np.flatnonzero(weights).astype(np.int32)
        return Posting(ids, weights[ids])

    def score(self, reading: Reading, prefix: Posting | None = None) -> Scores:
        """Return the score of every procedure for one reading, before costs of special cases.

        `prefix` stands in for the last word of the reading. Scores lie between 0 and about 1.
        """
        size = self.postings.size
        covered = np.zeros(size, dtype=np.float32)
        named = np.zeros(size, dtype=np.float32)
        total = 0.0
        last = len(reading.words) - 1
        best = self._heaviest(reading)
        for place, sought in enumerate(reading.words):
            if best[sought.folded] != place:
                continue
            rarity = self.postings.rarity(sought.folded)
            total += sought.weight * rarity
            posting = prefix if prefix is not None and place == last else self.postings.words.get(sought.folded)
            if posting is not None:
                self._add(covered, named, sought, posting, rarity)
        if total <= 0.0:
            return covered
        covered /= total
        order = self._order(reading, covered)
        brevity = np.minimum(named / self.postings.name_mass, 1.0)
        score = COVERAGE * covered + ORDER * order + BREVITY * brevity * covered
        self._lift(score, reading)
        lifted: Scores = score * np.float32(reading.factor)
        return lifted

    @staticmethod
    def _heaviest(reading: Reading) -> dict[str, int]:
        """Return for each word where it counts most: a word said twice counts once."""
        best: dict[str, int] = {}
        for place, sought in enumerate(reading.words):
            known = best.get(sought.folded)
            if known is None or reading.words[known].weight < sought.weight:
                best[sought.folded] = place
        return best

    def _add(self, covered: Scores, named: Scores, sought: Sought, posting: Posting, rarity: float) -> None:
        gain = np.float32(sought.weight * rarity)
        in_name = posting.weights >= NAME_WEIGHT * 0.9
        named[posting.ids[in_name]] += np.float32(rarity)
        exact = self.postings.accents.get(sought.accent) if sought.accent else None
        if exact is None:
            covered[posting.ids] += gain * posting.weights
            return
        near = posting.weights > 0.5
        covered[posting.ids] += gain * np.where(near, posting.weights * _OTHER_ACCENT, posting.weights)
        covered[exact.ids] += gain * exact.weights * np.float32(1.0 - _OTHER_ACCENT)

    def _order(self, reading: Reading, covered: Scores) -> Scores:
        """Return the share of neighbouring words that stand side by side in each name."""
        pairs = list(pairwise(reading.words))
        if not pairs:
            return covered
        order = np.zeros(self.postings.size, dtype=np.float32)
        total = 0.0
        for left, right in pairs:
            rarity = self.postings.rarity(left.folded) + self.postings.rarity(right.folded)
            weight = rarity * min(left.weight, right.weight)
            total += weight
            ids = self.postings.pairs.get((left.folded, right.folded))
            if ids is not None:
                order[ids] += np.float32(weight)
        shares: Scores = order / np.float32(total)
        return shares

    def _lift(self, score: Scores, reading: Reading) -> None:
        for row in reading.rows:
            for name in row.fields:
                for field, ids in self.field_ids.items():
                    if name in field:
                        score[ids] += np.float32(FIELD_LIFT) * (score[ids] > _LIFTED_FROM)
            for code in row.codes:
                if code in self.code_places:
                    score[self.code_places[code]] += np.float32(CODE_LIFT)
