"""The room's rows as plain values, for the terminal, for machines and for files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.followup.clocks import step_due
from motcua.followup.models import (
    FieldDepartment,
    FollowStep,
    FollowTask,
    InternalProcessNote,
    MinistryAnnouncement,
    MinistryLine,
)
from motcua.followup.refreshing import given_of
from motcua.law.explained import Explained
from motcua.organisation.models import Unit, UnitCode
from motcua.organisation.selectors import today_names
from motcua.rulebook.selectors import law
from motcua.web.formats import vn_date

Plain = dict[str, Any]


class UnitWords:
    """Names and codes of the units that a list shows: two statements for all of them."""

    def __init__(self, ids: Iterable[int | None]) -> None:
        """Read the names and codes of the units by key."""
        wanted = {identity for identity in ids if identity}
        self.names = today_names(wanted)
        codes = UnitCode.objects.filter(unit__in=wanted).order_by("valid_from")
        self.codes = dict(codes.values_list("unit", "code"))

    @classmethod
    def of_tasks(cls, tasks: Sequence[FollowTask]) -> UnitWords:
        """The units of tasks and of their steps."""
        ids: list[int | None] = [task.unit_id for task in tasks]
        return cls(ids + [step.owner_id for task in tasks for step in task.steps.all()])

    def name(self, unit_id: int | None) -> str:
        """The unit's name today, "" for none."""
        return self.names.get(unit_id or 0, "")

    def plain(self, unit: Unit | None) -> Plain | None:
        """Id, code and name; None for no unit."""
        if unit is None:
            return None
        return {"id": unit.public_id, "code": self.codes.get(unit.pk), "name": self.names.get(unit.pk)}


def step_state(step: FollowStep, today: date) -> str:
    """Where a step stands: done, waived, late, open, or waiting for its due day to be known."""
    if step.waived:
        return "waived"
    if step.finished:
        return "done"
    if step.due_on is None:
        return "waiting"
    return "late" if step.due_on < today else "open"


def step_words(state: str) -> str:
    """The state of a step for people."""
    return {
        "waived": _("không phải làm"),
        "done": _("đã xong"),
        "late": _("quá hạn"),
        "open": _("đang trong hạn"),
        "waiting": _("chưa đến lượt"),
    }[state]


def step_dict(step: FollowStep, units: UnitWords, today: date) -> Plain:
    """One step of a task."""
    return {
        "kind": step.kind,
        "name": str(step.get_kind_display()),
        "state": step_state(step, today),
        "owner": units.plain(step.owner),
        "due": step.due_on,
        "days_late": step.days_late(today),
        "done": step.done,
        "total": step.total,
        "done_on": step.done_on,
        "waived": step.waived or None,
        "version": step.version,
    }


def task_dict(task: FollowTask, units: UnitWords, today: date) -> Plain:
    """One task with its steps (prefetched) and how many days have passed since the ministry's decision."""
    announcement = task.announcement
    return {
        "id": task.public_id,
        "decision_no": announcement.decision_no or None,
        "ministry": announcement.ministry,
        "signed_on": announcement.signed_on,
        "learned_on": announcement.learned_on,
        "days": ((task.closed_on or today) - announcement.since).days,
        "unit": units.plain(task.unit),
        "state": task.state,
        "reason": task.reason or None,
        "opened_on": task.opened_on,
        "closed_on": task.closed_on,
        "steps": [step_dict(step, units, today) for step in task.steps.all()],
        "version": task.version,
    }


def line_dict(line: MinistryLine) -> Plain:
    """One procedure of a ministry's decision and what is done about it."""
    return {
        "code": line.code,
        "name": line.name,
        "kind": line.kind,
        "listed_on": line.listed_on,
        "listed_by": line.listed_by or None,
        "processed_on": line.processed_on,
        "posted_on": line.posted_on,
        "desks": {"done": line.desks_done, "due": line.desks_due},
        "uploaded_on": line.uploaded_on,
    }


def announcement_dict(row: MinistryAnnouncement) -> Plain:
    """One decision of a ministry."""
    return {
        "id": row.public_id,
        "decision_no": row.decision_no or None,
        "ministry": row.ministry,
        "signed_on": row.signed_on,
        "effective_on": row.effective_on,
        "learned_on": row.learned_on,
        "source": row.source,
        "note": row.note or None,
        "version": row.version,
    }


def field_dict(row: FieldDepartment, units: UnitWords) -> Plain:
    """Which department advises on a field."""
    return {
        "field": row.field.name,
        "field_id": row.field_id,
        "unit": units.plain(row.unit),
        "state": row.state,
        "ground": row.ground,
        "version": row.version,
    }


def process_dict(row: Any) -> Plain:
    """A procedure against its internal process (rows of `selectors.process_lines`)."""
    return {
        "code": row.code,
        "name": row.current.name if row.current else None,
        "in_force_from": row.current.effective_from if row.current else None,
        "listed_on": row.listed_on,
        "approved_on": row.approved_on,
        "approved_by": row.approved_by,
    }


def note_dict(note: InternalProcessNote) -> Plain:
    """One approval of an internal process."""
    return {
        "id": note.public_id,
        "code": note.procedure.code,
        "decision_no": note.decision_no,
        "approved_on": note.approved_on,
    }


def due_explained(task: FollowTask, lines: Sequence[MinistryLine]) -> dict[str, Explained[date | None]]:
    """Why each step of a task is due when it is, by the rules as they stand now."""
    if not lines:
        return {}
    rules, given = law(), given_of(lines)
    return {step.kind: step_due(step.kind, given, rules) for step in task.steps.all()}


def heads() -> list[str]:
    """The columns of the list of open work as a file."""
    return [
        _("Cơ quan tham mưu"), _("Quyết định của bộ, ngành"), _("Bộ, ngành"), _("Ngày ký"), _("Ngày biết"),
        _("Số ngày đã qua"), _("Việc"), _("Tình trạng"), _("Đã xong"), _("Tổng số"), _("Hạn"), _("Quá hạn (ngày)"),
        _("Đơn vị thực hiện"),
    ]  # fmt: skip


def cells(rows: Iterable[Mapping[str, Any]]) -> Iterable[list[Any]]:
    """The lines of that file from `task_dict`s: one a step."""
    for row in rows:
        for step in row["steps"]:
            yield [
                (row["unit"] or {}).get("name") or _("chưa rõ"), row["decision_no"] or _("chưa rõ số"),
                row["ministry"], _day(row["signed_on"]), _day(row["learned_on"]), row["days"], step["name"],
                step_words(step["state"]), step["done"], step["total"], _day(step["due"]), step["days_late"],
                (step["owner"] or {}).get("name") or "",
            ]  # fmt: skip


def _day(value: date | None) -> str:
    return vn_date(value) if value else ""
