"""How far the province is on a day: procedures on the spot of all received at the centre, and of each department's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from motcua.catalog.models import Procedure
from motcua.followup.guess import Department
from motcua.law.explained import Explained
from motcua.law.onthespot import Figure, SpotTarget, figure, held_against, rule_on, targets_on
from motcua.onthespot.agencies import known_departments, owners_of, under_committee
from motcua.onthespot.models import SpotEntry, SpotEntryQuerySet, SpotState
from motcua.organisation.selectors import today_names
from motcua.receiving.models import ListKind, ReceivingLine, issued_on
from motcua.rulebook.selectors import book

FIVE = "five"


@dataclass(frozen=True, slots=True)
class Progress:
    """Figures of a day: each target held, the classes, and the share of each department."""

    on: date
    centre: int  # procedures received at the centre
    five: int
    loose: int  # of those at the centre, the ones of which nothing tells the department
    targets: list[tuple[SpotTarget, Explained[Figure]]]
    departments: list[tuple[int, str, Figure]]  # unit, name, "five" of all its procedures at the centre
    states: dict[str, int]

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "on": self.on.isoformat(),
            "centre": self.centre,
            "five": self.five,
            "without_department": self.loose,
            "states": self.states,
            "targets": [
                {"key": target.key, "name": target.name, "by": target.by.isoformat(), **found.value.to_dict()}
                for target, found in self.targets
            ],
            "departments": [{"unit": name, **found.to_dict()} for _unit, name, found in self.departments],
        }


def received_at_centre(day: date) -> QuerySet[Procedure]:
    """The procedures in force that an issued list of the day has received at the centre."""
    lines = ReceivingLine.objects.filter(issued_on(day, "list__"), list__kind=ListKind.CENTRE, procedure=OuterRef("pk"))
    return Procedure.objects.filter(Exists(lines), current__isnull=False)


@dataclass(frozen=True, slots=True)
class Centre:
    """What figures of a day rest on: the departments, and each procedure at the centre with its own (None: unknown)."""

    known: Sequence[Department]
    owners: Mapping[int, int | None]


def centre_on(day: date) -> Centre:
    """The departments of a day, and every procedure received at the centre with its department."""
    known = known_departments(day)
    return Centre(known, owners_of(received_at_centre(day), day, known))


def at_centre(day: date) -> dict[int, int | None]:
    """Every procedure received at the centre on a day with its department (None: nothing tells which)."""
    return dict(centre_on(day).owners)


def in_force_on(day: date) -> SpotEntryQuerySet:
    """The entries that were in force on a day, of procedures that still are."""
    standing = Q(state=SpotState.IN_FORCE) | Q(state=SpotState.WITHDRAWN, withdrawn_on__gt=day)
    return SpotEntry.objects.filter(standing, started_on__lte=day, procedure__current__isnull=False)


def progress(day: date, at: Centre | None = None) -> Progress:
    """How far the province is on a day, against every dated target; a fixed number of statements.

    A procedure counts once, however many desks do it on the spot, and for the department whose procedure it is.
    `at` is `centre_on` of the day where it is at hand.
    """
    rules, centre = book(), (at or centre_on(day)).owners
    done = set(in_force_on(day).filter(spot=FIVE).values_list("procedure", flat=True)) & centre.keys()
    per_unit = Counter(unit for unit in centre.values() if unit is not None)
    per_five = Counter(unit for procedure in done if (unit := centre[procedure]) is not None)
    names = today_names(per_unit)
    row, _early = rule_on("onthespot.department_share", day, rules)
    shares = [(unit, names.get(unit, ""), figure(per_five[unit], per_unit[unit], row.value)) for unit in per_unit]
    shares.sort(key=lambda share: (share[2].percent or 0, share[1]))
    counted = under_committee(per_unit, day)
    held = []
    for target in targets_on(day, rules):
        procedures = target.measure == "procedures"
        pair = (len(done), len(centre)) if procedures else (len(counted & per_five.keys()), len(counted))
        held.append((target, held_against(target, *pair)))
    states = dict(SpotEntry.objects.values_list("state").annotate(n=Count("pk")).order_by())
    loose = len(centre) - per_unit.total()
    return Progress(day, len(centre), len(done), loose, held, shares, states)
