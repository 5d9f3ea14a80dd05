"""The plan of a campaign: what its scope finds, choices by hand, lists left out, units, weights, tasks, targets."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.access.routes import actor_of, route
from motcua.organisation.forms_powers import unit_names
from motcua.organisation.selectors import today_names
from motcua.review.calendar import calendar_of
from motcua.review.content import ScopeRule, UnitGiven
from motcua.review.deadlines import days_off, odd_days
from motcua.review.forms import ChooseForm, CopyForm, TableForm, TargetsForm, UnitForm, WeightsForm
from motcua.review.measuring import measured
from motcua.review.models import Campaign, CampaignState, ExclusionList
from motcua.review.scoping import Scope, scope_of
from motcua.review.selecting import criteria, kept_weights, usual_weights
from motcua.review.selectors import exclusion_lists, parts_of
from motcua.review.services.copying import copy_campaign
from motcua.review.services.exclusions import set_exclusions
from motcua.review.services.opening import days_of
from motcua.review.services.planning import (
    choose_procedures,
    finish_task,
    remove_unit,
    set_targets,
    set_units,
    write_tasks,
)
from motcua.review.services.weighing import set_weights
from motcua.review.tables_in import MOST_BYTES
from motcua.review.task_table import tasks_in
from motcua.review.views.common import CAMPAIGN_LOOKS, NAV, UNIT_LOOKS, campaign_or_404
from motcua.web.acting import answered, told, version_of
from motcua.web.faults import UserError
from motcua.web.formats import vn_date


@route("review.view")
@require_GET
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the plan says, with all that can be set."""
    return shown(request, campaign_or_404(request, public_id))


def shown(request: HttpRequest, row: Campaign, status: int = 200, **forms: Form) -> HttpResponse:
    """The page of a plan; `forms` are those that came back with errors."""
    actor, today = actor_of(request), timezone.localdate()
    parts = list(parts_of(actor, row))
    tasks = list(row.tasks.order_by("ordinal"))
    draft = row.state == CampaignState.DRAFT
    may = actor.may("review.plan")
    names = today_names({part.unit_id for part in parts} | {task.unit_id for task in tasks if task.unit_id})
    targets = measured(row, today)
    scope = scope_of(row) if draft else None
    day = row.law_date or today
    known = criteria(day)
    context: dict[str, Any] = {
        **NAV,
        "unit_names": unit_names(),
        "here": "plan",
        "campaign": row,
        "look": CAMPAIGN_LOOKS[row.state],
        "scope": scope,
        "figures": scope_figures(scope) if scope else [],
        "rule": ScopeRule.read(row.scope),
        "warnings": odd_days(days_of(row), today, days_off(row)) if draft else [],
        "steps": calendar_of(row, today),
        "parts": parts,
        "names": names,
        "unit_looks": UNIT_LOOKS,
        "tasks": tasks,
        "targets": targets,
        "choices": list(row.choices.select_related("procedure")[:200]),
        "lists": list(exclusion_lists(actor)[:100]) if draft and may else [],
        "taken": list(row.exclusions.all()),
        "criteria": [(words, row.weights.get(key)) for key, words in known.items()],
        "may_plan": may and row.state in (CampaignState.DRAFT, CampaignState.OPEN, CampaignState.CHECKING),
        "may_copy": may,
        "draft": draft,
        "today": today,
        "invalid": next(iter(forms.values()), None),
        "unit_form": UnitForm(initial={"lead": "1"}),
        "choose_form": ChooseForm(initial={"wanted": "1"}),
        "weights_form": WeightsForm(criteria=known, initial=kept_weights(row.weights) or usual_weights(day)),
        "table_form": TableForm(),
        "targets_form": TargetsForm(initial={"targets": "\n".join(_target_words(one.target) for one in targets)}),
        "copy_form": CopyForm(initial={"year": row.year + 1}),
        **forms,
    }
    return render(request, "review/plan.html", context, status=status)


def _target_words(target: Any) -> str:
    tier = {"province": "tỉnh", "district": "huyện", "commune": "xã"}.get(target.tier, "")
    return f"{target.text}; {target.percent.normalize():f}; {vn_date(target.by_date)}; {tier}".rstrip("; ")


def _answered(request: HttpRequest, row: Campaign, name: str, form: Any, act: Any) -> HttpResponse:
    target = reverse("review:plan", args=[row.public_id])
    return answered(request, form, act, target, lambda given: shown(request, row, 422, **{name: given}))


def _plainly(request: HttpRequest, public_id: str, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("review:plan", public_id)


@route("review.plan")
@require_POST
def unit_add(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add or change a unit."""
    row, version = campaign_or_404(request, public_id), version_of(request)

    def act(form: UnitForm) -> str:
        data = form.cleaned_data
        given = UnitGiven(data["unit"], bool(data["lead"]), data["result_due"])
        set_units(actor=actor_of(request), campaign=row, units=[given], version=version)
        return _("Đã ghi đơn vị tham gia.")

    return _answered(request, row, "unit_form", UnitForm(request.POST), act)


@route("review.plan")
@require_POST
def unit_remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a unit out."""
    row = campaign_or_404(request, public_id)
    part = get_object_or_404(row.units.select_related("unit"), public_id=request.POST.get("part", ""))
    remove_unit(actor=actor_of(request), campaign=row, part=part, version=version_of(request))
    return _plainly(request, public_id, _("Đã bỏ đơn vị khỏi đợt rà soát."))


@route("review.plan")
@require_POST
def choose(request: HttpRequest, public_id: str) -> HttpResponse:
    """Procedures in or out by hand."""
    row, version = campaign_or_404(request, public_id), version_of(request)

    def act(form: ChooseForm) -> str:
        data = form.cleaned_data
        choose_procedures(
            actor=actor_of(request),
            campaign=row,
            codes=data["codes"].split(),
            wanted=bool(data["wanted"]),
            reason=data["reason"],
            version=version,
        )
        return _("Đã ghi lựa chọn.")

    return _answered(request, row, "choose_form", ChooseForm(request.POST), act)


@route("review.plan")
@require_POST
def exclude(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say which lists are left out."""
    row = campaign_or_404(request, public_id)
    lists = list(ExclusionList.objects.visible_to(actor_of(request)).filter(public_id__in=request.POST.getlist("list")))
    set_exclusions(actor=actor_of(request), campaign=row, lists=lists, version=version_of(request))
    return _plainly(request, public_id, _("Đã đặt danh mục loại trừ."))


@route("review.plan")
@require_POST
def weigh(request: HttpRequest, public_id: str) -> HttpResponse:
    """Set the weights of selection."""
    row, version = campaign_or_404(request, public_id), version_of(request)

    def act(form: WeightsForm) -> str:
        set_weights(actor=actor_of(request), campaign=row, weights=form.weights(), version=version)
        return _("Đã đặt trọng số.")

    return _answered(
        request,
        row,
        "weights_form",
        WeightsForm(request.POST, criteria=criteria(row.law_date or timezone.localdate())),
        act,
    )


@route("review.plan")
@require_POST
def tasks(request: HttpRequest, public_id: str) -> HttpResponse:
    """Import the table of tasks."""
    row, version = campaign_or_404(request, public_id), version_of(request)

    def act(form: TableForm) -> str:
        file = form.cleaned_data["file"]
        found = tasks_in(file.read(MOST_BYTES + 1), file.name, timezone.localdate())
        made = write_tasks(actor=actor_of(request), campaign=row, tasks=found, version=version)
        loose = sum(bool(task.unit_text) and task.unit_id is None for task in made)
        more = _(" Chưa rõ đơn vị ở {n} dòng.").format(n=loose) if loose else ""
        return _("Đã nhập {n} nhiệm vụ.").format(n=len(made)) + more

    return _answered(request, row, "table_form", TableForm(request.POST, request.FILES), act)


@route("review.plan")
@require_POST
def task_done(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that a task is done."""
    row = campaign_or_404(request, public_id)
    task = get_object_or_404(row.tasks.select_related("campaign", "unit"), public_id=request.POST.get("task", ""))
    note = request.POST.get("note", "")
    finish_task(actor=actor_of(request), task=task, note=note, version=version_of(request))
    return _plainly(request, public_id, _("Đã ghi hoàn thành nhiệm vụ."))


@route("review.plan")
@require_POST
def targets(request: HttpRequest, public_id: str) -> HttpResponse:
    """Set the figures of the plan."""
    row, version = campaign_or_404(request, public_id), version_of(request)

    def act(form: TargetsForm) -> str:
        set_targets(actor=actor_of(request), campaign=row, targets=form.given(), version=version)
        return _("Đã đặt chỉ tiêu.")

    return _answered(request, row, "targets_form", TargetsForm(request.POST), act)


@route("review.plan")
@require_POST
def copy(request: HttpRequest, public_id: str) -> HttpResponse:
    """A new plan from this one."""
    row = campaign_or_404(request, public_id)
    form = CopyForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            made = copy_campaign(actor=actor_of(request), campaign=row, title=data["title"], year=data["year"])
        except UserError as error:
            told(form, error)
        else:
            messages.success(request, _("Đã lập kế hoạch mới theo kế hoạch này."))
            return redirect("review:plan", made.public_id)
    return shown(request, row, 422, copy_form=form)


def scope_figures(scope: Scope) -> list[tuple[str, int]]:
    """What a scope found, in words with counts."""
    return [
        (_("Thủ tục sẽ rà soát"), len(scope.planned)),
        (_("Theo tiêu chí"), scope.by_rule),
        (_("Đưa vào bằng tay"), scope.by_hand),
        (_("Để ngoài bằng tay"), scope.left_out_by_hand),
        (_("Loại trừ theo danh mục"), scope.excluded),
        (_("Loại trừ một số cấp"), scope.excluded_in_part),
    ]
