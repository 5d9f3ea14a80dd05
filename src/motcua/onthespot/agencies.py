"""Whose each procedure at the centre is: the department that the catalogue names as executing it.

Where the catalogue names no department of the province ("Ủy ban nhân dân cấp tỉnh"), the department that a person
confirmed for the procedure's field counts, else the one that proposed the procedure; None where nothing tells.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from motcua.catalog.models import AgencyLine, AgencyRole, Procedure
from motcua.followup.guess import Department, departments, named_in
from motcua.followup.models import FieldDepartment, MappingState
from motcua.onthespot.models import SpotEntry, SpotState
from motcua.organisation.fold import fold
from motcua.organisation.models import UnitPeriod
from motcua.organisation.selectors import periods_on, province, province_period

OFFICE, VERTICAL = "office", "vertical_agency"


def known_departments(day: date) -> list[Department]:
    """The departments of the province on a day and its office, those with the longest names first."""
    return sorted([*departments(day), *_offices(day)], key=lambda one: (-len(one.core), one.core))


def _offices(day: date) -> list[Department]:
    top, own = province(), province_period(day)
    if top is None or own is None:
        return []
    rows = periods_on(day, under=top, group="authority", tier="province").filter(kind__key=OFFICE)
    tail = f" {fold(own.name)}"
    return [
        Department(row.unit, row.name, fold(row.name).removesuffix(tail), "") for row in rows.prefetch_related(None)
    ]


def owners_of(
    procedures: QuerySet[Procedure], day: date, known: Collection[Department] | None = None
) -> dict[int, int | None]:
    """The department of each procedure by key, None where nothing tells; a fixed number of statements.

    `known` are `known_departments` of the day where they are at hand.
    """
    known = known_departments(day) if known is None else known
    found: dict[int, int | None] = dict.fromkeys(procedures.values_list("pk", flat=True))
    for fallback in (_proposers, _by_field):
        found.update(fallback(procedures, known))
    found.update(_by_agency(procedures, known))
    return found


def _by_agency(procedures: QuerySet[Procedure], known: Collection[Department]) -> dict[int, int]:
    """Of several agencies that execute a procedure the first one that is a department."""
    lines = AgencyLine.objects.filter(
        role=AgencyRole.EXECUTING,
        procedure_version__current_of__isnull=False,
        procedure_version__procedure__in=procedures,
    ).order_by("procedure_version", "ordinal")
    texts: dict[str, Department | None] = {}
    found: dict[int, int] = {}
    for procedure, name in lines.values_list("procedure_version__procedure", "name"):
        if name not in texts:
            texts[name] = named_in(name, known)
        one = texts[name]
        if one is not None:
            found.setdefault(procedure, one.unit.pk)
    return found


def _by_field(procedures: QuerySet[Procedure], known: Collection[Department]) -> dict[int, int]:
    alive = {one.unit.pk for one in known}
    rows = FieldDepartment.objects.filter(state=MappingState.CONFIRMED, unit__in=alive).values_list("field", "unit")
    units = dict(rows)
    fields = procedures.filter(current__field__in=units).values_list("pk", "current__field")
    return {procedure: units[field] for procedure, field in fields}


def _proposers(procedures: QuerySet[Procedure], _known: Collection[Department]) -> dict[int, int]:
    entered = SpotEntry.objects.filter(procedure__in=procedures).exclude(state=SpotState.WITHDRAWN)
    return dict(entered.order_by("-pk").values_list("procedure", "unit"))


def under_committee(units: Collection[int], day: date) -> set[int]:
    """The units that are parts of the province's committee: all but agencies of central government there."""
    vertical = UnitPeriod.objects.on(day).filter(unit__in=units, kind__key=VERTICAL)
    return set(units) - set(vertical.values_list("unit", flat=True))
