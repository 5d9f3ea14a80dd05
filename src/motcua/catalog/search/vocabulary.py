"""The words people use and what the law calls them: value objects of the editable vocabulary.

The shipped rows are TOML files in `motcua.catalog.vocabulary`; a province lays its own rows over them with
`Vocabulary.with_rows`. The engine reads only these values.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Any

from motcua.catalog.search.fold import accent_key, fold_words

KINDS = ("viet_tat", "dong_nghia", "doi_thuong")


class VocabularyError(ValueError):
    """A row of the vocabulary cannot be used; the message names the file, the row and the fault."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of a row: as written, folded, and with the accent key of each word."""

    text: str
    words: tuple[str, ...]
    accents: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Phrase:
        """Build a phrase from text with or without marks."""
        words = tuple(fold_words(text))
        keys = tuple(accent_key(part) for part in text.split())
        return cls(text, words, keys if len(keys) == len(words) else ("",) * len(words))


@dataclass(frozen=True, slots=True)
class SynonymRow:
    """People say one of `say`; procedures are named with one of `means`.

    `only_with`: at least one of these must stand elsewhere in the query. `unless`: none of these may.
    `fields`: words of the fields the row speaks of, which lift their procedures. `codes`: procedures a
    province points to by hand. `instead`: the words as typed mean nothing else, so they are not sought.
    `takes`: the phrase of `only_with` is part of what is meant ("mất … sổ đỏ"), so it is not sought either.
    """

    key: str
    kind: str
    say: tuple[Phrase, ...]
    means: tuple[str, ...]
    only_with: tuple[Phrase, ...] = ()
    unless: tuple[Phrase, ...] = ()
    fields: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    instead: bool = False
    takes: bool = False


@dataclass(frozen=True, slots=True)
class GuidanceRow:
    """Something people ask for that is no procedure of the province: what to do and where to go instead.

    `related` are searches whose procedures may still help; `alone` tells that nothing else should be shown.
    """

    key: str
    say: tuple[Phrase, ...]
    title: str
    text: str
    where: str
    link: str = ""
    related: tuple[str, ...] = ()
    unless: tuple[Phrase, ...] = ()
    alone: bool = False


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """An event of life and the rules that gather its procedures: words of field or name, less exceptions."""

    key: str
    title: str
    summary: str
    icon: str
    fields: tuple[str, ...]
    names: tuple[str, ...]
    unless: tuple[str, ...]
    tiers: tuple[str, ...]
    search: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A word in a name that tells of a special case; it costs `cost` unless the query holds one of `asked`."""

    words: tuple[str, ...]
    cost: float
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything the engine knows of words, besides the procedures themselves."""

    synonyms: tuple[SynonymRow, ...] = ()
    guidance: tuple[GuidanceRow, ...] = ()
    life_events: tuple[LifeEvent, ...] = ()
    weak: frozenset[str] = frozenset()
    marks: tuple[Mark, ...] = ()

    def with_rows(
        self,
        synonyms: Iterable[SynonymRow] = (),
        guidance: Iterable[GuidanceRow] = (),
        without: Iterable[str] = (),
    ) -> Vocabulary:
        """Return this vocabulary with a province's own rows laid over it.

        A row with the key of a shipped row takes its place; keys in `without` are dropped.
        """
        dropped = set(without)
        rows = {row.key: row for row in self.synonyms if row.key not in dropped}
        rows.update((row.key, row) for row in synonyms)
        advice = {row.key: row for row in self.guidance if row.key not in dropped}
        advice.update((row.key, row) for row in guidance)
        return replace(self, synonyms=tuple(rows.values()), guidance=tuple(advice.values()))


def phrases(texts: Iterable[str]) -> tuple[Phrase, ...]:
    """Return the phrases of `texts`, those without any word left out."""
    return tuple(phrase for phrase in map(Phrase.of, texts) if phrase.words)


def synonym_from(values: Mapping[str, Any], key: str) -> SynonymRow:
    """Build a synonym row from plain values (a TOML table or a database row).

    Raises VocabularyError when it says nothing, means nothing or has an unknown kind.
    """
    row = SynonymRow(
        key=key,
        kind=str(values.get("kind", "dong_nghia")),
        say=phrases(values.get("say", ())),
        means=tuple(values.get("means", ())),
        only_with=phrases(values.get("only_with", ())),
        unless=phrases(values.get("unless", ())),
        fields=tuple(" ".join(fold_words(name)) for name in values.get("fields", ())),
        codes=tuple(values.get("codes", ())),
        instead=bool(values.get("instead", False)),
        takes=bool(values.get("takes", False)),
    )
    if not row.say or not (row.means or row.codes) or row.kind not in KINDS:
        raise VocabularyError(f"{key}: cần `say`, cần `means` hoặc `codes`, `kind` là một trong {KINDS}")
    return row


def guidance_from(values: Mapping[str, Any], key: str) -> GuidanceRow:
    """Build a guidance row from plain values; raises VocabularyError when it does not guide anywhere."""
    row = GuidanceRow(
        key=key,
        say=phrases(values.get("say", ())),
        title=str(values.get("title", "")),
        text=str(values.get("text", "")),
        where=str(values.get("where", "")),
        link=str(values.get("link", "")),
        related=tuple(values.get("related", ())),
        unless=phrases(values.get("unless", ())),
        alone=bool(values.get("alone", False)),
    )
    if not row.say or not row.title or not row.text or not row.where:
        raise VocabularyError(f"{key}: cần `say`, `title`, `text` và `where`")
    return row


def rows_from_objects(content: Mapping[str, Any], stem: str) -> list[SynonymRow]:
    """Return a row for each thing and each deed done to it ("mất" + "sổ đỏ", "đổi" + "bằng lái").

    `[deeds]` names the words of a deed; each `[[thing]]` gives, by the deed's name, what the law calls it.
    """
    deeds: Mapping[str, list[str]] = content.get("deeds", {})
    rows = []
    for number, thing in enumerate(content.get("thing", ()), 1):
        for deed, words in deeds.items():
            if deed not in thing:
                continue
            values = {
                "kind": "doi_thuong",
                "say": words,
                "means": thing[deed],
                "only_with": thing["say"],
                "unless": thing.get("unless", ()),
                "fields": thing.get("fields", ()),
                "takes": True,
            }
            rows.append(synonym_from(values, f"{stem}-{number}-{deed}"))
    return rows


def _life_event(values: Mapping[str, Any]) -> LifeEvent:
    def folded(name: str) -> tuple[str, ...]:
        return tuple(" ".join(fold_words(text)) for text in values.get(name, ()))

    return LifeEvent(
        key=str(values["key"]),
        title=str(values["title"]),
        summary=str(values["summary"]),
        icon=str(values.get("icon", "")),
        fields=folded("fields"),
        names=folded("names"),
        unless=folded("unless"),
        tiers=tuple(values.get("tiers", ())),
        search=str(values.get("search", values["title"])),
    )


def _mark(values: Mapping[str, Any]) -> Mark:
    words = tuple(fold_words(str(values["words"])))
    asked = tuple(" ".join(fold_words(text)) for text in values.get("asked", ()))
    return Mark(words, float(values["cost"]), (" ".join(words), *asked))


@lru_cache(maxsize=1)
def shipped_vocabulary() -> Vocabulary:
    """Read the vocabulary that ships with the product; raises VocabularyError on a faulty row."""
    synonyms: list[SynonymRow] = []
    guidance: list[GuidanceRow] = []
    events: list[LifeEvent] = []
    marks: list[Mark] = []
    weak: set[str] = set()
    for file in sorted(resources.files("motcua.catalog.vocabulary").iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".toml"):
            continue
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        stem = file.name.removesuffix(".toml")
        rows = enumerate(content.get("synonym", ()), 1)
        synonyms += [synonym_from(row, f"{stem}-{number}") for number, row in rows]
        synonyms += rows_from_objects(content, stem)
        guidance += [guidance_from(row, str(row.get("key", ""))) for row in content.get("guidance", ())]
        events += [_life_event(row) for row in content.get("life_event", ())]
        marks += [_mark(row) for row in content.get("mark", ())]
        weak.update(str(word) for word in content.get("weak", ()))
    return Vocabulary(tuple(synonyms), tuple(guidance), tuple(events), frozenset(weak), tuple(marks))
