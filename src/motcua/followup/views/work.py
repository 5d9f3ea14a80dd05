"""Pages of the open work: the list with totals per unit, files of it, one task and what is done to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from motcua.access.routes import actor_of, route
from motcua.audit.services import exported
from motcua.followup import export, plain
from motcua.followup.forms import GiveForm, ReasonForm, RemindForm
from motcua.followup.models import FollowReminder, TaskState
from motcua.followup.selectors import late_steps, lines_of, work, work_by_unit
from motcua.followup.services.drafting import draft_list, drafts_of, open_lines
from motcua.followup.services.reminding import remind_unit
from motcua.followup.services.tasks import (
    dismiss_tasks,
    give_task,
    may_work_on,
    refresh_tasks,
    reopen_task,
    waive_step,
)
from motcua.followup.views.asking import (
    NAV,
    task_or_404,
    tasks_marked,
    unit_choices,
    unit_chosen,
    version_of,
    work_asked,
    work_form,
)
from motcua.web import places
from motcua.web.acting import done
from motcua.web.faults import UserError
from motcua.web.formats import vn_moment
from motcua.web.paging import page_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 20_000
MOST_MARKED = 500  # tasks that one act takes


@route("publication.view")
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """What ministries announced and the province has not followed, the longest open first."""
    return _list(request)


def _list(request: HttpRequest, form_of_reason: ReasonForm | None = None) -> HttpResponse:
    """The page of open work; a form that came back with errors keeps the marks."""
    actor, today = actor_of(request), timezone.localdate()
    form = work_form(request, actor)
    shown = work(actor, work_asked(form, actor), today)
    page = page_of(request, shown)
    units = plain.UnitWords.of_tasks(page.rows)
    context = {
        **NAV,
        "filters": form,
        "page": page,
        "rows": [plain.task_dict(task, units, today) for task in page.rows],
        "totals": work_by_unit(actor, today),
        "today": today,
        "step_words": plain.step_words,
        "may_check": actor.may("publication.check"),
        "reason_form": form_of_reason or ReasonForm(auto_id="nhieu_%s"),
        "marked": request.POST.getlist("task"),
        "open_shown": min(shown.filter(state=TaskState.OPEN).count(), MOST_MARKED),
    }
    return render(request, "followup/work.html", context, status=422 if form_of_reason else 200)


@route("publication.check")
@require_POST
def dismiss_several(request: HttpRequest) -> HttpResponse:
    """Say of the marked tasks, or of all that the filters of the address show, that they need not be followed."""
    actor = actor_of(request)
    form = ReasonForm(request.POST, auto_id="nhieu_%s")
    if request.POST.get("all") == "1":
        shown = work(actor, work_asked(work_form(request, actor), actor), timezone.localdate())
        chosen = [(task, task.version) for task in shown.filter(state=TaskState.OPEN)[:MOST_MARKED]]
    else:
        chosen = tasks_marked(actor, request.POST.getlist("task")[:MOST_MARKED])

    def act() -> str:
        gone = len(dismiss_tasks(actor=actor, tasks=chosen, reason=form.cleaned_data["reason"]))
        return ngettext("Đã ghi %(n)d việc không phải theo.", "Đã ghi %(n)d việc không phải theo.", gone) % {"n": gone}

    if done(request, form, act):
        query = request.GET.urlencode()
        return redirect(f"{reverse('followup:work')}{'?' if query else ''}{query}")
    return _list(request, form)


@route("publication.view")
@require_POST
def export_work(request: HttpRequest, kind: str) -> HttpResponse:
    """The list as CSV or as a workbook, one line a step, by the filters of the address; the log notes it."""
    actor, today = actor_of(request), timezone.localdate()
    form = work_form(request, actor)
    tasks = list(work(actor, work_asked(form, actor), today)[:MOST_ROWS])
    units = plain.UnitWords.of_tasks(tasks)
    rows = list(plain.cells(plain.task_dict(task, units, today) for task in tasks))
    exported(actor=actor, what="followup.work", rows=len(rows), filters=list(form.chosen))
    if kind == "csv":
        body, content_type = export.as_csv(plain.heads(), rows), "text/csv; charset=utf-8"
    else:
        source = f"{places.province_name()}, {vn_moment(timezone.now())}"
        body, content_type = export.as_xlsx(plain.heads(), rows, source), XLSX
    name = f"viec-cong-bo-{today.isoformat()}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type=content_type, headers=headers)


@route("publication.view")
@require_GET
def task(request: HttpRequest, public_id: str) -> HttpResponse:
    """One task: its four steps with whose turn, until when and why, and every procedure of it."""
    actor, today = actor_of(request), timezone.localdate()
    row = task_or_404(actor, public_id)
    units = plain.UnitWords.of_tasks([row])
    first = list(lines_of(actor, row)[:1])
    may_work = may_work_on(actor, row)
    context = {
        **NAV,
        "task": row,
        "shown": plain.task_dict(row, units, today),
        "steps": list(row.steps.all()),
        "due": plain.due_explained(row, list(lines_of(actor, row)) if first else []),
        "state_of": plain.step_state,
        "units": units,
        "page": page_of(request, lines_of(actor, row)),
        "today": today,
        "step_words": plain.step_words,
        "may_work": may_work,
        "may_check": actor.may("publication.check"),
        "to_list": len(open_lines(row)) if may_work and row.unit_id else 0,
        "drafts": list(drafts_of(row)[:20]),
        "late": late_steps(actor, row.unit, today) if row.unit and actor.may("publication.check") else [],
        "reminders": list(FollowReminder.objects.visible_to(actor).filter(task=row)[:20]),
        "reason_form": ReasonForm(auto_id="dismiss_%s"),
        "waive_form": ReasonForm(auto_id=False),
        "give_form": GiveForm(units=unit_choices(today), auto_id="give_%s"),
        "remind_form": RemindForm(auto_id="remind_%s"),
    }
    return render(request, "followup/task.html", context)


@route("publication.draft")
@require_POST
def draft(request: HttpRequest, public_id: str) -> HttpResponse:
    """Draft the provincial list with what is open."""
    actor = actor_of(request)
    decision = draft_list(actor=actor, task=task_or_404(actor, public_id))
    messages.success(request, _("Đã lập dự thảo quyết định danh mục từ việc này."))
    return redirect("publication:decision", decision.public_id)


@route("publication.draft")
@require_POST
def waive(request: HttpRequest, public_id: str, kind: str) -> HttpResponse:
    """Declare a step needless with a reason; an empty reason takes it back."""
    actor = actor_of(request)
    row = task_or_404(actor, public_id)
    step = next((one for one in row.steps.all() if one.kind == kind), None)
    if step is None:
        raise Http404
    reason = request.POST.get("reason", "")
    if not reason.strip() and not step.waived:
        raise UserError("no-reason", _("Chưa ghi lý do không phải làm."), field="reason")
    waive_step(actor=actor, step=step, reason=reason, version=version_of(request))
    messages.success(request, _("Đã ghi."))
    return redirect("followup:task", public_id)


@route("publication.check")
@require_POST
def dismiss(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that the province need not follow."""
    actor = actor_of(request)
    row = task_or_404(actor, public_id)
    dismiss_tasks(actor=actor, tasks=[(row, version_of(request))], reason=request.POST.get("reason", ""))
    messages.success(request, _("Đã ghi là không phải theo."))
    return redirect("followup:task", public_id)


@route("publication.check")
@require_POST
def reopen(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take that back."""
    actor = actor_of(request)
    reopen_task(actor=actor, task=task_or_404(actor, public_id), version=version_of(request))
    messages.success(request, _("Đã mở lại việc."))
    return redirect("followup:task", public_id)


@route("publication.check")
@require_POST
def give(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give the task to another department."""
    actor = actor_of(request)
    unit = unit_chosen(request.POST.get("unit", ""))
    moved = give_task(actor=actor, task=task_or_404(actor, public_id), unit=unit, version=version_of(request))
    messages.success(request, _("Đã giao việc."))
    return redirect("followup:task", moved.public_id)


@route("publication.check")
@require_POST
def remind(request: HttpRequest, public_id: str) -> HttpResponse:
    """Draft the letter that reminds the task's unit of everything due."""
    actor = actor_of(request)
    row = task_or_404(actor, public_id)
    if row.unit is None:
        raise UserError("no-unit", _("Chưa rõ cơ quan tham mưu của việc này."), status=409)
    form = RemindForm(request.POST)
    if not form.is_valid():
        raise UserError("bad-day", _("Ghi ngày như 20/11/2026."), field="reply_by")
    paper = remind_unit(actor=actor, unit=row.unit, reply_by=form.cleaned_data["reply_by"])
    messages.success(request, _("Đã lập dự thảo công văn đôn đốc."))
    return redirect("papers:paper", paper.public_id)


@route("publication.check")
@require_POST
def refresh(request: HttpRequest) -> HttpResponse:
    """Bring all open work up to date now."""
    number = refresh_tasks(actor=actor_of(request))
    messages.success(request, _("Đã tính lại %(n)d việc.") % {"n": number})
    return redirect("followup:work")
