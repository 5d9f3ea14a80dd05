"""Brings tasks up to date: dates of each line, counts and due days of each step, whether all is done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import F

from motcua.followup.clocks import Given, step_due
from motcua.followup.models import FollowStep, FollowTask, MinistryLine, StepKind, TaskState
from motcua.followup.progress import Facts, facts_of, needs_process
from motcua.rulebook.lawbook import Law
from motcua.rulebook.selectors import law

_LINE = ["listed_on", "listed_by", "processed_on", "posted_on", "desks_done", "desks_due", "uploaded_on"]


def bring_up_to_date(tasks: Collection[FollowTask], today: date) -> list[FollowTask]:
    """Derive and store the state of tasks inside a service; returns those that were closed by it.

    The number of statements does not grow with the number of lines.
    """
    ids = [task.pk for task in tasks]
    lines = list(MinistryLine.objects.filter(task__in=ids).select_related("announcement"))
    facts = facts_of(lines, today)
    for line in lines:
        _write_line(line, facts[line.pk])
    MinistryLine.objects.bulk_update(lines, _LINE, batch_size=500)
    of_task: dict[int, list[MinistryLine]] = {}
    for line in lines:
        of_task.setdefault(line.task_id or 0, []).append(line)
    steps = list(FollowStep.objects.filter(task__in=ids))
    rules = law()
    for step in steps:
        _write_step(step, of_task.get(step.task_id, []), facts, rules)
    FollowStep.objects.bulk_update(steps, ["total", "done", "done_on", "due_on"], batch_size=500)
    return _close(tasks, steps, today)


def _write_line(line: MinistryLine, facts: Facts) -> None:
    line.listed_on, line.listed_by = facts.listed_on, facts.listed_by
    line.processed_on, line.uploaded_on = facts.processed_on, facts.uploaded_on
    line.posted_on = facts.posted_on
    line.desks_done = facts.desks.done if facts.desks else None
    line.desks_due = facts.desks.due if facts.desks else None


def day_of(kind: str, line: MinistryLine) -> date | None:
    """The day on which a line was through a step; None while it is open."""
    return {
        StepKind.LIST.value: line.listed_on,
        StepKind.PROCESS.value: line.processed_on,
        StepKind.POSTING.value: line.posted_on,
        StepKind.UPLOAD.value: line.uploaded_on,
    }[str(kind)]


def lines_of_step(kind: str, lines: Sequence[MinistryLine]) -> list[MinistryLine]:
    """The lines that a step is about."""
    return [line for line in lines if kind != StepKind.PROCESS or needs_process(line)]


def given_of(lines: Sequence[MinistryLine], shortened: bool = False) -> Given:
    """What the due days of a task depend on; the list counts as signed on the earliest day of any open line."""
    announcement = lines[0].announcement
    listed = [line.listed_on for line in lines if line.listed_on]
    known = max(announcement.since, announcement.learned_on)
    return Given(known, announcement.effective_on, min(listed, default=None), shortened)


def _write_step(step: FollowStep, lines: Sequence[MinistryLine], facts: dict[int, Facts], rules: Law) -> None:
    concerned = lines_of_step(step.kind, lines)
    days = [day for line in concerned if (day := day_of(step.kind, line))]
    step.total, step.done = len(concerned), len(days)
    step.done_on = max(days, default=None) if len(days) == len(concerned) else None
    if not lines:
        step.due_on = None
        return
    shortened = any(facts[line.pk].shortened for line in lines)
    step.due_on = step_due(step.kind, given_of(lines, shortened), rules).value


def _close(tasks: Collection[FollowTask], steps: Sequence[FollowStep], today: date) -> list[FollowTask]:
    """Close tasks of which every step is finished; open those again of which one no longer is."""
    finished = {task.pk: True for task in tasks}
    for step in steps:
        finished[step.task_id] = finished[step.task_id] and step.finished
    closed = []
    for task in tasks:
        if task.state == TaskState.OPEN and finished[task.pk]:
            _turn(task, TaskState.DONE, today)
            closed.append(task)
        elif task.state == TaskState.DONE and not finished[task.pk]:
            _turn(task, TaskState.OPEN, None)
    return closed


def _turn(task: FollowTask, state: TaskState, closed_on: date | None) -> None:
    FollowTask.objects.filter(pk=task.pk).update(state=state, closed_on=closed_on, version=F("version") + 1)
    task.state, task.closed_on, task.version = state, closed_on, task.version + 1
