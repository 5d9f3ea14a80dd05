"""Control page of opening hours: which units keep their own, and the form that sets them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.access.routes import actor_of, route
from motcua.law.words import WEEKDAYS
from motcua.organisation.selectors import find_unit, today_names
from motcua.rulebook.forms import HoursForm
from motcua.rulebook.models import UnitHours
from motcua.rulebook.selectors import law, unit_hours
from motcua.rulebook.services.hours import set_unit_hours
from motcua.rulebook.views.control import NAV
from motcua.web.faults import UserError
from motcua.web.paging import page_of


@route("rulebook.view")
@require_http_methods(["GET", "POST"])
def hours(request: HttpRequest) -> HttpResponse:
    """Units with hours of their own; everyone else keeps the office hours shown above them."""
    actor = actor_of(request)
    form = HoursForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            unit = find_unit(given["don_vi"], given["effective_from"])
            set_unit_hours(
                actor=actor,
                unit=unit,
                week=form.week,
                instrument=given["instrument"],
                effective_from=given["effective_from"],
            )
        except UserError as error:
            field = {"unknown-unit": "don_vi", "bad-hours": "gio_1"}.get(error.code, error.field)
            form.add_error(field if field in form.fields else None, error.message)
        else:
            messages.success(request, _("Đã ghi giờ làm việc của đơn vị."))
            return redirect("rulebook:hours")
    page = page_of(request, unit_hours(actor))
    context = {
        **NAV,
        "form": form,
        "page": page,
        "names": today_names({row.unit_id for row in page.rows}),
        "week": _week,
        "office": law().rules_on(timezone.localdate()).row("calendar.office_hours").shown,
        "may_edit": actor.may("rulebook.edit"),
    }
    return render(request, "rulebook/hours.html", context)


def _week(row: UnitHours) -> list[tuple[str, str]]:
    """A unit's week as (weekday, its intervals)."""
    table: dict[str, Any] = row.week
    return [(_(WEEKDAYS[int(day) - 1]), ", ".join(table[day])) for day in sorted(table)]
