"""Finds what rules say of a record: the sentences on which they fasten, with what spares or doubts them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from motcua.proposals.engine_fields import Joined, Sentence
from motcua.proposals.engine_index import Index
from motcua.proposals.engine_phrases import Phrase, first_of
from motcua.proposals.engine_rules import Rule, Said
from motcua.proposals.engine_text import bare, regular
from motcua.proposals.engine_values import Quote

_NEAR = 40
_QUOTE = 320
_PER_RULE = 3  # quotes of one rule that are kept: more say nothing new
_KNOWN = 20_000  # sentences of which a reader remembers what stands in them
_CASE = re.compile(r"(?:(?:đối với|trong) )?trường hợp\s|đối với (?!với)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence on which a rule fastened, and what the rule then says (its answer, or its doubtful one)."""

    rule: Rule
    says: Said
    doubted: bool
    quote: Quote


@dataclass(frozen=True, slots=True)
class Found:
    """Where a rule (by its number) fastens on a sentence, whatever stands above the sentence."""

    rule: int
    match: re.Match[str]


@dataclass(frozen=True)
class Reader:
    """Rules ready to be asked. Sentences repeat from record to record: what was found in one is remembered."""

    rules: tuple[Rule, ...]
    found: Callable[[str, bool], tuple[Found, ...]] = field(repr=False, compare=False)

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> Reader:
        """Gather the phrases of the rules. Raises `PhraseFaultError` where a phrase cannot be read."""
        chosen = tuple(rules)
        return cls(chosen, lru_cache(maxsize=_KNOWN)(_Finder.of(chosen).found))

    def hits(self, piece: Joined) -> Iterator[Hit]:
        """What the rules find in a piece of a record, at most three sentences a rule, each sentence once."""
        by_rule: dict[int, list[tuple[int, re.Match[str]]]] = {}
        for number, words in enumerate(piece.sentences):
            for one in self.found(words, piece.accented):
                by_rule.setdefault(one.rule, []).append((number, one.match))
        for key in sorted(by_rule):
            yield from _asked(self.rules[key], piece, by_rule[key])


@dataclass(frozen=True, eq=False)
class _Finder:
    """The phrases of all rules behind one sieve, each with the number of its rule."""

    rules: tuple[Rule, ...]
    phrases: tuple[tuple[int, Phrase], ...]
    index: Index

    @classmethod
    def of(cls, rules: tuple[Rule, ...]) -> _Finder:
        finds = ((number, rule.matchers["find"]) for number, rule in enumerate(rules))
        phrases = tuple((number, phrase) for number, find in finds if find for phrase in find.phrases)
        return cls(rules, phrases, Index.of(phrase for _number, phrase in phrases))

    def found(self, sentence: str, accented: bool) -> tuple[Found, ...]:
        """What rules find in a sentence that neither its own words nor those around the find spare."""
        awake: dict[int, list[Phrase]] = {}
        for place in sorted(self.index.awake(sentence, accented)):
            number, phrase = self.phrases[place]
            awake.setdefault(number, []).append(phrase)
        found = []
        for number, phrases in awake.items():
            match = first_of(phrase.search_awake(sentence, accented) for phrase in phrases)
            if match is not None and not _spared(self.rules[number], match, sentence, accented):
                found.append(Found(number, match))
        return tuple(found)


def _spared(rule: Rule, match: re.Match[str], sentence: str, accented: bool) -> bool:
    if rule.along and not _stands(rule, "along", sentence, accented):
        return True
    if rule.unless and _stands(rule, "unless", sentence, accented):
        return True
    around = sentence[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    return bool(rule.near) and _stands(rule, "near", around, accented)


def _asked(rule: Rule, piece: Joined, found: Iterable[tuple[int, re.Match[str]]]) -> Iterator[Hit]:
    """The sentences that lie where the rule looks and that no heading spares, with what is said in doubt."""
    kept = {False: 0, True: 0}
    for number, match in found:
        sentence = piece.sentence(number)
        if rule.fields.isdisjoint(sentence.text.kinds) or _headed(rule, piece, sentence):
            continue
        start = sentence.start
        chain = piece.text[piece.chain(start) : start + len(sentence.words)]
        doubted = _stands(rule, "doubt", chain, piece.accented)
        if kept[doubted] < _PER_RULE:
            kept[doubted] += 1
            yield Hit(rule, rule.doubtful if doubted else rule.answer, doubted, _quote(rule, match, sentence))


def _headed(rule: Rule, piece: Joined, at: Sentence) -> bool:
    """Whether the heading above, or the case, spares a sentence."""
    if not rule.heading:
        return False
    case = regular(at.text.case)
    above = f"{piece.heading(at.start)}\n{case if piece.accented else bare(case)}"
    return _stands(rule, "heading", above, piece.accented)


def _stands(rule: Rule, name: str, text: str, accented: bool) -> bool:
    found = rule.matchers[name]
    return found is not None and found.stands_in(text, accented)


def _quote(rule: Rule, match: re.Match[str], at: Sentence) -> Quote:
    """The sentence as written, or the part around the find where it is long."""
    place, text = at.place, at.text
    start, end = 0, len(match.string)
    if end > _QUOTE:
        start = max(0, match.start() - _QUOTE // 3)
        end = min(end, max(match.end(), start + _QUOTE))
    quote = text.plain.written(place + start, place + end).strip()
    hit = text.plain.written(place + match.start(), place + match.end()).strip()
    return Quote(text.path, quote, text.case.strip() or _case_of(quote), rule.key, hit)


def _case_of(sentence: str) -> str:
    """The beginning of a sentence that speaks of one case only ("Trường hợp …")."""
    found = _CASE.match(sentence.lstrip(" -+*•.()0123456789abcdđ"))
    if found is None:
        return ""
    said = sentence.lstrip(" -+*•.()")
    cut = re.split(r"[,:]| thì ", said, maxsplit=1)[0]
    return cut.strip()[:160]
