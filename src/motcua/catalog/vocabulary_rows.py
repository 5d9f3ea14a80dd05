"""The editable vocabulary as the engine reads it: shipped rows, the province's rows over them, one list of both."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import structlog

from motcua.catalog.models.vocabulary import Synonym, WordKind
from motcua.catalog.search.fold import fold
from motcua.catalog.search.vocabulary import (
    GuidanceRow,
    Phrase,
    SynonymRow,
    Vocabulary,
    VocabularyError,
    guidance_from,
    shipped_vocabulary,
    synonym_from,
)

logger = structlog.get_logger("motcua.catalog")
Row = SynonymRow | GuidanceRow
LISTS = ("say", "means", "only_with", "unless", "fields", "codes", "related")
TEXTS = ("title", "text", "where")
FLAGS = ("instead", "takes", "alone")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table of words: a shipped row, with what the province laid over it, or a row of its own.

    `key` is the line's address: the digest of a shipped row, the public id of an own one.
    """

    key: str
    kind: str
    content: Mapping[str, Any]
    shipped: bool
    own: Synonym | None

    @property
    def active(self) -> bool:
        """Whether the search uses the line: as the province wrote it, or as it was shipped."""
        if self.own is None:
            return True
        return not self.own.active if self.own.kind == WordKind.OFF else self.shipped or self.own.active

    @property
    def changed(self) -> bool:
        """Whether the province's wording of a shipped line is in use."""
        return self.shipped and self.own is not None and self.own.kind != WordKind.OFF and self.own.active

    @property
    def restorable(self) -> bool:
        """Whether a wording of the province lies unused behind a shipped line."""
        return self.shipped and self.own is not None and self.own.kind != WordKind.OFF and not self.own.active

    @property
    def said(self) -> str:
        """What people say, in one line."""
        return ", ".join(self.content.get("say", ()))

    @property
    def condition(self) -> str:
        """What must stand beside it, in one line."""
        return ", ".join(self.content.get("only_with", ()))

    @property
    def meant(self) -> str:
        """What it means: words of names, codes, or the title of the guidance."""
        return "; ".join([*self.content.get("means", ()), *self.content.get("codes", ())]) or self.content.get(
            "title", ""
        )

    @property
    def kind_words(self) -> str:
        """The kind in words."""
        return str(WordKind(self.kind).label)

    @property
    def folded(self) -> str:
        """Everything the line says, folded, for the search field above the table."""
        return fold(" ".join(str(value) for value in (*self.content.values(), self.own.note if self.own else "")))


def content_of(row: Row) -> dict[str, Any]:
    """A row of the engine as plain values, blank ones left out."""
    values: dict[str, Any] = {}
    for name in (*LISTS, *TEXTS, *FLAGS):
        value = getattr(row, name, None)
        if isinstance(value, tuple):
            value = [item.text if isinstance(item, Phrase) else item for item in value]
        if value:
            values[name] = value
    return values


def kind_of(row: Row) -> str:
    """The kind of a row of the engine, as the table names it."""
    return str(WordKind.GUIDANCE.value if isinstance(row, GuidanceRow) else row.kind)


def digest(row: Row) -> str:
    """A fixed name for what a shipped row says, whatever its place in its file."""
    text = json.dumps([kind_of(row), content_of(row)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@lru_cache(maxsize=1)
def shipped_rows() -> dict[str, Row]:
    """The shipped rows by digest."""
    words = shipped_vocabulary()
    rows: tuple[Row, ...] = (*words.synonyms, *words.guidance)
    return {digest(row): row for row in rows}


def row_from(kind: str, content: Mapping[str, Any], key: str) -> Row:
    """The engine's row for plain values; raises `VocabularyError` where it says, means or guides nothing."""
    if kind == WordKind.GUIDANCE:
        return guidance_from(content, key)
    return synonym_from({**content, "kind": kind}, key)


def laid_over(words: Vocabulary, rows: Iterable[Synonym]) -> Vocabulary:
    """The vocabulary with the province's rows; a row whose shipped row has gone stands on its own, a cut does nothing.

    A row that the engine can no longer read is left out and told in the server's log: the search must go on.
    """
    shipped = shipped_rows()
    without: list[str] = []
    laid: list[Row] = []
    for own in rows:
        try:
            laid += [] if own.kind == WordKind.OFF else [row_from(own.kind, own.content, own.key)]
        except VocabularyError as fault:
            logger.warning("words_unreadable", row=own.public_id, fault=str(fault))
            continue
        if own.replaces in shipped:
            without.append(shipped[own.replaces].key)
    return words.with_rows(
        [row for row in laid if isinstance(row, SynonymRow)],
        [row for row in laid if isinstance(row, GuidanceRow)],
        without,
    )


def entries(rows: Iterable[Synonym]) -> list[Entry]:
    """The whole table: the province's own lines, then shipped ones that it changed, then the others."""
    own = list(rows)
    shipped = shipped_rows()
    over = {row.replaces: row for row in own if row.replaces}
    mine = [Entry(row.public_id, row.kind, row.content, False, row) for row in own if row.replaces not in shipped]
    given = []
    for key, row in shipped.items():
        laid = over.get(key)
        if laid is None or laid.kind == WordKind.OFF or not laid.active:
            given.append(Entry(key, kind_of(row), content_of(row), True, laid))
        else:
            given.append(Entry(key, laid.kind, laid.content, True, laid))
    given.sort(key=lambda entry: entry.own is None)
    return mine + given


def entry_of(key: str, rows: Iterable[Synonym]) -> Entry | None:
    """The line with this address, or None."""
    return next((entry for entry in entries(rows) if entry.key == key), None)
