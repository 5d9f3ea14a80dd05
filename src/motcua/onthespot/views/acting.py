"""Writing: proposing, changing, checking, starting, withdrawing; lists and reports."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.onthespot.forms import ContentForm, DayForm, DecisionForm, MonthForm, ProposeForm, ReasonForm, TitleForm
from motcua.onthespot.services.deciding import decide_list, open_list, submit_list
from motcua.onthespot.services.entries import (
    change_entry,
    check_entry,
    propose_entry,
    renew_entry,
    start_entry,
    withdraw_entry,
)
from motcua.onthespot.services.reports import make_report
from motcua.onthespot.views.reading import NAV, entry_or_404, list_or_404, show_entry, show_list, show_overview
from motcua.organisation.forms_powers import unit_names
from motcua.web.acting import done, version_of
from motcua.web.forms import Form


@route("onthespot.assess")
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Propose a procedure."""
    form = ProposeForm(request.POST or None)

    made: list[str] = []

    def act() -> str:
        data = form.cleaned_data
        entry = propose_entry(
            actor=actor_of(request), code=data["code"], unit=data["unit"], desk=data["desk"], content=form.content
        )
        made.append(entry.public_id)
        return _("Đã ghi đề xuất.")

    if request.method == "POST" and done(request, form, act):
        return redirect("onthespot:entry", made[0])
    status = 400 if form.errors else 200
    return render(request, "onthespot/propose.html", {**NAV, "form": form, "unit_names": unit_names()}, status=status)


def _entry_acted(request: HttpRequest, public_id: str, form: Form, name: str, act: Callable[[], str]) -> HttpResponse:
    if done(request, form, act):
        return redirect("onthespot:entry", public_id)
    return show_entry(request, entry_or_404(request, public_id), status=400, **{name: form})


@route("onthespot.assess")
@require_POST
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change a proposal."""
    row, form = entry_or_404(request, public_id), ContentForm(request.POST, auto_id="sua_%s")

    def act() -> str:
        change_entry(actor=actor_of(request), entry=row, content=form.content, version=version_of(request))
        return _("Đã sửa đề xuất.")

    return _entry_acted(request, public_id, form, "change", act)


@route("onthespot.assess")
@require_POST
def renew(request: HttpRequest, public_id: str) -> HttpResponse:
    """Propose what is to take the place of an entry in force."""
    row, form = entry_or_404(request, public_id), ContentForm(request.POST, auto_id="doi_%s")
    made: list[str] = []

    def act() -> str:
        new = renew_entry(actor=actor_of(request), entry=row, content=form.content, version=version_of(request))
        made.append(new.public_id)
        return _("Đã ghi đề xuất thay đổi; nội dung đang thực hiện vẫn giữ đến khi nội dung mới bắt đầu.")

    if done(request, form, act):
        return redirect("onthespot:entry", made[0])
    return show_entry(request, entry_or_404(request, public_id), status=400, renew=form)


@route("onthespot.decide")
@require_POST
def check(request: HttpRequest, public_id: str) -> HttpResponse:
    """Confirm a proposal."""
    row = entry_or_404(request, public_id)
    check_entry(actor=actor_of(request), entry=row, version=version_of(request))
    messages.success(request, _("Đã xác nhận đề xuất."))
    return redirect("onthespot:entry", public_id)


@route("onthespot.decide")
@require_POST
def start(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put a decided entry in force."""
    row, form = entry_or_404(request, public_id), DayForm(request.POST, auto_id="bat_dau_%s")

    def act() -> str:
        start_entry(actor=actor_of(request), entry=row, day=form.cleaned_data["day"], version=version_of(request))
        return _("Đã ghi thực hiện tại chỗ; thủ tục có trong danh sách công khai.")

    return _entry_acted(request, public_id, form, "start", act)


@route("onthespot.decide")
@require_POST
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Withdraw an entry."""
    row, form = entry_or_404(request, public_id), ReasonForm(request.POST, auto_id="rut_%s")

    def act() -> str:
        reason = form.cleaned_data["reason"]
        withdraw_entry(actor=actor_of(request), entry=row, reason=reason, version=version_of(request))
        return _("Đã rút thủ tục.")

    return _entry_acted(request, public_id, form, "withdraw", act)


@route("onthespot.decide")
@require_POST
def new_list(request: HttpRequest) -> HttpResponse:
    """Draw up a list of every checked entry."""
    form = TitleForm(request.POST, auto_id="ten_%s")

    made: list[str] = []

    def act() -> str:
        made.append(open_list(actor=actor_of(request), title=form.cleaned_data["title"]).public_id)
        return _("Đã lập danh mục. Xem lại rồi trình ký.")

    if done(request, form, act):
        return redirect("onthespot:list", made[0])
    return show_overview(request, status=400, title=form)


@route("onthespot.decide")
@require_POST
def submit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Submit a list for signature."""
    submit_list(actor=actor_of(request), spot_list=list_or_404(request, public_id), version=version_of(request))
    messages.success(request, _("Đã trình ký danh mục."))
    return redirect("onthespot:list", public_id)


@route("onthespot.decide")
@require_POST
def decide(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record the signed decision of a list."""
    row, form = list_or_404(request, public_id), DecisionForm(request.POST, auto_id="qd_%s")

    def act() -> str:
        decide_list(actor=actor_of(request), spot_list=row, version=version_of(request), **form.cleaned_data)
        return _("Đã ghi quyết định.")

    if done(request, form, act):
        return redirect("onthespot:list", public_id)
    return show_list(request, list_or_404(request, public_id), status=400, decision=form)


@route("onthespot.decide")
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """Make the report of a month."""
    form = MonthForm(request.POST, auto_id="thang_%s")

    def act() -> str:
        make_report(actor=actor_of(request), month=form.cleaned_data["month"])
        return _("Đã lập báo cáo.")

    if done(request, form, act):
        return redirect(f"{reverse('onthespot:progress')}#bao-cao")
    return show_overview(request, status=400, month=form)
