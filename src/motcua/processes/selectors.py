"""Every read of the room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from motcua.access.actors import Actor
from motcua.catalog.models import Procedure
from motcua.organisation.models import Unit
from motcua.processes.flow.steps import Step
from motcua.processes.models import (
    Edition,
    EditionState,
    MemberRow,
    Process,
    ProcessKind,
    StepRow,
    WorkingCopy,
)
from motcua.web.words import storable

_SHOWN = 20  # processes that the page of a procedure names


def process_rows(
    actor: Actor, *, text: str = "", kind: str = "", state: str = "", unit: Unit | None = None
) -> QuerySet[Process]:
    """Processes with `number`, `state` and `changed_at` of their newest version, newest process first."""
    newest = Edition.objects.filter(process=OuterRef("pk")).order_by("-number")
    rows = Process.objects.visible_to(actor).select_related("procedure").annotate(
        number=Subquery(newest.values("number")[:1]),
        state=Subquery(newest.values("state")[:1]),
        changed_at=Subquery(newest.values("changed_at")[:1]),
    )  # fmt: skip
    if text:
        words = storable(text)
        in_group = MemberRow.objects.filter(edition__process=OuterRef("pk"), procedure__code=words)
        rows = rows.filter(Q(title__icontains=words) | Q(procedure__code__startswith=words) | Exists(in_group))
    if kind:
        rows = rows.filter(kind=kind)
    if state:
        rows = rows.filter(state=state)
    if unit is not None:
        rows = rows.filter(unit=unit)
    return rows.order_by("-pk")


def process_by_id(actor: Actor, text: str) -> Process | None:
    """The process with the public id, or of the single procedure with the code, as far as the actor sees it."""
    if "\x00" in text:
        return None
    rows = Process.objects.visible_to(actor).select_related("procedure__current", "unit")
    return rows.filter(Q(public_id=text) | Q(procedure__code=text)).first()


def editions_of(process: Process) -> list[Edition]:
    """All versions of a process, newest first."""
    return list(process.editions.select_related("procedure_version").order_by("-number"))


def edition_of(process: Process, number: int | None = None) -> Edition | None:
    """The version with the number, the newest without one; its members with their procedures."""
    rows = Edition.objects.filter(process=process).select_related("procedure_version").order_by("-number")
    if number is not None:
        rows = rows.filter(number=number)
    members = MemberRow.objects.select_related("procedure__current")
    return rows.prefetch_related(Prefetch("members", members)).first()


def steps_of(edition: Edition) -> tuple[Step, ...]:
    """The steps of a version in order."""
    return tuple(row.step for row in edition.rows.all())


def steps_by_edition(ids: Iterable[int]) -> dict[int, tuple[Step, ...]]:
    """The steps of several versions: one statement."""
    found: dict[int, list[Step]] = {}
    for row in StepRow.objects.filter(edition__in=list(ids)).order_by("edition_id", "ordinal"):
        found.setdefault(row.edition_id, []).append(row.step)
    return {edition: tuple(steps) for edition, steps in found.items()}


def latest_editions(procedures: Sequence[int]) -> dict[int, Edition]:
    """The newest version of the single process of each procedure, confirmed ones before drafts; by procedure."""
    rows = Edition.objects.filter(process__procedure__in=list(procedures)).annotate(of=F("process__procedure"))
    found: dict[int, Edition] = {}
    for row in rows.order_by("number"):
        held = found.get(row.of)
        if held is None or row.state == EditionState.CONFIRMED or held.state != EditionState.CONFIRMED:
            found[row.of] = row
    return found


def process_of(procedure: Procedure) -> Process | None:
    """The process of a single procedure, if one was drawn up: for the review."""
    return Process.objects.filter(kind=ProcessKind.SINGLE, procedure=procedure).first()


def working_copy(edition: Edition, actor: Actor) -> WorkingCopy | None:
    """What this person was typing and has not written."""
    return WorkingCopy.objects.filter(edition=edition, user=actor.user).first() if actor.user is not None else None


def processes_of(actor: Actor, procedure: Procedure) -> list[Process]:
    """The newest processes of a procedure: its own, and those of groups that it belongs to."""
    in_group = MemberRow.objects.filter(edition__process=OuterRef("pk"), procedure=procedure)
    rows = Process.objects.visible_to(actor).filter(Q(procedure=procedure) | Exists(in_group))
    return list(rows.order_by("-pk")[:_SHOWN])
