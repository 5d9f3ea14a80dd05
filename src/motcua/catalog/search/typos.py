"""Mending slips: a wrong letter, a word run into the next, what is left of Telex or VNI typing."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from motcua.catalog.search.fold import even_word
from motcua.catalog.search.readings import Word

MOST_MENDED = 6
_TELEX_MARKS = (("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"), ("aw", "a"), ("ow", "o"), ("uw", "u"))
_TELEX_TONES = re.compile(r"(?<=[aeiouy])([sfrxj])|(?<=[aeiouy][a-z])([sfrxj])$|(?<=[aeiouy][nc][gh])([sfrxj])$")
_VNI = re.compile(r"(?<=[a-z])\d")
_SHORTEST_MENDED = 3
_LONG_WORD = 7
_LONGEST_MENDED = 24
_SEEN_OFTEN = 2


def untyped(word: str) -> tuple[str, ...]:
    """Return what a word may be when its Telex or VNI keys were left in it ("ddawng" → "dang")."""
    forms: list[str] = []
    if any(c.isdigit() for c in word) and word[:1].isalpha():
        forms.append(even_word(_VNI.sub("", word)))
    plain = word
    for keys, letter in _TELEX_MARKS:
        plain = plain.replace(keys, letter)
    plain = plain.replace("w", "u")
    forms += [even_word(plain), even_word(_TELEX_TONES.sub("", plain))]
    return tuple(dict.fromkeys(form for form in forms if form and form != word))


@dataclass(slots=True)
class Mender:
    """Mends words against those that names and the vocabulary hold.

    `seen` counts in how many names a word stands; `pairs` are the neighbours that names know.
    """

    seen: Mapping[str, int]
    pairs: Container[tuple[str, str]]
    said: frozenset[str]
    spoken_pairs: frozenset[tuple[str, str]] = frozenset()
    lexicon: list[str] = field(init=False)
    _memory: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lexicon = sorted({word for word, count in self.seen.items() if count} | self.said)

    def knows(self, word: str) -> bool:
        """Say whether a word needs no mending: names or the vocabulary hold it, or it is a number."""
        return word in self.seen or word in self.said or word.isdecimal()

    def candidates(self, word: str) -> tuple[str, ...]:
        """Return the known words nearest to `word`, the likeliest first; a word may become two with a space."""
        if word in self._memory:
            return self._memory[word]
        found = [form for form in untyped(word) if form in self.seen or form in self.said]
        if not found and _SHORTEST_MENDED <= len(word) <= _LONGEST_MENDED:
            found = self._split(word) or self._near(word)
        if len(self._memory) > 5000:
            self._memory.clear()
        self._memory[word] = tuple(found)
        return self._memory[word]

    def _near(self, word: str) -> list[str]:
        most = 2 if len(word) >= _LONG_WORD else 1
        near = process.extract(word, self.lexicon, scorer=OSA.distance, score_cutoff=most, limit=12)
        near.sort(key=lambda row: (row[1], row[0][:1] != word[:1], -self.seen.get(row[0], 0)))
        return [row[0] for row in near[:3]]

    def _split(self, word: str) -> list[str]:
        """Return the word cut into known neighbours ("khaisinh" → "khai sinh"), fewest pieces first."""
        best: dict[int, list[str]] = {0: []}
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - 6), end):
                piece = even_word(word[start:end])
                before = best.get(start)
                if before is None or len(piece) < 2 or self.seen.get(piece, 0) < _SEEN_OFTEN:
                    continue
                if before and (before[-1], piece) not in self.pairs:
                    continue
                if end not in best or len(before) + 1 < len(best[end]):
                    best[end] = [*before, piece]
        pieces = best.get(len(word), [])
        return [" ".join(pieces)] if len(pieces) > 1 else []

    def mend(self, words: Sequence[Word], open_end: bool = False) -> list[tuple[Word, ...]]:
        """Return the words with unknown ones mended, in up to three ways; none when nothing was mended.

        `open_end` leaves the last word alone: it is still being typed.
        """
        last = len(words) - 1
        unknown = [n for n, word in enumerate(words) if not self.knows(word.folded) and not (open_end and n == last)]
        choices = {n: self.candidates(words[n].folded) for n in unknown[:MOST_MENDED]}
        choices = {n: found for n, found in choices.items() if found}
        if not choices:
            return []
        ways: list[tuple[Word, ...]] = []
        for rank in range(3):
            if rank and all(rank >= len(found) for found in choices.values()):
                break
            ways.append(tuple(self._replaced(words, {n: f[min(rank, len(f) - 1)] for n, f in choices.items()})))
        return ways

    def mend_by_neighbours(self, words: Sequence[Word]) -> list[tuple[Word, ...]]:
        """Return the words with one known word changed so that it fits its neighbours better."""
        ways: list[tuple[Word, ...]] = []
        for place, word in enumerate(words[:12]):
            known = word.accent or word.folded in self.said or self._fits(words, place, word.folded)
            if len(word.folded) < _SHORTEST_MENDED or known:
                continue
            near = process.extract(word.folded, self.lexicon, scorer=OSA.distance, score_cutoff=1, limit=25)
            fitting = [
                row[0]
                for row in near
                if row[1] and self.seen.get(row[0], 0) >= _SEEN_OFTEN and self._fits(words, place, row[0])
            ]
            fitting.sort(key=lambda found: -self.seen.get(found, 0))
            ways += [tuple(self._replaced(words, {place: found})) for found in fitting[:2]]
        return ways[:6]

    def _fits(self, words: Sequence[Word], place: int, folded: str) -> bool:
        before = words[place - 1].folded if place else ""
        after = words[place + 1].folded if place + 1 < len(words) else ""
        pairs = ((before, folded), (folded, after))
        return any(pair in self.pairs or pair in self.spoken_pairs for pair in pairs)

    @staticmethod
    def _replaced(words: Sequence[Word], changes: Mapping[int, str]) -> Iterable[Word]:
        for place, word in enumerate(words):
            if place not in changes:
                yield word
                continue
            for part in changes[place].split():
                yield replace(word, folded=part, accent="", mended=True)
