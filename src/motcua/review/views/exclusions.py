"""Lists of exclusion: bring one, see what the catalogue does not know, match again."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.online.rows import tier_names
from motcua.review.forms import ExclusionForm
from motcua.review.models import ExclusionList
from motcua.review.selectors import exclusion_by_id, exclusion_lists
from motcua.review.services.exclusions import import_exclusions, match_exclusions
from motcua.review.tables_in import MOST_BYTES
from motcua.review.views.common import NAV
from motcua.web.acting import told, version_of
from motcua.web.faults import UserError
from motcua.web.paging import page_of


@route("review.view")
@require_http_methods(["GET", "POST"])
def lists(request: HttpRequest) -> HttpResponse:
    """Lists, newest first; a new one is brought as a table (by whoever plans)."""
    actor = actor_of(request)
    if request.method == "GET":
        return _shown(request, ExclusionForm())
    actor.require("review.plan")
    form = ExclusionForm(request.POST, request.FILES)
    if form.is_valid():
        data = form.cleaned_data
        file = data["file"]
        try:
            made = import_exclusions(
                actor=actor,
                title=data["title"],
                instrument=data["instrument"],
                data=file.read(MOST_BYTES + 1),
                name=file.name,
            )
        except UserError as error:
            told(form, error)
        else:
            messages.success(request, _("Đã nhập danh mục."))
            return redirect("review:exclusion", made.public_id)
    return _shown(request, form, 422)


def _shown(request: HttpRequest, form: Form, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    context = {
        **NAV,
        "page": page_of(request, exclusion_lists(actor)),
        "form": form,
        "may_plan": actor.may("review.plan"),
    }
    return render(request, "review/exclusions.html", context, status=status)


def _list_or_404(request: HttpRequest, public_id: str) -> ExclusionList:
    found = exclusion_by_id(actor_of(request), public_id)
    if found is None:
        raise Http404
    return found


@route("review.view")
@require_GET
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One list; the rows that nobody knows alone where they are asked for."""
    row = _list_or_404(request, public_id)
    unknown = request.GET.get("chua-ro") == "1"
    rows = row.lines.select_related("procedure__current").order_by("ordinal")
    context = {
        **NAV,
        "row": row,
        "unknown": unknown,
        "tiers": tier_names(),
        "page": page_of(request, rows.filter(procedure=None) if unknown else rows),
        "may_plan": actor_of(request).may("review.plan"),
    }
    return render(request, "review/exclusion.html", context)


@route("review.plan")
@require_POST
def match(request: HttpRequest, public_id: str) -> HttpResponse:
    """Look again for what the catalogue did not know."""
    row = _list_or_404(request, public_id)
    match_exclusions(actor=actor_of(request), exclusions=row, version=version_of(request))
    messages.success(request, _("Đã đối chiếu lại với danh mục thủ tục."))
    return redirect("review:exclusion", public_id)
