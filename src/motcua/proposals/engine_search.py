"""Finds what rules say of a record: the sentences on which they fasten, with what spares or doubts them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from motcua.proposals.engine_fields import Joined, Sentence
from motcua.proposals.engine_rules import Rule, Said
from motcua.proposals.engine_text import bare, regular
from motcua.proposals.engine_values import Quote

_NEAR = 40
_QUOTE = 320
_PER_RULE = 3  # quotes of one rule that are kept: more say nothing new
_CASE = re.compile(r"(?:(?:đối với|trong) )?trường hợp\s|đối với (?!với)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence on which a rule fastened, and what the rule then says (its answer, or its doubtful one)."""

    rule: Rule
    says: Said
    doubted: bool
    quote: Quote


@dataclass(frozen=True)
class Reader:
    """Rules ready to be asked: which triggers wake which rule, with and without diacritics."""

    rules: tuple[Rule, ...]
    wakes: Mapping[bool, Mapping[str, tuple[Rule, ...]]] = field(repr=False, compare=False)

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> Reader:
        """Gather the triggers of the rules. Raises `PhraseFaultError` where a phrase cannot be read."""
        chosen = tuple(rules)
        wakes: dict[bool, dict[str, tuple[Rule, ...]]] = {True: {}, False: {}}
        for rule in chosen:
            find = rule.matchers["find"]
            for trigger in find.triggers if find else ():
                for accented, word in ((True, trigger), (False, bare(trigger))):
                    wakes[accented][word] = (*wakes[accented].get(word, ()), rule)
        return cls(chosen, wakes)

    def hits(self, piece: Joined) -> Iterator[Hit]:
        """What the rules find in a piece of a record, at most three sentences a rule, each sentence once."""
        awake: dict[str, set[int]] = {}
        for trigger, rules in self.wakes[piece.accented].items():
            if trigger in piece.text:
                numbers = piece.numbers_with(trigger)
                for rule in rules:
                    awake.setdefault(rule.key, set()).update(numbers)
        for rule in self.rules:
            if rule.key in awake:
                yield from _asked(rule, piece, sorted(awake[rule.key]))


def _asked(rule: Rule, piece: Joined, numbers: Iterable[int]) -> Iterator[Hit]:
    find = rule.matchers["find"]
    kept = {False: 0, True: 0}
    for number in numbers:
        sentence = piece.sentence(number)
        if find is None or rule.fields.isdisjoint(sentence.text.kinds):
            continue
        match = find.search(sentence.words, piece.accented)
        if match is None or _spared(rule, piece, match, sentence):
            continue
        start = sentence.start
        chain = piece.text[piece.chain(start) : start + len(sentence.words)]
        doubted = _stands(rule, "doubt", chain, piece.accented)
        if kept[doubted] < _PER_RULE:
            kept[doubted] += 1
            yield Hit(rule, rule.doubtful if doubted else rule.answer, doubted, _quote(rule, match, sentence))


def _spared(rule: Rule, piece: Joined, match: re.Match[str], at: Sentence) -> bool:
    sentence = at.words
    if rule.along and not _stands(rule, "along", sentence, piece.accented):
        return True
    if rule.unless and _stands(rule, "unless", sentence, piece.accented):
        return True
    around = sentence[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    if rule.near and _stands(rule, "near", around, piece.accented):
        return True
    if not rule.heading:
        return False
    case = regular(at.text.case)
    above = f"{piece.heading(at.start)}\n{case if piece.accented else bare(case)}"
    return _stands(rule, "heading", above, piece.accented)


def _stands(rule: Rule, name: str, text: str, accented: bool) -> bool:
    found = rule.matchers[name]
    return found is not None and found.search(text, accented) is not None


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
