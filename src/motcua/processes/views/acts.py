"""What is done with a process: open, import, confirm, open again, throw a draft away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.processes.forms import FileForm, OpeningForm, ReasonForm, unit_choices
from motcua.processes.output.reading import MOST_BYTES, taken_from
from motcua.processes.services.opening import discard_draft, open_process, reopen_process
from motcua.processes.services.writing import confirm_process, import_process
from motcua.processes.views.showing import NAV, process_or_404, shown
from motcua.web.acting import told, version_of
from motcua.web.faults import UserError


@route("processes.edit")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A process to draw up."""
    actor = actor_of(request)
    free = actor.system or actor.may("review.check")
    initial = {"begin": "record", "codes": request.GET.get("ma", "")}
    units = unit_choices(actor, timezone.localdate())
    form = OpeningForm(request.POST or None, units=units, free=free, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = open_process(actor=actor, asked=form.asked())
        except UserError as error:
            told(form, error)
        else:
            messages.success(request, _("Đã mở quy trình. Xem lại từng bước rồi xác nhận."))
            return redirect("processes:process", made.public_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "processes/new.html", {**NAV, "form": form}, status=status)


@route("processes.edit")
@require_POST
def take_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take the steps from a file."""
    row = process_or_404(request, public_id)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            taken = taken_from(form.cleaned_data["file"].read(MOST_BYTES + 1))
            import_process(actor=actor_of(request), process=row, taken=taken, version=version_of(request))
        except UserError as error:
            told(form, error)
        else:
            messages.success(request, _("Đã nhập {n} bước. Xem lại rồi xác nhận.").format(n=len(taken.steps)))
            return redirect("processes:process", public_id)
    return shown(request, row, 422, file_form=form)


@route("processes.edit")
@require_POST
def confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """Confirm the draft."""
    row = process_or_404(request, public_id)
    confirm_process(actor=actor_of(request), process=row, version=version_of(request))
    messages.success(request, _("Đã xác nhận quy trình; bản này được giữ nguyên."))
    return redirect("processes:process", public_id)


@route("processes.edit")
@require_POST
def reopen(request: HttpRequest, public_id: str) -> HttpResponse:
    """Draw the process up anew on top of what was confirmed."""
    row = process_or_404(request, public_id)
    form = ReasonForm(request.POST)
    if form.is_valid():
        reopen_process(actor=actor_of(request), process=row, reason=form.cleaned_data["reason"])
        messages.success(request, _("Đã mở bản mới để lập lại; bản đã xác nhận được giữ nguyên."))
        return redirect("processes:process", public_id)
    return shown(request, row, 422, reason_form=form)


@route("processes.edit")
@require_POST
def discard(request: HttpRequest, public_id: str) -> HttpResponse:
    """Throw the draft away."""
    row = process_or_404(request, public_id)
    gone = discard_draft(actor=actor_of(request), process=row, version=version_of(request))
    messages.success(request, _("Đã bỏ bản đang lập."))
    return redirect("processes:processes") if gone else redirect("processes:process", public_id)
