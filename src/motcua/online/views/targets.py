"""Targets: what they came to, what keeps them from being reached; facts about use."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.online.forms import ReasonForm, TargetForm, UsageFilter, UsageForm
from motcua.online.frame import Frame
from motcua.online.measuring import Measurer
from motcua.online.missed import by_cause, missing_of
from motcua.online.models import Indicator, Target
from motcua.online.regime import level_choices
from motcua.online.rows import tier_names
from motcua.online.selectors import own_targets, usage_rows
from motcua.online.services import change_target, end_target, record_usage, set_target
from motcua.online.targets import TargetRow, target_by_key, target_rows
from motcua.online.views.register import NAV
from motcua.organisation.selectors import today_names
from motcua.web.acting import done, version_of
from motcua.web.forms import Form
from motcua.web.paging import page_of
from motcua.web.words import storable

TAB = {**NAV, "tab": "targets"}


def words_of_states() -> dict[str, tuple[str, str]]:
    """Kind of mark and words of each state."""
    return {
        "reached": ("success", _("đạt")),
        "missed": ("danger", _("không đạt")),
        "running": ("info", _("chưa đến hạn")),
        "unknown": ("neutral", _("chưa rõ")),
    }


@route("online.view")
@require_GET
def targets(request: HttpRequest) -> HttpResponse:
    """Every target with what it came to, the province's own first."""
    actor = actor_of(request)
    page = page_of(request, target_rows(actor), 30)
    measured = Measurer(timezone.localdate()).measure_all(page.rows)
    context = {
        **TAB, "page": page, "measured": measured, "states": words_of_states(), "tiers": tier_names(),
        "levels": dict(level_choices()), "may_edit": actor.may("online.edit"),
    }  # fmt: skip
    return render(request, "online/targets.html", context)


@route("online.edit")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write a target down."""
    form = TargetForm(request.POST) if request.method == "POST" else TargetForm(initial={"levels": ["full"]})

    def act() -> str:
        set_target(actor=actor_of(request), given=form.given)
        return _("Đã ghi chỉ tiêu.")

    if request.method == "POST" and done(request, form, act):
        return redirect("online:targets")
    status = 400 if form.errors else 200
    return render(request, "online/target_form.html", {**TAB, "form": form, "it": None}, status=status)


def _own(request: HttpRequest, key: str) -> Target:
    row = own_targets(actor_of(request)).filter(public_id=storable(key)).first()
    if row is None:
        raise Http404
    return row


@route("online.edit")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Write a target anew."""
    row = _own(request, key)
    names = ("indicator", "levels", "by", "minimum", "source", "article", "field", "tier")
    first = {name: getattr(row, name) for name in names}
    form = TargetForm(request.POST) if request.method == "POST" else TargetForm(initial=first)

    def act() -> str:
        change_target(actor=actor_of(request), row=row, given=form.given, version=version_of(request))
        return _("Đã sửa chỉ tiêu.")

    if request.method == "POST" and done(request, form, act):
        return redirect("online:target", key)
    status = 400 if form.errors else 200
    return render(request, "online/target_form.html", {**TAB, "form": form, "it": row}, status=status)


@route("online.edit")
@require_POST
def end(request: HttpRequest, key: str) -> HttpResponse:
    """Take a target out of use."""
    row, form = _own(request, key), ReasonForm(request.POST)

    def act() -> str:
        reason = form.cleaned_data["reason"]
        end_target(actor=actor_of(request), row=row, reason=reason, version=version_of(request))
        return _("Đã bỏ chỉ tiêu.")

    if done(request, form, act):
        return redirect("online:targets")
    return _show(request, _target(request, key), form, 400)


def _target(request: HttpRequest, key: str) -> TargetRow:
    found = target_by_key(key, actor_of(request))
    if found is None:
        raise Http404
    return found


@route("online.view")
@require_GET
def target(request: HttpRequest, key: str) -> HttpResponse:
    """One target: what it came to and why, the procedures that it does not count by cause."""
    return _show(request, _target(request, key), ReasonForm(), 200)


def _show(request: HttpRequest, found: TargetRow, form: Form, status: int) -> HttpResponse:
    frame = Frame()
    measured = Measurer(timezone.localdate(), frame).measure(found)
    missing = missing_of(found, measured.on, frame) if found.indicator is Indicator.LAUNCHED else []
    context = {
        **TAB, "it": found, "measured": measured, "states": words_of_states(), "tiers": tier_names(),
        "levels": dict(level_choices()), "causes": [(key, name, len(rows)) for key, name, rows in by_cause(missing)],
        "page": page_of(request, missing), "total": len(missing), "end_form": form,
        "may_edit": actor_of(request).may("online.edit") and not found.historic,
    }  # fmt: skip
    return render(request, "online/target.html", context, status=status)


@route("online.view")
@require_http_methods(["GET", "POST"])
def usage(request: HttpRequest) -> HttpResponse:
    """Facts about use that hold; the control office adds others."""
    actor, filters = actor_of(request), UsageFilter(request.GET)
    form = UsageForm(auto_id="sl_%s", initial={"year": timezone.localdate().year})
    if request.method == "POST":
        actor.require("online.edit")
        form = UsageForm(request.POST, auto_id="sl_%s")

        def act() -> str:
            data = form.cleaned_data
            made = record_usage(actor=actor, facts=data["facts"], source=data["source"])
            return _("Đã ghi %(n)s dòng số liệu.") % {"n": len(made)}

        if done(request, form, act):
            return redirect("online:usage")
    page = page_of(request, usage_rows(actor, filters.chosen.get("year"), filters.chosen.get("q", "")))
    context = {
        **NAV, "tab": "usage", "page": page, "filters": filters, "form": form,
        "names": today_names({row.unit_id for row in page.rows if row.unit_id}), "may_edit": actor.may("online.edit"),
    }  # fmt: skip
    return render(request, "online/usage.html", context, status=400 if form.errors else 200)
