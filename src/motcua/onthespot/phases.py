"""Where each phase of the plan stands on a day: its list decided, its powers and second seals in place."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from motcua.catalog.models import Procedure
from motcua.followup.guess import Department, named_in
from motcua.law.explained import Explained
from motcua.law.onthespot import SpotVerdict
from motcua.law.onthespot_phases import LATE, NONE, SOON, Counted, Phase, clock, phases_on
from motcua.onthespot.agencies import owners_of
from motcua.onthespot.measuring import Centre, centre_on
from motcua.onthespot.models import SpotEntry, SpotState
from motcua.onthespot.selectors import Judge, covering
from motcua.organisation.powers import held_on, second_seals_on
from motcua.rulebook.selectors import book

POWERS = {"delegation", "legal_ground", "opinion", "seal"}


@dataclass(frozen=True, slots=True)
class PhaseStand:
    """A phase with its two clocks and the figures that set them."""

    phase: Phase
    lists: Counted
    powers: Counted
    list_clock: Explained[str]
    powers_clock: Explained[str]

    @property
    def urgent(self) -> bool:
        """Whether one of its clocks warns or has run out."""
        return bool({self.list_clock.value, self.powers_clock.value} & {SOON, LATE})

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "phase": self.phase.no,
            "name": self.phase.name,
            "list_by": self.phase.list_by.isoformat(),
            "decided": self.lists.done,
            "proposed": self.lists.total,
            "list_state": self.list_clock.value,
            "powers_by": self.phase.powers_by.isoformat(),
            "powers_ready": self.powers.done,
            "powers_needed": self.powers.total,
            "powers_state": self.powers_clock.value,
            "departments_missing": list(self.lists.absent),
        }


class Phased(NamedTuple):
    """An entry of a phase: the columns that its verdict and its clocks rest on."""

    phase: str
    unit_id: int
    desk_id: int
    code: str
    authority: str
    acts: dict[str, bool]
    in_person: bool
    digital: bool
    process: bool
    signed_on: date | None


def phase_stands(day: date, at: Centre | None = None) -> list[PhaseStand]:
    """Every phase as it stands on a day; a fixed number of statements, two where no procedure was ever proposed.

    `at` is `centre_on` of the day where it is at hand.
    """
    rules = book()
    phases = phases_on(day, rules)
    live = SpotEntry.objects.exclude(state=SpotState.WITHDRAWN)
    if not live.exists():
        return [_unused(phase) for phase in phases]
    rows = _judged(live.filter(phase__in=[phase.no for phase in phases]), day)
    at = at or centre_on(day)
    centre = {unit for unit in at.owners.values() if unit is not None}
    decided = _with_decided(day, at)
    found = []
    for phase in phases:
        own = [(row, verdict) for row, verdict in rows if row.phase == phase.no]
        lists = _lists([row for row, _verdict in own], _absent(phase, at.known, centre, decided))
        powers = _powers([verdict for _row, verdict in own], settled=lists.complete)
        at_list = clock(phase.list_by, lists, day, rules, phase.citation)
        found.append(
            PhaseStand(phase, lists, powers, at_list, clock(phase.powers_by, powers, day, rules, phase.citation))
        )
    return found


def _judged(entries: QuerySet[SpotEntry], day: date) -> list[tuple[Phased, SpotVerdict]]:
    """The entries with the law's verdict of the day, from their columns alone."""
    told = ExpressionWrapper(~Q(process=""), output_field=BooleanField())
    columns = ("phase", "unit", "desk", "procedure__code", "authority", "acts", "in_person", "digital", "told")
    found = entries.annotate(told=told).values_list(*columns, "decided_by__signed_on")
    rows = [Phased(*row) for row in found]
    judge, powers = Judge(day), held_on({row.code for row in rows}, day)
    seals = second_seals_on({row.unit_id for row in rows}, {row.desk_id for row in rows}, day)
    return [
        (row, judge(row, covering(row, powers.get(row.code, [])), (row.unit_id, row.desk_id) in seals).value)
        for row in rows
    ]


def _lists(own: Sequence[Phased], absent: Sequence[str]) -> Counted:
    signed = [row.signed_on for row in own if row.signed_on is not None]
    return Counted(len(signed), len(own), max(signed, default=None), absent)


def _powers(own: Sequence[SpotVerdict], *, settled: bool) -> Counted:
    needing = [verdict for verdict in own if verdict.delegation or verdict.seal_needed]
    ready = sum(POWERS.isdisjoint(verdict.lacks) for verdict in needing)
    return Counted(ready, len(needing), settled=settled)


def _with_decided(day: date, at: Centre) -> set[int]:
    """The departments of which at least one procedure is decided."""
    rows = SpotEntry.objects.filter(state__in=(SpotState.DECIDED, SpotState.IN_FORCE))
    pairs = set(rows.values_list("procedure", "unit"))
    elsewhere = {procedure for procedure, _unit in pairs} - at.owners.keys()
    owners = owners_of(Procedure.objects.filter(pk__in=elsewhere), day, at.known) if elsewhere else {}
    return {at.owners.get(procedure) or owners.get(procedure) or unit for procedure, unit in pairs}


def _absent(
    phase: Phase, known: Sequence[Department], centre: Collection[int], decided: Collection[int]
) -> tuple[str, ...]:
    """The departments of a phase of which nothing is decided yet; those that are no more are passed over."""
    names: Mapping[int, str] = {one.unit.pk: one.name for one in known}
    if phase.departments:
        meant = [one.unit.pk for text in phase.departments if (one := named_in(text, known)) is not None]
    else:
        meant = [unit for unit in names if unit in centre]
    return tuple(sorted(names[unit] for unit in dict.fromkeys(meant) if unit not in decided))


def _unused(phase: Phase) -> PhaseStand:
    nothing = Counted(0, 0)
    return PhaseStand(phase, nothing, nothing, Explained(NONE, ()), Explained(NONE, ()))
