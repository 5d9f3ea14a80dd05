"""Following ministries' decisions, for machines."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from motcua.access.api import needs
from motcua.access.routes import actor_of
from motcua.catalog.api_paging import Paging, page_of
from motcua.followup import plain
from motcua.followup.api_keeping import router as keeping
from motcua.followup.asking import find_announcement, find_step, find_task
from motcua.followup.models import FollowTask, StepKind, TaskState
from motcua.followup.selectors import WorkFilter, announcements, lines_of, work
from motcua.followup.services.announcing import Announced, TypedLine, change_announcement, note_announcement
from motcua.followup.services.drafting import draft_list
from motcua.followup.services.reminding import remind_unit
from motcua.followup.services.tasks import dismiss_tasks, give_task, refresh_tasks, reopen_task, waive_step
from motcua.organisation.selectors import find_unit
from motcua.web.words import storable

router = Router(tags=["follow-up"])
router.add_router("", keeping)
_VERSION: Any = Field(ge=0, le=2_000_000_000, description="the version that was looked at")


class WorkAsked(Paging):
    """Filters of the work; empty ones do not filter. `state` "all" asks for closed tasks too."""

    unit: str = Field("", max_length=60, description="code or id of a unit")
    ministry: str = Field("", max_length=300)
    step: StepKind | None = None
    state: str = Field(TaskState.OPEN.value, max_length=9)
    text: str = Field("", max_length=200)
    late: bool = False


class LineGiven(Schema):
    """One procedure of a ministry's decision."""

    code: str = Field(max_length=40, examples=["1.001193"])
    kind: str = Field(max_length=10, examples=["amended"])
    name: str = Field("", max_length=5000)


class AnnouncementGiven(Schema):
    """A ministry's decision; `unit` is the advising department where one knows it."""

    decision_no: str = Field(max_length=200, examples=["163/QĐ-BTP"])
    ministry: str = Field(max_length=300, examples=["Bộ Tư pháp"])
    signed_on: date | None = None
    effective_on: date | None = None
    note: str = Field("", max_length=1000)
    unit: str = Field("", max_length=60)
    lines: list[LineGiven] = Field(min_length=1, max_length=2000)


class DaysGiven(Schema):
    """The days of a ministry's decision."""

    signed_on: date | None = None
    effective_on: date | None = None
    note: str = Field("", max_length=1000)
    version: int = _VERSION


class ReasonGiven(Schema):
    """Why; an empty reason of a step takes its waiver back."""

    reason: str = Field(max_length=1000)
    version: int = _VERSION


class TaskNamed(Schema):
    """A task as it was looked at."""

    id: str = Field(max_length=60)
    version: int = _VERSION


class DismissedGiven(Schema):
    """Tasks that need not be followed, and why."""

    tasks: list[TaskNamed] = Field(min_length=1, max_length=500)
    reason: str = Field(max_length=1000)


class VersionGiven(Schema):
    """What was looked at."""

    version: int = _VERSION


class UnitGiven(Schema):
    """Whose a task is."""

    unit: str = Field(max_length=60)
    version: int = _VERSION


class ReminderGiven(Schema):
    """Whom to remind."""

    unit: str = Field(max_length=60)
    reply_by: date | None = None


def _task(task: FollowTask) -> dict[str, Any]:
    return plain.task_dict(task, plain.UnitWords.of_tasks([task]), timezone.localdate())


@router.get("/follow-up/tasks", auth=needs("publication.view"), summary="What ministries announced, not yet followed")
def tasks(request: HttpRequest, given: Query[WorkAsked]) -> dict[str, Any]:
    """Tasks with their four steps, the longest open first."""
    today = timezone.localdate()
    asked = WorkFilter(
        unit=find_unit(given.unit, today) if given.unit else None,
        ministry=storable(given.ministry),
        step=given.step.value if given.step else "",
        state="" if given.state == "all" else storable(given.state),
        text=storable(given.text),
        late=given.late,
    )
    rows, following = page_of(work(actor_of(request), asked, today), given)
    units = plain.UnitWords.of_tasks(rows)
    items = [plain.task_dict(row, units, today) for row in rows]
    return {"on": today, "items": items, "page": given.page, "next": following}


@router.get("/follow-up/tasks/{task_id}", auth=needs("publication.view"), summary="One task")
def task(request: HttpRequest, task_id: str) -> dict[str, Any]:
    """Its steps with the reasons of their due days, and every procedure."""
    actor = actor_of(request)
    row = find_task(actor, task_id)
    lines = list(lines_of(actor, row))
    why = {kind: explained.to_dict() for kind, explained in plain.due_explained(row, lines).items()}
    return {**_task(row), "due": why, "procedures": [plain.line_dict(line) for line in lines]}


@router.post("/follow-up/tasks/{task_id}/draft", auth=needs("publication.draft"), summary="Draft the provincial list")
def draft(request: HttpRequest, task_id: str) -> dict[str, Any]:
    """The draft's id."""
    actor = actor_of(request)
    decision = draft_list(actor=actor, task=find_task(actor, task_id))
    return {"decision": decision.public_id}


@router.put(
    "/follow-up/tasks/{task_id}/steps/{kind}", auth=needs("publication.draft"), summary="Declare a step needless"
)
def waive(request: HttpRequest, task_id: str, kind: str, given: ReasonGiven) -> dict[str, Any]:
    """The task as it is now."""
    actor = actor_of(request)
    step = find_step(find_task(actor, task_id), kind)
    waive_step(actor=actor, step=step, reason=given.reason, version=given.version)
    return _task(find_task(actor, task_id))


@router.post("/follow-up/tasks/{task_id}/dismiss", auth=needs("publication.check"), summary="Need not be followed")
def dismiss(request: HttpRequest, task_id: str, given: ReasonGiven) -> dict[str, Any]:
    """The task as it is now."""
    actor = actor_of(request)
    (task,) = dismiss_tasks(actor=actor, tasks=[(find_task(actor, task_id), given.version)], reason=given.reason)
    return _task(task)


@router.post("/follow-up/dismissed", auth=needs("publication.check"), summary="Several need not be followed")
def dismiss_several(request: HttpRequest, given: DismissedGiven) -> list[dict[str, Any]]:
    """The tasks as they are now: all were put away, or none."""
    actor = actor_of(request)
    tasks = [(find_task(actor, one.id), one.version) for one in given.tasks]
    return [_task(task) for task in dismiss_tasks(actor=actor, tasks=tasks, reason=given.reason)]


@router.post("/follow-up/tasks/{task_id}/reopen", auth=needs("publication.check"), summary="Take a dismissal back")
def reopen(request: HttpRequest, task_id: str, given: VersionGiven) -> dict[str, Any]:
    """The task as it is now."""
    actor = actor_of(request)
    return _task(reopen_task(actor=actor, task=find_task(actor, task_id), version=given.version))


@router.post("/follow-up/tasks/{task_id}/unit", auth=needs("publication.check"), summary="Give a task to a unit")
def give(request: HttpRequest, task_id: str, given: UnitGiven) -> dict[str, Any]:
    """The task that now holds its procedures."""
    actor = actor_of(request)
    unit = find_unit(given.unit, timezone.localdate())
    return _task(give_task(actor=actor, task=find_task(actor, task_id), unit=unit, version=given.version))


@router.post("/follow-up/reminders", auth=needs("publication.check"), summary="Draft a reminder to a unit")
def remind(request: HttpRequest, given: ReminderGiven) -> dict[str, Any]:
    """The draft's id in the room of papers."""
    unit = find_unit(given.unit, timezone.localdate())
    return {"paper": remind_unit(actor=actor_of(request), unit=unit, reply_by=given.reply_by).public_id}


@router.post("/follow-up/refresh", auth=needs("publication.check"), summary="Bring all open work up to date")
def refresh(request: HttpRequest) -> dict[str, int]:
    """How many tasks were looked at."""
    return {"tasks": refresh_tasks(actor=actor_of(request))}


class AnnouncementsAsked(Paging):
    """Filters of ministries' decisions."""

    ministry: str = Field("", max_length=300)
    text: str = Field("", max_length=200)


@router.get("/follow-up/announcements", auth=needs("publication.view"), summary="Decisions of ministries, newest first")
def listed(request: HttpRequest, given: Query[AnnouncementsAsked]) -> dict[str, Any]:
    """Number, ministry, days and source of each."""
    ministry, text = storable(given.ministry), storable(given.text)
    rows, following = page_of(announcements(actor_of(request), ministry=ministry, text=text), given)
    return {"items": [plain.announcement_dict(row) for row in rows], "page": given.page, "next": following}


@router.post("/follow-up/announcements", auth=needs("publication.check"), summary="Write a ministry's decision down")
def typed(request: HttpRequest, given: AnnouncementGiven) -> dict[str, Any]:
    """The decision and the tasks that it opened."""
    actor, today = actor_of(request), timezone.localdate()
    unit = find_unit(given.unit, today) if given.unit else None
    said = Announced(given.decision_no, given.ministry, given.signed_on, given.effective_on, given.note)
    lines = [TypedLine(line.code, line.kind, line.name) for line in given.lines]
    row = note_announcement(actor=actor, given=said, lines=lines, unit=unit)
    opened = row.tasks.values_list("public_id", flat=True)
    return {**plain.announcement_dict(row), "tasks": list(opened)}


@router.put("/follow-up/announcements/{announcement_id}", auth=needs("publication.check"), summary="Say its days")
def days(request: HttpRequest, announcement_id: str, given: DaysGiven) -> dict[str, Any]:
    """The decision as it is now."""
    actor = actor_of(request)
    row = change_announcement(
        actor=actor,
        announcement=find_announcement(actor, announcement_id),
        signed_on=given.signed_on,
        effective_on=given.effective_on,
        note=given.note,
        version=given.version,
    )
    return plain.announcement_dict(row)
