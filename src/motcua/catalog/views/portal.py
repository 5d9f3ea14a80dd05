"""The citizen's pages: search with instant results, the list, events of life, one procedure, its QR code."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.access.routes import public_route
from motcua.catalog import finder, showing
from motcua.catalog.explain import cut
from motcua.catalog.portal import ProcedurePage, procedure_page, public_procedure
from motcua.catalog.qr import qr_svg
from motcua.web.caching import for_a_while
from motcua.web.faults import UserError
from motcua.web.forms import DateField
from motcua.web.navigation import address as address_of
from motcua.web.pageparts import parts_of
from motcua.web.paging import Page, page_number, page_of

NAV = {"nav": "procedures"}
HITS, SUGGESTED, LISTED = 20, 8, 50


@public_route
@require_GET
@for_a_while
def search(request: HttpRequest) -> HttpResponse:
    """Results of a search, best first, with why each was found, guidance, facets; without words all procedures."""
    text = request.GET.get("q", "")[:300]
    filters = showing.filters_of(request.GET)
    number = page_number(request)
    result = finder.search_procedures(text, limit=HITS, offset=(number - 1) * HITS, filters=filters)
    alone = any(row.alone for row in result.guidance) and "het" not in request.GET and not filters
    hits = [] if alone else showing.hit_rows(result.hits)
    query = request.GET.copy()
    query.pop("trang", None)
    context = {
        **NAV,
        "text": text,
        "result": result,
        "alone": alone,
        "hits": hits,
        "understood": showing.shared_whys(hits),
        "facets": showing.facet_groups(result),
        "filtered": bool(filters),
        "page": Page(hits, number, HITS, number * HITS < result.total, query.urlencode()),
    }
    return render(request, "catalog/portal_search.html", context)


@public_route
@require_GET
@for_a_while
def suggest(request: HttpRequest) -> HttpResponse:
    """What to offer while one types, in the shape that the search field wants."""
    text = request.GET.get("q", "")[:300]
    return JsonResponse({"results": showing.suggestions(text, SUGGESTED) if text.strip() else []})


@public_route
@require_GET
@for_a_while
def listing(request: HttpRequest) -> HttpResponse:
    """Every procedure from A to Z, by field, tier and first letter."""
    chosen = showing.ListChoice.of(request.GET)
    lines = finder.listing()
    context = {
        **NAV,
        "chosen": chosen,
        "page": page_of(request, chosen.narrow(lines), LISTED),
        "tiers": chosen.tier_links(lines),
        "letters": chosen.letter_links(lines),
        "fields": chosen.field_links(lines),
        "total": len(lines),
    }
    return render(request, "catalog/portal_list.html", context)


@public_route
@require_GET
@for_a_while
def life_event(request: HttpRequest, key: str) -> HttpResponse:
    """The procedures of an event of life: first those most asked for, then all of them."""
    event, count = next(((event, n) for event, n in finder.life_events() if event.key == key), (None, 0))
    if event is None:
        raise Http404
    number = page_number(request)
    wanted = {"life_event": [key]}
    common = finder.search_procedures(event.search, limit=6, filters=wanted).hits if number == 1 else ()
    found = finder.search_procedures("", limit=LISTED, offset=(number - 1) * LISTED, filters=wanted)
    context = {
        **NAV,
        "event": event,
        "count": count,
        "common": showing.hit_rows(common),
        "rows": showing.hit_rows(found.hits),
        "page": Page(list(found.hits), number, LISTED, number * LISTED < found.total, ""),
    }
    return render(request, "catalog/portal_event.html", context)


def asked_day(text: str) -> date | None:
    """The day of `?ngay=`; None without one. Raises `UserError` for what is no day."""
    if not text.strip():
        return None
    try:
        day: date = DateField(required=False).clean(text)
    except ValidationError as error:
        raise UserError(
            "bad-day",
            _("Không đọc được ngày “{text}”.").format(text=cut(text, 40)),
            hint=_("Ghi ngày như 20/11/2026."),
        ) from error
    return day


@public_route
@require_GET
@for_a_while
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """One procedure: the answer, the checklist by case, then the whole record; `?ngay=` shows another day."""
    row = public_procedure(code)
    if row is None:
        raise Http404
    day = asked_day(request.GET.get("ngay", ""))
    page = procedure_page(row, day, request.GET.get("truong-hop", ""))
    address = reverse("catalog:procedure", args=[code])
    context: dict[str, Any] = {
        **NAV,
        "it": page,
        "address": address,
        "whole_address": settings.BASE_URL + address,
        "summary": _summary(page),
        "case_links": showing.case_links(request, page),
        "receiving": address_of("organisation:receiving"),
        "linked": _linked(page, settings.BASE_URL + address),
        "parts": parts_of("portal.procedure", request, page),
    }
    return render(request, "catalog/portal_procedure.html", context)


def _linked(page: ProcedurePage, address: str) -> dict[str, Any]:
    """The procedure for search engines, as schema.org describes a service of the State."""
    return {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": cut(page.version.name, 200),
        "identifier": page.procedure.code,
        "url": address,
        "areaServed": str(settings.PROVINCE_NAME),
        "provider": {"@type": "GovernmentOrganization", "name": page.where[1] or str(settings.PROVINCE_NAME)},
    }


def _summary(page: ProcedurePage) -> str:
    words = _("{name}. Thời hạn: {time}. Phí, lệ phí: {fee}. Cần {n} giấy tờ.")
    return cut(
        words.format(name=cut(page.version.name, 90), time=page.time.value, fee=page.fee.value, n=page.paper_count), 200
    )


@public_route
@require_GET
def procedure_qr(request: HttpRequest, code: str) -> HttpResponse:
    """The QR code of the procedure's page, as a picture for print."""
    if public_procedure(code) is None:
        raise Http404
    response = HttpResponse(
        qr_svg(settings.BASE_URL + reverse("catalog:procedure", args=[code])), content_type="image/svg+xml"
    )
    response["Cache-Control"] = "public, max-age=86400"
    return response
