"""Writing the register: a decision, launches, suspensions, ends, withdrawals."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.catalog.models import Procedure
from motcua.online.forms import DayForm, EndForm, LaunchForm, ReasonForm, RecordForm, SuspendForm, codes_in
from motcua.online.models import OnlineService
from motcua.online.notice import told_early
from motcua.online.selectors import service_by_id
from motcua.online.services import (
    end_service,
    launch_services,
    record_decided,
    resume_service,
    suspend_service,
    withdraw_service,
)
from motcua.online.views.register import NAV, procedure_or_404, show
from motcua.web.acting import done, version_of
from motcua.web.forms import Form


@route("online.edit")
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """Put the services of a decision into the register."""
    form = RecordForm(request.POST) if request.method == "POST" else RecordForm(initial={"level": "full"})

    def act() -> str:
        made = record_decided(actor=actor_of(request), decision=form.decision, lines=form.lines)
        return _("Đã ghi %(opened)s dịch vụ; %(replaced)s dòng cũ kết thúc, %(same)s dòng không đổi.") % {
            "opened": made.opened,
            "replaced": made.replaced,
            "same": made.unchanged,
        }

    if request.method == "POST" and done(request, form, act):
        return redirect("online:register")
    status = 400 if form.errors else 200
    return render(request, "online/record.html", {**NAV, "tab": "register", "form": form}, status=status)


@route("online.edit")
@require_http_methods(["GET", "POST"])
def launch(request: HttpRequest) -> HttpResponse:
    """Note launches of many services at once."""
    form = LaunchForm(request.POST) if request.method == "POST" else LaunchForm()

    def act() -> str:
        data = form.cleaned_data
        rows = launch_services(
            actor=actor_of(request),
            codes=codes_in(data["codes"]),
            day=data["day"],
            integrated_on=data["integrated_on"],
        )
        return _("Đã ghi đưa vào khai thác %(n)s dịch vụ.") % {"n": len(rows)}

    if request.method == "POST" and done(request, form, act):
        return redirect("online:register")
    status = 400 if form.errors else 200
    return render(request, "online/launch.html", {**NAV, "tab": "register", "form": form}, status=status)


def _row(request: HttpRequest, procedure: Procedure) -> OnlineService:
    """The row that a form is about; it must be one of the procedure's."""
    row = service_by_id(request.POST.get("row", ""), actor_of(request))
    if row is None or row.procedure_id != procedure.pk:
        raise Http404
    return row


def _acted(request: HttpRequest, procedure: Procedure, form: Form, name: str, act: Callable[[], str]) -> HttpResponse:
    if done(request, form, act):
        return redirect("online:service", procedure.code)
    return show(request, procedure, status=400, **{name: form})


@route("online.edit")
@require_POST
def launch_one(request: HttpRequest, code: str) -> HttpResponse:
    """Note the launch of one service."""
    procedure, form = procedure_or_404(request, code), DayForm(request.POST, auto_id="mo_%s")

    def act() -> str:
        launch_services(actor=actor_of(request), codes=[procedure.code], day=form.cleaned_data["day"])
        return _("Đã ghi đưa vào khai thác.")

    return _acted(request, procedure, form, "launch", act)


@route("online.edit")
@require_POST
def suspend(request: HttpRequest, code: str) -> HttpResponse:
    """Note that a service cannot be used."""
    procedure, form = procedure_or_404(request, code), SuspendForm(request.POST, auto_id="dung_%s")
    row = _row(request, procedure)

    def act() -> str:
        stop = suspend_service(actor=actor_of(request), row=row, outage=form.outage, version=version_of(request))
        if told_early(stop).value is False:
            messages.warning(request, _("Tạm dừng có kế hoạch chưa được thông báo trước đủ số ngày quy định."))
        return _("Đã ghi tạm dừng; trang của thủ tục báo cho người dân.")

    return _acted(request, procedure, form, "suspend", act)


@route("online.edit")
@require_POST
def resume(request: HttpRequest, code: str) -> HttpResponse:
    """Note that a service can be used again."""
    procedure, form = procedure_or_404(request, code), DayForm(request.POST, auto_id="lai_%s")
    row = _row(request, procedure)

    def act() -> str:
        day = form.cleaned_data["day"]
        resume_service(actor=actor_of(request), row=row, day=day, version=version_of(request))
        return _("Đã ghi hoạt động lại.")

    return _acted(request, procedure, form, "resume", act)


@route("online.edit")
@require_POST
def end(request: HttpRequest, code: str) -> HttpResponse:
    """End a service."""
    procedure, form = procedure_or_404(request, code), EndForm(request.POST, auto_id="het_%s")
    row = _row(request, procedure)

    def act() -> str:
        end_service(actor=actor_of(request), row=row, version=version_of(request), **form.cleaned_data)
        return _("Đã kết thúc dịch vụ.")

    return _acted(request, procedure, form, "end", act)


@route("online.edit")
@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Take a wrong row back."""
    procedure, form = procedure_or_404(request, code), ReasonForm(request.POST, auto_id="rut_%s")
    row = _row(request, procedure)

    def act() -> str:
        reason = form.cleaned_data["reason"]
        withdraw_service(actor=actor_of(request), row=row, reason=reason, version=version_of(request))
        return _("Đã rút dòng ghi nhầm.")

    return _acted(request, procedure, form, "withdraw", act)
