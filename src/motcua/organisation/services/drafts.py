"""Stores many units at once: identities, periods, codes and the tree, in a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from motcua.organisation.fold import search_key
from motcua.organisation.models import TreeRow, Unit, UnitCode, UnitPeriod
from motcua.organisation.services.vocabulary import Words

BATCH = 2000
CHUNK = 400

Span = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Draft:
    """A unit to be stored; `origin` is its identity in the source, `parent` the origin of the unit above."""

    origin: str
    name: str
    kind: str
    tier: str
    parent: str | None
    valid_from: date | None
    valid_to: date | None  # exclusive
    code_list: str = ""
    code: str = ""
    instrument: str = ""
    confidence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One unit above another and when."""

    ancestor: int
    depth: int
    span: Span


def overlap(one: Span, other: Span) -> Span | None:
    """The days that two periods share, None where they share none."""
    begins = [day for day in (one[0], other[0]) if day is not None]
    ends = [day for day in (one[1], other[1]) if day is not None]
    begin, end = max(begins, default=None), min(ends, default=None)
    return None if begin is not None and end is not None and begin >= end else (begin, end)


def store_drafts(drafts: Sequence[Draft], words: Words) -> int:
    """Store the drafts that are not there yet, parents before children; returns how many were new.

    A unit that is already known stays as it is: people may have renamed or closed it since.
    """
    known = known_origins()
    new = [draft for draft in drafts if draft.origin not in known]
    made = Unit.objects.bulk_create([Unit(origin=draft.origin) for draft in new], batch_size=BATCH)
    ids = known | {str(unit.origin): unit.pk for unit in made}
    UnitPeriod.objects.bulk_create([_period(draft, ids, words) for draft in new], batch_size=BATCH)
    UnitCode.objects.bulk_create([_code(draft, ids, words) for draft in new if draft.code], batch_size=BATCH)
    TreeRow.objects.bulk_create(_tree(new, known, ids), batch_size=BATCH)
    return len(new)


def known_origins() -> dict[str, int]:
    """The stored units that came from a source: origin → id."""
    return {str(origin): pk for origin, pk in Unit.objects.exclude(origin=None).values_list("origin", "pk")}


def _period(draft: Draft, ids: dict[str, int], words: Words) -> UnitPeriod:
    return UnitPeriod(
        unit_id=ids[draft.origin],
        name=draft.name,
        fold=search_key(draft.name),
        kind=words.kinds[draft.kind],
        tier=words.tiers[draft.tier],
        valid_from=draft.valid_from,
        valid_to=draft.valid_to,
        instrument=draft.instrument,
        confidence=draft.confidence,
        note=draft.note,
    )


def _code(draft: Draft, ids: dict[str, int], words: Words) -> UnitCode:
    return UnitCode(
        unit_id=ids[draft.origin],
        code_list=words.code_lists[draft.code_list],
        code=draft.code,
        valid_from=draft.valid_from,
        valid_to=draft.valid_to,
    )


def _tree(new: Sequence[Draft], known: dict[str, int], ids: dict[str, int]) -> list[TreeRow]:
    """The closure rows of new units: one for each unit above, over the days that all of the line share."""
    parents = {known[draft.parent] for draft in new if draft.parent in known}
    lines, spans = _stored_lines(parents), _stored_spans(parents)
    rows: list[TreeRow] = []
    for draft in new:
        own, pk = (draft.valid_from, draft.valid_to), ids[draft.origin]
        spans[pk] = [own]
        if draft.parent is None:
            continue
        parent = ids[draft.parent]
        above = [Line(parent, 0, span) for span in _merged(spans[parent])] + lines[parent]
        for line in above:
            shared = overlap(own, line.span)
            if shared is not None:
                lines[pk].append(Line(line.ancestor, line.depth + 1, shared))
        rows += [
            TreeRow(
                ancestor_id=line.ancestor,
                descendant_id=pk,
                depth=line.depth,
                valid_from=line.span[0],
                valid_to=line.span[1],
            )
            for line in lines[pk]
        ]
    return rows


def _merged(spans: list[Span]) -> list[Span]:
    """Periods that touch laid together: a parent that was renamed is still one parent."""
    found: list[Span] = []
    for begin, end in sorted(spans, key=lambda span: span[0] or date.min):
        if found and found[-1][1] is not None and found[-1][1] == begin:
            found[-1] = (found[-1][0], end)
        else:
            found.append((begin, end))
    return found


def _stored_lines(units: set[int]) -> defaultdict[int, list[Line]]:
    lines: defaultdict[int, list[Line]] = defaultdict(list)
    for some in _chunks(units):
        for row in TreeRow.objects.filter(descendant__in=some):
            lines[row.descendant_id].append(Line(row.ancestor_id, row.depth, (row.valid_from, row.valid_to)))
    return lines


def _stored_spans(units: set[int]) -> dict[int, list[Span]]:
    spans: dict[int, list[Span]] = {pk: [] for pk in units}
    for some in _chunks(units):
        for pk, begin, end in UnitPeriod.objects.filter(unit__in=some).values_list("unit", "valid_from", "valid_to"):
            spans[pk].append((begin, end))
    return spans


def _chunks(units: set[int]) -> list[list[int]]:
    ordered = sorted(units)
    return [ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK)]
