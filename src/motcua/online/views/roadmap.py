"""The roadmap: planned, launched and used by quarter, the procedures behind it, and its forms."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.online.forms import EntryForm, PlanForm, ReasonForm, RoadmapFilter
from motcua.online.frame import Frame, Scope
from motcua.online.models import RoadmapEntry
from motcua.online.quarters import quarter_end, quarter_name
from motcua.online.regime import level_choices
from motcua.online.selectors import entry_by_id, roadmap_rows
from motcua.online.services import change_entry, drop_entry, plan_entries
from motcua.online.timeline import Step, steps_of, uses_of
from motcua.online.views.register import NAV
from motcua.organisation.forms_powers import unit_names
from motcua.organisation.models import UnitPeriod
from motcua.organisation.selectors import today_names
from motcua.web.acting import done, version_of
from motcua.web.forms import Form
from motcua.web.paging import page_of

TAB = {**NAV, "tab": "roadmap"}


@route("online.view")
@require_GET
def roadmap(request: HttpRequest) -> HttpResponse:
    """A year of the roadmap: a chart with its table, and the procedures."""
    actor, today = actor_of(request), timezone.localdate()
    form = RoadmapFilter(request.GET)
    wanted = form.wanted(today)
    year, field = wanted["year"], wanted["field"]
    entries = list(roadmap_rows(actor, **wanted))
    frame = Frame()
    among = set(frame.procedures(Scope(wanted["tier"], field.pk if field else None), today))
    if wanted["unit_ids"] is not None:
        among &= {entry.procedure_id for entry in entries}
    steps = steps_of(entries, frame, among, year, today)
    page = page_of(request, entries)
    names, ended = _units(page.rows)
    context = {
        **TAB, "filters": form, "year": year, "steps": steps, "chart": chart_of(steps), "page": page,
        "use": uses_of(among, [year])[0], "names": names, "ended": ended, "today": today,
        "levels": dict(level_choices()),
        "late": {row.pk for row in page.rows if row.done_on is None and quarter_end(row.year, row.quarter) <= today},
        "when": {row.pk: quarter_name(row.year, row.quarter) for row in page.rows},
        "years": [year - 1, year + 1], "may_edit": actor.may("online.edit"),
        "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "online/roadmap.html", context)


def _units(rows: list[RoadmapEntry]) -> tuple[dict[int, str], set[int]]:
    """Names of the units of entries, and which of them have ended (two statements)."""
    wanted = {row.unit_id for row in rows if row.unit_id}
    alive = UnitPeriod.objects.on(timezone.localdate()).filter(unit__in=wanted)
    return today_names(wanted), wanted - set(alive.values_list("unit_id", flat=True))


def chart_of(steps: list[Step]) -> list[dict[str, object]]:
    """The bars of the chart: shares of the longest one in per cent, two a step."""
    most = max([1, *(step.planned for step in steps), *(step.launched or 0 for step in steps)])
    return [
        {
            "name": step.name,
            "planned": step.planned,
            "launched": step.launched,
            "planned_width": round(step.planned * 100 / most, 1),
            "launched_width": round((step.launched or 0) * 100 / most, 1),
        }
        for step in steps
    ]


@route("online.edit")
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Put procedures on the roadmap."""
    first = {"year": timezone.localdate().year, "level": "full"}
    form = PlanForm(request.POST) if request.method == "POST" else PlanForm(initial=first)

    def act() -> str:
        made = plan_entries(actor=actor_of(request), plans=form.plans, source=form.cleaned_data["source"])
        return _("Đã đưa %(n)s thủ tục vào lộ trình.") % {"n": len(made)}

    if request.method == "POST" and done(request, form, act):
        return redirect("online:roadmap")
    status = 400 if form.errors else 200
    return render(request, "online/plan.html", {**TAB, "form": form, "unit_names": unit_names()}, status=status)


def _entry(request: HttpRequest, public_id: str) -> RoadmapEntry:
    row = entry_by_id(public_id, actor_of(request))
    if row is None or row.dropped_at is not None:
        raise Http404
    return row


@route("online.edit")
@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, public_id: str) -> HttpResponse:
    """Plan an entry anew, or say what stands in its way."""
    row = _entry(request, public_id)
    first = {name: getattr(row, name) for name in ("level", "year", "quarter", "cause", "cause_note")}
    first["unit"] = today_names([row.unit.pk])[row.unit.pk] if row.unit else ""
    form = EntryForm(request.POST) if request.method == "POST" else EntryForm(initial=first)

    def act() -> str:
        change_entry(
            actor=actor_of(request), row=row, plan=form.plan_of(row.procedure.code), version=version_of(request)
        )
        return _("Đã sửa lộ trình của thủ tục.")

    if request.method == "POST" and done(request, form, act):
        return redirect("online:roadmap")
    return _drawn(request, row.public_id, form, ReasonForm(auto_id="bo_%s"), 400 if form.errors else 200)


def _drawn(request: HttpRequest, public_id: str, form: Form, drop_form: Form, status: int) -> HttpResponse:
    row = _entry(request, public_id)
    context = {**TAB, "it": row, "form": form, "drop_form": drop_form, "unit_names": unit_names()}
    return render(request, "online/entry.html", context, status=status)


@route("online.edit")
@require_POST
def drop(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take an entry off the roadmap."""
    row, form = _entry(request, public_id), ReasonForm(request.POST, auto_id="bo_%s")

    def act() -> str:
        reason = form.cleaned_data["reason"]
        drop_entry(actor=actor_of(request), row=row, reason=reason, version=version_of(request))
        return _("Đã bỏ thủ tục khỏi lộ trình.")

    if done(request, form, act):
        return redirect("online:roadmap")
    return _drawn(request, public_id, EntryForm(), form, 400)
