"""Telling why a hit was found and where its name matches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from motcua.catalog.search.fold import accent_key, fold, name_tokens
from motcua.catalog.search.readings import UNMARKED, Reading, Sought, Word
from motcua.catalog.search.results import Match

TELLING = 0.4
"""Words that count for less than this are not worth showing."""


def _same_marks(written: str, accents: frozenset[str]) -> bool:
    key = accent_key(written)
    return not key or not accents or key in accents


def spans_in(name: str, sought: Iterable[Sought], prefix: str = "") -> tuple[tuple[int, int], ...]:
    """Return the places of `name` that hold a sought word, marks permitting; neighbours become one place."""
    wanted: dict[str, set[str]] = {}
    for word in sought:
        wanted.setdefault(word.folded, set()).add("" if word.accent == UNMARKED else word.accent)
    spans: list[tuple[int, int]] = []
    touching = False
    for token in name_tokens(name):
        accents = wanted.get(token.word)
        marks = frozenset() if accents is None or "" in accents else frozenset(accents)
        fits = accents is not None and _same_marks(name[token.start : token.end], marks)
        if not fits and not (prefix and token.word.startswith(prefix)):
            touching = False
            continue
        if touching:
            spans[-1] = (spans[-1][0], token.end)
        else:
            spans.append((token.start, token.end))
        touching = True
    return tuple(spans)


def as_written(name: str, folded: str) -> str:
    """Return a folded word with its marks as `name` writes it, or the folded word when it is not there."""
    found = (name[token.start : token.end].lower() for token in name_tokens(name) if token.word == folded)
    return next(found, folded)


def matches_of(reading: Reading, words: Sequence[Word], held: Iterable[str], name: str) -> tuple[Match, ...]:
    """Return why a procedure called `name` that holds the words `held` answers the reading."""
    present = set(held)
    found: list[Match] = []
    for row in {word.row.key: word.row for word in reading.words if word.row is not None}.values():
        brought = [word for word in reading.words if word.row is row]
        if any(word.folded in present for word in brought):
            found.append(Match(brought[0].said, _meaning(brought), row.kind, row.key))
    for typed, mended in groupby((w for w in words if w.mended), key=lambda word: word.typed):
        parts = [word.folded for word in mended]
        if present.intersection(parts):
            found.append(Match(typed, " ".join(as_written(name, part) for part in parts), "sua_loi"))
    slips = {word.typed for word in words if word.mended}
    literal = [
        word.said
        for word in reading.words
        if word.row is None and word.weight >= TELLING and word.folded in present and word.said not in slips
    ]
    if literal:
        found.append(Match(" ".join(literal), " ".join(literal), "nguyen_van"))
    return tuple(found)


def _meaning(brought: Sequence[Sought]) -> str:
    """Return the meaning that brought these words, as its row writes it."""
    row = brought[0].row
    joined = f" {' '.join(word.folded for word in brought)} "
    meanings = row.means if row is not None else ()
    fitting = [meaning for meaning in meanings if f" {fold(meaning)} " in joined]
    return max(fitting, key=len, default=joined.strip())
