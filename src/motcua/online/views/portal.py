"""The public list of online services, and the same as open data."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from motcua.access.routes import public_route
from motcua.online.forms import PublicFilter
from motcua.online.opendata import as_csv, as_json
from motcua.online.rows import ServiceRow, shown, shown_all
from motcua.online.selectors import public_services, with_tiers
from motcua.web.caching import for_a_while
from motcua.web.paging import page_of

NAV = {"nav": "online-public"}


@public_route
@require_GET
@for_a_while
def listing(request: HttpRequest) -> HttpResponse:
    """Services by field, tier and level, with what can be used today."""
    day = timezone.localdate()
    form = PublicFilter(request.GET)
    page = page_of(request, with_tiers(public_services(day, form.wanted)))
    context = {**NAV, "filters": form, "page": page, "lines": shown(page.rows, day), "day": day}
    return render(request, "online/portal_list.html", context)


def _rows(request: HttpRequest) -> list[ServiceRow]:
    day = timezone.localdate()
    return shown_all(public_services(day, PublicFilter(request.GET).wanted), day)


def _download(body: str, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response


@public_route
@require_GET
@for_a_while
def open_csv(request: HttpRequest) -> HttpResponse:
    """The services that the filters show as CSV."""
    return _download(as_csv(_rows(request)), "text/csv", "dich-vu-cong-truc-tuyen.csv")


@public_route
@require_GET
@for_a_while
def open_json(request: HttpRequest) -> HttpResponse:
    """The services that the filters show as JSON."""
    body = as_json(_rows(request), timezone.localdate())
    return _download(body, "application/json", "dich-vu-cong-truc-tuyen.json")
