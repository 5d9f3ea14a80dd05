"""What has to hang on a desk's board on a day: the public versions of what is received there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.catalog.models import ProcedureVersion, TierLine, VersionState
from motcua.catalog.models.procedures import IN_FORCE_ONCE
from motcua.organisation.models import TreeRow, Unit, UnitPeriod
from motcua.receiving.models import ListKind, ReceivingLine, ReceivingList

HIGHEST = 1  # rank of the tier whose desk is the centre of the province


@dataclass(frozen=True, slots=True)
class Scope:
    """Why procedures belong on a board: the lists of what is received there, else the tier that handles them.

    `lists` are keys of receiving lists in force, `excluded` those of lists of what is not received at any desk; without
    lists `tier` is what the catalogue says of who handles a procedure.
    """

    tier: str
    lists: tuple[int, ...] = ()
    excluded: tuple[int, ...] = ()


def public_on(day: date) -> QuerySet[ProcedureVersion]:
    """The versions in force on a day of procedures that are for the public."""
    open_end = Q(effective_to__gt=day) | Q(effective_to__isnull=True) & ~Q(state=VersionState.ABOLISHED)
    return ProcedureVersion.objects.filter(
        open_end, state__in=IN_FORCE_ONCE, effective_from__lte=day, procedure__internal=False
    )


def versions(scope: Scope, day: date) -> QuerySet[ProcedureVersion]:
    """The versions that have to hang on a board of that scope on a day."""
    rows = public_on(day)
    lines = ReceivingLine.objects.filter(procedure=OuterRef("procedure"))
    if scope.lists:
        rows = rows.filter(Exists(lines.filter(list__in=scope.lists)))
    else:
        rows = rows.filter(Exists(TierLine.objects.filter(procedure_version=OuterRef("pk"), tier=scope.tier)))
    return rows.filter(~Exists(lines.filter(list__in=scope.excluded))) if scope.excluded else rows


def scopes_of(desks: Iterable[UnitPeriod], day: date) -> dict[int, Scope]:
    """The scope of each desk by the key of its unit: two statements however many desks there are.

    A list of the whole province holds for every desk of its kind, a list of a unit for the desks in or below it.
    """
    periods = list(desks)
    kinds = (ListKind.CENTRE, ListKind.COMMUNE_DESK, ListKind.EXCLUDED)
    lists = list(
        ReceivingList.objects.on(day).filter(kind__in=kinds).order_by("pk").values_list("pk", "kind", "unit_id")
    )
    owners = {unit for _pk, _kind, unit in lists if unit is not None}
    above = _above([row.unit_id for row in periods], owners, day) if owners else {}
    found = {}
    for period in periods:
        own = ListKind.CENTRE if period.tier.rank == HIGHEST else ListKind.COMMUNE_DESK
        held = {None, period.unit_id, *above.get(period.unit_id, ())}
        found[period.unit_id] = Scope(
            tier=period.tier.key,
            lists=tuple(pk for pk, kind, unit in lists if kind == own and unit in held),
            excluded=tuple(pk for pk, kind, unit in lists if kind == ListKind.EXCLUDED and unit in held),
        )
    return found


def _above(desks: list[int], owners: set[int], day: date) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    rows = TreeRow.objects.on(day).filter(descendant__in=desks, ancestor__in=owners)
    for desk, owner in rows.values_list("descendant", "ancestor"):
        found.setdefault(desk, set()).add(owner)
    return found


def scope_of(desk: UnitPeriod, day: date) -> Scope:
    """The scope of one desk on a day."""
    return scopes_of([desk], day)[desk.unit_id]


def lists_of(scope: Scope) -> list[ReceivingList]:
    """The lists that a scope rests on; none where it rests on the catalogue alone."""
    return list(ReceivingList.objects.filter(pk__in=scope.lists).order_by("pk")) if scope.lists else []


def agency_versions(unit: Unit, day: date) -> QuerySet[ProcedureVersion]:
    """The public versions whose agency is called like a unit that is no desk (a department), without its province.

    The catalogue names agencies alike for all provinces ("Sở Tư pháp"), so the province's name at the end of the
    unit's own name is left out; none where the unit does not exist on the day.
    """
    shown = unit.on(day)
    if shown is None:
        return ProcedureVersion.objects.none()
    name = shown.name
    for above in TreeRow.objects.on(day).filter(descendant=unit).values_list("ancestor", flat=True):
        for period in UnitPeriod.objects.on(day).filter(unit=above):
            name = name.removesuffix(period.name[:1].lower() + period.name[1:]).strip()
    return public_on(day).filter(agencies__name__contains=name).distinct()
