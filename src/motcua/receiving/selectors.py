"""Every read of the room: lists, their lines, where a procedure is received, what stands on no list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from motcua.access.actors import Actor
from motcua.catalog.models import Procedure
from motcua.law.explained import Explained
from motcua.organisation.models import TreeRow, Unit, UnitPeriod
from motcua.receiving.judging import judged
from motcua.receiving.models import (
    RECEIVED_AT,
    SAYS_WHERE,
    ListKind,
    ListState,
    ReceivingLine,
    ReceivingList,
    issued_on,
)
from motcua.receiving.where import Received
from motcua.web.words import storable

PROVINCE_TIER = "province"


def list_rows(
    actor: Actor, *, kind: str = "", state: str = "", day: date | None = None, number: str = ""
) -> QuerySet[ReceivingList]:
    """Lists with the number of their lines, drafts first, then the newest; filters that are empty do not filter."""
    rows = ReceivingList.objects.visible_to(actor)
    if day is not None:
        rows = rows.on(day)
    given = {"kind": kind, "state": state, "decision_no__icontains": number}
    chosen = {name: storable(value) for name, value in given.items() if value}
    return rows.filter(**chosen).select_related("unit").annotate(size=Count("lines"))


def list_by_id(public_id: str, actor: Actor) -> ReceivingList | None:
    """The list with the id, if the actor may see it."""
    return list_rows(actor).filter(public_id=storable(public_id)).first()


def lines_of(row: ReceivingList, text: str = "") -> QuerySet[ReceivingLine]:
    """The lines of a list with procedure and name at hand, by group and code; `text` is a code or part of a name."""
    lines = row.lines.select_related("procedure__current__field").order_by("group", "procedure__code")
    if text:
        lines = lines.filter(Q(procedure__code=text.strip()) | Q(procedure__current__name__icontains=text.strip()))
    return lines


def _lines_on(day: date) -> QuerySet[ReceivingLine]:
    """The lines of every list that holds on a day."""
    return ReceivingLine.objects.filter(issued_on(day, "list__"))


def _holds_for(unit: Unit | None, on: date) -> Q:
    """The condition that a line's list is the province's, or that of a unit or of one above it on the day."""
    everywhere = Q(list__unit__isnull=True)
    if unit is None:
        return everywhere
    above = TreeRow.objects.filter(descendant=unit).on(on).values("ancestor")
    return everywhere | Q(list__unit=unit) | Q(list__unit__in=above)


def where_received(procedure: Procedure, on: date, unit: Unit | None = None) -> Explained[Received]:
    """Where a procedure is received on a day, with the lists and decisions that say so.

    Lists of a single unit count only where that unit, or one below it, is asked about. One statement.
    """
    lines = _lines_on(on).filter(procedure=procedure).select_related("list")
    return judged(procedure.code, on, lines.filter(_holds_for(unit, on)))


def procedures_on_no_list(on: date) -> QuerySet[Procedure]:
    """Public procedures of which no issued list of the day says where they are received, or that they are not."""
    said = _lines_on(on).filter(procedure=OuterRef("pk"), list__kind__in=SAYS_WHERE)
    rows = Procedure.objects.public().filter(~Exists(said))
    return rows.select_related("current__field").order_by("code")


def procedures_contradicted(on: date) -> QuerySet[Procedure]:
    """Procedures that one issued list of the day receives at the desks and another excludes from them."""
    lines = _lines_on(on).filter(procedure=OuterRef("pk"), list__unit__isnull=True)
    received, excluded = lines.filter(list__kind__in=RECEIVED_AT), lines.filter(list__kind=ListKind.EXCLUDED)
    return Procedure.objects.filter(Exists(received), Exists(excluded)).select_related("current").order_by("code")


def ended_on_lists(on: date) -> QuerySet[ReceivingLine]:
    """Lines of issued lists of the day whose procedure is no longer in force."""
    rows = _lines_on(on).filter(procedure__current__isnull=True)
    return rows.select_related("list", "procedure").order_by("procedure__code", "list_id")


def desk_kind(unit: Unit, on: date) -> ListKind | None:
    """Which list rules what is received at a unit: by its tier on the day; None where it is no one-stop unit then."""
    period = UnitPeriod.objects.on(on).filter(unit=unit).select_related("kind", "tier").first()
    if period is None or not period.kind.one_stop:
        return None
    return ListKind.CENTRE if period.tier.key == PROVINCE_TIER else ListKind.COMMUNE_DESK


def procedures_received_at(unit: Unit, on: date) -> QuerySet[Procedure]:
    """What is received at a one-stop unit on a day: by the province's list, those of units above, its own."""
    kind = desk_kind(unit, on)
    if kind is None:
        return Procedure.objects.none()
    lines = _lines_on(on).filter(procedure=OuterRef("pk"), list__kind=kind)
    return (
        Procedure.objects.filter(Exists(lines.filter(_holds_for(unit, on)))).select_related("current").order_by("code")
    )


@dataclass(frozen=True, slots=True)
class Change:
    """A procedure that came onto a list or left it, beside the list before."""

    code: str
    name: str
    group: str
    added: bool


def changes_since_last(row: ReceivingList) -> Sequence[Change]:
    """What a list adds to and takes from the one that it follows, by code (two statements)."""
    if row.follows_id is None:
        return ()
    wanted = ("procedure__code", "group", "procedure__current__name")
    now = {(code, group): name or "" for code, group, name in row.lines.values_list(*wanted)}
    before = ReceivingLine.objects.filter(list=row.follows_id).values_list(*wanted)
    then = {(code, group): name or "" for code, group, name in before}
    came = [Change(*key, name, True) for key, name in _named(now, then)]
    went = [Change(*key, name, False) for key, name in _named(then, now)]
    return sorted(came + went, key=lambda change: (change.code, change.group))


def _named(here: dict[tuple[str, str], str], there: dict[tuple[str, str], str]) -> list[tuple[tuple[str, str], str]]:
    return [((code, name), group) for (code, group), name in here.items() if (code, group) not in there]


def latest_decisions(on: date) -> dict[str, ReceivingList]:
    """The newest issued list of each kind for the whole province that began on or before the day."""
    rows = ReceivingList.objects.filter(state=ListState.IN_FORCE, unit__isnull=True, effective_from__lte=on)
    found: dict[str, ReceivingList] = {}
    for row in rows.order_by("effective_from", "pk"):
        found[row.kind] = row
    return found
