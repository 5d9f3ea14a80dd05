"""Pages of campaigns: the list, a new plan, where one campaign stands, what is done with it as a whole."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.access.actors import Actor
from motcua.access.routes import actor_of, route
from motcua.papers.selectors import paper_by_id
from motcua.review.calendar import days_for, first_year
from motcua.review.dashboard import owed_rows, standing
from motcua.review.due import due_of
from motcua.review.forms import CampaignFilter, PlanForm, ReasonForm, SignedForm, SignForm
from motcua.review.measuring import measured
from motcua.review.models import Campaign, CampaignDecision, CampaignKind, CampaignState
from motcua.review.selectors import campaign_by_id, campaign_rows, returned_rows
from motcua.review.services.assigning import assign_by_field
from motcua.review.services.deciding import back_to_checking, consolidate, record_decision, submit_decision
from motcua.review.services.keeping import keep_up
from motcua.review.services.opening import close_campaign, open_campaign
from motcua.review.services.planning import change_campaign, discard_campaign, plan_campaign
from motcua.review.services.second_stage import unfit_lines
from motcua.review.views.common import CAMPAIGN_LOOKS, NAV, UNIT_LOOKS, campaign_or_404
from motcua.web.acting import answered, told, version_of
from motcua.web.faults import UserError
from motcua.web.paging import page_of

_DATED = (CampaignKind.SIMPLIFICATION, CampaignKind.INTERNAL)
"""Kinds whose days a calendar of the rulebook names from the start of a year."""


@route("review.view")
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Campaigns with filters, newest first."""
    actor = actor_of(request)
    form = CampaignFilter(request.GET)
    chosen = form.chosen
    rows = campaign_rows(actor, state=chosen.get("state", ""), kind=chosen.get("kind", ""), text=chosen.get("q", ""))
    context = {
        **NAV,
        "filters": form,
        "page": page_of(request, rows),
        "looks": CAMPAIGN_LOOKS,
        "may_plan": actor.may("review.plan"),
    }
    return render(request, "review/campaigns.html", context)


def _stages(request: HttpRequest) -> list[tuple[str, str]]:
    rows = campaign_rows(actor_of(request), state=CampaignState.DECIDED).exclude(kind=CampaignKind.UNSUITABLE)
    return [(row.public_id, row.title) for row in rows[:100]]


@route("review.plan")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A plan to write."""
    actor = actor_of(request)
    initial = {"kind": "online", "year": timezone.localdate().year, "announced": True, **_by_calendar(request)}
    form = PlanForm(request.POST or None, stages=_stages(request), initial=initial)

    if request.method == "POST" and form.is_valid():
        follows = campaign_by_id(actor, form.cleaned_data["follows"]) if form.cleaned_data["follows"] else None
        try:
            made = plan_campaign(actor=actor, content=form.content(), follows=follows)
        except UserError as error:
            told(form, error)
        else:
            messages.success(request, _("Đã lập kế hoạch. Đặt đơn vị, danh mục loại trừ rồi mở đợt rà soát."))
            return redirect("review:plan", made.public_id)
    kinds = [(kind.value, kind.label) for kind in _DATED]
    return render(request, "review/plan_form.html", {**NAV, "form": form, "campaign": None, "kinds": kinds})


def _by_calendar(request: HttpRequest) -> dict[str, Any]:
    """The kind, year and days of a plan by the calendar of the kind that the address names."""
    kind = request.GET.get("kind", "")
    if kind not in _DATED:
        return {}
    year = first_year(kind, "results", timezone.localdate())
    return {"kind": kind, "year": year, "opens_on": max(date(year, 1, 1), timezone.localdate()), **days_for(kind, year)}


@route("review.plan")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """What a plan says, written anew."""
    actor, row = actor_of(request), campaign_or_404(request, public_id)
    form = PlanForm(request.POST or None, stages=_stages(request), initial=PlanForm.filled(row))

    def shown(form: Form) -> HttpResponse:
        return render(request, "review/plan_form.html", {**NAV, "form": form, "campaign": row})

    def act(form: PlanForm) -> str:
        version = form.cleaned_data["version"] or 0
        change_campaign(actor=actor, campaign=row, content=form.content(), version=version)
        return _("Đã sửa kế hoạch.")

    if request.method == "GET":
        return shown(form)
    return answered(request, form, act, reverse("review:plan", args=[public_id]), shown)


@route("review.view")
@require_GET
def campaign(request: HttpRequest, public_id: str) -> HttpResponse:
    """Where one campaign stands, and what is to be done now."""
    return shown(request, campaign_or_404(request, public_id))


def shown(request: HttpRequest, row: Campaign, status: int = 200, **forms: Form) -> HttpResponse:
    """The page of one campaign; `forms` are those that came back with errors."""
    actor, today = actor_of(request), timezone.localdate()
    decision = CampaignDecision.objects.filter(campaign=row).first()
    stands = standing(actor, row, today)
    context: dict[str, Any] = {
        **NAV,
        "here": "campaign",
        "due": due_of(actor, row, stands, today)[:15],
        "targets": measured(row, today),
        **_second_stage(actor, row),
        "campaign": row,
        "look": CAMPAIGN_LOOKS[row.state],
        "standing": stands,
        "unit_looks": UNIT_LOOKS,
        "returned": list(returned_rows(actor, row)[:10]),
        "late_lines": list(owed_rows(actor, row, today)[:10]),
        "steps": _steps(row),
        "decision": decision,
        "paper": paper_by_id(actor, decision.paper) if decision and decision.paper else None,
        "may_plan": actor.may("review.plan"),
        "may_check": actor.may("review.check"),
        "may_decide": actor.may("review.decide"),
        "invalid": next(iter(forms.values()), None),
        "reason_form": ReasonForm(),
        "close_form": ReasonForm(),
        "sign_form": SignForm(initial={"signature": "CHỦ TỊCH"}),
        "signed_form": SignedForm(),
        **forms,
    }
    return render(request, "review/campaign.html", context, status=status)


def _second_stage(actor: Actor, row: Campaign) -> dict[str, Any]:
    """The second stages of a decided campaign, and whether one may be opened."""
    if row.state != CampaignState.DECIDED or row.kind not in (CampaignKind.ONLINE, CampaignKind.UNSUITABLE):
        return {"stages": [], "may_second_stage": False}
    stages = [one for one in row.stages.all() if one.kind == CampaignKind.UNSUITABLE]
    unfit = unfit_lines(row).count()
    there = any(one.state != CampaignState.CLOSED for one in stages)
    return {
        "stages": stages,
        "unfit": unfit,
        "may_second_stage": bool(unfit) and not there and actor.may("review.plan"),
    }


def _steps(row: Campaign) -> list[tuple[str, str, str]]:
    """The five steps of a campaign with their days: done, now, next."""
    order = ["draft", "open", "checking", "consolidated", "decided"]
    at = order.index(row.state) if row.state in order else len(order)
    words = [
        (_("Lập kế hoạch"), row.opens_on),
        (_("Đơn vị rà soát"), row.unit_result_due),
        (_("Kiểm soát chất lượng"), row.check_due),
        (_("Tổng hợp, trình"), row.consolidation_due),
        (_("Phê duyệt"), None),
    ]
    return [
        (text, "done" if place < at or at == 4 else "now" if place == at else "next", f"{day:%d/%m/%Y}" if day else "")
        for place, (text, day) in enumerate(words)
    ]


def _plainly(request: HttpRequest, public_id: str, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("review:campaign", public_id)


@route("review.plan")
@require_POST
def open_now(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open the plan; its lines are made in the background."""
    row = campaign_or_404(request, public_id)
    open_campaign(actor=actor_of(request), campaign=row, version=version_of(request))
    return _plainly(request, public_id, _("Đã mở đợt rà soát. Danh sách thủ tục đang được lập."))


@route("review.plan")
@require_POST
def discard(request: HttpRequest, public_id: str) -> HttpResponse:
    """Throw a plan away."""
    row = campaign_or_404(request, public_id)
    discard_campaign(actor=actor_of(request), campaign=row, version=version_of(request))
    messages.success(request, _("Đã bỏ kế hoạch."))
    return redirect("review:campaigns")


@route("review.plan")
@require_POST
def by_field(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give lines without a lead to the departments of their fields."""
    row = campaign_or_404(request, public_id)
    given = assign_by_field(actor=actor_of(request), campaign=row)
    return _plainly(request, public_id, _("Đã giao {n} thủ tục theo lĩnh vực.").format(n=given))


@route("review.plan")
@require_POST
def settle(request: HttpRequest, public_id: str) -> HttpResponse:
    """Settle merged units and abolished procedures now."""
    row = campaign_or_404(request, public_id)
    kept = keep_up(actor=actor_of(request), campaign=row)
    words = _("Đã bàn giao {units} đơn vị, kết thúc {lines} thủ tục bị bãi bỏ.").format(
        units=kept.handed_over, lines=kept.closed
    )
    return _plainly(request, public_id, words)


@route("review.check")
@require_POST
def gather(request: HttpRequest, public_id: str) -> HttpResponse:
    """Consolidate."""
    row = campaign_or_404(request, public_id)
    consolidate(actor=actor_of(request), campaign=row, version=version_of(request))
    return _plainly(request, public_id, _("Đã tổng hợp kết quả. Trình phê duyệt."))


@route("review.check")
@require_POST
def back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Undo the consolidation."""
    row, version = campaign_or_404(request, public_id), version_of(request)

    def act(form: ReasonForm) -> str:
        reason = form.cleaned_data["reason"]
        back_to_checking(actor=actor_of(request), campaign=row, reason=reason, version=version)
        return _("Đã đưa về bước kiểm soát chất lượng.")

    return _answered(request, row, "reason_form", ReasonForm(request.POST), act)


@route("review.plan")
@require_POST
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """End without a decision."""
    row, version = campaign_or_404(request, public_id), version_of(request)

    def act(form: ReasonForm) -> str:
        reason = form.cleaned_data["reason"]
        close_campaign(actor=actor_of(request), campaign=row, reason=reason, version=version)
        return _("Đã kết thúc đợt rà soát.")

    return _answered(request, row, "close_form", ReasonForm(request.POST), act)


@route("review.decide")
@require_POST
def submit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make the paper of the decision and submit it for signature."""
    row, version = campaign_or_404(request, public_id), version_of(request)

    def act(form: SignForm) -> str:
        signature = form.cleaned_data["signature"].splitlines()
        submit_decision(actor=actor_of(request), campaign=row, version=version, signature=signature)
        return _("Đã lập quyết định và trình ký.")

    return _answered(request, row, "sign_form", SignForm(request.POST), act)


@route("review.decide")
@require_POST
def decide(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record number, day and signer by hand."""
    row, version = campaign_or_404(request, public_id), version_of(request)

    def act(form: SignedForm) -> str:
        record_decision(actor=actor_of(request), campaign=row, signed=form.signed(), version=version)
        return _("Đã ghi quyết định: kết quả được giữ nguyên từ nay.")

    return _answered(request, row, "signed_form", SignedForm(request.POST), act)


def _answered(request: HttpRequest, row: Campaign, name: str, form: Any, act: Any) -> HttpResponse:
    target = reverse("review:campaign", args=[row.public_id])
    return answered(request, form, act, target, lambda given: shown(request, row, 422, **{name: given}))
