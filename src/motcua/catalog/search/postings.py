"""Which procedures hold which word, as arrays: built once, read by every query."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from motcua.catalog.search.documents import SearchDocument
from motcua.catalog.search.fold import accent_key, fold_words, word_set

Ids = NDArray[np.int32]
Weights = NDArray[np.float32]

NAME_WEIGHT = 1.0
_OTHER_WEIGHTS = (("keywords", 0.7), ("field", 0.6), ("results", 0.5), ("components", 0.5))
_FAR_WEIGHTS = (("agency", 0.25), ("description", 0.25))
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Posting:
    """The procedures that hold a word (`ids`, ascending) and how much the place of each counts (0 to 1)."""

    ids: Ids
    weights: Weights


@dataclass(slots=True)
class Postings:
    """Every array the ranking needs; `size` procedures."""

    size: int
    words: dict[str, Posting] = field(default_factory=dict)
    accents: dict[str, Posting] = field(default_factory=dict)
    pairs: dict[tuple[str, str], Ids] = field(default_factory=dict)
    idf: dict[str, float] = field(default_factory=dict)
    in_names: Counter[str] = field(default_factory=Counter)
    name_mass: Weights = field(default_factory=lambda: np.zeros(0, dtype=np.float32))
    names: list[tuple[str, ...]] = field(default_factory=list)

    def rarity(self, word: str) -> float:
        """Return how telling a word is: the logarithm of one over its share of the names."""
        return self.idf.get(word, float(np.log1p(self.size)))


def _texts(document: SearchDocument) -> Iterable[tuple[str, float]]:
    for name, weight in (*_OTHER_WEIGHTS, *_FAR_WEIGHTS):
        value = getattr(document, name)
        if value:
            yield (value if isinstance(value, str) else "\n".join(value)), weight


def _freeze(lists: Mapping[str, dict[int, float]]) -> dict[str, Posting]:
    return {
        word: Posting(
            np.fromiter(places.keys(), dtype=np.int32, count=len(places)),
            np.fromiter(places.values(), dtype=np.float32, count=len(places)),
        )
        for word, places in lists.items()
    }


def _spelled_out(words: Sequence[str], abbreviations: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return a name's words with its abbreviations written in full ("thue tncn" → "thue thu nhap ca nhan")."""
    return [part for word in words for part in abbreviations.get(word, (word,))]


class _Builder:
    """Collects words document by document, then freezes them into arrays."""

    def __init__(self, abbreviations: Mapping[str, tuple[str, ...]]) -> None:
        self.abbreviations = abbreviations
        self.words: dict[str, dict[int, float]] = {}
        self.accents: dict[str, dict[int, float]] = {}
        self.pairs: dict[tuple[str, str], dict[int, None]] = {}
        self.in_names: Counter[str] = Counter()
        self.names: list[tuple[str, ...]] = []
        self.held: list[set[str]] = []

    def add(self, place: int, document: SearchDocument) -> None:
        """Take in one document as number `place`."""
        words = fold_words(document.name)
        full = _spelled_out(words, self.abbreviations)
        held = {*words, *full}
        self.names.append(tuple(words))
        self.held.append(held)
        self.in_names.update(held)
        for word in held:
            self.words.setdefault(word, {})[place] = NAME_WEIGHT
        for sequence in (words, full) if full != words else (words,):
            for pair in pairwise(sequence):
                self.pairs.setdefault(pair, {})[place] = None
        for text, weight in _texts(document):
            for word in word_set(text):
                places = self.words.setdefault(word, {})
                if places.get(place, 0.0) < weight:
                    places[place] = weight
        self._accents(place, document)

    def _accents(self, place: int, document: SearchDocument) -> None:
        for text, weight in ((document.field, 0.6), (document.keywords, 0.7), (document.name, NAME_WEIGHT)):
            for raw in _WORD.findall(unicodedata.normalize("NFC", text)):
                key = accent_key(raw)
                if key:
                    self.accents.setdefault(key, {})[place] = weight

    def freeze(self) -> Postings:
        """Return the arrays of all documents taken in."""
        size = len(self.names)
        seen = {word: self.in_names[word] or len(places) for word, places in self.words.items()}
        idf = {word: float(np.log1p(size / count)) for word, count in seen.items()}
        mass = np.fromiter((sum(idf[word] for word in held) for held in self.held), np.float32, size)
        pairs = {pair: np.fromiter(ids, np.int32, len(ids)) for pair, ids in self.pairs.items()}
        return Postings(
            size,
            _freeze(self.words),
            _freeze(self.accents),
            pairs,
            idf,
            self.in_names,
            np.maximum(mass, 1e-6),
            self.names,
        )


def build_postings(documents: Sequence[SearchDocument], abbreviations: Mapping[str, tuple[str, ...]]) -> Postings:
    """Build the arrays for `documents`; `abbreviations` are spelled out in names as well."""
    builder = _Builder(abbreviations)
    for place, document in enumerate(documents):
        builder.add(place, document)
    return builder.freeze()
