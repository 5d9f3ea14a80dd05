"""Pages of the lists as documents: ask for them, what was made, the files."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from motcua.access.routes import actor_of, route
from motcua.audit.services import exported
from motcua.files.selectors import open_file
from motcua.online.forms import RoadmapFilter, ServiceFilter
from motcua.online.lists import NAMES
from motcua.online.selectors import document_by_id, document_sets
from motcua.online.services import make_documents
from motcua.online.views.register import NAV
from motcua.papers.rendering import MEDIA_TYPES
from motcua.web.paging import page_of


@route("online.view")
@require_GET
def documents(request: HttpRequest) -> HttpResponse:
    """What was asked for, the latest first, with the files and those still being made."""
    page = page_of(request, document_sets(actor_of(request)))
    context = {**NAV, "tab": "documents", "page": page, "kinds": list(NAMES.items())}
    return render(request, "online/documents.html", context)


@route("online.view")
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Ask for the lists of what the filters of the address show; leads to the progress of the job."""
    return _made(request, ServiceFilter(request.GET))


@route("online.view")
@require_POST
def make_roadmap(request: HttpRequest) -> HttpResponse:
    """Ask for the roadmap of a year that the filters of the address show; leads to the progress of the job."""
    form = RoadmapFilter(request.GET)
    return _made(request, form, {"year": str(form.year_of(timezone.localdate()))})


def _made(
    request: HttpRequest, form: ServiceFilter | RoadmapFilter, fixed: dict[str, str] | None = None
) -> HttpResponse:
    chosen = QueryDict(mutable=True)
    for name in form.chosen:
        chosen[name] = request.GET.get(name, "")
    for name, value in (fixed or {}).items():
        chosen[name] = value
    row = make_documents(actor=actor_of(request), query=chosen.urlencode(), scope=form.scope_words())
    return redirect("jobs_detail", row.job)


@route("online.view")
@require_GET
def kept(request: HttpRequest, public_id: str) -> FileResponse:
    """One of the made files."""
    actor = actor_of(request)
    found = document_by_id(actor, public_id)
    if found is None:
        raise Http404
    exported(actor=actor, what=f"{found.kind}.{found.format}", rows=found.rows)
    kind = MEDIA_TYPES[found.format]
    return FileResponse(open_file(found.file), as_attachment=True, filename=found.file.name, content_type=kind)
