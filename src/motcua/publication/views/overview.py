"""Pages over all decisions: what is still to be done by when, and the three measures with the lists behind them."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from motcua.access.routes import actor_of, route
from motcua.organisation.models import Unit
from motcua.organisation.selectors import today_names
from motcua.publication.clocks import ACTS, ClockReader, open_clocks
from motcua.publication.forms import ClockFilter, PeriodFilter, advising_choices
from motcua.publication.measures import missing_parts
from motcua.publication.measuring import MEASURES, read_measure
from motcua.publication.selectors import announcements_of
from motcua.web.paging import page_of

NAV = {"nav": "announcing"}
LOOKS = {"overdue": "danger", "waiting": "info", "unknown": "neutral", "late": "danger", "on_time": "success"}
PARTS = {"dat": "good", "chua-dat": "bad", "chua-ro": "unknown"}


@route("publication.view")
@require_GET
def clocks(request: HttpRequest) -> HttpResponse:
    """What is still to be announced or made public, the most pressing first."""
    actor, today = actor_of(request), timezone.localdate()
    form = ClockFilter(request.GET, units=advising_choices(None, today))
    chosen = form.chosen
    unit = Unit.objects.filter(public_id=chosen["unit"]).first() if chosen.get("unit") else None
    rows = open_clocks(actor, ClockReader(today), unit=unit, act=chosen.get("act", ""))
    page = page_of(request, rows)
    owners = {row.owner.value.pk for row in page.rows if row.owner.value}
    context = {
        **NAV,
        "filters": form,
        "page": page,
        "acts": {name: str(words) for name, words in ACTS.items()},
        "looks": LOOKS,
        "names": today_names(owners),
    }
    return render(request, "publication/clocks.html", context)


def period_of(request: HttpRequest) -> tuple[PeriodFilter, date, date]:
    """The period of the address, else this year so far."""
    form = PeriodFilter(request.GET)
    today = timezone.localdate()
    first, last = form.chosen.get("tu", date(today.year, 1, 1)), form.chosen.get("den", today)
    return form, first, last


@route("publication.view")
@require_GET
def measures(request: HttpRequest) -> HttpResponse:
    """The three measures of a period."""
    form, first, last = period_of(request)
    reader = ClockReader(timezone.localdate())
    rows = [(key, words, read_measure(key, reader, first, last)) for key, (words, _read) in MEASURES.items()]
    context = {**NAV, "filters": form, "rows": rows, "first": first, "last": last, "query": request.GET.urlencode()}
    return render(request, "publication/measures.html", context)


@route("publication.view")
@require_GET
def measure(request: HttpRequest, key: str) -> HttpResponse:
    """The procedures behind a measure: those that count as good, those that do not, those nobody can judge."""
    if key not in MEASURES:
        raise Http404
    form, first, last = period_of(request)
    reader = ClockReader(timezone.localdate())
    found = read_measure(key, reader, first, last)
    part = request.GET.get("phan", "")
    part = part if part in PARTS else "chua-dat"
    page = page_of(request, getattr(found.value, PARTS[part]))
    lacking = missing_parts(page.rows, reader) if key == "noi-dung-day-du" else {}
    context = {
        **NAV,
        "filters": form,
        "key": key,
        "words": MEASURES[key][0],
        "found": found,
        "part": part,
        "page": page,
        "lines": announcements_of(page.rows),
        "lacking": lacking,
        "first": first,
        "last": last,
    }
    return render(request, "publication/measure.html", context)
