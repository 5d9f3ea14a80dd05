"""What `motcua announce …` does about ministries' decisions: plain values in, plain values out."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.followup import plain
from motcua.followup.asking import find_announcement, find_field, find_note, find_step, find_task, unit_named
from motcua.followup.models import FollowTask, NoteSource
from motcua.followup.selectors import OUTDATED, WorkFilter, announcements, field_rows, lines_of, process_lines, work
from motcua.followup.services.announcing import Announced, TypedLine, change_announcement, note_announcement
from motcua.followup.services.drafting import draft_list
from motcua.followup.services.mapping import guess_fields, set_department
from motcua.followup.services.processes import drop_process, note_processes
from motcua.followup.services.reminding import remind_unit
from motcua.followup.services.tasks import dismiss_tasks, give_task, refresh_tasks, reopen_task, waive_step
from motcua.organisation.models import Unit
from motcua.web.faults import UserError

Plain = dict[str, Any]


def _unit(text: str) -> Unit | None:
    return unit_named(text) if text else None


def _shown(task: FollowTask) -> Plain:
    return plain.task_dict(task, plain.UnitWords.of_tasks([task]), timezone.localdate())


def open_work(actor: Actor, given: Namespace) -> list[Plain]:
    """What is announced and not yet followed, with days elapsed."""
    today = timezone.localdate()
    rows = list(work(actor, WorkFilter(unit=_unit(given.unit), late=given.late), today))
    units = plain.UnitWords.of_tasks(rows)
    return [plain.task_dict(row, units, today) for row in rows]


def task(actor: Actor, given: Namespace) -> Plain:
    """One task with its procedures and why its steps are due when they are."""
    row = find_task(actor, given.id)
    lines = list(lines_of(actor, row))
    why = {kind: explained.to_dict() for kind, explained in plain.due_explained(row, lines).items()}
    return {**_shown(row), "due": why, "procedures": [plain.line_dict(line) for line in lines]}


def ministries(actor: Actor, given: Namespace) -> list[Plain]:
    """Decisions of ministries, newest first."""
    return [plain.announcement_dict(row) for row in announcements(actor, text=given.text)[: given.limit]]


def ministry_add(actor: Actor, given: Namespace) -> Plain:
    """Write a ministry's decision down."""
    said = Announced(given.number, given.ministry, given.signed, given.effective, given.note)
    lines = [TypedLine(code, given.kind) for code in given.codes]
    row = note_announcement(actor=actor, given=said, lines=lines, unit=_unit(given.unit))
    return {**plain.announcement_dict(row), "tasks": list(row.tasks.values_list("public_id", flat=True))}


def ministry_days(actor: Actor, given: Namespace) -> Plain:
    """Say the days of a ministry's decision; a day that is not given stays."""
    row = find_announcement(actor, given.id)
    changed = change_announcement(
        actor=actor,
        announcement=row,
        signed_on=given.signed or row.signed_on,
        effective_on=given.effective or row.effective_on,
        note=given.note or row.note,
        version=row.version,
    )
    return plain.announcement_dict(changed)


def act_on_tasks(actor: Actor, given: Namespace) -> Plain | list[Plain]:
    """Draft the list, give, waive, dismiss or reopen: `given.act` says which; several are dismissed all or none.

    Raises `UserError` as the service does, or where another act names more than one task.
    """
    rows = [find_task(actor, one) for one in given.id]
    if given.act == "dismiss":
        dismiss_tasks(actor=actor, tasks=[(row, row.version) for row in rows], reason=given.reason)
        shown = [_shown(find_task(actor, row.public_id)) for row in rows]
        return shown if len(shown) > 1 else shown[0]
    if len(rows) > 1:
        raise UserError("one-task", _("Chỉ “dismiss” nhận nhiều việc một lúc."), field="id")
    return _act_on(actor, rows[0], given)


def _act_on(actor: Actor, row: FollowTask, given: Namespace) -> Plain:
    if given.act == "draft-list":
        return {"decision": draft_list(actor=actor, task=row).public_id}
    if given.act == "give":
        row = give_task(actor=actor, task=row, unit=unit_named(given.unit), version=row.version)
    elif given.act == "waive":
        step = find_step(row, given.step)
        waive_step(actor=actor, step=step, reason=given.reason, version=step.version)
    else:
        reopen_task(actor=actor, task=row, version=row.version)
    return _shown(find_task(actor, row.public_id))


def remind(actor: Actor, given: Namespace) -> Plain:
    """Draft the letter that reminds a unit."""
    unit = unit_named(given.unit)
    return {"paper": remind_unit(actor=actor, unit=unit, reply_by=given.reply_by).public_id}


def refresh(actor: Actor) -> Plain:
    """Read the log and bring all open work up to date."""
    from motcua.followup.jobs import read_log

    return {"log": read_log(actor), "tasks": refresh_tasks(actor=actor)}


def fields(actor: Actor, given: Namespace) -> list[Plain]:
    """Which department advises on which field; with `--guess` guessed anew first, with `--set` confirmed."""
    if given.guess:
        guess_fields(actor=actor, again=True)
    if given.set:
        row = find_field(actor, given.set)
        set_department(actor=actor, row=row, unit=unit_named(given.unit), version=row.version)
        return [plain.field_dict(row, plain.UnitWords([row.unit_id]))]
    rows = list(field_rows(actor, state=given.state, unit=_unit(given.unit)))
    units = plain.UnitWords(row.unit_id for row in rows)
    return [plain.field_dict(row, units) for row in rows]


def processes(actor: Actor, given: Namespace) -> list[Plain]:
    """Procedures against their internal processes."""
    state = "" if given.state == "all" else given.state or OUTDATED
    return [plain.process_dict(row) for row in process_lines(actor, state=state)]


def process_add(actor: Actor, codes: list[str], number: str, day: date, *, from_file: bool) -> list[Plain]:
    """Write approvals of internal processes down."""
    source = NoteSource.IMPORTED if from_file else NoteSource.TYPED
    made = note_processes(actor=actor, codes=codes, decision_no=number, approved_on=day, source=source)
    return [plain.note_dict(row) for row in made]


def process_drop(actor: Actor, given: Namespace) -> Plain:
    """Take an approval written down by mistake back."""
    note = find_note(actor, given.id)
    told = plain.note_dict(note)
    drop_process(actor=actor, note=note)
    return {"dropped": told}
