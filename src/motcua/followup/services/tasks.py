"""Tasks that a ministry's decision opens: opened, given to a unit, brought up to date, waived, dismissed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.access.versions import take_row
from motcua.catalog.models import Field
from motcua.followup.models import (
    FieldDepartment,
    FollowStep,
    FollowTask,
    MinistryAnnouncement,
    MinistryLine,
    StepKind,
    TaskState,
)
from motcua.followup.owners import heir, owner_of, province_units
from motcua.followup.refreshing import bring_up_to_date
from motcua.followup.services.mapping import guess_fields
from motcua.organisation.models import Unit
from motcua.web.faults import Stale, UserError


@service(permission="publication.check")
def open_tasks(*, actor: Actor, announcement: MinistryAnnouncement, unit: Unit | None = None) -> list[FollowTask]:
    """Open a task for each department that a decision's lines belong to; lines that have a task keep it.

    `unit` takes all the lines where it is given. Returns the tasks that got lines.
    """
    today = timezone.localdate()
    lines = list(announcement.lines.filter(task=None).select_related("procedure__current", "procedure_version"))
    by_unit: dict[Unit | None, list[MinistryLine]] = {}
    fields = {line.pk: _field_of(line) for line in lines}
    held = {} if unit else _departments(actor, {field for field in fields.values() if field}, today)
    for line in lines:
        owner = unit or held.get(fields[line.pk] or 0)
        by_unit.setdefault(owner, []).append(line)
    tasks = [_give(announcement, owner, given) for owner, given in by_unit.items()]
    bring_up_to_date(tasks, today)
    for task in tasks:
        _tell("opened", task)
    return tasks


def _field_of(line: MinistryLine) -> int | None:
    if line.procedure_version_id and line.procedure_version:
        return line.procedure_version.field_id
    current = line.procedure.current if line.procedure else None
    return current.field_id if current else None


def _departments(actor: Actor, fields: Iterable[int], today: date) -> dict[int, Unit]:
    """Field → today's unit; fields not seen yet are guessed first."""
    wanted = list(fields)
    guess_fields(actor=actor, fields=wanted)
    rows = FieldDepartment.objects.filter(field__in=wanted, unit__isnull=False).select_related("unit")
    return {row.field_id: heir(row.unit, today) for row in rows if row.unit}


def _give(announcement: MinistryAnnouncement, unit: Unit | None, lines: Sequence[MinistryLine]) -> FollowTask:
    """Put lines under the task of a unit, made or opened again where need be."""
    today = timezone.localdate()
    task, created = FollowTask.objects.get_or_create(
        announcement=announcement, unit=unit, defaults={"opened_on": today}
    )
    if created:
        own = province_units(today)
        FollowStep.objects.bulk_create(
            FollowStep(task=task, kind=kind, owner=owner_of(kind, unit, own)) for kind in StepKind.values
        )
    elif task.state != TaskState.OPEN:
        FollowTask.objects.filter(pk=task.pk).update(
            state=TaskState.OPEN, closed_on=None, reason="", version=F("version") + 1
        )
        task.refresh_from_db()
    MinistryLine.objects.filter(pk__in=[line.pk for line in lines]).update(task=task)
    return task


@service(permission="publication.check")
def give_unassigned(*, actor: Actor, field: Field, unit: Unit) -> int:
    """Give open lines of a field that no unit has to `unit`; returns how many."""
    loose = MinistryLine.objects.filter(task__unit=None, task__state=TaskState.OPEN).select_related(
        "announcement", "procedure__current", "procedure_version", "task"
    )
    return _move([line for line in loose if _field_of(line) == field.pk], unit)


def _move(lines: Sequence[MinistryLine], unit: Unit) -> int:
    today = timezone.localdate()
    by_announcement: dict[int, list[MinistryLine]] = {}
    for line in lines:
        by_announcement.setdefault(line.announcement_id, []).append(line)
    left = {line.task for line in lines if line.task}
    tasks = [_give(group[0].announcement, unit, group) for group in by_announcement.values()]
    emptied = {task for task in left - set(tasks) if not task.lines.exists()}
    bring_up_to_date([*tasks, *(left - set(tasks) - emptied)], today)
    for task in emptied:
        _put_away(task, today)
    for task in tasks:
        _tell("given", task)
    return len(lines)


def _put_away(task: FollowTask, today: date) -> None:
    """A task without procedures goes; one of which a unit was reminded stays to be read."""
    if not task.reminders.exists():
        task.delete()
        return
    FollowTask.objects.filter(pk=task.pk).update(
        state=TaskState.DISMISSED,
        reason=_("Mọi thủ tục đã giao cho cơ quan khác."),
        closed_on=today,
        version=F("version") + 1,
    )


@service(permission="publication.check")
def give_task(*, actor: Actor, task: FollowTask, unit: Unit, version: int) -> FollowTask:
    """Give a whole task to another unit; where that unit has one for the decision, the two become one.

    Raises `Stale` where another changed it meanwhile, `UserError` where the task is dismissed.
    """
    _expect(task, version)
    if task.state == TaskState.DISMISSED:
        raise UserError("task-dismissed", _("Việc này đã ghi là không phải theo. Mở lại trước khi giao."))
    if task.unit_id == unit.pk:
        return task
    lines = list(task.lines.select_related("announcement", "procedure__current", "procedure_version", "task"))
    announcement = task.announcement
    _move(lines, unit)
    return FollowTask.objects.get(announcement=announcement, unit=unit)


@service(permission="publication.check")
def refresh_tasks(*, actor: Actor, tasks: Sequence[FollowTask] | None = None) -> int:
    """Bring tasks up to date with lists, processes, desks and uploads; None: all that are open. Returns how many."""
    chosen = list(FollowTask.objects.filter(state=TaskState.OPEN)) if tasks is None else list(tasks)
    closed = bring_up_to_date(chosen, timezone.localdate())
    for task in closed:
        _tell("done", task)
    return len(chosen)


@service(permission="publication.draft")
def waive_step(*, actor: Actor, step: FollowStep, reason: str, version: int) -> FollowStep:
    """Declare a step needless, with the reason; an empty reason takes the declaration back.

    Raises `Stale` where another changed it meanwhile, `Denied` for a unit that is not the task's.
    """
    must_work_on(actor, step.task)
    stale = _("Việc này vừa được người khác sửa. Tải lại trang để xem.")
    take_row(step, version, stale, waived=reason.strip()[:1000])
    verb = "waived" if step.waived else "unwaived"
    record(
        Event(
            f"followup.step.{verb}", "followup.task", step.task.public_id, facts={"step": step.kind},
            unit_id=step.task.unit_id,
        )
    )  # fmt: skip
    bring_up_to_date([step.task], timezone.localdate())
    return step


@service(permission="publication.check")
def dismiss_tasks(*, actor: Actor, tasks: Sequence[tuple[FollowTask, int]], reason: str) -> list[FollowTask]:
    """Say that the province need not follow (it did before, or the procedures are none of its own), with the reason.

    `tasks` gives each with the version that was looked at; all are put away or none. Raises `Stale`, or `UserError`
    where no reason is given, no task was chosen, or one of them is no longer open (its first reason stays).
    """
    if not reason.strip():
        raise UserError("no-reason", _("Chưa ghi lý do không phải theo."), field="reason")
    if not tasks:
        raise UserError("nothing-chosen", _("Chưa chọn việc nào."), hint=_("Đánh dấu ít nhất một dòng."))
    chosen = FollowTask.objects.filter(pk__in=[task.pk for task, _version in tasks])
    standing = {row.pk: row for row in chosen.select_for_update().order_by("pk")}
    if any(task.pk not in standing or standing[task.pk].version != version for task, version in tasks):
        raise _changed()
    if any(row.state != TaskState.OPEN for row in standing.values()):
        hint = _("Muốn ghi lại lý do, mở lại việc trước.")
        raise UserError("task-not-open", _("Có việc không còn mở, nên chưa ghi việc nào."), status=409, hint=hint)
    chosen.update(
        state=TaskState.DISMISSED,
        reason=reason.strip()[:1000],
        closed_on=timezone.localdate(),
        version=F("version") + 1,
    )
    rows = list(chosen.select_related("announcement", "unit").order_by("pk"))
    for task in rows:
        _tell("dismissed", task)
    return rows


@service(permission="publication.check")
def reopen_task(*, actor: Actor, task: FollowTask, version: int) -> FollowTask:
    """Take a dismissal back. Raises `Stale`, or `UserError` for a task that was not dismissed."""
    _expect(task, version)
    if task.state != TaskState.DISMISSED:
        raise UserError("task-not-dismissed", _("Việc này không ở tình trạng “không phải theo”."), status=409)
    FollowTask.objects.filter(pk=task.pk).update(
        state=TaskState.OPEN, reason="", closed_on=None, version=F("version") + 1
    )
    task.refresh_from_db()
    _tell("reopened", task)
    bring_up_to_date([task], timezone.localdate())
    return task


def may_work_on(actor: Actor, task: FollowTask) -> bool:
    """Whether the actor may write on a task: procedure control on all, a focal officer on those of the own unit."""
    if actor.may("publication.check"):
        return True
    return actor.may("publication.draft") and task.unit_id in actor.units_for("publication.draft")


def must_work_on(actor: Actor, task: FollowTask) -> None:
    """Raise `UserError` unless the actor may write on the task."""
    if not may_work_on(actor, task):
        raise UserError("not-own-task", _("Việc này của đơn vị khác."), status=403)


def _expect(task: FollowTask, version: int) -> None:
    locked = FollowTask.objects.select_for_update().get(pk=task.pk)
    if locked.version != version:
        raise _changed()


def _changed() -> Stale:
    return Stale(_("Việc này vừa được người khác thay đổi. Tải lại trang để xem."))


def _tell(verb: str, task: FollowTask) -> None:
    record(Event(f"followup.task.{verb}", "followup.task", task.public_id, unit_id=task.unit_id))
