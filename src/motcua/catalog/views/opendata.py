"""Open data: the page, the downloads, and what search engines read."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import condition, require_GET

from motcua.access.routes import public_route
from motcua.catalog import finder, opendata
from motcua.catalog.models import Procedure
from motcua.catalog.selectors import revision
from motcua.web.caching import for_a_while

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _tag(request: HttpRequest) -> str:
    """Stays the same while the catalogue, the day and the language do: a second download costs one statement."""
    return f'W/"{revision()}-{timezone.localdate().isoformat()}-{getattr(request, "LANGUAGE_CODE", "vi")}"'


def _download(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Link"] = f'<{settings.BASE_URL}{reverse("catalog:open-data")}>; rel="license"'
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, max-age=300"
    return response


@public_route
@require_GET
@for_a_while
def page(request: HttpRequest) -> HttpResponse:
    """What can be downloaded, on what terms, and what the columns mean."""
    context = {"nav": "open-data", "about": opendata.about(), "total": len(finder.listing())}
    return render(request, "catalog/portal_opendata.html", context)


@public_route
@require_GET
@condition(etag_func=_tag)
def as_json(request: HttpRequest) -> HttpResponseBase:
    """All public procedures with all parts."""
    lines = opendata.as_json(timezone.localdate())
    return _download(StreamingHttpResponse(lines, content_type="application/json; charset=utf-8"), "thu-tuc.json")


@public_route
@require_GET
@condition(etag_func=_tag)
def as_csv(request: HttpRequest) -> HttpResponseBase:
    """All public procedures as a table."""
    lines = opendata.as_csv(timezone.localdate())
    return _download(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"), "thu-tuc.csv")


@public_route
@require_GET
@condition(etag_func=_tag)
def as_xlsx(request: HttpRequest) -> HttpResponseBase:
    """All public procedures as a workbook."""
    pieces = opendata.as_xlsx(timezone.localdate())
    return _download(StreamingHttpResponse(pieces, content_type=XLSX), "thu-tuc.xlsx")


@public_route
@require_GET
@condition(etag_func=_tag)
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """Every public page of the catalogue for search engines."""
    return StreamingHttpResponse(_sitemap(), content_type="application/xml; charset=utf-8")


def _sitemap() -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    pages = [reverse("portal-home"), reverse("catalog:procedures"), reverse("catalog:open-data")]
    pages += [reverse("catalog:life-event", args=[event.key]) for event, _count in finder.life_events()]
    for address in pages:
        yield f"<url><loc>{_xml(settings.BASE_URL + address)}</loc></url>\n"
    rows = Procedure.objects.public().order_by("code").values_list("code", "current__effective_from")
    for code, since in rows.iterator(chunk_size=1000):
        address = settings.BASE_URL + reverse("catalog:procedure", args=[code])
        yield f"<url><loc>{_xml(address)}</loc><lastmod>{since:%Y-%m-%d}</lastmod></url>\n"
    yield "</urlset>\n"


def _xml(address: str) -> str:
    return address.replace("&", "&amp;").replace("<", "&lt;")


@public_route
@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read the public pages, not the rooms of the staff nor every combination of filters."""
    closed = ("/can-bo/", "/kiem-soat/", "/tai-khoan/", "/cong-viec/", "/tim/", "/api/")
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        f"Sitemap: {settings.BASE_URL}/sitemap.xml",
        "",
    ]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "public, max-age=86400"
    return response
