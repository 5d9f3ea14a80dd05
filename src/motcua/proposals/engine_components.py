"""What becomes of each paper online: replaced by data of a published database, sent, or still handed over on paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from motcua.catalog.paperkinds import component_kinds
from motcua.catalog.record import ProcedureRecord
from motcua.law.explained import Confidence
from motcua.proposals.engine_index import Index
from motcua.proposals.engine_phrases import Matcher, matcher
from motcua.proposals.engine_search import Hit
from motcua.proposals.engine_text import plain

_PAPER = ("C4", "C6b")


@dataclass(frozen=True, eq=False)
class Database:
    """A published database whose data replace papers: what its papers are called, and by what right."""

    key: str
    name: str
    owner: str
    find: tuple[str, ...]
    unless: tuple[str, ...] = ()
    instrument: str = ""
    article: str = ""
    confidence: Confidence = "D"

    @cached_property
    def finds(self) -> Matcher | None:
        """The papers' names."""
        return matcher(self.find)

    @cached_property
    def spares(self) -> Matcher | None:
        """What a name must not say."""
        return matcher(self.unless)

    def holds(self, name: str) -> bool:
        """Whether a paper of that name is one whose information the database has."""
        form = plain(name)
        if self.finds is None or not self.finds.found_in(form):
            return False
        return self.spares is None or not self.spares.found_in(form)


def read_databases(tables: Iterable[Mapping[str, Any]]) -> tuple[Database, ...]:
    """Databases of `[[database]]` tables. Raises `PhraseFaultError`, `TypeError` where a table is at fault."""
    found = []
    for table in tables:
        given = dict(table)
        lists = {name: tuple(given.pop(name, ())) for name in ("find", "unless")}
        values: dict[str, Any] = {**given, **lists}
        one = Database(**values)
        _both = one.finds, one.spares
        found.append(one)
    return tuple(found)


@lru_cache(maxsize=8_192)
def _holder(name: str, databases: tuple[Database, ...]) -> Database | None:
    """The first database that holds a paper of that name; names repeat from record to record."""
    owners, index = _names_of(databases)
    form = plain(name)
    for place in sorted({owners[number] for number in index.awake(form.text, form.accented)}):
        if databases[place].holds(name):
            return databases[place]
    return None


@lru_cache(maxsize=4)
def _names_of(databases: tuple[Database, ...]) -> tuple[tuple[int, ...], Index]:
    """The phrases of all databases behind one sieve, and to which database each belongs."""
    named = [(place, phrase) for place, one in enumerate(databases) if one.finds for phrase in one.finds.phrases]
    return tuple(place for place, _phrase in named), Index.of(phrase for _place, phrase in named)


def components_of(
    record: ProcedureRecord, hits: Sequence[Hit], databases: tuple[Database, ...]
) -> tuple[dict[int, str], dict[int, str]]:
    """Kind and database of each component by place from 1; see `Proposal`."""
    on_paper = {
        hit.quote.field.split("]")[0].removeprefix("components[")
        for hit in hits
        if hit.rule.criterion in _PAPER and hit.says == "no" and hit.quote.field.startswith("components[")
    }
    kinds: dict[int, str] = {}
    chosen: dict[int, str] = {}
    for place, (one, kind) in enumerate(zip(record.components, component_kinds(record.components), strict=True)):
        database = _holder(one.name, databases) if kind == "paper" else None
        if database is not None:
            kinds[place + 1], chosen[place + 1] = "replace_by_data", database.key
        elif str(place) in on_paper:
            kinds[place + 1] = "paper_only"
        elif kind != "paper":
            kinds[place + 1] = "note"
        else:
            kinds[place + 1] = "form" if one.form else "fits"
    return kinds, chosen
