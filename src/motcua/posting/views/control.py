"""Pages of procedure control: which desks' boards are up to date, what was put up in time."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from motcua.access.routes import route
from motcua.organisation.selectors import today_names
from motcua.organisation.views.days import day_of, day_query
from motcua.posting import selectors
from motcua.posting.forms import InTimeFilter, OverviewFilter
from motcua.web.paging import page_of

NAV = {"nav": "posting"}


@route("posting.view")
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Every desk of a day, how its board stands, and the share of those up to date."""
    day = day_of(request)
    filters = OverviewFilter(request.GET, day=day)
    chosen = filters.chosen
    tier = chosen["tier"].key if "tier" in chosen else ""
    every = selectors.overview(day, text=chosen.get("q", ""), tier=tier)
    state = chosen.get("state", "")
    context = {
        **NAV,
        "filters": filters,
        "day": day,
        "today": timezone.localdate(),
        "day_query": day_query(day),
        "right": sum(line.state == selectors.UP_TO_DATE for line in every),
        "total": len(every),
        "page": page_of(request, [line for line in every if not state or line.state == state]),
    }
    return render(request, "posting/overview.html", context)


@route("posting.view")
@require_GET
def in_time(request: HttpRequest) -> HttpResponse:
    """What was put up in a period: how much of it in time, and every row of it."""
    filters = InTimeFilter(request.GET)
    chosen = filters.chosen
    first, last = selectors.lately(chosen.get("tu"), chosen.get("den"))
    found = selectors.in_time(first, last)
    page = page_of(request, found.rows)
    names = today_names({row.desk_id for row in page.rows})
    context = {**NAV, "filters": filters, "first": first, "last": last, "found": found, "page": page, "names": names}
    return render(request, "posting/in_time.html", context)
