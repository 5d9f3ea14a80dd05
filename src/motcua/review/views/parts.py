"""A unit's part: its lines, the head's approval, submission, the office's sample, return and confirmation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from motcua.access.actors import Actor
from motcua.access.models import User
from motcua.access.routes import actor_of, route, signed_in_route
from motcua.organisation.models import Position
from motcua.organisation.selectors import today_names
from motcua.review.checklist import POINTS
from motcua.review.consistency import faults
from motcua.review.decision_paper import ConclusionWords, when_words
from motcua.review.forms import DrawForm, ReasonForm, RemindForm
from motcua.review.forms_following import UnitPlanForm
from motcua.review.models import RUNNING, CampaignKind, CampaignState, CampaignUnit, QualitySample, UnitPlan, UnitState
from motcua.review.selectors import checks_of, line_rows, my_parts, progress_by_unit, remarks_of
from motcua.review.services.assigning import assign_person
from motcua.review.services.checking import confirm_unit, draw_sample, judge_sample, return_lines
from motcua.review.services.claims import acts_for
from motcua.review.services.reminding import remind_unit
from motcua.review.services.submitting import approve_unit, submit_unit, withdraw_approval
from motcua.review.views.common import LINE_LOOKS, NAV, UNIT_LOOKS, part_or_404
from motcua.review.views.lines import marks
from motcua.web.acting import answered, version_of
from motcua.web.faults import UserError
from motcua.web.paging import page_of
from motcua.web.words import storable

_LIVING = (CampaignState.DRAFT, *RUNNING)


@route("review.view")
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The parts of one's units in running campaigns."""
    rows = list(my_parts(actor_of(request))[:100])
    names = today_names({row.unit_id for row in rows})
    counted = {row.campaign_id: progress_by_unit(row.campaign) for row in rows}
    context = {
        "nav": "my-review",
        "rows": [(row, names.get(row.unit_id, "–"), counted[row.campaign_id].get(row.unit_id)) for row in rows],
        "looks": UNIT_LOOKS,
    }
    return render(request, "review/my_parts.html", context)


@route("review.view")
@require_GET
def part(request: HttpRequest, public_id: str) -> HttpResponse:
    """One part."""
    return shown(request, part_or_404(request, public_id))


def shown(request: HttpRequest, row: CampaignUnit, status: int = 200, **forms: Form) -> HttpResponse:
    """The page of one part; `forms` are those that came back with errors."""
    actor = actor_of(request)
    state = request.GET.get("tinh-trang", "")
    page = page_of(request, line_rows(actor, row.campaign, unit=row.unit, state=state if state in LINE_LOOKS else ""))
    check = checks_of(row).first()
    samples = list(check.samples.select_related("line__procedure", "line__procedure_version")) if check else []
    may_check = actor.may("review.check") and row.campaign.running
    context: dict[str, Any] = {
        **(NAV if actor.may("review.check") else {"nav": "my-review"}),
        "part": row,
        "campaign": row.campaign,
        "unit": today_names([row.unit_id]).get(row.unit_id, "–"),
        "look": UNIT_LOOKS[row.state],
        "looks": LINE_LOOKS,
        "due": row.result_due or row.campaign.unit_result_due,
        "progress": progress_by_unit(row.campaign).get(row.unit_id),
        "page": page,
        "state": state,
        "remarks": remarks_of(page.rows),
        "faults": faults([line for line in page.rows if line.suitable is not None]) if row.campaign.running else {},
        "check": check,
        "samples": samples,
        "points": POINTS,
        "level": ConclusionWords(),
        "when": when_words,
        "people": _people(row) if acts_for(actor, row.unit) else [],
        **_what_can_be_done(actor, row, check is not None and check.finished_at is None),
        "may_check": may_check,
        "invalid": next(iter(forms.values()), None),
        "draw_form": DrawForm(),
        "remind_form": RemindForm(),
        "reason_form": ReasonForm(),
        **_own_plan(actor, row),
        **forms,
    }
    return render(request, "review/part.html", context, status=status)


def _own_plan(actor: Actor, row: CampaignUnit) -> dict[str, Any]:
    """The unit's own plan of a second stage, and the form that records it while the part is with the unit."""
    if row.campaign.kind != CampaignKind.UNSUITABLE:
        return {"second_stage": False, "own_plan": None, "may_plan": False}
    writes = actor.may("review.assess") and acts_for(actor, row.unit) and row.campaign.state in _LIVING
    return {
        "second_stage": True,
        "own_plan": UnitPlan.objects.filter(part=row).first(),
        "may_plan": writes and row.state in ("assigned", "working", "approved", "returned"),
        "plan_form": UnitPlanForm(auto_id="kh_%s"),
    }


def _people(row: CampaignUnit) -> list[User]:
    """Who holds a position in the unit today."""
    from django.utils import timezone

    held = Position.objects.on(timezone.localdate()).filter(unit=row.unit_id).values("user")
    return list(User.objects.filter(pk__in=held, is_active=True).order_by("label")[:200])


def _what_can_be_done(actor: Actor, row: CampaignUnit, checking: bool) -> dict[str, bool]:
    running = row.campaign.state in RUNNING
    head = actor.system or row.unit_id in actor.units_for("review.approve")
    office = running and actor.may("review.check")
    at_work = row.state in (UnitState.ASSIGNED, UnitState.WORKING, UnitState.RETURNED)
    at_office = row.state in (UnitState.SUBMITTED, UnitState.RETURNED)
    return {
        "may_approve": running and head and at_work,
        "may_withdraw": running and head and row.state == UnitState.APPROVED,
        "may_submit": running and row.state == UnitState.APPROVED and (head or acts_for(actor, row.unit)),
        "may_draw": office and at_office and not checking,
        "may_judge": office and checking,
        "may_return": office and row.state in (UnitState.SUBMITTED, UnitState.RETURNED, UnitState.CONFIRMED),
        "may_confirm": office and at_office,
        "may_remind": office and row.state not in (UnitState.SUBMITTED, UnitState.CONFIRMED, UnitState.HANDED_OVER),
        "may_give": running and actor.may("review.assess") and acts_for(actor, row.unit),
    }


def _back(row: CampaignUnit) -> str:
    return reverse("review:part", args=[row.public_id])


def _plainly(request: HttpRequest, row: CampaignUnit, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect(_back(row))


def _answered(request: HttpRequest, row: CampaignUnit, name: str, form: Any, act: Any) -> HttpResponse:
    return answered(request, form, act, _back(row), lambda given: shown(request, row, 422, **{name: given}))


@route("review.approve")
@require_POST
def approve(request: HttpRequest, public_id: str) -> HttpResponse:
    """The head approves."""
    row = part_or_404(request, public_id)
    approve_unit(actor=actor_of(request), part=row, version=version_of(request))
    return _plainly(request, row, _("Đã duyệt kết quả rà soát của đơn vị."))


@route("review.approve")
@require_POST
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """The head takes the approval back."""
    row, version = part_or_404(request, public_id), version_of(request)

    def act(form: ReasonForm) -> str:
        reason = form.cleaned_data["reason"]
        withdraw_approval(actor=actor_of(request), part=row, reason=reason, version=version)
        return _("Đã rút lại việc duyệt.")

    return _answered(request, row, "reason_form", ReasonForm(request.POST), act)


@signed_in_route
@require_POST
def submit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send the part to the office: by whoever assesses there, or the head."""
    row = part_or_404(request, public_id)
    submit_unit(actor=actor_of(request), part=row, version=version_of(request))
    return _plainly(request, row, _("Đã gửi kết quả rà soát."))


@route("review.assess")
@require_POST
def give(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give the marked lines to a person of the unit."""
    row, marked = part_or_404(request, public_id), marks(request)
    lines = list(row.campaign.lines.filter(public_id__in=marked, unit=row.unit_id).select_related("procedure", "unit"))
    username = storable(request.POST.get("person", ""))
    person = User.objects.filter(username=username, is_active=True).first() if username else None
    if username and person is None:
        raise UserError("no-person", _("Không có tài khoản này."), field="person", status=404)
    versions = [marked[line.public_id] for line in lines]
    assign_person(actor=actor_of(request), lines=lines, person=person, versions=versions)
    words = ngettext("Đã giao %(n)d thủ tục.", "Đã giao %(n)d thủ tục.", len(lines)) % {"n": len(lines)}
    return _plainly(request, row, words)


@route("review.check")
@require_POST
def draw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Draw a sample."""
    row, version = part_or_404(request, public_id), version_of(request)

    def act(form: DrawForm) -> str:
        data = form.cleaned_data
        check = draw_sample(actor=actor_of(request), part=row, version=version, size=data["size"], seed=data["seed"])
        return _("Đã rút {n} thủ tục, số khởi tạo {seed}.").format(n=check.size, seed=check.seed)

    return _answered(request, row, "draw_form", DrawForm(request.POST), act)


@route("review.check")
@require_POST
def judge(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write the checklist of a drawn line."""
    row = part_or_404(request, public_id)
    number = request.POST.get("sample", "")
    rows = QualitySample.objects.filter(check_of__campaign_unit=row)
    sample = get_object_or_404(rows, pk=int(number) if number.isascii() and number.isdigit() else 0)
    points = {key: request.POST.get(key) == "1" for key in POINTS}
    note = storable(request.POST.get("note", ""))
    done = judge_sample(actor=actor_of(request), sample=sample, points=points, note=note, version=version_of(request))
    return _plainly(request, row, _("Đã ghi: {verdict}.").format(verdict=done.get_verdict_display()))


@route("review.check")
@require_POST
def give_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Return the marked lines, each with its own remark or the common one."""
    row, marked = part_or_404(request, public_id), marks(request)
    lines = list(row.campaign.lines.filter(public_id__in=marked).select_related("procedure"))
    common = storable(request.POST.get("remark", ""))
    remarks = []
    for line in lines:
        line.version = marked[line.public_id]
        own = storable(request.POST.get(f"remark-{line.public_id}", ""))
        remarks.append((line, own.strip() or common))
    return_lines(actor=actor_of(request), part=row, remarks=remarks, version=version_of(request))
    words = ngettext("Đã trả lại %(n)d thủ tục.", "Đã trả lại %(n)d thủ tục.", len(lines)) % {"n": len(lines)}
    return _plainly(request, row, words)


@route("review.check")
@require_POST
def confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """Confirm what is at the office."""
    row = part_or_404(request, public_id)
    confirm_unit(actor=actor_of(request), part=row, version=version_of(request))
    return _plainly(request, row, _("Đã xác nhận kết quả của đơn vị."))


@route("review.check")
@require_POST
def remind(request: HttpRequest, public_id: str) -> HttpResponse:
    """Draft the letter that reminds the unit."""
    row = part_or_404(request, public_id)

    def act(form: RemindForm) -> str:
        paper = remind_unit(actor=actor_of(request), part=row, reply_by=form.cleaned_data["reply_by"])
        return _("Đã soạn văn bản đôn đốc “{title}”.").format(title=paper.title)

    return _answered(request, row, "remind_form", RemindForm(request.POST), act)
