"""What a query may mean: the words as typed, and the same with everyday words put into the law's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from motcua.catalog.search.fold import LONGEST_QUERY, accent_key, fold_words, tokens
from motcua.catalog.search.vocabulary import GuidanceRow, Phrase, SynonymRow, Vocabulary

MOST_WORDS = 40
MOST_READINGS = 24
_MOST_SKIPPED = 2
_NONE_WEAK: frozenset[str] = frozenset()
_WEAK_WEIGHT = 0.15
_LEFT_OVER_WEIGHT = 0.45
_FACTORS = {"viet_tat": 0.99, "dong_nghia": 0.97, "doi_thuong": 0.95}


UNMARKED = "="
"""Accent of a word typed without marks in a query that is otherwise marked: it means itself."""

_MARKED_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a query: as typed, folded, its accent key, and whether it was mended from a slip.

    The accent is "" where marks are unknown and `UNMARKED` where the word surely has none.
    """

    typed: str
    folded: str
    accent: str = ""
    mended: bool = False


@dataclass(frozen=True, slots=True)
class Sought:
    """A word to look for: folded, how much it counts, its accent key, the row that brought it (if any)."""

    folded: str
    weight: float
    accent: str = ""
    row: SynonymRow | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a query. `factor` is how much it is trusted (0 to 1)."""

    words: tuple[Sought, ...]
    factor: float
    rows: tuple[SynonymRow, ...] = ()
    mended: bool = False
    literal: bool = False

    @property
    def text(self) -> tuple[str, ...]:
        """The folded words in order."""
        return tuple(word.folded for word in self.words)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the query (`start` to `end`) that one phrase of the vocabulary explains.

    `taken` are further words that belong to it though they stand apart.
    """

    start: int
    end: int
    row: SynonymRow
    phrase: Phrase
    taken: frozenset[int] = frozenset()

    @property
    def size(self) -> int:
        """How many words it explains."""
        return len(self.phrase.words) + len(self.taken)

    @property
    def places(self) -> frozenset[int]:
        """The places of all words it explains."""
        return frozenset(range(self.start, self.end)) | self.taken


def split_query(text: str) -> tuple[Word, ...]:
    """Return the words of a query; only its first characters and words are read."""
    shown = text[:LONGEST_QUERY]
    words = []
    for token in tokens(shown):
        typed = shown[token.start : token.end]
        words.append(Word(typed, token.word, accent_key(typed)))
        if len(words) == MOST_WORDS:
            break
    if sum(1 for word in words if word.accent) < max(1.0, _MARKED_SHARE * len(words)):
        return tuple(words)
    return tuple(word if word.accent else replace(word, accent=UNMARKED) for word in words)


def holds(words: Sequence[Word], phrase: Phrase) -> bool:
    """Say whether the words hold the phrase somewhere, marks permitting."""
    first = phrase.words[0]
    return any(
        word.folded == first and _end_of(words, start, phrase, _NONE_WEAK) > 0 for start, word in enumerate(words)
    )


def _agrees(word: Word, folded: str, accent: str) -> bool:
    if word.folded != folded:
        return False
    if word.accent == UNMARKED:
        return not accent
    return not word.accent or not accent or word.accent == accent


def _end_of(words: Sequence[Word], start: int, phrase: Phrase, weak: frozenset[str]) -> int:
    """Return where the phrase ends when it begins at `start` (weak words may stand between), else 0."""
    place, skipped = start, 0
    for number, (folded, accent) in enumerate(zip(phrase.words, phrase.accents, strict=True)):
        while number and place < len(words) and not _agrees(words[place], folded, accent):
            if skipped == _MOST_SKIPPED or words[place].folded not in weak:
                return 0
            place, skipped = place + 1, skipped + 1
        if place >= len(words) or not _agrees(words[place], folded, accent):
            return 0
        place += 1
    return place


@dataclass(slots=True)
class Interpreter:
    """Finds the readings of a query in a vocabulary."""

    vocabulary: Vocabulary
    weak: frozenset[str] = field(init=False)
    weak_accents: frozenset[str] = field(init=False)
    by_first: dict[str, list[tuple[Phrase, SynonymRow]]] = field(init=False)
    guided: dict[str, list[tuple[Phrase, GuidanceRow]]] = field(init=False)
    said: frozenset[str] = field(init=False)
    said_pairs: frozenset[tuple[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        self.weak = frozenset(word for text in self.vocabulary.weak for word in fold_words(text))
        parts = (part for text in self.vocabulary.weak for part in text.split())
        self.weak_accents = frozenset(filter(None, map(accent_key, parts)))
        self.by_first = {}
        for row in self.vocabulary.synonyms:
            for phrase in row.say:
                self.by_first.setdefault(phrase.words[0], []).append((phrase, row))
        self.guided = {}
        for advice in self.vocabulary.guidance:
            for phrase in advice.say:
                self.guided.setdefault(phrase.words[0], []).append((phrase, advice))
        guided = (phrase for row in self.vocabulary.guidance for phrase in row.say)
        rows = (phrase for row in self.vocabulary.synonyms for phrase in (*row.say, *row.only_with))
        spoken = {phrase.words for phrase in (*rows, *guided)}
        self.said = frozenset(word for said in spoken for word in said)
        self.said_pairs = frozenset(pair for said in spoken for pair in pairwise(said))

    def is_weak(self, word: Word) -> bool:
        """Say whether a word as typed tells next to nothing ("cho" does; "chó" tells a lot)."""
        if word.accent and word.accent != UNMARKED:
            return word.accent in self.weak_accents
        return word.folded in self.weak

    def abbreviations(self) -> dict[str, tuple[str, ...]]:
        """Return one-word abbreviations with exactly one meaning, for names that hold them."""
        found: dict[str, set[tuple[str, ...]]] = {}
        for row in self.vocabulary.synonyms:
            if row.kind != "viet_tat" or row.only_with or row.unless:
                continue
            for phrase in row.say:
                if len(phrase.words) == 1:
                    found.setdefault(phrase.words[0], set()).update(tuple(fold_words(m)) for m in row.means)
        return {word: next(iter(means)) for word, means in found.items() if len(means) == 1}

    def guidance(self, words: Sequence[Word]) -> tuple[GuidanceRow, ...]:
        """Return the guidance rows that the words call for, in the order of the vocabulary."""
        called = {
            row.key
            for start, word in enumerate(words)
            for phrase, row in self.guided.get(word.folded, ())
            if _end_of(words, start, phrase, self.weak) and not any(holds(words, p) for p in row.unless)
        }
        return tuple(row for row in self.vocabulary.guidance if row.key in called)

    def spans(self, words: Sequence[Word]) -> list[list[Span]]:
        """Return the explained stretches, longest first and not overlapping, each with all its rows."""
        found: list[Span] = []
        for start, word in enumerate(words):
            for phrase, row in self.by_first.get(word.folded, ()):
                end = _end_of(words, start, phrase, self.weak)
                taken = self._company(words, row, start, end) if end else None
                if taken is not None:
                    found.append(Span(start, end, row, phrase, taken))
        found.sort(key=lambda span: (-span.size, len(span.taken), span.start, span.end))
        chosen: list[list[Span]] = []
        for span in found:
            same = next((g for g in chosen if g[0].places == span.places), None)
            if same is not None:
                same.append(span)
            elif all(span.places.isdisjoint(g[0].places) for g in chosen):
                chosen.append([span])
        return sorted(chosen, key=lambda group: group[0].start)

    def _company(self, words: Sequence[Word], row: SynonymRow, start: int, end: int) -> frozenset[int] | None:
        """Return the places of the words a row takes along, or None when the row does not fit this query."""
        if any(holds(words, phrase) for phrase in row.unless):
            return None
        if not row.only_with:
            return frozenset()
        inside = set(range(start, end))
        fitting = [
            (place, stop)
            for phrase in row.only_with
            for place in range(len(words))
            if words[place].folded == phrase.words[0]
            and (stop := _end_of(words, place, phrase, _NONE_WEAK))
            and inside.isdisjoint(range(place, stop))
        ]
        if not fitting:
            return None
        place, stop = max(fitting, key=lambda found: found[1] - found[0])
        return frozenset(range(place, stop)) if row.takes else frozenset()

    def _literal(self, words: Iterable[Word], share: float = 1.0) -> list[Sought]:
        return [
            Sought(w.folded, share * (_WEAK_WEIGHT if self.is_weak(w) else 1.0), w.accent, None, w.typed) for w in words
        ]

    def readings(self, words: Sequence[Word], keep_literal: bool = False) -> list[Reading]:
        """Return the ways to read the words, the most trusted first; at least one for a query with words.

        `keep_literal` keeps the words as typed even where a row says they mean something else.
        """
        if not words:
            return []
        groups = self.spans(words)
        mended = any(word.mended for word in words)
        literal = Reading(tuple(self._literal(words)), 0.93 if mended else 1.0, (), mended, literal=True)
        partial: list[tuple[list[Sought], float, tuple[SynonymRow, ...]]] = [([], literal.factor, ())]
        taken = frozenset(place for group in groups for place in group[0].taken)
        place = 0
        for group in groups:
            before = self._between(words, place, group[0].start, taken)
            partial = [([*done, *before], factor, rows) for done, factor, rows in partial]
            partial = self._extend(partial, words, group)[:MOST_READINGS]
            place = max(place, group[0].end)
        rest = self._between(words, place, len(words), taken)
        found = [Reading((*done, *rest), factor, rows, mended) for done, factor, rows in partial if rows]
        replaced = any(span.row.instead for group in groups for span in group)
        return found if replaced and not keep_literal else [literal, *found]

    def _weight(self, folded: str, accent: str) -> float:
        return _WEAK_WEIGHT if self.is_weak(Word(folded, folded, accent or UNMARKED)) else 1.0

    def _between(self, words: Sequence[Word], start: int, end: int, taken: frozenset[int]) -> list[Sought]:
        """Return the words that no row explains, counted for less; those taken along are left out."""
        return self._literal([words[place] for place in range(start, end) if place not in taken], _LEFT_OVER_WEIGHT)

    def _extend(
        self,
        partial: list[tuple[list[Sought], float, tuple[SynonymRow, ...]]],
        words: Sequence[Word],
        group: list[Span],
    ) -> list[tuple[list[Sought], float, tuple[SynonymRow, ...]]]:
        """Continue every half-made reading with each meaning of a stretch, and with the words as typed."""
        options: list[tuple[list[Sought], float, tuple[SynonymRow, ...]]] = []
        stretch = words[group[0].start : group[0].end]
        said = " ".join(word.typed for word in stretch)
        for span in group:
            for meaning in span.row.means:
                meant = Phrase.of(meaning)
                sought = [
                    Sought(word, self._weight(word, accent), accent, span.row, said)
                    for word, accent in zip(meant.words, meant.accents, strict=True)
                ]
                options.append((sought, _FACTORS[span.row.kind], (span.row,)))
        pointing = tuple(span.row for span in group if span.row.codes and not span.row.means)
        if pointing or not any(span.row.instead for span in group):
            options.append((self._literal(stretch), 1.0, pointing))
        return [
            ([*done, *sought], factor * trust, (*rows, *used))
            for done, factor, rows in partial
            for sought, trust, used in options
        ]
