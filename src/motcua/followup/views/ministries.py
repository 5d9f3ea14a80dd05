"""Pages of ministries' decisions: the list, one decision with its days, a decision typed by hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.access.routes import actor_of, route
from motcua.followup import plain
from motcua.followup.forms import AnnouncementFilterForm, AnnouncementForm, DaysForm
from motcua.followup.models import MinistryLine
from motcua.followup.selectors import announcements, ministries, with_steps
from motcua.followup.services.announcing import Announced, change_announcement, note_announcement
from motcua.followup.views.asking import NAV, announcement_or_404, version_of
from motcua.organisation.forms_powers import unit_names
from motcua.web.acting import told
from motcua.web.faults import UserError
from motcua.web.paging import page_of


@route("publication.view")
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Decisions of ministries, newest first."""
    actor = actor_of(request)
    form = AnnouncementFilterForm(request.GET, ministries=ministries(actor))
    chosen = form.chosen
    rows = announcements(actor, ministry=chosen.get("ministry", ""), text=chosen.get("q", ""))
    context = {
        **NAV,
        "filters": form,
        "page": page_of(request, rows),
        "may_check": actor.may("publication.check"),
    }
    return render(request, "followup/announcements.html", context)


@route("publication.view")
@require_http_methods(["GET", "POST"])
def announcement(request: HttpRequest, public_id: str) -> HttpResponse:
    """One decision: its days, its tasks, its procedures."""
    actor, today = actor_of(request), timezone.localdate()
    row = announcement_or_404(actor, public_id)
    initial = {"signed_on": row.signed_on, "effective_on": row.effective_on, "note": row.note}
    form = DaysForm(request.POST) if request.method == "POST" else DaysForm(initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_announcement(actor=actor, announcement=row, version=version_of(request), **form.cleaned_data)
        except UserError as error:
            told(form, error)
        else:
            messages.success(request, _("Đã ghi."))
            return redirect("followup:announcement", public_id)
    tasks = list(with_steps(row.tasks.all()))
    units = plain.UnitWords.of_tasks(tasks)
    lines = MinistryLine.objects.visible_to(actor).filter(announcement=row).select_related("procedure")
    context = {
        **NAV,
        "announcement": row,
        "form": form,
        "tasks": [plain.task_dict(task, units, today) for task in tasks],
        "page": page_of(request, lines),
        "may_check": actor.may("publication.check"),
    }
    return render(request, "followup/announcement.html", context)


@route("publication.check")
@require_http_methods(["GET", "POST"])
def typed(request: HttpRequest) -> HttpResponse:
    """Write a ministry's decision down by hand."""
    actor = actor_of(request)
    form = AnnouncementForm(request.POST) if request.method == "POST" else AnnouncementForm()
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        given = Announced(data["decision_no"], data["ministry"], data["signed_on"], data["effective_on"], data["note"])
        try:
            row = note_announcement(actor=actor, given=given, lines=data["codes"], unit=data["unit"])
        except UserError as error:
            told(form, error, lines="codes")
        else:
            messages.success(request, _("Đã ghi quyết định và mở việc cho cơ quan tham mưu."))
            return redirect("followup:announcement", row.public_id)
    return render(request, "followup/announcement_typed.html", {**NAV, "form": form, "unit_names": unit_names()})
