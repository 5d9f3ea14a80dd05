"""Every read of the room: entries with their verdicts, lists, figures against targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from motcua.access.actors import Actor
from motcua.law.explained import Explained
from motcua.law.onthespot import (
    Figure,
    SpotFacts,
    SpotTarget,
    SpotVerdict,
    classify,
    figure,
    held_against,
    rule_on,
    targets_on,
)
from motcua.onthespot.models import EntryQuerySet, SpotEntry, SpotList, SpotState
from motcua.organisation.powers import Held, held_on, second_seals_on
from motcua.organisation.selectors import today_names
from motcua.proposals.selectors import volumes_of
from motcua.receiving.models import ListKind, ReceivingLine, issued_on
from motcua.rulebook.selectors import book

FIVE = "five"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a list of entries is narrowed to; empty texts do not filter."""

    text: str = ""
    state: str = ""
    spot: str = ""
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as lists show it: names, dossiers of the last year known, the power that covers it, the verdict."""

    entry: SpotEntry
    unit: str
    desk: str
    volume: int | None
    held: Held | None
    verdict: Explained[SpotVerdict]

    @property
    def name(self) -> str:
        """The procedure's name, its code where it was abolished."""
        return self.entry.procedure.current.name if self.entry.procedure.current else self.entry.procedure.code

    @property
    def abolished(self) -> bool:
        """Whether the procedure is no more."""
        return self.entry.procedure.current_id is None


def entries(actor: Actor, chosen: Chosen | None = None) -> EntryQuerySet:
    """Entries that the actor may see, by code."""
    wanted = chosen or Chosen()
    rows = SpotEntry.objects.visible_to(actor).select_related("procedure__current__field", "decided_by")
    words = wanted.text.replace("\x00", "").strip()
    if words:
        rows = rows.filter(Q(procedure__code__startswith=words) | Q(procedure__current__name__icontains=words))
    rows = rows.filter(state=wanted.state) if wanted.state else rows.exclude(state=SpotState.WITHDRAWN)
    rows = rows.filter(spot=wanted.spot) if wanted.spot else rows
    return rows.filter(unit=wanted.unit) if wanted.unit else rows


def entry_by_id(public_id: str, actor: Actor) -> SpotEntry | None:
    """The entry of a public id that the actor may see."""
    rows = SpotEntry.objects.visible_to(actor).select_related("procedure__current__field", "decided_by")
    return rows.filter(public_id=public_id.replace("\x00", "")).first()


def shown(rows: Sequence[SpotEntry], day: date | None = None) -> list[Row]:
    """Entries as lines of a list, judged on a day; a fixed number of statements."""
    on = day or timezone.localdate()
    rules = book()
    powers = held_on({row.procedure.code for row in rows}, on)
    seals = second_seals_on({row.unit_id for row in rows}, {row.desk_id for row in rows}, on)
    names = today_names({unit for row in rows for unit in (row.unit_id, row.desk_id)})
    volumes = volumes_of(row.procedure_id for row in rows)
    found = []
    for row in rows:
        held = _covering(row, powers.get(row.procedure.code, []))
        facts = SpotFacts(
            acts=row.acts,
            authority=row.authority,
            in_person=row.in_person,
            digital=row.digital,
            delegated=held is not None,
            legal_ground=bool(held and held.power.legal_ground),
            opinion=bool(held and held.power.has_opinion),
            seal_kept=(row.unit_id, row.desk_id) in seals,
            process=bool(row.process),
        )
        verdict = classify(facts, on, rules)
        found.append(
            Row(
                row,
                names.get(row.unit_id, ""),
                names.get(row.desk_id, ""),
                volumes.get(row.procedure_id),
                held,
                verdict,
            )
        )
    return found


KIND_OF = {"committee": "committee_to_department", "chair": "chair_to_head", "head": "head_to_deputy"}


def _covering(row: SpotEntry, held: Sequence[Held]) -> Held | None:
    """The power that lets the entry's department approve: of the kind its authority asks for, or a decentralisation."""
    fitting = (KIND_OF.get(row.authority, ""), "decentralisation")
    return next((one for one in held if one.power.receiver_id == row.unit_id and one.kind in fitting), None)


def lists(actor: Actor) -> Any:
    """Decision lists, the latest first, with the number of their entries as `size`."""
    return SpotList.objects.visible_to(actor).annotate(size=Count("entries"))


def list_by_id(public_id: str, actor: Actor) -> SpotList | None:
    """The list of a public id that the actor may see."""
    return SpotList.objects.visible_to(actor).filter(public_id=public_id.replace("\x00", "")).first()


@dataclass(frozen=True, slots=True)
class Progress:
    """Figures of a day: each target held, the classes, and the share of each department."""

    on: date
    centre: int  # procedures received at the centre
    five: int
    targets: list[tuple[SpotTarget, Explained[Figure]]]
    departments: list[tuple[int, str, Figure]]  # unit, name, "five" of its procedures at the centre
    states: dict[str, int]

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "on": self.on.isoformat(),
            "centre": self.centre,
            "five": self.five,
            "states": self.states,
            "targets": [
                {"key": target.key, "name": target.name, "by": target.by.isoformat(), **found.value.to_dict()}
                for target, found in self.targets
            ],
            "departments": [{"unit": name, **found.to_dict()} for _unit, name, found in self.departments],
        }


def at_centre(day: date) -> dict[int, int | None]:
    """The procedures that the lists of a day have received at the centre, with the unit that handles each.

    The unit is the one whose entry speaks of the procedure; None where no department has proposed anything of it.
    """
    lines = ReceivingLine.objects.filter(issued_on(day, "list__"), list__kind=ListKind.CENTRE)
    found: dict[int, int | None] = dict.fromkeys(lines.values_list("procedure", flat=True), None)
    entered = SpotEntry.objects.exclude(state=SpotState.WITHDRAWN).values_list("procedure", "unit")
    found.update({procedure: unit for procedure, unit in entered if procedure in found})
    return found


def progress(day: date) -> Progress:
    """How far the province is on a day, against every dated target; a fixed number of statements."""
    rules, centre = book(), at_centre(day)
    live = SpotEntry.objects.filter(state=SpotState.IN_FORCE, started_on__lte=day, procedure__current__isnull=False)
    five = {(procedure, unit) for procedure, unit in live.filter(spot=FIVE).values_list("procedure", "unit")}
    done = {procedure for procedure, _unit in five if procedure in centre}
    units = sorted({unit for unit in centre.values() if unit is not None})
    per_unit = Counter(unit for unit in centre.values() if unit is not None)
    per_five = Counter(unit for procedure, unit in five if procedure in centre)
    names = today_names(units)
    row, _early = rule_on("onthespot.department_share", day, rules)
    shares = [(unit, names.get(unit, ""), figure(per_five[unit], per_unit[unit], row.value)) for unit in units]
    held = []
    for target in targets_on(day, rules):
        pair = (len(done), len(centre)) if target.measure == "procedures" else (len(set(per_five)), len(units))
        held.append((target, held_against(target, *pair)))
    states = dict(SpotEntry.objects.values_list("state").annotate(n=Count("pk")).order_by())
    return Progress(day, len(centre), len(done), held, shares, states)
