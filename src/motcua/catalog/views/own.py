"""Pages on which the province writes its own procedures: list, draft, publish; and marks papers of any procedure."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.catalog.forms import MarkForm
from motcua.catalog.models import Component, Procedure, ProcedureVersion, VersionState
from motcua.catalog.own_forms import DraftForms, NewForm, PublishForm
from motcua.catalog.record import ProcedureRecord
from motcua.catalog.rows import record_of
from motcua.catalog.selectors import own_rows, version_on, with_parts
from motcua.catalog.services.drafting import create_own, discard_draft, open_draft, publish_draft, save_draft
from motcua.catalog.services.marking import mark_component
from motcua.catalog.services.marks import Mark
from motcua.web.acting import version_of
from motcua.web.faults import UserError
from motcua.web.forms import Form
from motcua.web.paging import page_of

NAV = {"nav": "own"}


@route("catalog.edit")
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """The province's own procedures, those with an open draft first."""
    return render(request, "catalog/own.html", {**NAV, "page": page_of(request, own_rows(actor_of(request)))})


@route("catalog.edit")
@require_http_methods(["GET", "POST"])
def own_new(request: HttpRequest) -> HttpResponse:
    """Write a procedure that is not in the catalogue yet."""
    head, forms = NewForm(request.POST or None), _forms(request, None)
    if request.method == "POST" and "more" not in request.POST and all([head.is_valid(), forms.is_valid()]):
        record = forms.record(ProcedureRecord(code=head.cleaned_data["code"], name="", source=_("tỉnh soạn")))
        try:
            create_own(actor=actor_of(request), record=record)
        except UserError as error:
            _blame(error, head, forms.main)
        else:
            messages.success(request, _("Đã ghi bản dự thảo."))
            return redirect("catalog:own-draft", record.code)
    if "more" in request.POST:
        head = NewForm(initial={"code": request.POST.get("code", "")})
    return render(request, "catalog/own_edit.html", {**NAV, "head": head, "forms": forms, "draft": None})


def _draft(request: HttpRequest, code: str) -> ProcedureVersion:
    rows = ProcedureVersion.objects.visible_to(actor_of(request))
    return get_object_or_404(with_parts(rows), procedure__code=code, state=VersionState.DRAFT)


def _forms(request: HttpRequest, draft: ProcedureVersion | None) -> DraftForms:
    if request.method != "POST":
        return DraftForms.of(record_of(draft) if draft else None)
    return DraftForms.with_more(request.POST) if "more" in request.POST else DraftForms.sent(request.POST)


def _blame(error: UserError, *forms: Form) -> None:
    """Put a refusal beside the field that it names, else at the top of the last form."""
    for form in forms:
        if error.field in form.fields:
            form.add_error(error.field, error.message)
            return
    forms[-1].add_error(None, f"{error.message} {error.hint or ''}".strip())


@route("catalog.edit")
@require_http_methods(["GET", "POST"])
def own_draft(request: HttpRequest, code: str) -> HttpResponse:
    """Write the open draft of a procedure."""
    actor, draft = actor_of(request), _draft(request, code)
    forms = _forms(request, draft)
    if request.method == "POST" and "more" not in request.POST and forms.is_valid():
        try:
            save_draft(actor=actor, draft=draft, record=forms.record(record_of(draft)), version=version_of(request))
        except UserError as error:
            _blame(error, forms.main)
        else:
            messages.success(request, _("Đã ghi bản dự thảo."))
            return redirect("catalog:own-draft", code)
    context = {
        **NAV,
        "head": None,
        "forms": forms,
        "draft": draft,
        "publish": PublishForm(initial={"effective_from": timezone.localdate()}),
        "may_publish": actor.may("catalog.publish"),
    }
    return render(request, "catalog/own_edit.html", context)


@route("catalog.edit")
@require_POST
def own_open(request: HttpRequest, code: str) -> HttpResponse:
    """Open a draft as a copy of what is in force."""
    actor = actor_of(request)
    open_draft(actor=actor, procedure=get_object_or_404(Procedure.objects.visible_to(actor), code=code))
    return redirect("catalog:own-draft", code)


@route("catalog.publish")
@require_POST
def own_publish(request: HttpRequest, code: str) -> HttpResponse:
    """Put the draft in force."""
    form = PublishForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("catalog:own-draft", code)
    publish_draft(
        actor=actor_of(request),
        draft=_draft(request, code),
        effective_from=form.cleaned_data["effective_from"],
        version=version_of(request),
    )
    messages.success(request, _("Đã công khai. Nội dung từ nay được khóa; muốn đổi thì mở bản sửa."))
    return redirect("catalog:control-procedure", code)


@route("catalog.edit")
@require_POST
def own_discard(request: HttpRequest, code: str) -> HttpResponse:
    """Throw the draft away."""
    discard_draft(actor=actor_of(request), draft=_draft(request, code), version=version_of(request))
    messages.success(request, _("Đã bỏ bản dự thảo."))
    return redirect("catalog:own")


@route("catalog.edit")
@require_http_methods(["GET", "POST"])
def papers(request: HttpRequest, code: str) -> HttpResponse:
    """Papers of the version in force and whether their data can come from a database; a form for the chosen one."""
    actor = actor_of(request)
    procedure = get_object_or_404(Procedure.objects.visible_to(actor), code=code)
    version = version_on(procedure)
    rows = Component.objects.filter(procedure_version=version, kind="paper").select_related("case").order_by("ordinal")
    chosen = _chosen(request, rows.select_related("procedure_version__procedure"))
    form = MarkForm(request.POST or None, initial=MarkForm.said(chosen)) if chosen else None
    if request.method == "POST" and chosen and form and form.is_valid():
        mark = Mark(form.cleaned_data["from_database"], form.cleaned_data["database"], form.cleaned_data["ground"])
        try:
            mark_component(actor=actor, component=chosen, mark=mark, version=version_of(request))
        except UserError as error:
            _blame(error, form)
        else:
            messages.success(request, _("Đã ghi."))
            return redirect("catalog:papers", code)
    context = {"nav": "catalogue", "procedure": procedure, "version": version, "rows": rows, "form": form}
    return render(request, "catalog/papers.html", {**context, "chosen": chosen})


def _chosen(request: HttpRequest, rows: QuerySet[Component]) -> Component | None:
    number = request.POST.get("giay", "") or request.GET.get("giay", "")
    if not (number.isascii() and number.isdigit() and len(number) < 6):
        return None
    return get_object_or_404(rows, ordinal=int(number))
