"""Control pages of calendars: open a year, edit its days, approve or throw away the revision."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.law.book import UnknownRuleError
from motcua.rulebook.calendar_reading import weekday, year_page
from motcua.rulebook.forms import ApproveYearForm, DayForm, OpenYearForm
from motcua.rulebook.lawbook import year_of
from motcua.rulebook.models import CalendarYear
from motcua.rulebook.selectors import calendar_draft, calendar_revisions, law, years_known
from motcua.rulebook.services.calendars import (
    DayContent,
    approve_calendar,
    discard_calendar,
    open_year,
    remove_day,
    set_day,
)
from motcua.rulebook.services.rules import RuleRefused
from motcua.rulebook.views.control import NAV
from motcua.web.faults import UserError


@route("rulebook.view")
@require_http_methods(["GET", "POST"])
def calendars(request: HttpRequest) -> HttpResponse:
    """Every year with its state and revisions; opens the revision of a year."""
    actor, now = actor_of(request), law()
    form = OpenYearForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        year = form.cleaned_data["year"]
        try:
            open_year(actor=actor, year=year)
        except UserError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            messages.success(request, _("Đã mở lịch năm {year} để sửa.").format(year=year))
            return redirect("rulebook:control-calendar", year)
    revisions = list(calendar_revisions(actor)[:100])
    context = {
        **NAV,
        "form": form,
        "revisions": revisions,
        "years": years_known(now, revisions),
        "table": now.years,
        "may_edit": actor.may("rulebook.edit"),
    }
    return render(request, "rulebook/calendars.html", context)


def _draft(request: HttpRequest, year: int) -> CalendarYear:
    draft = calendar_draft(actor_of(request), year)
    if draft is None:
        raise Http404
    return draft


def _page(
    request: HttpRequest, year: int, form: DayForm | None = None, approving: ApproveYearForm | None = None
) -> HttpResponse:
    actor, now = actor_of(request), law()
    draft = calendar_draft(actor, year)
    try:
        page = year_page(now, year, year_of(draft, draft.days.all()) if draft else None)
    except (UnknownRuleError, ValueError) as error:
        raise Http404 from error
    given = {"version": draft.version, "decision": draft.decision} if draft else {}
    edited = _day_asked(request, page.table.days) if draft and form is None else {}
    context = {
        **NAV,
        "draft": draft,
        "page": page,
        "form": form or DayForm(initial={**given, **edited}),
        "approving": approving or ApproveYearForm(initial=given),
        "revisions": calendar_revisions(actor, year),
        "weekday": weekday,
        "may_edit": actor.may("rulebook.edit"),
        "may_approve": actor.may("rulebook.approve"),
    }
    return render(request, "rulebook/control_calendar.html", context)


def _day_asked(request: HttpRequest, days: object) -> dict[str, object]:
    """The day named in the address as first values of the form."""
    asked = request.GET.get("ngay", "")
    for one in days if isinstance(days, tuple) else ():
        if one.day.isoformat() == asked:
            names = ("day", "kind", "name", "source", "instead_of", "confidence", "note")
            return {name: getattr(one, name) for name in names}
    return {}


@route("rulebook.view")
@require_http_methods(["GET", "POST"])
def calendar(request: HttpRequest, year: int) -> HttpResponse:
    """A year being written: its days, the form of a day, the approval."""
    if request.method == "GET":
        return _page(request, year)
    draft, form = _draft(request, year), DayForm(request.POST)
    if form.is_valid():
        given = dict(form.cleaned_data)
        version = given.pop("version")
        try:
            set_day(actor=actor_of(request), calendar=draft, content=DayContent(**given), version=version)
        except UserError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            messages.success(request, _("Đã ghi ngày {day}.").format(day=f"{given['day']:%d/%m/%Y}"))
            return redirect("rulebook:control-calendar", year)
    return _page(request, year, form=form)


def _version(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


@route("rulebook.edit")
@require_POST
def remove(request: HttpRequest, year: int) -> HttpResponse:
    """Let a day follow the week again."""
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError as error:
        raise Http404 from error
    remove_day(actor=actor_of(request), calendar=_draft(request, year), day=day, version=_version(request))
    messages.success(request, _("Đã bỏ ngày {day} khỏi lịch.").format(day=f"{day:%d/%m/%Y}"))
    return redirect("rulebook:control-calendar", year)


@route("rulebook.approve")
@require_POST
def approve(request: HttpRequest, year: int) -> HttpResponse:
    """Make the revision the calendar of its year."""
    form = ApproveYearForm(request.POST)
    if form.is_valid():
        try:
            approve_calendar(actor=actor_of(request), calendar=_draft(request, year), **form.cleaned_data)
        except RuleRefused as error:
            for sentence in error.sentences:
                form.add_error(None, sentence)
        except UserError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            messages.success(request, _("Đã duyệt lịch năm {year}.").format(year=year))
            return redirect("rulebook:control-calendar", year)
    return _page(request, year, approving=form)


@route("rulebook.edit")
@require_POST
def discard(request: HttpRequest, year: int) -> HttpResponse:
    """Throw away a revision that was never approved."""
    discard_calendar(actor=actor_of(request), calendar=_draft(request, year), version=_version(request))
    messages.success(request, _("Đã hủy lần sửa chưa duyệt."))
    return redirect("rulebook:calendars")
