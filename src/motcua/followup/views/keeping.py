"""Pages of what the room keeps beside the work: departments of fields, approvals of internal processes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.catalog.asking import find
from motcua.followup import plain
from motcua.followup.forms import FieldFilterForm, ProcessFilterForm, ProcessForm
from motcua.followup.models import FieldDepartment, InternalProcessNote
from motcua.followup.selectors import field_rows, process_lines
from motcua.followup.services.mapping import guess_fields, set_department
from motcua.followup.services.processes import drop_process, note_processes
from motcua.followup.views.asking import NAV, unit_choices, unit_chosen, version_of
from motcua.web.acting import told
from motcua.web.faults import UserError
from motcua.web.paging import page_of


@route("publication.view")
@require_GET
def fields(request: HttpRequest) -> HttpResponse:
    """Which department advises on which field; the guesses wait for a person."""
    actor = actor_of(request)
    form = FieldFilterForm(request.GET)
    chosen = form.chosen
    page = page_of(request, field_rows(actor, state=chosen.get("state", ""), text=chosen.get("q", "")))
    context = {
        **NAV,
        "filters": form,
        "page": page,
        "units": plain.UnitWords(row.unit_id for row in page.rows),
        "choices": unit_choices(timezone.localdate()),
        "may_check": actor.may("publication.check"),
    }
    return render(request, "followup/fields.html", context)


@route("publication.check")
@require_POST
def field_set(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm or change the department of a field."""
    actor = actor_of(request)
    row = get_object_or_404(FieldDepartment.objects.visible_to(actor).select_related("field"), pk=pk)
    unit = unit_chosen(request.POST.get("unit", ""))
    moved = set_department(actor=actor, row=row, unit=unit, version=version_of(request))
    if moved:
        messages.success(request, _("Đã xác nhận; %(n)d thủ tục chưa ai nhận được giao.") % {"n": moved})
    else:
        messages.success(request, _("Đã xác nhận cơ quan tham mưu."))
    return redirect("followup:fields")


@route("publication.check")
@require_POST
def fields_guess(request: HttpRequest) -> HttpResponse:
    """Guess anew where nobody has confirmed."""
    number = guess_fields(actor=actor_of(request), again=True)
    messages.success(request, _("Đã gợi ý cho %(n)d lĩnh vực.") % {"n": number})
    return redirect("followup:fields")


@route("publication.view")
@require_http_methods(["GET", "POST"])
def processes(request: HttpRequest) -> HttpResponse:
    """Procedures newer than their internal process, and writing approvals down."""
    actor = actor_of(request)
    filters = ProcessFilterForm(request.GET)
    form = ProcessForm(request.POST) if request.method == "POST" else ProcessForm()
    if request.method == "POST" and form.is_valid():
        try:
            made = note_processes(actor=actor, **form.cleaned_data)
        except UserError as error:
            told(form, error)
        else:
            none = _("Các thủ tục này đã ghi quyết định ấy.")
            told_of = _("Đã ghi quy trình nội bộ của %(n)d thủ tục.") % {"n": len(made)}
            messages.success(request, told_of if made else none)
            return redirect("followup:processes")
    rows = process_lines(actor, state=filters.asked, text=str(filters.chosen.get("q", "")))
    context = {
        **NAV,
        "filters": filters,
        "form": form,
        "page": page_of(request, rows),
        "may_write": actor.may("publication.draft"),
    }
    return render(request, "followup/processes.html", context)


@route("publication.view")
@require_GET
def process(request: HttpRequest, code: str) -> HttpResponse:
    """The approvals of one procedure's internal process, newest first."""
    actor = actor_of(request)
    procedure = find(actor, code)
    notes = InternalProcessNote.objects.visible_to(actor).filter(procedure=procedure)
    context = {
        **NAV,
        "procedure": procedure,
        "page": page_of(request, notes),
        "may_write": actor.may("publication.draft"),
    }
    return render(request, "followup/process.html", context)


@route("publication.draft")
@require_POST
def process_drop(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take an approval written down by mistake back."""
    actor = actor_of(request)
    rows = InternalProcessNote.objects.visible_to(actor).select_related("procedure")
    note = get_object_or_404(rows, public_id=public_id)
    drop_process(actor=actor, note=note)
    messages.success(request, _("Đã xóa ghi nhận."))
    return redirect("followup:process", note.procedure.code)
