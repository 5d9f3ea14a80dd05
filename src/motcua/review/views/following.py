"""What is followed: the calendar of a campaign, decisions by field, amendments until the document is amended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.access.routes import actor_of, route
from motcua.review.calendar import calendar_of
from motcua.review.forms_following import (
    AnswerForm,
    EndForm,
    FieldDecisionForm,
    FieldSubmitForm,
    PostponeForm,
    PursuitFilter,
    SentForm,
    StepForm,
    UnitPlanForm,
)
from motcua.review.models import Campaign, CampaignState, Pursuit
from motcua.review.selectors_following import (
    field_chosen,
    field_rows,
    fields_to_decide,
    pursuit_by_id,
    pursuit_rows,
    settled_of,
)
from motcua.review.services.deciding_fields import submit_field_decision
from motcua.review.services.following import (
    BY_FIELD,
    answer_pursuit,
    end_pursuit,
    finish_step,
    gather_pursuits,
    postpone_pursuit,
    record_field_decision,
    send_pursuit,
)
from motcua.review.services.second_stage import plan_second_stage, record_unit_plan
from motcua.review.verdicts import level_name
from motcua.review.views.common import CAMPAIGN_LOOKS, NAV, campaign_or_404, part_or_404
from motcua.web.acting import answered, version_of
from motcua.web.paging import page_of


@route("review.plan")
@require_POST
def second_stage(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open the plan of the second stage."""
    row = campaign_or_404(request, public_id)
    made = plan_second_stage(actor=actor_of(request), campaign=row)
    messages.success(request, _("Đã lập giai đoạn hai. Xem lại ngày và đơn vị rồi mở."))
    return redirect("review:plan", made.public_id)


@route("review.assess")
@require_POST
def unit_plan(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record the plan of a unit for its part."""
    from motcua.review.views.parts import shown

    part, version = part_or_404(request, public_id), version_of(request)

    def act(form: UnitPlanForm) -> str:
        data = form.cleaned_data
        record_unit_plan(
            actor=actor_of(request), part=part, number=data["number"], signed_on=data["signed_on"], version=version
        )
        return _("Đã ghi kế hoạch của đơn vị.")

    back = reverse("review:part", args=[public_id])
    return answered(
        request, UnitPlanForm(request.POST), act, back, lambda form: shown(request, part, 422, plan_form=form)
    )


@route("review.view")
@require_GET
def follow(request: HttpRequest, public_id: str) -> HttpResponse:
    """The calendar of a campaign and the provisions that are to be amended."""
    return show(request, campaign_or_404(request, public_id))


def show(request: HttpRequest, row: Campaign, status: int = 200, **forms: Form) -> HttpResponse:
    """The page of what is followed; `forms` are those that came back with errors."""
    actor, today = actor_of(request), timezone.localdate()
    steps = calendar_of(row, today)
    by_hand = [(one.key, one.name) for one in steps if one.by_hand]
    filters = PursuitFilter(request.GET)
    chosen = filters.chosen
    found = pursuit_rows(
        actor, row, today, state=chosen.get("state", ""), remedy=chosen.get("remedy", ""), text=chosen.get("q", "")
    )
    decides = row.kind in BY_FIELD and row.state == CampaignState.CONSOLIDATED and actor.may("review.decide")
    fields = field_rows(actor, row) if row.kind in BY_FIELD else []
    waiting = [(one.key, one.name) for one in fields if one.waiting] if decides else []
    undrafted = [(one.key, one.name) for one in fields if one.waiting and not one.drafted] if decides else []
    context: dict[str, Any] = {
        **NAV,
        "here": "follow",
        "campaign": row,
        "look": CAMPAIGN_LOOKS[row.state],
        "steps": steps,
        "settled": settled_of(row) if row.state == CampaignState.DECIDED else None,
        "filters": filters,
        "page": page_of(request, found),
        "today": today,
        "fields": fields,
        "may_step": actor.may("review.plan") and bool(by_hand) and row.state != CampaignState.CLOSED,
        "may_decide": bool(waiting),
        "may_submit": bool(undrafted),
        "may_gather": row.state == CampaignState.DECIDED and actor.may("review.decide") and bool(steps),
        "step_form": StepForm(steps=by_hand, auto_id="buoc_%s"),
        "field_form": FieldDecisionForm(waiting=waiting, auto_id="lv_%s"),
        "submit_form": FieldSubmitForm(waiting=undrafted, auto_id="tk_%s", initial={"signature": "CHỦ TỊCH"}),
        "invalid": next(iter(forms.values()), None),
        **forms,
    }
    return render(request, "review/follow.html", context, status=status)


@route("review.plan")
@require_POST
def step(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that a step of the calendar is done."""
    row = campaign_or_404(request, public_id)
    steps = [(one.key, one.name) for one in calendar_of(row, timezone.localdate()) if one.by_hand]

    def act(form: StepForm) -> str:
        finish_step(actor=actor_of(request), campaign=row, **form.cleaned_data)
        return _("Đã ghi hoàn thành.")

    return _answered(request, row, "step_form", StepForm(request.POST, steps=steps, auto_id="buoc_%s"), act)


@route("review.decide")
@require_POST
def decide_field(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record the Chair's decision on one field."""
    row, version = campaign_or_404(request, public_id), version_of(request)

    def act(form: FieldDecisionForm) -> str:
        field = field_chosen(row, form.cleaned_data["field"])
        made = record_field_decision(
            actor=actor_of(request), campaign=row, field=field, signed=form.signed(), version=version
        )
        return _("Đã ghi quyết định, {n} thủ tục.").format(n=made.lines)

    form = FieldDecisionForm(request.POST, waiting=fields_to_decide(row), auto_id="lv_%s")
    return _answered(request, row, "field_form", form, act)


@route("review.decide")
@require_POST
def submit_field(request: HttpRequest, public_id: str) -> HttpResponse:
    """Draft the Chair's decision on one field and submit it for signature."""
    row, version = campaign_or_404(request, public_id), version_of(request)

    def act(form: FieldSubmitForm) -> str:
        field = field_chosen(row, form.cleaned_data["field"])
        signature = form.cleaned_data["signature"].splitlines()
        submit_field_decision(actor=actor_of(request), campaign=row, field=field, version=version, signature=signature)
        return _("Đã lập quyết định và trình ký.")

    form = FieldSubmitForm(request.POST, waiting=fields_to_decide(row), auto_id="tk_%s")
    return _answered(request, row, "submit_form", form, act)


@route("review.decide")
@require_POST
def gather(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take provisions to amend into the list again."""
    row = campaign_or_404(request, public_id)
    new = gather_pursuits(actor=actor_of(request), campaign=row)
    messages.success(request, _("Đã thêm {n} quy định đề nghị sửa.").format(n=new))
    return redirect("review:follow", public_id)


def _answered(request: HttpRequest, row: Campaign, name: str, form: Any, act: Callable[[Any], str]) -> HttpResponse:
    back = reverse("review:follow", args=[row.public_id])
    return answered(request, form, act, back, lambda given: show(request, row, 422, **{name: given}))


def pursuit_or_404(request: HttpRequest, public_id: str) -> Pursuit:
    """The provision that the address names."""
    found = pursuit_by_id(actor_of(request), public_id)
    if found is None:
        raise Http404
    return found


@route("review.view")
@require_GET
def pursuit(request: HttpRequest, public_id: str) -> HttpResponse:
    """One provision that is followed, the procedures that it concerns, and what can be recorded."""
    return show_one(request, pursuit_or_404(request, public_id))


def show_one(request: HttpRequest, row: Pursuit, status: int = 200, **forms: Form) -> HttpResponse:
    """The page of one provision; `forms` are those that came back with errors."""
    lines = row.lines.select_related("procedure", "procedure_version").order_by("procedure__code")
    context: dict[str, Any] = {
        **NAV,
        "row": row,
        "campaign": row.campaign,
        "left": (row.due_on - timezone.localdate()).days,
        "page": page_of(request, lines),
        "level_name": level_name,
        "may": not row.outcome and actor_of(request).may("review.check"),
        "sent_form": SentForm(auto_id="gui_%s", initial={"owner": row.owner}),
        "answer_form": AnswerForm(auto_id="tl_%s"),
        "end_form": EndForm(auto_id="kt_%s"),
        "postpone_form": PostponeForm(auto_id="han_%s"),
        "invalid": next(iter(forms.values()), None),
        **forms,
    }
    return render(request, "review/pursuit.html", context, status=status)


@route("review.check")
@require_POST
def sent(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record the letter."""

    def act(row: Pursuit, form: SentForm, version: int) -> str:
        send_pursuit(actor=actor_of(request), pursuit=row, version=version, **form.cleaned_data)
        return _("Đã ghi văn bản kiến nghị.")

    return _recorded(request, public_id, "sent_form", SentForm(request.POST, auto_id="gui_%s"), act)


@route("review.check")
@require_POST
def replied(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record the answer."""

    def act(row: Pursuit, form: AnswerForm, version: int) -> str:
        answer_pursuit(actor=actor_of(request), pursuit=row, version=version, **form.cleaned_data)
        return _("Đã ghi văn bản trả lời.")

    return _recorded(request, public_id, "answer_form", AnswerForm(request.POST, auto_id="tl_%s"), act)


@route("review.check")
@require_POST
def ended(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record the document that ended it."""

    def act(row: Pursuit, form: EndForm, version: int) -> str:
        end_pursuit(actor=actor_of(request), pursuit=row, version=version, ended=form.ended())
        return _("Đã ghi kết quả.")

    return _recorded(request, public_id, "end_form", EndForm(request.POST, auto_id="kt_%s"), act)


@route("review.check")
@require_POST
def postponed(request: HttpRequest, public_id: str) -> HttpResponse:
    """Set another day."""

    def act(row: Pursuit, form: PostponeForm, version: int) -> str:
        postpone_pursuit(actor=actor_of(request), pursuit=row, version=version, **form.cleaned_data)
        return _("Đã đặt hạn mới.")

    return _recorded(request, public_id, "postpone_form", PostponeForm(request.POST, auto_id="han_%s"), act)


def _recorded(
    request: HttpRequest, public_id: str, name: str, form: Any, act: Callable[[Pursuit, Any, int], str]
) -> HttpResponse:
    row, version = pursuit_or_404(request, public_id), version_of(request)
    back = reverse("review:pursuit", args=[public_id])
    return answered(
        request,
        form,
        lambda given: act(row, given, version),
        back,
        lambda given: show_one(request, row, 422, **{name: given}),
    )
