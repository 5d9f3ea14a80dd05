"""The register of obstacles: the list, reporting one, one with what the office, the leader and the unit say."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.organisation.forms_powers import unit_names
from motcua.organisation.selectors import today_names, unit_by_id
from motcua.review.asking import lines_coded, own_units
from motcua.review.forms_asking import DirectForm, JudgeForm, ObstacleFilter, ObstacleForm, OutcomeForm
from motcua.review.models import Obstacle
from motcua.review.selectors_asking import find_obstacle, obstacle_rows
from motcua.review.services.claims import acts_for
from motcua.review.services.obstacles import (
    Direction,
    ObstacleGiven,
    close_obstacle,
    direct_obstacle,
    judge_obstacle,
    remind_of_obstacles,
    report_obstacle,
)
from motcua.review.views.consulting import NAV
from motcua.web.acting import done, version_of
from motcua.web.faults import UserError
from motcua.web.forms import Form
from motcua.web.paging import page_of


def row_or_404(request: HttpRequest, public_id: str) -> Obstacle:
    """The obstacle of the address; raises `Http404` where there is none for the asker."""
    try:
        return find_obstacle(actor_of(request), public_id)
    except UserError:
        raise Http404 from None


@route("review.view")
@require_GET
def obstacles(request: HttpRequest) -> HttpResponse:
    """The register: whose turn each obstacle is, until when."""
    filters = ObstacleFilter(request.GET)
    page = page_of(request, obstacle_rows(actor_of(request), state=filters.chosen.get("state", "")))
    units = {row.unit_id for row in page.rows} | {row.acting_unit_id for row in page.rows if row.acting_unit_id}
    context = {
        **NAV,
        "filters": filters,
        "page": page,
        "names": today_names(units),
        "today": timezone.localdate(),
        "may": actor_of(request).may("review.assess"),
    }
    return render(request, "review/obstacles.html", context)


@route("review.assess")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Report an obstacle."""
    actor = actor_of(request)
    form = ObstacleForm(request.POST or None, units=own_units(actor), initial={"code": request.GET.get("ma", "")[:40]})
    made: list[Obstacle] = []

    def act() -> str:
        data = form.cleaned_data
        unit = unit_by_id(data["unit"])
        if unit is None:
            raise Http404
        lines = lines_coded(data["campaign"], [data["code"]]) if data["code"].strip() else [None]
        given = ObstacleGiven(data["title"], data["text"], data["wish"], lines[0])
        made.append(report_obstacle(actor=actor, campaign=data["campaign"], unit=unit, given=given))
        return _("Đã ghi vướng mắc vào sổ.")

    if request.method == "POST" and done(request, form, act):
        return redirect("review:obstacle", made[0].public_id)
    return render(request, "review/obstacle_new.html", {**NAV, "form": form}, status=400 if form.errors else 200)


@route("review.view")
@require_GET
def obstacle(request: HttpRequest, public_id: str) -> HttpResponse:
    """One obstacle and what can be done next."""
    return show(request, row_or_404(request, public_id))


def show(request: HttpRequest, row: Obstacle, *, status: int = 200, **forms: Form) -> HttpResponse:
    """Draw an obstacle; `forms` replaces a form by one that holds errors."""
    actor = actor_of(request)
    office = actor.may("review.check")
    acting = actor.may("review.assess") and acts_for(actor, row.acting_unit)
    units = {row.unit_id, *([row.acting_unit_id] if row.acting_unit_id else [])}
    context = {
        **NAV,
        "row": row,
        "names": today_names(units),
        "reminders": list(row.reminders.all()[:20]),
        "office": office,
        "judging": office and row.state in ("reported", "proposed"),
        "directing": office and row.state in ("proposed", "directed"),
        "closing": (office and row.state != "closed") or (acting and row.state == "directed"),
        "forms": {
            "judge": JudgeForm(auto_id="yk_%s", initial={"opinion": row.opinion}),
            "direct": DirectForm(auto_id="cd_%s", initial={"directed_on": timezone.localdate()}),
            "outcome": OutcomeForm(auto_id="kq_%s"),
            **forms,
        },
        "unit_names": unit_names() if office else [],
        "wrong": next(iter(forms.values()), None),
    }
    return render(request, "review/obstacle.html", context, status=status)


@route("review.check")
@require_POST
def judge(request: HttpRequest, public_id: str) -> HttpResponse:
    """The office's opinion."""
    row, form = row_or_404(request, public_id), JudgeForm(request.POST, auto_id="yk_%s")

    def act() -> str:
        opinion = form.cleaned_data["opinion"]
        judge_obstacle(actor=actor_of(request), obstacle=row, opinion=opinion, version=version_of(request))
        return _("Đã ghi ý kiến của Văn phòng.")

    return _acted(request, public_id, "judge", form, act)


@route("review.check")
@require_POST
def direct(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the leader directs."""
    row, form = row_or_404(request, public_id), DirectForm(request.POST, auto_id="cd_%s")

    def act() -> str:
        data = form.cleaned_data
        given = Direction(
            data["direction"], data["director"], data["directed_on"], data["instrument"], data["acting"], data["due_on"]
        )
        direct_obstacle(actor=actor_of(request), obstacle=row, direction=given, version=version_of(request))
        return _("Đã ghi ý kiến chỉ đạo.")

    return _acted(request, public_id, "direct", form, act)


@route("review.assess")
@require_POST
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """How it ended."""
    row, form = row_or_404(request, public_id), OutcomeForm(request.POST, auto_id="kq_%s")

    def act() -> str:
        outcome = form.cleaned_data["outcome"]
        close_obstacle(actor=actor_of(request), obstacle=row, outcome=outcome, version=version_of(request))
        return _("Đã kết thúc vướng mắc.")

    return _acted(request, public_id, "outcome", form, act)


@route("review.check")
@require_POST
def remind(request: HttpRequest, public_id: str) -> HttpResponse:
    """Draft the letter that reminds the acting unit of everything it has not settled."""
    row = row_or_404(request, public_id)
    if row.acting_unit is None:
        raise Http404
    paper = remind_of_obstacles(actor=actor_of(request), unit=row.acting_unit, campaign=row.campaign)
    messages.success(request, _("Đã soạn văn bản đôn đốc."))
    return redirect("papers:paper", paper.public_id)


def _acted(request: HttpRequest, public_id: str, name: str, form: Form, act: Callable[[], str]) -> HttpResponse:
    if done(request, form, act):
        return redirect("review:obstacle", public_id)
    return show(request, row_or_404(request, public_id), status=400, **{name: form})
