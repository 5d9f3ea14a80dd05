"""Every read of the room: open work, ministries' decisions, departments of fields, internal processes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from motcua.access.actors import Actor
from motcua.catalog.models import Procedure
from motcua.followup.models import (
    FieldDepartment,
    FollowStep,
    FollowTask,
    InternalProcessNote,
    MinistryAnnouncement,
    MinistryLine,
    StepKind,
    TaskState,
)
from motcua.organisation.models import Unit, UnitSuccession
from motcua.organisation.selectors import today_names
from motcua.publication.models import ANNOUNCED_ONCE, AnnouncedLine, LineKind

OUTDATED, MISSING = "outdated", "missing"


@dataclass(frozen=True, slots=True)
class WorkFilter:
    """What of the work is asked for; what is empty does not filter.

    `step` keeps tasks of which that step is still open, `late` those with a step past its due day, `own` those of the
    units with these keys.
    """

    unit: Unit | None = None
    ministry: str = ""
    step: str = ""
    state: str = TaskState.OPEN.value
    text: str = ""
    late: bool = False
    unassigned: bool = False
    own: frozenset[int] | None = None


def work(actor: Actor, asked: WorkFilter, today: date) -> QuerySet[FollowTask]:
    """Tasks, the oldest decision first, with announcement, units and steps at hand: three statements for a page."""
    rows = FollowTask.objects.visible_to(actor)
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.unit is not None:
        rows = rows.filter(unit__in=with_forebears(asked.unit))
    if asked.unassigned:
        rows = rows.filter(unit=None)
    if asked.own is not None:
        rows = rows.filter(unit__in=asked.own)
    if asked.ministry:
        rows = rows.filter(announcement__ministry=asked.ministry)
    if asked.step:
        rows = rows.filter(Exists(open_steps().filter(task=OuterRef("pk"), kind=asked.step)))
    if asked.late:
        rows = rows.filter(Exists(open_steps().filter(task=OuterRef("pk"), due_on__lt=today)))
    if asked.text:
        coded = MinistryLine.objects.filter(task=OuterRef("pk"), code=asked.text.strip())
        rows = rows.filter(Q(announcement__decision_no__icontains=asked.text.strip()) | Exists(coded))
    since = Coalesce("announcement__signed_on", "announcement__learned_on")  # the days elapsed that the list shows
    return with_steps(rows).order_by(since, "id")


def with_steps(rows: QuerySet[FollowTask]) -> QuerySet[FollowTask]:
    """Tasks with what a line of a list shows."""
    steps = FollowStep.objects.select_related("owner").order_by("id")
    return rows.select_related("announcement", "unit").prefetch_related(Prefetch("steps", steps))


def open_steps() -> QuerySet[FollowStep]:
    """Steps with something left to do."""
    return FollowStep.objects.filter(waived="", done__lt=F("total"))


def with_forebears(unit: Unit) -> list[int]:
    """A unit and those that were laid into it: their work became its work."""
    found, edge = {unit.pk}, [unit.pk]
    while edge:
        rows = UnitSuccession.objects.filter(successor__in=edge).exclude(predecessor__in=found)
        edge = list(rows.values_list("predecessor", flat=True))
        found.update(edge)
    return sorted(found)


@dataclass(frozen=True, slots=True)
class UnitWork:
    """What one unit still owes: tasks, of them late ones, and the day of the oldest."""

    unit_id: int | None
    name: str
    tasks: int
    late: int
    since: date


def work_by_unit(actor: Actor, today: date) -> list[UnitWork]:
    """Open tasks per unit, the most first; two statements."""
    late = Exists(open_steps().filter(task=OuterRef("pk"), due_on__lt=today))
    rows = (
        FollowTask.objects.visible_to(actor)
        .filter(state=TaskState.OPEN)
        .annotate(is_late=late)
        .order_by()
        .values("unit")
        .annotate(tasks=Count("pk"), late=Count("pk", filter=Q(is_late=True)), since=Min("opened_on"))
    )
    found = list(rows)
    names = today_names(row["unit"] for row in found if row["unit"])
    lines = [
        UnitWork(row["unit"], names.get(row["unit"], ""), row["tasks"], row["late"], row["since"]) for row in found
    ]
    return sorted(lines, key=lambda one: (-one.late, -one.tasks, one.name))


def task_by_id(actor: Actor, public_id: str) -> FollowTask | None:
    """One task with its steps."""
    return with_steps(FollowTask.objects.visible_to(actor)).filter(public_id=public_id).first()


def lines_of(actor: Actor, task: FollowTask) -> QuerySet[MinistryLine]:
    """The procedures of a task, by code."""
    rows = MinistryLine.objects.visible_to(actor).filter(task=task)
    return rows.select_related("announcement", "procedure").order_by("code")


def announcements(actor: Actor, *, ministry: str = "", text: str = "") -> QuerySet[MinistryAnnouncement]:
    """Ministries' decisions, newest first, each with `procedures` and `open_tasks`."""
    rows = MinistryAnnouncement.objects.visible_to(actor)
    if ministry:
        rows = rows.filter(ministry=ministry)
    if text:
        coded = MinistryLine.objects.filter(announcement=OuterRef("pk"), code=text.strip())
        rows = rows.filter(Q(decision_no__icontains=text.strip()) | Exists(coded))
    lines = MinistryLine.objects.filter(announcement=OuterRef("pk")).order_by().values("announcement")
    tasks = FollowTask.objects.filter(announcement=OuterRef("pk"), state=TaskState.OPEN).order_by()
    return rows.annotate(
        procedures=Subquery(lines.annotate(n=Count("pk")).values("n")),
        open_tasks=Subquery(tasks.values("announcement").annotate(n=Count("pk")).values("n")),
    ).order_by("-learned_on", "-id")


def announcement_by_id(actor: Actor, public_id: str) -> MinistryAnnouncement | None:
    """One decision of a ministry."""
    return MinistryAnnouncement.objects.visible_to(actor).filter(public_id=public_id).first()


def ministries(actor: Actor) -> list[str]:
    """The ministries whose decisions are known, by name."""
    rows = MinistryAnnouncement.objects.visible_to(actor).order_by("ministry")
    return list(rows.values_list("ministry", flat=True).distinct())


def field_rows(actor: Actor, *, state: str = "", text: str = "", unit: Unit | None = None) -> QuerySet[FieldDepartment]:
    """Fields with their departments, those without one first, then guesses, then by name."""
    rows = FieldDepartment.objects.visible_to(actor).select_related("field", "unit")
    if state == MISSING:
        rows = rows.filter(unit=None)
    elif state:
        rows = rows.filter(state=state, unit__isnull=False)
    if text:
        rows = rows.filter(field__name__icontains=text.strip())
    if unit is not None:
        rows = rows.filter(unit=unit)
    return rows.order_by(F("unit").asc(nulls_first=True), "-state", "field__name")


def process_lines(actor: Actor, *, state: str = OUTDATED, text: str = "") -> QuerySet[Procedure]:
    """Procedures newer than their internal process (`outdated`), listed without any (`missing`), or all that have one.

    Each carries `listed_on` (the last provincial decision that lists it), `approved_on` and `approved_by` (the newest
    process). A procedure is newer where it was listed, or its content came into force, after that approval; not where
    the approval followed the listing of that very content, which stands before its day of effect.
    """
    listed = (
        AnnouncedLine.objects.filter(procedure=OuterRef("pk"), decision__state__in=ANNOUNCED_ONCE, outrun_by=None)
        .exclude(kind=LineKind.ABOLISHED)
        .order_by()
        .values("procedure")
        .annotate(last=Max("decision__signed_on"))
        .values("last")
    )
    newest = InternalProcessNote.objects.filter(procedure=OuterRef("pk")).order_by("-approved_on", "-id")
    rows = Procedure.objects.visible_to(actor).annotate(
        listed_on=Subquery(listed),
        approved_on=Subquery(newest.values("approved_on")[:1]),
        approved_by=Subquery(newest.values("decision_no")[:1]),
    )
    if state == OUTDATED:
        followed = MinistryLine.objects.filter(procedure_version=OuterRef("current"), processed_on__isnull=False)
        of_content = AnnouncedLine.objects.filter(
            procedure_version=OuterRef("current"),
            decision__state__in=ANNOUNCED_ONCE,
            outrun_by=None,
            decision__signed_on__lte=OuterRef("approved_on"),
        )
        begun = Q(current__effective_from__gt=F("approved_on")) & ~Exists(followed) & ~Exists(of_content)
        newer = Q(listed_on__gt=F("approved_on")) | begun
        rows = rows.filter(newer, current__isnull=False)
    elif state == MISSING:
        rows = rows.filter(approved_on=None, listed_on__isnull=False, current__isnull=False)
    else:
        rows = rows.filter(approved_on__isnull=False)
    if text:
        rows = rows.filter(Q(code=text.strip()) | Q(current__name__icontains=text.strip()))
    return rows.select_related("current").order_by("code")


def late_steps(actor: Actor, unit: Unit, today: date) -> list[FollowStep]:
    """The open steps of a unit that are due or past due, the latest first, with task and announcement."""
    rows = open_steps().filter(
        task__in=FollowTask.objects.visible_to(actor).filter(state=TaskState.OPEN, unit__in=with_forebears(unit)),
        due_on__lte=today,
    )
    return list(rows.select_related("task__announcement", "owner").order_by("due_on", "id"))


def kinds() -> list[tuple[str, str]]:
    """The steps with their words."""
    return [(kind.value, str(kind.label)) for kind in StepKind]
