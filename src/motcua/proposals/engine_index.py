"""Which of many phrases may stand in a text: a sieve by words, so that few of them are looked for with care."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from motcua.proposals.engine_phrases import Phrase

_WORD = re.compile(r"\w+")
_BLANKS = re.compile(" {2,}")
_Triggers = tuple[tuple[str, frozenset[int]], ...]


@dataclass(frozen=True, eq=False)
class Index:
    """Phrases by number. A trigger is looked for only in texts that have its longest word, by that word."""

    stems: tuple[dict[str, _Triggers], ...]  # without diacritics, with them

    @classmethod
    def of(cls, phrases: Iterable[Phrase]) -> Self:
        """The sieve of phrases, numbered from 0 in the order given."""
        given = tuple(phrases)
        return cls(tuple(_stems(given, accented) for accented in (False, True)))

    def awake(self, text: str, accented: bool) -> set[int]:
        """Numbers of the phrases of which a trigger stands in the text, words any number of blanks apart."""
        words = _BLANKS.sub(" ", text)
        found: set[int] = set()
        known = self.stems[accented]
        for stem in known.keys() & set(_WORD.findall(text)):
            for trigger, numbers in known[stem]:
                if trigger in words:
                    found |= numbers
        return found


def _stems(phrases: Sequence[Phrase], accented: bool) -> dict[str, _Triggers]:
    by_trigger: dict[str, set[int]] = {}
    for number, phrase in enumerate(phrases):
        for trigger in phrase.triggers_in(accented):
            by_trigger.setdefault(trigger, set()).add(number)
    by_stem: dict[str, list[tuple[str, frozenset[int]]]] = {}
    for trigger, numbers in by_trigger.items():
        stem = max(_WORD.findall(trigger), key=len)
        by_stem.setdefault(stem, []).append((trigger, frozenset(numbers)))
    return {stem: tuple(triggers) for stem, triggers in by_stem.items()}
