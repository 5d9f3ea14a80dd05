"""Entries with their verdicts, and decision lists; figures against targets are in `measuring`, phases in `phases`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from motcua.access.actors import Actor
from motcua.law.explained import Explained
from motcua.law.onthespot import SpotFacts, SpotVerdict, classify
from motcua.onthespot.models import ListState, SpotEntry, SpotEntryQuerySet, SpotList, SpotState
from motcua.organisation.powers import Held, held_on, second_seals_on
from motcua.organisation.selectors import today_names
from motcua.papers.models import Paper, PaperState
from motcua.proposals.selectors import volumes_of
from motcua.rulebook.selectors import book
from motcua.web.words import storable, tidy

OUT = (PaperState.SUBMITTED, PaperState.SIGNED, PaperState.SENT)


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


def entries(actor: Actor, chosen: Chosen | None = None) -> SpotEntryQuerySet:
    """Entries that the actor may see, by code."""
    wanted = chosen or Chosen()
    rows = SpotEntry.objects.visible_to(actor).select_related("procedure__current__field", "decided_by")
    words = tidy(wanted.text)
    if words:
        rows = rows.filter(Q(procedure__code__startswith=words) | Q(procedure__current__name__icontains=words))
    rows = rows.filter(state=wanted.state) if wanted.state else rows.exclude(state=SpotState.WITHDRAWN)
    rows = rows.filter(spot=wanted.spot) if wanted.spot else rows
    return rows.filter(unit=wanted.unit) if wanted.unit else rows


def entry_by_id(public_id: str, actor: Actor) -> SpotEntry | None:
    """The entry of a public id that the actor may see."""
    rows = SpotEntry.objects.visible_to(actor).select_related("procedure__current__field", "decided_by")
    return rows.filter(public_id=storable(public_id)).first()


def shown(rows: Sequence[SpotEntry], day: date | None = None) -> list[Row]:
    """Entries as lines of a list, judged on a day; a fixed number of statements."""
    on = day or timezone.localdate()
    judge = Judge(on)
    powers = held_on({row.procedure.code for row in rows}, on)
    seals = second_seals_on({row.unit_id for row in rows}, {row.desk_id for row in rows}, on)
    names = today_names({unit for row in rows for unit in (row.unit_id, row.desk_id)})
    volumes = volumes_of(row.procedure_id for row in rows)
    found = []
    for row in rows:
        held = covering(row, powers.get(row.procedure.code, []))
        verdict = judge(row, held, (row.unit_id, row.desk_id) in seals)
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


class Judge:
    """Gives the verdict of the law on entries of a day; entries with the same facts are judged once."""

    def __init__(self, day: date) -> None:
        self._day, self._book = day, book()
        self._known: dict[tuple[Any, ...], Explained[SpotVerdict]] = {}

    def __call__(self, row: Any, held: Held | None, seal_kept: bool) -> Explained[SpotVerdict]:
        """The verdict on an entry (or its columns under the same names), the power that covers it, the second seal."""
        facts = SpotFacts(
            acts=row.acts,
            authority=row.authority,
            in_person=row.in_person,
            digital=row.digital,
            delegated=held is not None,
            legal_ground=bool(held and held.power.legal_ground),
            opinion=bool(held and held.power.has_opinion),
            seal_kept=seal_kept,
            process=bool(row.process),
        )
        acts = tuple(sorted(facts.acts.items()))
        given = (facts.authority, facts.in_person, facts.digital, facts.delegated, facts.legal_ground, facts.opinion)
        key = (acts, *given, facts.seal_kept, facts.process)
        if key not in self._known:
            self._known[key] = classify(facts, self._day, self._book)
        return self._known[key]


KIND_OF = {"committee": "committee_to_department", "chair": "chair_to_head", "head": "head_to_deputy"}


def covering(row: Any, held: Sequence[Held]) -> Held | None:
    """The power that lets the entry's department approve: of the kind its authority asks for, or a decentralisation.

    `row` is an entry, or its columns under the same names.
    """
    fitting = (KIND_OF.get(row.authority, ""), "decentralisation")
    return next((one for one in held if one.power.receiver_id == row.unit_id and one.kind in fitting), None)


def lists(actor: Actor) -> Any:
    """Decision lists, the latest first, with the number of their entries as `size`."""
    return SpotList.objects.visible_to(actor).annotate(size=Count("entries"))


def list_by_id(public_id: str, actor: Actor) -> SpotList | None:
    """The list of a public id that the actor may see."""
    return SpotList.objects.visible_to(actor).filter(public_id=storable(public_id)).first()


def paper_of(row: SpotList) -> Paper | None:
    """The document of a list, None before it was made."""
    return Paper.objects.filter(public_id=row.paper).first() if row.paper else None


def at_signature(row: SpotList) -> bool:
    """Whether the document of a list that is not decided yet is out for signature, or signed."""
    return row.state == ListState.SUBMITTED and getattr(paper_of(row), "state", "") in OUT
