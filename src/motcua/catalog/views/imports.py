"""Pages of imports: upload, preview, choose, apply."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.catalog.compare import marked
from motcua.catalog.forms import UploadForm
from motcua.catalog.intake.workbook_write import write_workbook
from motcua.catalog.models import ImportBatch, Outcome
from motcua.catalog.selectors import import_rows, item_rows
from motcua.catalog.services.imports import choose_items
from motcua.catalog.services.uploads import apply_in_background, upload_import
from motcua.catalog.views.asking import safe_back
from motcua.web.acting import version_of
from motcua.web.faults import UserError
from motcua.web.paging import page_of

NAV = {"nav": "imports"}


@route("catalog.import")
@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """The list of imports and the form that starts one."""
    actor = actor_of(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            batch = upload_import(
                actor=actor, upload=form.cleaned_data["file"], effective_from=form.cleaned_data["effective_from"]
            )
        except UserError as error:
            form.add_error("file", " ".join(words for words in (error.message, error.hint) if words))
        else:
            return redirect("catalog:import", batch.public_id)
    page = page_of(request, import_rows(actor))
    return render(request, "catalog/imports.html", {**NAV, "form": form, "page": page})


def _batch(request: HttpRequest, public_id: str) -> ImportBatch:
    return get_object_or_404(import_rows(actor_of(request)), public_id=public_id)


@route("catalog.import")
@require_GET
def import_preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """What an import would do or did, by outcome."""
    batch = _batch(request, public_id)
    outcome = request.GET.get("ket-qua", "")
    if outcome and outcome not in Outcome.values:
        raise Http404
    page = page_of(request, item_rows(batch, actor_of(request), outcome))
    context = {**NAV, "batch": batch, "page": page, "outcome": outcome, "outcomes": Outcome, "marked": marked}
    return render(request, "catalog/import_preview.html", context)


@route("catalog.import")
@require_POST
def import_choose(request: HttpRequest, public_id: str) -> HttpResponse:
    """Choose or leave out the rows of a page, or all."""
    batch = _batch(request, public_id)
    everything = "all" in request.POST
    ids = None if everything else [int(value) for value in request.POST.getlist("item") if value.isdigit()]
    changed = choose_items(
        actor=actor_of(request),
        batch=batch,
        chosen=request.POST.get("chosen") == "1",
        item_ids=ids,
        version=version_of(request),
    )
    messages.success(
        request,
        ngettext("Đã đổi lựa chọn của %(n)d dòng.", "Đã đổi lựa chọn của %(n)d dòng.", changed) % {"n": changed},
    )
    return redirect(safe_back(request, reverse("catalog:import", args=[public_id])))


@route("catalog.import")
@require_POST
def import_apply(request: HttpRequest, public_id: str) -> HttpResponse:
    """Apply the chosen rows as a background job."""
    actor = actor_of(request)
    batch = apply_in_background(actor=actor, batch=_batch(request, public_id), version=version_of(request))
    messages.success(request, _("Đã nhận yêu cầu áp dụng. Có thể rời trang này rồi quay lại xem kết quả."))
    return redirect("catalog:import", batch.public_id)


@route("catalog.import")
@require_GET
def import_template(request: HttpRequest) -> FileResponse:
    """Our own workbook for procedures typed by hand."""
    file = BytesIO()
    write_workbook(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename="bieu-nhap-thu-tuc.xlsx")
