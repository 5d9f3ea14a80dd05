"""The print pack of a desk as a PDF."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from motcua.access.routes import route
from motcua.organisation.views.days import day_of
from motcua.papers.rendering import render
from motcua.posting.forms import TodoFilter
from motcua.posting.pack import PART, pack_document
from motcua.posting.todo import narrowed, to_do
from motcua.posting.views.desk import asked_desk


@route("posting.view")
@require_GET
def pack(request: HttpRequest, public_id: str) -> HttpResponse:
    """Checklist and slips for the changes that the filters show; `?phan=2` is the second part of a long list."""
    desk, day = asked_desk(request, public_id), day_of(request)
    items = to_do(desk, day)
    chosen = TodoFilter(request.GET, fields=(item.field for item in items)).chosen
    items = narrowed(items, act=chosen.get("act", ""), field=chosen.get("field", ""), text=chosen.get("q", ""))
    raw = request.GET.get("phan", "1")
    number = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 6 else 0
    part = items[(number - 1) * PART : number * PART] if number else []
    if not part:
        raise Http404
    body = render(pack_document(desk, part, day), "pdf")
    name = f"niem-yet-{day.isoformat()}-{number}.pdf"
    return HttpResponse(
        body, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
