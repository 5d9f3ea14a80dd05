"""Pages of the focal officers: the list of a year, appointing, renewing in one act, the annex of the decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.audit.services import exported
from motcua.organisation import annex as papers
from motcua.organisation import officers, selectors
from motcua.organisation.forms import DayForm, DecisionForm, FocalFilter, FocalForm
from motcua.organisation.models import FocalAppointment
from motcua.organisation.services.focal import Decision, Holder, appoint_focal, end_focal, renew_focal
from motcua.organisation.views.units import unit_or_404, version_of
from motcua.web import places
from motcua.web.acting import told
from motcua.web.faults import UserError
from motcua.web.paging import page_of

NAV = {"nav": "focal"}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _year(request: HttpRequest) -> int:
    """The year in the address, else this one."""
    raw = request.GET.get("nam", "")
    year = int(raw) if raw.isascii() and raw.isdigit() and len(raw) == 4 else 0
    return year if 2000 <= year <= 2100 else timezone.localdate().year


def decision_of(data: dict[str, Any]) -> Decision:
    """The decision that a form tells."""
    return Decision(data["number"], data["signed_on"], data["signer"], data["year"], data["day"])


@route("organisation.view")
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Each unit that must have an officer, with the officer of the year or without."""
    actor, today, year = actor_of(request), timezone.localdate(), _year(request)
    form = FocalFilter(request.GET)
    day = officers.day_of_year(year, today)
    every = officers.focal_lines(actor, day)
    chosen = form.chosen
    lines = (
        officers.focal_lines(actor, day, state=chosen.get("state", ""), text=chosen.get("q", "")) if chosen else every
    )
    context = {
        **NAV,
        "filters": form,
        "year": year,
        "years": officers.years(actor, today),
        "day": day,
        "page": page_of(request, lines),
        "held": sum(line.state == officers.CURRENT for line in every),
        "total": len(every),
        "own": officers.own_reminders(actor, today),
        "may_appoint": actor.may("organisation.focal"),
    }
    return render(request, "organisation/focal.html", context)


@route("organisation.view")
@require_http_methods(["GET", "POST"])
def of_unit(request: HttpRequest, public_id: str) -> HttpResponse:
    """The officers a unit has had, and appointing one by a recorded decision."""
    unit, actor, today = unit_or_404(public_id), actor_of(request), timezone.localdate()
    history = list(officers.history_of(actor, unit))
    held = next((row for row in history if row.covers(today)), None)
    form = FocalForm(request.POST) if request.method == "POST" else FocalForm.of(held, today.year)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        holder = Holder(data["name"], data["title"], data["phone"], data["email"], data["user"])
        try:
            appoint_focal(actor=actor, unit=unit, holder=holder, decision=decision_of(data))
        except UserError as error:
            told(form, error)
        else:
            messages.success(request, _("Đã ghi việc cử công chức đầu mối."))
            return redirect("organisation:focal-unit", unit.public_id)
    context = {
        **NAV,
        "unit": unit,
        "shown": selectors.shown_on(unit, today),
        "held": held,
        "history": history,
        "form": form,
        "end_form": DayForm(initial={"day": today}, auto_id="end_%s"),
        "may_appoint": actor.may("organisation.focal"),
    }
    return render(request, "organisation/focal_unit.html", context)


@route("organisation.focal")
@require_POST
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    """End an appointment."""
    actor = actor_of(request)
    rows = FocalAppointment.objects.visible_to(actor).select_related("unit")
    appointment = get_object_or_404(rows, public_id=public_id)
    form = DayForm(request.POST)
    if form.is_valid():
        end_focal(actor=actor, appointment=appointment, day=form.cleaned_data["day"], version=version_of(request))
        messages.success(request, _("Đã ghi việc kết thúc."))
    else:
        messages.error(request, " ".join(str(words) for errors in form.errors.values() for words in errors))
    return redirect("organisation:focal-unit", appointment.unit.public_id)


@route("organisation.focal")
@require_http_methods(["GET", "POST"])
def renew(request: HttpRequest) -> HttpResponse:
    """Renew the officers for a new year in one act: the decision, a preview of who it is for, then the deed."""
    actor, today = actor_of(request), timezone.localdate()
    posted = request.method == "POST"
    form = DecisionForm(request.POST) if posted else DecisionForm(initial={"year": today.year, "day": today})
    lines: list[officers.FocalLine] = []
    sure = posted and "confirmed" in request.POST
    if posted and form.is_valid():
        decision = decision_of(form.cleaned_data)
        lines = officers.renewable(actor, decision.year, decision.day)
        if sure:
            kept = set(request.POST.getlist("appointment"))
            chosen = [line.appointment for line in lines if line.appointment and line.appointment.public_id in kept]
            try:
                done = renew_focal(actor=actor, appointments=chosen, decision=decision)
            except UserError as error:
                told(form, error)
            else:
                words = ngettext("Đã kiện toàn %(n)d đơn vị.", "Đã kiện toàn %(n)d đơn vị.", len(done))
                messages.success(request, words % {"n": len(done)})
                return redirect(f"{reverse('organisation:focal')}?nam={decision.year}")
    context = {**NAV, "form": form, "lines": lines, "previewing": posted and form.is_valid()}
    return render(request, "organisation/focal_renew.html", context)


@route("organisation.view")
@require_GET
def annex(request: HttpRequest) -> HttpResponse:
    """The list of a year as the annex of the decision, to be printed on A4."""
    year = _year(request)
    found = papers.annex_of(actor_of(request), year, timezone.localdate(), request.GET.get("so", ""))
    context = {**NAV, "annex": found, "title": papers.annex_title(year), "heads": papers.heads(), "year": year}
    return render(request, "organisation/focal_annex.html", context)


@route("organisation.view")
@require_POST
def annex_docx(request: HttpRequest) -> HttpResponse:
    """The annex as a Word file; that it left the house is logged."""
    actor, year = actor_of(request), _year(request)
    found = papers.annex_of(actor, year, timezone.localdate(), request.GET.get("so", ""))
    exported(actor=actor, what="organisation.focal", rows=len(found.rows), filters=["nam"])
    from motcua.organisation import annex_word  # the library for Word is slow to load

    body = annex_word.annex_docx(found, places.province_name())
    name = f"phu-luc-cong-chuc-dau-moi-{year}.docx"
    return HttpResponse(body, content_type=DOCX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
