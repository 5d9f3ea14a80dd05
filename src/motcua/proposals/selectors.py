"""Every read of the room: proposals, kept proposals, volumes, the picture of effort against volume."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet

from motcua.access.actors import Actor
from motcua.catalog.models import Procedure, ProcedureVersion
from motcua.catalog.rows import record_of
from motcua.catalog.selectors import with_parts
from motcua.law.effort import Effort, Quadrant, effort_of, quadrant_of
from motcua.law.explained import Explained
from motcua.proposals.engine import propose as propose_for
from motcua.proposals.engine_components import Database
from motcua.proposals.engine_values import CRITERIA, Proposal, ProposedAnswer, Quote
from motcua.proposals.measures import measures_of
from motcua.proposals.models import BuildEstimate, KeptProposal, PublishedDatabase, YearlyVolume
from motcua.proposals.rules_files import shipped_databases
from motcua.proposals.rules_now import rules_now
from motcua.rulebook.selectors import law
from motcua.web.words import tidy

__all__ = ["CRITERIA", "Database", "Proposal", "ProposedAnswer", "Quote", "propose"]

_PIECE = 200
_MILLION = 1_000_000


def propose(version: ProcedureVersion) -> Proposal:
    """What is proposed for a version; its parts should have been prefetched (`catalog.selectors.with_parts`)."""
    return propose_for(record_of(version), rules_now().reader, shipped_databases())


def current_versions(actor: Actor, codes: Iterable[str] | None = None) -> QuerySet[ProcedureVersion]:
    """Versions in force of procedures that the actor may see, with parts, by code."""
    procedures = Procedure.objects.visible_to(actor)
    if codes is not None:
        procedures = procedures.filter(code__in=list(codes))
    rows = ProcedureVersion.objects.filter(current_of__in=procedures)
    return with_parts(rows).order_by("procedure__code")


def proposals(actor: Actor, codes: Iterable[str] | None = None) -> Iterator[tuple[ProcedureVersion, Proposal]]:
    """Proposals for the procedures in force with these codes, or for all, in pieces so that memory stays flat."""
    rows = current_versions(actor, codes)
    keys = list(rows.values_list("pk", flat=True))
    now = rules_now()
    for start in range(0, len(keys), _PIECE):
        for version in rows.filter(pk__in=keys[start : start + _PIECE]):
            yield version, propose_for(record_of(version), now.reader, shipped_databases())


def kept(version: ProcedureVersion, proposal: Proposal) -> dict[str, Any]:
    """The columns of a kept proposal."""
    answers = proposal.criteria.items()
    return {
        "against": _bare([key for key, answer in answers if answer.answer is False]),
        "unsure": _bare([key for key, answer in answers if answer.answer == "unknown"]),
        "measures": measures_of(record_of(version), proposal),
        "replaceable": len(proposal.databases),
    }


def _bare(keys: list[str]) -> str:
    return f",{','.join(keys)}," if keys else ""


def kept_rows(
    actor: Actor, *, against: str = "", unsure: str = "", field: int | None = None, text: str = "", data: bool = False
) -> QuerySet[KeptProposal]:
    """Kept proposals of procedures that the actor may see, filtered by criterion, field, words of name or code."""
    rows = KeptProposal.objects.filter(procedure__in=Procedure.objects.visible_to(actor))
    rows = rows.filter(procedure_version__current_of__isnull=False)
    if against:
        rows = rows.filter(against__contains=f",{against},")
    if unsure:
        rows = rows.filter(unsure__contains=f",{unsure},")
    if field is not None:
        rows = rows.filter(procedure_version__field=field)
    if data:
        rows = rows.filter(replaceable__gt=0)
    if text:
        words = tidy(text)
        by_code = rows.filter(procedure__code__startswith=words)
        rows = by_code | rows.filter(procedure_version__name__icontains=words)
    return rows.select_related("procedure", "procedure_version__field").order_by("procedure__code")


def stale_number(actor: Actor) -> int:
    """How many procedures in force have no proposal kept by the present rules for their present version."""
    procedures = Procedure.objects.visible_to(actor).filter(current__isnull=False)
    fresh = KeptProposal.objects.filter(stamp=rules_now().stamp, procedure_version__current_of__isnull=False)
    return procedures.count() - fresh.filter(procedure__in=procedures).count()


def volume_rows(actor: Actor, *, year: int | None = None, text: str = "") -> QuerySet[YearlyVolume]:
    """Volumes, newest year first, of a year and of procedures whose code or name has the words."""
    rows = YearlyVolume.objects.visible_to(actor).select_related("procedure__current", "unit")
    if year is not None:
        rows = rows.filter(year=year)
    if text:
        words = tidy(text)
        rows = rows.filter(procedure__code__startswith=words) | rows.filter(procedure__current__name__icontains=words)
    return rows.order_by("-year", "procedure__code", "unit_id", "tier")


def volumes_of(procedure_ids: Iterable[int]) -> dict[int, int]:
    """Dossiers of the latest year known by procedure: the row of the whole province, else the sum of its parts."""
    ids = list(procedure_ids)
    rows = YearlyVolume.objects.filter(procedure__in=ids)
    latest = dict(rows.values_list("procedure").annotate(last=Max("year")).order_by())
    whole: dict[int, int] = {}
    parts: dict[int, int] = {}
    for key, year, number, unit, tier in rows.values_list("procedure", "year", "count", "unit", "tier"):
        if year == latest[key]:
            if unit is None and not tier:
                whole[key] = number
            else:
                parts[key] = parts.get(key, 0) + number
    return parts | whole


@dataclass(frozen=True, slots=True)
class Placed:
    """A procedure in the picture: how hard, how much asked for, and where that puts it."""

    row: KeptProposal
    volume: int | None
    effort: Explained[Effort]
    place: Explained[Quadrant | None]


def placed(rows: Iterable[KeptProposal], day: date) -> list[Placed]:
    """Effort against volume of kept proposals on a day: two statements however many rows there are."""
    chosen = list(rows)
    ids = [row.procedure_id for row in chosen]
    volumes = volumes_of(ids)
    costs = dict(BuildEstimate.objects.filter(procedure__in=ids).values_list("procedure", "cost"))
    book = law().book
    found = []
    for row in chosen:
        measures: Mapping[str, Any] = dict(row.measures)
        if row.procedure_id in costs:
            measures = {**measures, "build_cost": costs[row.procedure_id] / _MILLION}
        effort = effort_of(measures, day, book)
        volume = volumes.get(row.procedure_id)
        found.append(Placed(row, volume, effort, quadrant_of(effort, volume, day, book)))
    return found


def place_of(version: ProcedureVersion, measures: Mapping[str, Any], day: date) -> Explained[Quadrant | None]:
    """Where one procedure stands in the picture by the measures of its record, its volume and its build estimate."""
    key = version.procedure_id
    cost = BuildEstimate.objects.filter(procedure=key).values_list("cost", flat=True).first()
    given = {**measures, **({} if cost is None else {"build_cost": cost / _MILLION})}
    book = law().book
    return quadrant_of(effort_of(given, day, book), volumes_of([key]).get(key), day, book)


def published() -> dict[str, PublishedDatabase]:
    """Databases whose day of publication was noted, by key."""
    return {row.key: row for row in PublishedDatabase.objects.all()}
