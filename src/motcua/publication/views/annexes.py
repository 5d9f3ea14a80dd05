"""Pages of lists as decision annexes: ask for one, see those made, take the files."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.access.routes import actor_of, route
from motcua.audit.services import exported
from motcua.files.selectors import open_file
from motcua.organisation.forms_powers import unit_names
from motcua.publication.forms import AnnexForm
from motcua.publication.selectors import annex_rows
from motcua.publication.services.annexes import ask_annex
from motcua.web.acting import told
from motcua.web.faults import UserError
from motcua.web.paging import page_of

NAV = {"nav": "announcing"}
LOOKS = {"waiting": "info", "ready": "success", "failed": "danger"}


@route("publication.view")
@require_http_methods(["GET", "POST"])
def annexes(request: HttpRequest) -> HttpResponse:
    """The lists made so far, and a form for another."""
    actor = actor_of(request)
    form = AnnexForm(request.POST or None)
    if request.method == "POST":
        actor.require("publication.draft")
        if form.is_valid():
            try:
                made = ask_annex(actor=actor, asked=form.asked())
            except UserError as error:
                told(form, error)
            else:
                messages.success(request, _("Đang lập danh mục; tệp có ở dưới khi xong."))
                return redirect("jobs_detail", made.job)
    context = {
        **NAV,
        "form": form,
        "page": page_of(request, annex_rows(actor)),
        "looks": LOOKS,
        "may_draft": actor.may("publication.draft"),
        "unit_names": unit_names(),
    }
    return render(request, "publication/annexes.html", context)


@route("publication.view")
@require_GET
def download(request: HttpRequest, public_id: str, form: str) -> FileResponse:
    """A list as DOCX or XLSX."""
    actor = actor_of(request)
    row = get_object_or_404(annex_rows(actor), public_id=public_id)
    file = {"docx": row.docx, "xlsx": row.xlsx}.get(form)
    if file is None:
        raise Http404
    exported(actor=actor, what=f"publication.annex.{form}", rows=row.rows or 0)
    return FileResponse(open_file(file), as_attachment=True, filename=file.name, content_type=file.media_type)
