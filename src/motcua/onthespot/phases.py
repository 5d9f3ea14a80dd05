"""Where each phase of the plan stands on a day: its list decided, its powers and second seals in place."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.catalog.models import Procedure
from motcua.followup.guess import Department, named_in
from motcua.law.explained import Explained
from motcua.law.onthespot_phases import LATE, NONE, SOON, Counted, Phase, clock, phases_on
from motcua.onthespot.agencies import known_departments, owners_of
from motcua.onthespot.measuring import at_centre
from motcua.onthespot.models import SpotEntry, SpotState
from motcua.onthespot.selectors import Row, shown
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


def phase_stands(day: date) -> list[PhaseStand]:
    """Every phase as it stands on a day; a fixed number of statements, two where no procedure was ever proposed."""
    rules = book()
    phases = phases_on(day, rules)
    live = SpotEntry.objects.exclude(state=SpotState.WITHDRAWN)
    if not live.exists():
        return [_unused(phase) for phase in phases]
    phased = live.filter(phase__in=[phase.no for phase in phases])
    rows = shown(list(phased.select_related("procedure__current__field", "decided_by")), day)
    known, centre = known_departments(day), {unit for unit in at_centre(day).values() if unit is not None}
    decided = _with_decided(day)
    found = []
    for phase in phases:
        own = [row for row in rows if row.entry.phase == phase.no]
        lists = _lists(own, _absent(phase, known, centre, decided))
        powers = _powers(own, settled=lists.complete)
        at_list = clock(phase.list_by, lists, day, rules, phase.citation)
        found.append(
            PhaseStand(phase, lists, powers, at_list, clock(phase.powers_by, powers, day, rules, phase.citation))
        )
    return found


def _lists(own: Sequence[Row], absent: Sequence[str]) -> Counted:
    signed = [day for row in own if (day := _signed_on(row.entry)) is not None]
    return Counted(len(signed), len(own), max(signed, default=None), absent)


def _powers(own: Sequence[Row], *, settled: bool) -> Counted:
    needing = [row for row in own if row.verdict.value.delegation or row.verdict.value.seal_needed]
    ready = sum(not POWERS & set(row.verdict.value.lacks) for row in needing)
    return Counted(ready, len(needing), settled=settled)


def _with_decided(day: date) -> set[int]:
    """The departments of which at least one procedure is decided."""
    rows = SpotEntry.objects.filter(state__in=(SpotState.DECIDED, SpotState.IN_FORCE))
    owners = owners_of(Procedure.objects.filter(pk__in=rows.values("procedure")), day)
    return {owners.get(procedure) or unit for procedure, unit in rows.values_list("procedure", "unit")}


def _signed_on(entry: SpotEntry) -> date | None:
    return entry.decided_by.signed_on if entry.decided_by else None


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
