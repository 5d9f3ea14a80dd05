"""Pages for everyone: where papers are handed in, a unit and its history, what an old place is called now."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from motcua.access.routes import public_route
from motcua.organisation import selectors
from motcua.organisation.forms import OldNameForm, ReceivingFilter
from motcua.organisation.views.days import day_of, day_query
from motcua.web.paging import page_of


@public_route
@require_GET
def receiving(request: HttpRequest) -> HttpResponse:
    """Where papers are handed in: the provincial centre first, then those of the communes; by name and day."""
    day = day_of(request)
    form = ReceivingFilter(request.GET)
    rows = selectors.periods_on(day, text=form.chosen.get("q", ""), under=selectors.province(), one_stop=True)
    context = {
        "nav": "receiving",
        "filters": form,
        "day": day,
        "today": timezone.localdate(),
        "day_query": day_query(day),
        "page": page_of(request, rows, size=40),
    }
    return render(request, "organisation/receiving.html", context)


@public_route
@require_GET
def unit(request: HttpRequest, public_id: str) -> HttpResponse:
    """A unit on a day: names and tiers of that day, what it came from, what became of it."""
    row = selectors.unit_by_id(public_id)
    if row is None:
        raise Http404
    day = day_of(request)
    shown = selectors.shown_on(row, day)
    assert shown is not None
    then = day if row.on(day) else shown.day
    eve = timedelta(days=1)
    forebears = selectors.forebears_of(row)
    context = {
        "nav": "receiving",
        "day": day,
        "today": timezone.localdate(),
        "day_query": day_query(day),
        "unit": row,
        "shown": shown,
        "exists": row.on(day) is not None,
        "above": selectors.ancestors_on(row, then),
        "below": page_of(request, selectors.children_on(row, then), size=50),
        "heirs": [(one, selectors.shown_on(one.successor, one.on_date)) for one in selectors.heirs_of(row)],
        "forebears": [(one, selectors.shown_on(one.predecessor, one.on_date - eve)) for one in forebears],
        "places": selectors.places_of({one.predecessor_id: one.on_date - eve for one in forebears}),
        "names": list(row.periods.all()),
    }
    return render(request, "organisation/unit.html", context)


@public_route
@require_GET
def old_communes(request: HttpRequest) -> HttpResponse:
    """From the name people know to the unit of today."""
    form = OldNameForm(request.GET)
    asked = form.chosen.get("q", "")
    today = timezone.localdate()
    found = selectors.old_units_like(asked, today=today, limit=30) if asked else []
    rows = []
    for period in found:
        last = period.unit.last_day() or today
        heirs = [(one, selectors.shown_on(one.successor, today)) for one in period.unit.became.all()]
        rows.append((period, last, heirs))
    places = selectors.places_of({period.unit_id: last for period, last, _heirs in rows})
    context = {"nav": "old-communes", "filters": form, "asked": asked, "rows": rows, "places": places, "today": today}
    return render(request, "organisation/old_communes.html", context)
