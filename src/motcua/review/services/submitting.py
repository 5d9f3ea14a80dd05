"""A unit's way to the office: its head approves, the unit submits."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.publication.owners import unit_in_charge
from motcua.review.models import (
    RUNNING,
    Campaign,
    CampaignState,
    CampaignUnit,
    LineState,
    UnitRole,
    UnitState,
)
from motcua.review.services.claims import claim_unit, given_reason, hold, require_unit, tell
from motcua.review.services.second_stage import refuse_without_plan
from motcua.web.faults import Denied, UserError

_AT_WORK = (UnitState.ASSIGNED, UnitState.WORKING, UnitState.RETURNED)


@service(permission="review.approve")
def approve_unit(*, actor: Actor, part: CampaignUnit, version: int) -> CampaignUnit:
    """The head of a unit approves what it assessed.

    Raises `Stale`, `Denied` for another unit's head, `UserError` while a line is open or returned.
    """
    fresh = claim_unit(part, version, _AT_WORK)
    hold(fresh.campaign, RUNNING)
    if not actor.system:
        _require_head(actor, fresh)
    lines = fresh.campaign.lines.filter(unit=fresh.unit_id)
    open_ones = lines.filter(state__in=(LineState.OPEN, LineState.RETURNED))
    left = list(open_ones.values_list("procedure__code", flat=True)[:6])
    if left:
        raise UserError(
            "lines-open",
            _("Còn thủ tục chưa đánh giá xong: {codes}{more}.").format(
                codes=", ".join(left[:5]), more="…" if len(left) > 5 else ""
            ),
            hint=_("Đánh giá hết, kể cả thủ tục bị trả lại, rồi duyệt."),
            status=409,
        )
    if not lines.filter(state=LineState.ASSESSED).exists():
        raise UserError("nothing-assessed", _("Chưa có kết quả nào để duyệt."), status=409)
    fresh.state, fresh.approved_by, fresh.approved_at = UnitState.APPROVED, actor.user, timezone.now()
    fresh.save()
    tell("unit.approved", fresh.campaign, fresh.unit)
    return fresh


@service(permission="review.approve")
def withdraw_approval(*, actor: Actor, part: CampaignUnit, reason: str, version: int) -> CampaignUnit:
    """The head takes the approval back before submission, with the reason. Raises `Stale`, `Denied`, `UserError`."""
    fresh = claim_unit(part, version, (UnitState.APPROVED,))
    if not actor.system:
        _require_head(actor, fresh)
    why = given_reason(reason)
    fresh.state, fresh.approved_by, fresh.approved_at = UnitState.WORKING, None, None
    fresh.save()
    tell("unit.approval_withdrawn", fresh.campaign, fresh.unit, reason=why)
    return fresh


@service(permission="review.view")
def submit_unit(*, actor: Actor, part: CampaignUnit, version: int) -> CampaignUnit:
    """Send an approved part to the office; its assessed lines are out of their authors' hands.

    When every lead unit has sent its part the campaign is under quality check. Raises `Stale`, `Denied`, `UserError`.
    """
    if not (actor.may("review.assess") or actor.may("review.approve")):
        raise Denied(_("Tài khoản này không có quyền làm việc đó."), permission="review.assess")
    fresh = claim_unit(part, version, (UnitState.APPROVED,))
    hold(fresh.campaign, RUNNING)
    require_unit(actor, fresh.unit, "review.assess" if actor.may("review.assess") else "review.approve")
    refuse_without_plan(fresh)
    now = timezone.now()
    sent = fresh.campaign.lines.filter(unit=fresh.unit_id, state=LineState.ASSESSED).update(
        state=LineState.SUBMITTED, submitted_at=now, version=F("version") + 1
    )
    fresh.state, fresh.submitted_at, fresh.returned_because = UnitState.SUBMITTED, now, ""
    fresh.save()
    tell("unit.submitted", fresh.campaign, fresh.unit, lines=sent)
    if fresh.campaign.state == CampaignState.OPEN and not _still_at_work(fresh.campaign):
        Campaign.objects.filter(pk=fresh.campaign_id).update(state=CampaignState.CHECKING, version=F("version") + 1)
        tell("campaign.checking", fresh.campaign)
    return fresh


def _still_at_work(campaign: Campaign) -> bool:
    """Whether a lead unit with lines has not sent its part yet, or a line has no lead."""
    live = campaign.lines.exclude(state=LineState.CLOSED)
    waiting: Collection[str] = (UnitState.ASSIGNED, UnitState.WORKING, UnitState.APPROVED)
    units = campaign.units.filter(role=UnitRole.LEAD, state__in=waiting)
    return live.filter(unit=None).exists() or live.filter(unit__in=units.values("unit")).exists()


def _require_head(actor: Actor, part: CampaignUnit) -> None:
    own = actor.units_for("review.approve")
    heir = unit_in_charge(part.unit, timezone.localdate()).value
    if part.unit_id not in own and (heir is None or heir.pk not in own):
        raise Denied(_("Chỉ thủ trưởng đơn vị duyệt kết quả của đơn vị."), permission="review.approve")
