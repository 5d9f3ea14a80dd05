"""Pages over all decisions: what is still to be done by when, and the three measures with the lists behind them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from motcua.access.routes import actor_of, route
from motcua.law.announcement import Measure
from motcua.law.book import UnknownRuleError
from motcua.law.explained import Explained
from motcua.organisation.models import Unit
from motcua.organisation.selectors import today_names
from motcua.publication.clocks import ACTS, ClockReader, open_clocks
from motcua.publication.forms import ClockFilter, PeriodFilter, advising_choices
from motcua.publication.measures import measure_announcing, measure_content, measure_uploading, missing_parts
from motcua.publication.selectors import announcements_of
from motcua.web.faults import UserError
from motcua.web.paging import page_of

NAV = {"nav": "announcing"}
LOOKS = {"overdue": "danger", "waiting": "info", "unknown": "neutral", "late": "danger", "on_time": "success"}
Reading = Callable[[ClockReader, date, date], Explained[Measure]]
MEASURES: dict[str, tuple[str | Promise, Reading]] = {
    "cong-bo-dung-han": (gettext_lazy("Thủ tục công bố đúng hạn"), measure_announcing),
    "cong-khai-dung-han": (gettext_lazy("Thủ tục được cập nhật, công khai đúng hạn"), measure_uploading),
    "noi-dung-day-du": (
        gettext_lazy("Thủ tục được công khai đủ các bộ phận tạo thành"),
        lambda reader, _first, _last: measure_content(reader),
    ),
}
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
    """The period of the address, else this year so far. Raises `UserError` for one that ends before it begins."""
    form = PeriodFilter(request.GET)
    today = timezone.localdate()
    first, last = form.chosen.get("tu", date(today.year, 1, 1)), form.chosen.get("den", today)
    if last < first:
        raise UserError("period", _("Ngày cuối kỳ không thể trước ngày đầu kỳ."), field="den")
    return form, first, last


def read_measure(key: str, reader: ClockReader, first: date, last: date) -> Explained[Measure]:
    """One measure over a period. Raises `UserError` for a period before the index was issued."""
    try:
        return MEASURES[key][1](reader, first, last)
    except UnknownRuleError as error:
        raise UserError(
            "no-index",
            _("Bộ chỉ số chưa ban hành vào ngày {day}.").format(day=f"{error.on:%d/%m/%Y}"),
            field="den",
            hint=_("Chọn kỳ muộn hơn."),
        ) from error


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
