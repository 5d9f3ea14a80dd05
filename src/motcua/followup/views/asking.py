"""What several pages share: a task or a unit found, filters read out of an address, refusals put beside fields."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.followup.forms import WorkFilterForm
from motcua.followup.guess import departments
from motcua.followup.models import FollowTask, MinistryAnnouncement, TaskState
from motcua.followup.selectors import WorkFilter, announcement_by_id, ministries, task_by_id
from motcua.organisation.models import Unit
from motcua.organisation.selectors import unit_by_id
from motcua.web.faults import Stale, UserError

NAV = {"nav": "follow"}


def version_of(request: HttpRequest) -> int:
    """The version that a form was drawn from; raises `Stale` where the form carries none."""
    raw = request.POST.get("version", "")
    if not (raw.isascii() and raw.isdigit() and len(raw) < 10):
        raise Stale(_("Biểu mẫu thiếu số phiên bản. Tải lại trang rồi làm lại."))
    return int(raw)


def task_or_404(actor: Actor, public_id: str) -> FollowTask:
    """The task, or no page."""
    task = task_by_id(actor, public_id)
    if task is None:
        raise Http404
    return task


def tasks_marked(actor: Actor, marks: Sequence[str]) -> list[tuple[FollowTask, int]]:
    """The tasks of ticked rows, each with the version it was drawn from (`id:version`).

    Raises `Stale` where one is no longer there for the actor.
    """
    versions = {name: int(text) for name, _colon, text in (mark.partition(":") for mark in marks) if text.isdecimal()}
    rows = list(FollowTask.objects.visible_to(actor).filter(public_id__in=list(versions)).order_by("pk"))
    if len(rows) != len(versions):
        raise Stale(_("Có việc không còn trong danh sách. Tải lại trang để xem."))
    return [(row, versions[row.public_id]) for row in rows]


def announcement_or_404(actor: Actor, public_id: str) -> MinistryAnnouncement:
    """The ministry's decision, or no page."""
    found = announcement_by_id(actor, public_id)
    if found is None:
        raise Http404
    return found


def unit_choices(day: date) -> list[tuple[str, str]]:
    """The departments of a day to choose from, by name."""
    rows = [(one.unit.public_id, one.name) for one in departments(day)]
    return sorted(rows, key=lambda row: row[1])


def unit_chosen(public_id: str) -> Unit:
    """The unit that a form names; raises `UserError` for none."""
    unit = unit_by_id(public_id)
    if unit is None:
        raise UserError("unknown-unit", _("Chưa chọn đơn vị."), field="unit")
    return unit


def work_form(request: HttpRequest, actor: Actor) -> WorkFilterForm:
    """The filters of open work as the address states them."""
    return WorkFilterForm(request.GET, units=unit_choices(timezone.localdate()), ministries=ministries(actor))


def work_asked(form: WorkFilterForm, actor: Actor) -> WorkFilter:
    """The same as the selector takes it."""
    chosen = form.chosen
    unit = str(chosen.get("unit", ""))
    state = str(chosen.get("state", ""))
    return WorkFilter(
        unit=unit_by_id(unit) if unit and unit != "-" else None,
        unassigned=unit == "-",
        ministry=str(chosen.get("ministry", "")),
        step=str(chosen.get("step", "")),
        state="" if state == "all" else state or TaskState.OPEN.value,
        text=str(chosen.get("q", "")),
        late=bool(chosen.get("late")),
        own=frozenset(actor.units_for("publication.draft")) if chosen.get("mine") else None,
    )
