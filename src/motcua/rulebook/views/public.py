"""Public pages of the law: rules of a day, one rule through time, instruments, calendars, the due date tool."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from motcua.access.routes import public_route
from motcua.law.book import UnknownRuleError
from motcua.law.explained import Explained
from motcua.rulebook.asking import ask_due, moment_of
from motcua.rulebook.calendar_reading import weekday, year_page
from motcua.rulebook.forms import DueForm, RulesFilter
from motcua.rulebook.reading import Asked, anchor, by_subject, instruments_on, line, lines_on, subjects
from motcua.rulebook.selectors import law, years_known
from motcua.web.faults import UserError

NAV = {"nav": "law"}


@public_route
@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule in force on a day with its source, grouped by subject; filters; made to be printed."""
    now = law()
    form = RulesFilter(request.GET, subjects=subjects(now))
    chosen = form.chosen
    day = chosen.get("ngay") or timezone.localdate()
    asked = Asked(
        doubt=chosen.get("chi", ""),
        subject=chosen.get("nhom", ""),
        text=chosen.get("q", ""),
        instrument=chosen.get("van_ban", ""),
    )
    lines = lines_on(now, day, asked)
    context = {
        **NAV,
        "filters": form,
        "day": day,
        "groups": by_subject(lines),
        "count": len(lines),
        "unverified": sum(not one.row.verified for one in lines),
        "contested": sum(one.row.contested for one in lines),
        "faults": now.faults,
        "digest": now.rules_on(day).digest,
    }
    return render(request, "rulebook/rules.html", context)


@public_route
@require_GET
def rule(request: HttpRequest, key: str) -> HttpResponse:
    """One rule through time: every period, shipped and the province's, with what is doubtful about each."""
    now = law()
    declared = now.book.keys.get(key)
    if declared is None:
        raise Http404
    today = timezone.localdate()
    history = [line(now, row) for row in reversed(now.book.history(key))]
    context = {
        **NAV,
        "key": declared,
        "history": history,
        "today": today,
        "current": {id(row) for row in now.rules_on(today).rows(key)},
    }
    return render(request, "rulebook/rule.html", context)


@public_route
@require_GET
def instruments(request: HttpRequest) -> HttpResponse:
    """The instruments that rules rest on, newest first: in force or not, what each amends, replaces, is replaced by."""
    now = law()
    form = RulesFilter({"ngay": request.GET.get("ngay", "")}, subjects=())
    day = form.chosen.get("ngay") or timezone.localdate()
    context = {
        **NAV,
        "rows": instruments_on(now, day),
        "day": day,
        "known": now.book.instruments,
        "anchor": anchor,
    }
    return render(request, "rulebook/instruments.html", context)


@public_route
@require_GET
def this_year(request: HttpRequest) -> HttpResponse:
    """Lead to the calendar of this year."""
    return redirect("rulebook:calendar", timezone.localdate().year)


@public_route
@require_GET
def calendar(request: HttpRequest, year: int) -> HttpResponse:
    """The calendar of a year: working days by month, each day that does not follow the week, how sure it is."""
    now = law()
    try:
        page = year_page(now, year)
    except (UnknownRuleError, ValueError) as error:
        raise Http404 from error
    context = {**NAV, "page": page, "years": years_known(now), "weekday": weekday}
    return render(request, "rulebook/calendar.html", context)


@public_route
@require_GET
def due(request: HttpRequest) -> HttpResponse:
    """The tool "tính hạn": a moment of receipt and a limit as the procedure states it give the due moment and why."""
    local = timezone.localtime()
    form = DueForm(request.GET or None, initial={"ngay": local.date(), "gio": local.time()})
    answer: Explained[datetime | None] | None = None
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            answer = ask_due(law(), moment_of(given["ngay"], given["gio"]), given["thoi_han"])
        except UserError as error:
            form.add_error("thoi_han" if error.field == "limit" else "ngay", error.message)
    return render(request, "rulebook/due.html", {**NAV, "form": form, "answer": answer})
