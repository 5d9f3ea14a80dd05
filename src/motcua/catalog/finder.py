"""The search index of this process: built from the database, refreshed when the catalogue's revision moves on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from motcua.catalog.explain import time_words
from motcua.catalog.models import AgencyLine, Channel, Component, Procedure, ResultLine, SubjectLine, Synonym, TierLine
from motcua.catalog.models.parts import Part
from motcua.catalog.search.cache import IndexCache
from motcua.catalog.search.documents import SearchDocument, lowest_tier
from motcua.catalog.search.fold import fold
from motcua.catalog.search.life_events import life_events_of
from motcua.catalog.search.results import Hit, SearchRequest, SearchResult, Suggestions
from motcua.catalog.search.vocabulary import LifeEvent, Vocabulary, shipped_vocabulary
from motcua.catalog.selectors import revision
from motcua.catalog.vocabulary_rows import laid_over

if TYPE_CHECKING:
    from motcua.catalog.search.index import SearchIndex

_TIERS = {"commune": "xa", "province": "tinh", "ministry": "bo", "other": "khac", "district": "khac"}
_PAPERS = 40  # papers of one procedure that the index reads
_public, _internal = IndexCache(), IndexCache()


def vocabulary() -> Vocabulary:
    """The words the index knows: the shipped ones with the province's own rows laid over them; one statement."""
    return laid_over(shipped_vocabulary(), Synonym.objects.filter(active=True))


def documents(*, internal: bool, words: Vocabulary | None = None) -> list[SearchDocument]:
    """What the index is built from: every procedure in force, the internal ones only where asked."""
    procedures = Procedure.objects.filter(current__isnull=False)
    if not internal:
        procedures = procedures.filter(internal=False)
    rows = list(
        procedures.values_list(
            "current_id", "code", "current__name", "current__field__name", "current__keywords", "current__description"
        )
    )
    names = {
        model: _lines(model, column)
        for model, column in ((AgencyLine, "name"), (ResultLine, "name"), (SubjectLine, "name"), (TierLine, "tier"))
    }
    papers = _lines(Component, "name")
    events = (words or shipped_vocabulary()).life_events
    found = []
    for version, code, name, field, keywords, description in rows:
        levels = tuple(dict.fromkeys(_TIERS.get(tier, "khac") for tier in names[TierLine][version]))
        found.append(
            SearchDocument(
                code=code,
                name=name,
                field=field or "",
                agency="\n".join(names[AgencyLine][version]),
                keywords=keywords,
                description=description[:2000],
                levels=levels,
                subjects=tuple(names[SubjectLine][version]),
                units=tuple(dict.fromkeys(names[AgencyLine][version])),
                life_events=life_events_of(name, field or "", levels, events),
                results=tuple(names[ResultLine][version]),
                components=tuple(papers[version][:_PAPERS]),
                tier=lowest_tier(levels),
            )
        )
    return found


def _lines(model: type[Part], column: str) -> Mapping[int, list[str]]:
    """One column of the parts of all versions in force, by version, in order: one statement."""
    lines: dict[int, list[str]] = defaultdict(list)
    parts = model._default_manager.filter(procedure_version__current_of__isnull=False)
    for version, text in parts.order_by("procedure_version_id", "ordinal").values_list("procedure_version_id", column):
        lines[version].append(text)
    return lines


def index(*, internal: bool = False) -> SearchIndex:
    """The index for the catalogue's present revision; another thread's build is not waited for."""
    cache = _internal if internal else _public
    return cache.get(revision(), lambda: _built(internal))


def _built(internal: bool) -> SearchIndex:
    words = vocabulary()
    return _index_of(documents(internal=internal, words=words), words)


def index_with(words: Vocabulary) -> SearchIndex:
    """An index of the same procedures with other words, to try a change before it is saved."""
    return _index_of(index().documents, words)


def _index_of(found: Sequence[SearchDocument], words: Vocabulary) -> SearchIndex:
    from motcua.catalog.search.index import SearchIndex  # with the first search only: see the cache

    return SearchIndex(found, words)


def search_procedures(
    text: str,
    *,
    limit: int = 20,
    offset: int = 0,
    filters: Mapping[str, Iterable[str]] | None = None,
    internal: bool = False,
) -> SearchResult:
    """Find procedures as a citizen would ask; `filters` are facet values as the engine names them."""
    chosen = {name: frozenset(values) for name, values in (filters or {}).items()}
    return index(internal=internal).search(SearchRequest(text, chosen, limit, offset))


def suggest(text: str, limit: int = 8) -> Suggestions:
    """What to offer while a person types."""
    return index().suggest(text, limit)


@dataclass(frozen=True, slots=True)
class Line:
    """A procedure in the list from A to Z; `letter` is the first letter of its name without marks."""

    code: str
    name: str
    field: str
    levels: tuple[str, ...]
    letter: str


@lru_cache(maxsize=1)
def _alphabet(held: SearchIndex) -> tuple[Line, ...]:
    lines = []
    for document in held.documents:
        folded = fold(document.name)
        line = Line(document.code, document.name, document.field, document.levels, folded[:1].upper() or "#")
        lines.append((folded, document.code, line))
    return tuple(line for _folded, _code, line in sorted(lines, key=lambda row: row[:2]))


def listing() -> tuple[Line, ...]:
    """Every public procedure from A to Z, Vietnamese letters in their places."""
    return _alphabet(index())


@lru_cache(maxsize=1)
def _event_counts(held: SearchIndex) -> dict[str, int]:
    found = held.search(SearchRequest("", limit=1)).facets.get("life_event", ())
    return {value.value: value.count for value in found}


def life_events() -> list[tuple[LifeEvent, int]]:
    """Events of life with how many procedures belong to each, those without any left out."""
    held = index()
    counts = _event_counts(held)
    return [(event, counts[event.key]) for event in held.vocabulary.life_events if counts.get(event.key)]


def times_of(codes: Iterable[str]) -> dict[str, str]:
    """The time limits of procedures in force, in words, where all channels agree; one statement."""
    rows = Channel.objects.filter(procedure_version__current_of__code__in=list(codes))
    found: dict[str, set[str]] = defaultdict(set)
    for code, text in rows.order_by().values_list("procedure_version__current_of__code", "time_text"):
        found[code].add(time_words(text))
    return {code: next(iter(words)) for code, words in found.items() if len(words) == 1 and "" not in words}


def hit_dict(hit: Hit) -> dict[str, Any]:
    """One hit as plain values, with why it was found."""
    return {
        "code": hit.code,
        "name": hit.name,
        "field": hit.document.field or None,
        "levels": list(hit.document.levels),
        "score": round(hit.score, 4),
        "why": [{"said": match.said, "understood": match.understood, "how": match.how} for match in hit.matches],
    }


def result_dict(result: SearchResult) -> dict[str, Any]:
    """A whole answer as plain values."""
    return {
        "text": result.text,
        "total": result.total,
        "items": [hit_dict(hit) for hit in result.hits],
        "guidance": [{"title": row.title, "text": row.text, "where": row.where} for row in result.guidance],
        "did_you_mean": result.did_you_mean or None,
    }


def forget() -> None:
    """Forget the indexes of this process; the next search builds anew."""
    _public.clear()
    _internal.clear()
