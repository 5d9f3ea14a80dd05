"""Pages of positions: who works where, giving and ending."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.access.roles import Role
from motcua.access.routes import actor_of, route
from motcua.organisation import officers, selectors
from motcua.organisation.forms import DayForm, PositionFilter, PositionForm
from motcua.organisation.models import Position
from motcua.organisation.services.people import end_position, give_position
from motcua.organisation.views.units import unit_or_404, version_of
from motcua.web.acting import told
from motcua.web.faults import UserError
from motcua.web.paging import page_of

NAV = {"nav": "units"}


@route("organisation.view")
@require_GET
def positions(request: HttpRequest) -> HttpResponse:
    """Every position held today, with filters."""
    form = PositionFilter(request.GET)
    chosen, actor, day = form.chosen, actor_of(request), timezone.localdate()
    rows = officers.positions(
        actor, day=day, role=chosen.get("role", ""), text=chosen.get("q", ""), ended=bool(chosen.get("ended"))
    )
    context = {**NAV, "filters": form, "day": day, "page": page_of(request, rows)}
    return render(request, "organisation/positions.html", {**context, "may_manage": actor.may("organisation.manage")})


@route("organisation.manage")
@require_http_methods(["GET", "POST"])
def of_unit(request: HttpRequest, public_id: str) -> HttpResponse:
    """The positions of a unit, and giving another."""
    unit, actor, today = unit_or_404(public_id), actor_of(request), timezone.localdate()
    form = PositionForm(request.POST or None, initial={"day": today})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            give_position(
                actor=actor,
                user=data["user"],
                unit=unit,
                role=Role(data["role"]),
                day=data["day"],
                until=data.get("until"),
                title=data["title"],
                instrument=data["instrument"],
            )
        except UserError as error:
            told(form, error)
        else:
            messages.success(request, _("Đã giao vị trí."))
            return redirect("organisation:unit-positions", unit.public_id)
    context = {
        **NAV,
        "unit": unit,
        "shown": selectors.shown_on(unit, today),
        "day": today,
        "form": form,
        "page": page_of(request, officers.positions(actor, day=today, unit=unit, ended=True)),
    }
    return render(request, "organisation/unit_positions.html", context)


@route("organisation.manage")
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    """End a position, after saying what follows from it."""
    actor, today = actor_of(request), timezone.localdate()
    rows = Position.objects.visible_to(actor).select_related("user", "unit").prefetch_related("unit__periods")
    position = get_object_or_404(rows, public_id=public_id)
    form = DayForm(request.POST or None, initial={"day": today})
    if request.method == "POST" and form.is_valid():
        try:
            end_position(actor=actor, position=position, day=form.cleaned_data["day"], version=version_of(request))
        except UserError as error:
            told(form, error)
        else:
            messages.success(request, _("Đã ghi việc kết thúc vị trí."))
            return redirect("organisation:unit-positions", position.unit.public_id)
    context = {**NAV, "form": form, "position": position, "unit_name": selectors.shown_name(position.unit, today)}
    return render(request, "organisation/position_end.html", context)
