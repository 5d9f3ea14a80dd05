"""The search index: built from plain documents, asked with plain text, alike on every database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from motcua.catalog.search.documents import SearchDocument
from motcua.catalog.search.explain import TELLING, as_written, matches_of, spans_in
from motcua.catalog.search.facets import Facets, Mask
from motcua.catalog.search.fold import fold
from motcua.catalog.search.postings import Posting, Postings, build_postings
from motcua.catalog.search.rank import MarkTable, Ranker, Scores, priors
from motcua.catalog.search.readings import Interpreter, Reading, Word, split_query
from motcua.catalog.search.results import Hit, Match, SearchRequest, SearchResult, Suggestions
from motcua.catalog.search.typos import Mender
from motcua.catalog.search.vocabulary import GuidanceRow, Vocabulary

_CODE = re.compile(r"(?<!\d)\d\.\d{6}(?!\d)")
_CODE_BEGUN = re.compile(r"^\d\.\d{1,6}$")
_FORMAL_OPENING = ("thu", "tuc")
_CANDIDATES = 60
_FLOOR = 0.33
_SHARE_OF_BEST = 0.6
_GOOD_ENOUGH = 0.72
_SURE = 0.95
_WITHOUT_OPENING = 0.6
_EXACT_NAME, _WHOLE_PHRASE, _OPENING = 0.3, 0.22, 0.04


@dataclass(frozen=True, slots=True)
class _Answer:
    """The best reading of the query for each procedure."""

    scores: Scores
    chosen: NDArray[np.int32]
    readings: tuple[tuple[Reading, tuple[Word, ...]], ...]
    prefix: str = ""


class SearchIndex:
    """Finds procedures by what people type. Immutable once built, so any number of threads may ask it."""

    def __init__(self, documents: Iterable[SearchDocument], vocabulary: Vocabulary) -> None:
        self.documents: tuple[SearchDocument, ...] = tuple(documents)
        self.vocabulary = vocabulary
        self._reader = Interpreter(vocabulary)
        self._postings: Postings = build_postings(self.documents, self._reader.abbreviations())
        self._mender = Mender(self._postings.in_names, self._postings.pairs, self._reader.said, self._reader.said_pairs)
        self._facets = Facets.of(self.documents)
        self._places = {document.code: place for place, document in enumerate(self.documents)}
        subjects = [frozenset(map(fold, document.subjects)) for document in self.documents]
        self._priors = priors(self.documents, subjects)
        self._ranker = Ranker(
            self._postings,
            sorted(word for word, count in self._postings.in_names.items() if count),
            MarkTable.of(self._postings.names, vocabulary.marks),
            self._fields(),
            self._places,
        )
        self._texts = [f" {' '.join(self._bare(words))} " for words in self._postings.names]
        self._by_prior = np.lexsort((np.array([len(text) for text in self._texts]), -self._priors))

    def __len__(self) -> int:
        return len(self.documents)

    def _fields(self) -> dict[str, NDArray[np.int32]]:
        table = self._facets.tables["field"]
        return {
            f" {fold(value)} ": table.document_ids[table.value_ids == number]
            for number, value in enumerate(table.values)
        }

    @staticmethod
    def _bare(words: Sequence[str]) -> Sequence[str]:
        return words[2:] if tuple(words[:2]) == _FORMAL_OPENING else words

    def document(self, code: str) -> SearchDocument | None:
        """Return the document with this code, or None."""
        place = self._places.get(code)
        return None if place is None else self.documents[place]

    def search(self, request: SearchRequest) -> SearchResult:
        """Answer a request; an empty text browses everything, the common procedures first. Never raises."""
        words = split_query(request.text)
        masks = self._facets.masks(request.filters)
        codes = self._codes(request.text)
        if any(code in self._places for code in codes) or (codes and len(words) <= 2 * len(codes)):
            return self._by_code(request, codes, masks)
        if not words:
            return SearchResult(request.text) if request.text.strip() else self._browse(request, masks)
        answer = self._ask(words)
        guidance = self._reader.guidance(words)
        found = self._found(answer.scores)
        order = self._ordered(answer, found, masks)
        page = order[request.offset : request.offset + request.limit]
        return SearchResult(
            text=request.text,
            hits=tuple(self._hit(place, score, answer) for place, score in page),
            total=int((found & self._narrow(masks)).sum()),
            facets=self._facets.count(found, masks, request.filters),
            guidance=guidance,
            did_you_mean=self._better_spelling(page, answer),
            related=self._only_related(guidance, page),
        )

    def suggest(self, text: str, limit: int = 8) -> Suggestions:
        """Return what to offer for a text that is still being typed: its last word may be unfinished."""
        words = split_query(text)
        if not words:
            return Suggestions()
        if _CODE_BEGUN.match(text.strip()):
            return self._codes_begun(text.strip(), limit)
        open_end = not text[-1:].isspace()
        answer = self._ask(words, open_end)
        order = self._ordered(answer, self._found(answer.scores), {})[:limit]
        hits = tuple(self._hit(place, score, answer) for place, score in order)
        return Suggestions(hits, self._completions(words, limit), self._reader.guidance(words))

    def _codes_begun(self, begun: str, limit: int) -> Suggestions:
        codes = sorted(code for code in self._places if code.startswith(begun))[:limit]
        found = (self.documents[self._places[code]] for code in codes)
        return Suggestions(tuple(Hit(d, 1.0, (Match(begun, d.code, "ma_so"),)) for d in found))

    # --- understanding -------------------------------------------------------------------------------

    @staticmethod
    def _codes(text: str) -> list[str]:
        return _CODE.findall(text[:300])

    def _whole_phrase_known(self, words: Sequence[Word]) -> bool:
        pairs = self._postings.pairs
        text = f" {' '.join(word.folded for word in words)} "
        if len(words) < 2 or any((a.folded, b.folded) not in pairs for a, b in pairwise(words)):
            return False
        rarest = min(((a.folded, b.folded) for a, b in pairwise(words)), key=lambda p: len(pairs[p]))
        return any(text in f" {' '.join(self._postings.names[place])} " for place in pairs[rarest])

    def _ask(self, words: tuple[Word, ...], open_end: bool = False) -> _Answer:
        sets = [words, *self._mender.mend(words, open_end)]
        answer = self._best_of(sets, open_end)
        if len(sets) == 1 and len(words) > 1 and float(answer.scores.max(initial=0.0)) < _GOOD_ENOUGH:
            others = self._mender.mend_by_neighbours(words[: -1 if open_end else None])
            tail = words[-1:] if open_end else ()
            if others:
                answer = self._best_of([words, *((*other, *tail) for other in others)], open_end)
        return answer

    def _best_of(self, sets: Sequence[tuple[Word, ...]], open_end: bool) -> _Answer:
        size = len(self.documents)
        scores = np.zeros(size, dtype=np.float32)
        chosen = np.zeros(size, dtype=np.int32)
        readings: list[tuple[Reading, tuple[Word, ...]]] = []
        prefix = self._ranker.prefixed(sets[0][-1].folded) if open_end else None
        for words in sets:
            asked = f" {' '.join(word.folded for word in words)} "
            keep = len(words) > 2 and self._whole_phrase_known(words)
            for reading in self._reader.readings(words, keep):
                own = self._own_prefix(reading, words, prefix)
                score = self._ranker.score(reading, own)
                meant = f"{asked} {' '.join(reading.text)} "
                score -= np.where(score > 0, self._ranker.marks.costs(meant), 0)
                better = score > scores
                scores[better], chosen[better] = score[better], len(readings)
                readings.append((reading, words))
        scores[scores > 0] += self._priors[scores > 0]
        return _Answer(scores, chosen, tuple(readings), sets[0][-1].folded if open_end else "")

    @staticmethod
    def _own_prefix(reading: Reading, words: Sequence[Word], prefix: Posting | None) -> Posting | None:
        last = reading.words[-1]
        return prefix if prefix is not None and last.row is None and last.folded == words[-1].folded else None

    # --- ordering ------------------------------------------------------------------------------------

    @staticmethod
    def _found(scores: Scores) -> Mask:
        best = float(scores.max(initial=0.0))
        found: Mask = scores >= max(_FLOOR, _SHARE_OF_BEST * best)
        return found

    def _narrow(self, masks: dict[str, Mask]) -> Mask:
        narrowed = np.ones(len(self.documents), dtype=bool)
        for mask in masks.values():
            narrowed &= mask
        return narrowed

    def _ordered(self, answer: _Answer, found: Mask, masks: dict[str, Mask]) -> list[tuple[int, float]]:
        """Return the found procedures best first; the top is looked at word by word."""
        places = np.flatnonzero(found & self._narrow(masks))
        ranked = places[np.argsort(-answer.scores[places], kind="stable")]
        top = [(int(place), self._closer(int(place), answer)) for place in ranked[:_CANDIDATES]]
        top.sort(key=lambda row: (-row[1], len(self._texts[row[0]]), self.documents[row[0]].code))
        return top + [(int(place), float(answer.scores[place])) for place in ranked[_CANDIDATES:]]

    def _closer(self, place: int, answer: _Answer) -> float:
        """Return a procedure's score with what only a look at the whole name shows."""
        reading, words = answer.readings[int(answer.chosen[place])]
        score = float(answer.scores[place])
        name = self._texts[place]
        whole = [word.folded for word in words]
        typed = " ".join(self._bare(whole))
        text = " ".join(self._bare(reading.text))
        if name.strip() in (typed, text):
            return score + _EXACT_NAME
        if len(words) > 1 and f" {typed} " in name:
            formal = f" {' '.join(whole)} " in f" {' '.join(self._postings.names[place])} "
            bonus = _WHOLE_PHRASE if formal else _WHOLE_PHRASE * _WITHOUT_OPENING
            return score + bonus + (_OPENING if name.startswith(f" {typed} ") else 0.0)
        return score + (_OPENING if name.startswith(f" {text} ") else 0.0)

    @staticmethod
    def _only_related(guidance: Sequence[GuidanceRow], page: Sequence[tuple[int, float]]) -> bool:
        """Say whether the hits only touch on what was asked: guidance speaks and no hit is a sure one."""
        sure = bool(page) and page[0][1] >= _SURE
        return any(row.alone for row in guidance) or (bool(guidance) and not sure)

    # --- answering -----------------------------------------------------------------------------------

    def _hit(self, place: int, score: float, answer: _Answer) -> Hit:
        reading, words = answer.readings[int(answer.chosen[place])]
        document = self.documents[place]
        held = {
            sought.folded
            for sought in reading.words
            if (posting := self._postings.words.get(sought.folded)) is not None and self._in(posting, place)
        }
        telling = [sought for sought in reading.words if sought.weight >= TELLING] or reading.words
        matches = matches_of(reading, words, held, document.name)
        if answer.prefix and answer.prefix not in held:
            matches = (*matches, Match(words[-1].typed, words[-1].typed, "go_dau"))
        return Hit(document, round(score, 4), matches, spans_in(document.name, telling, answer.prefix))

    @staticmethod
    def _in(posting: Posting, place: int) -> bool:
        at = int(np.searchsorted(posting.ids, place))
        return at < len(posting.ids) and int(posting.ids[at]) == place

    def _better_spelling(self, page: Sequence[tuple[int, float]], answer: _Answer) -> str:
        if not page:
            return ""
        _, words = answer.readings[int(answer.chosen[page[0][0]])]
        if not any(word.mended for word in words):
            return ""
        name = self.documents[page[0][0]].name
        return " ".join(as_written(name, word.folded) if word.mended else word.typed for word in words)

    def _completions(self, words: Sequence[Word], limit: int) -> tuple[str, ...]:
        typed = " ".join(word.folded for word in words)
        found = (
            phrase.text
            for row in self.vocabulary.synonyms
            for phrase in row.say
            if row.kind != "viet_tat" and " ".join(phrase.words).startswith(typed)
        )
        return tuple(sorted(dict.fromkeys(found), key=len)[:limit])

    def _by_code(self, request: SearchRequest, codes: Sequence[str], masks: dict[str, Mask]) -> SearchResult:
        found = np.zeros(len(self.documents), dtype=bool)
        known = [self._places[code] for code in dict.fromkeys(codes) if code in self._places]
        found[known] = True
        narrowed = self._narrow(masks)
        hits = [
            Hit(self.documents[place], 1.0, (Match(self.documents[place].code, self.documents[place].code, "ma_so"),))
            for place in known
            if narrowed[place]
        ]
        page = tuple(hits[request.offset : request.offset + request.limit])
        facets = self._facets.count(found, masks, request.filters)
        return SearchResult(request.text, page, len(hits), facets)

    def _browse(self, request: SearchRequest, masks: dict[str, Mask]) -> SearchResult:
        narrowed = self._narrow(masks)
        places = self._by_prior[narrowed[self._by_prior]]
        page = places[request.offset : request.offset + request.limit]
        hits = tuple(Hit(self.documents[int(place)], float(self._priors[place])) for place in page)
        everything = np.ones(len(self.documents), dtype=bool)
        facets = self._facets.count(everything, masks, request.filters)
        return SearchResult(request.text, hits, int(narrowed.sum()), facets)
