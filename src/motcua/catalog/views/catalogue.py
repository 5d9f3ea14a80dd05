"""Control pages of the catalogue: the list, one procedure with both layers, the province's layer, comparison."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.access.routes import actor_of, public_route, route
from motcua.catalog.compare import marked, part_name
from motcua.catalog.comparison import compare_versions, comparison_docx
from motcua.catalog.finder import search_procedures
from motcua.catalog.forms import CatalogueFilter, LayerForm
from motcua.catalog.models import Procedure, VersionState
from motcua.catalog.places import place_words
from motcua.catalog.selectors import catalogue_rows, finding_rows, layer_on, version_for, versions_to_compare
from motcua.catalog.services.layers import LayerContent, set_layer
from motcua.web.faults import UserError
from motcua.web.pageparts import parts_of
from motcua.web.paging import page_of

NAV = {"nav": "catalogue"}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@route("catalog.view")
@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    """The list with filters; words are searched as a citizen would, a code is found as it stands."""
    form = CatalogueFilter(request.GET)
    chosen = dict(form.chosen)
    text = chosen.pop("q", "")
    codes = [hit.code for hit in search_procedures(text, limit=500, internal=True).hits] if text else None
    page = page_of(request, catalogue_rows(actor_of(request), codes=codes, **chosen))
    return render(request, "catalog/catalogue.html", {**NAV, "filters": form, "page": page})


def _procedure(request: HttpRequest, code: str) -> Procedure:
    return get_object_or_404(Procedure.objects.visible_to(actor_of(request)), code=code)


@route("catalog.view")
@require_GET
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """One procedure: what the ministry says, what the province adds, findings, versions."""
    actor = actor_of(request)
    row = _procedure(request, code)
    version = version_for(row)
    if version is None:
        if actor.may("catalog.edit") and row.versions.filter(state=VersionState.DRAFT).exists():
            return redirect("catalog:own-draft", code)
        raise Http404
    context = {
        **NAV,
        "procedure": row,
        "version": version,
        "layer": layer_on(row, timezone.localdate()),
        "findings": finding_rows(actor, state="open", code=code)[:100],
        "versions": row.versions.visible_to(actor).order_by("-effective_from", "-number"),
        "place_words": place_words,
        "ended": row.current_id is None,
        "may_edit": actor.may("catalog.edit") and row.current_id is not None,
        "repairs": version.normalisations.all()[:200],
        "parts": parts_of("control.procedure", request, row, actor),
    }
    return render(request, "catalog/procedure_control.html", context)


@route("catalog.edit")
@require_http_methods(["GET", "POST"])
def layer(request: HttpRequest, code: str) -> HttpResponse:
    """The form of the province's layer; what the ministry says stands beside it and cannot be changed here."""
    row = _procedure(request, code)
    today = timezone.localdate()
    form = LayerForm(request.POST) if request.method == "POST" else LayerForm.of(layer_on(row, today), row.version)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        version, start = values.pop("version"), values.pop("effective_from")
        try:
            set_layer(
                actor=actor_of(request),
                procedure=row,
                effective_from=start,
                content=LayerContent(**values),
                version=version,
            )
        except UserError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            messages.success(request, _("Đã ghi phần của tỉnh."))
            return redirect("catalog:control-procedure", code)
    context = {**NAV, "procedure": row, "version": version_for(row), "form": form}
    return render(request, "catalog/layer.html", context)


@public_route
@require_GET
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """What changed between two versions, the last two where none are named; `?docx` downloads it as a Word file."""
    actor = actor_of(request)
    row = _procedure(request, code)
    old, new = versions_to_compare(row, actor, request.GET.get("cu"), request.GET.get("moi"))
    if new is None:
        raise Http404
    comparison = compare_versions(old, new) if old is not None else None
    if comparison is not None and "docx" in request.GET:
        response = HttpResponse(comparison_docx(comparison), content_type=DOCX)
        response["Content-Disposition"] = f'attachment; filename="so-sanh-{code}.docx"'
        return response
    versions = row.versions.visible_to(actor).order_by("-effective_from", "-number")
    context = {
        "nav": "procedures",
        "procedure": row,
        "new": new,
        "comparison": comparison,
        "versions": versions,
        "part_name": part_name,
        "marked": marked,
    }
    return render(request, "catalog/compare.html", context)
