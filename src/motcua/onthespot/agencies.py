"""Whose each procedure at the centre is: the department that the catalogue names as executing it.

Where the catalogue names no department of the province ("Ủy ban nhân dân cấp tỉnh"), the department that a person
confirmed for the procedure's field counts, else the one that proposed the procedure; None where nothing tells.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import QuerySet

from motcua.catalog.models import AgencyLine, AgencyRole, Procedure
from motcua.followup.guess import KINDS, Department, departments, named_in
from motcua.followup.models import FieldDepartment, MappingState
from motcua.onthespot.models import SpotEntry, SpotState
from motcua.organisation.models import UnitPeriod

OFFICE, VERTICAL = "office", "vertical_agency"


def known_departments(day: date) -> list[Department]:
    """The departments of the province on a day and its office, those with the longest names first."""
    return departments(day, (*KINDS, OFFICE))


def owners_of(
    procedures: QuerySet[Procedure], day: date, known: Collection[Department] | None = None
) -> dict[int, int | None]:
    """The department of each procedure by key, None where nothing tells; a fixed number of statements.

    `known` are `known_departments` of the day where they are at hand.
    """
    known = known_departments(day) if known is None else known
    fields = dict(procedures.values_list("pk", "current__field"))
    found: dict[int, int | None] = dict.fromkeys(fields)
    found.update(_proposers(procedures))
    found.update(_by_field(fields, known))
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


def _by_field(fields: Mapping[int, int | None], known: Collection[Department]) -> dict[int, int]:
    """The department that a person confirmed for the field of each procedure."""
    alive = {one.unit.pk for one in known}
    rows = FieldDepartment.objects.filter(state=MappingState.CONFIRMED, unit__in=alive).values_list("field", "unit")
    units = dict(rows)
    return {procedure: units[field] for procedure, field in fields.items() if field in units}


def _proposers(procedures: QuerySet[Procedure]) -> dict[int, int]:
    entered = SpotEntry.objects.filter(procedure__in=procedures).exclude(state=SpotState.WITHDRAWN)
    return dict(entered.order_by("-pk").values_list("procedure", "unit"))


def under_committee(units: Collection[int], day: date) -> set[int]:
    """The units that are parts of the province's committee: all but agencies of central government there."""
    vertical = UnitPeriod.objects.on(day).filter(unit__in=units, kind__key=VERTICAL)
    return set(units) - set(vertical.values_list("unit", flat=True))
