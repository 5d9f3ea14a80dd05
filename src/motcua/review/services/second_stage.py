"""The second stage of what a decided campaign found unsuitable: its plan, and the plans of its units."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.organisation.models import Unit
from motcua.publication.owners import unit_in_charge
from motcua.review.calendar import days_for, first_year
from motcua.review.content import CampaignContent
from motcua.review.deadlines import refuse_bad_days
from motcua.review.models import (
    Campaign,
    CampaignKind,
    CampaignLine,
    CampaignState,
    CampaignUnit,
    LineState,
    UnitPlan,
    UnitRole,
    UnitState,
)
from motcua.review.services.claims import claim_unit, hold, require_unit, tell
from motcua.web.faults import UserError
from motcua.web.words import one_line

_SECOND = CampaignKind.UNSUITABLE
_BEFORE_SENDING = (UnitState.ASSIGNED, UnitState.WORKING, UnitState.APPROVED, UnitState.RETURNED)
_LIVING = (CampaignState.DRAFT, CampaignState.OPEN, CampaignState.CHECKING)


@service(permission="review.plan")
def plan_second_stage(*, actor: Actor, campaign: Campaign, title: str = "") -> Campaign:
    """Open the plan of the second stage of a decided campaign, with the days of the calendar and the units concerned.

    Raises `UserError` where the campaign is not decided, found nothing unsuitable, or has a second stage already.
    """
    first = hold(campaign, (CampaignState.DECIDED,))
    refuse_stage(first)
    today = timezone.localdate()
    year = first_year(_SECOND, "unit_plans", today)
    days = days_for(_SECOND, year)
    opens = today if today.year == year else date(year, 1, 1)
    content = CampaignContent(
        title=title or _("Giai đoạn hai: {title}").format(title=first.title)[:500],
        year=year,
        kind=_SECOND,
        opens_on=opens,
        unit_result_due=days.get("unit_result_due", opens),
        check_due=days.get("check_due", opens),
        consolidation_due=days.get("consolidation_due", opens),
    ).trimmed()
    refuse_bad_days(content, today)
    made = Campaign.objects.create(
        kind=_SECOND,
        title=content.title,
        year=content.year,
        scope=content.scope.plain(),
        follows=first,
        created_by=actor.user,
        opens_on=content.opens_on,
        unit_result_due=content.unit_result_due,
        check_due=content.check_due,
        consolidation_due=content.consolidation_due,
    )
    heirs = {heir.pk for unit in _units(first) if (heir := unit_in_charge(unit.unit, today).value) is not None}
    CampaignUnit.objects.bulk_create(CampaignUnit(campaign=made, unit_id=pk) for pk in sorted(heirs))
    tell("campaign.second_stage", made, source=first.title, procedures=unfit_lines(first).count())
    return made


def unfit_lines(first: Campaign) -> QuerySet[CampaignLine]:
    """The procedures that a campaign found unsuitable."""
    return first.lines.filter(suitable=False).exclude(state=LineState.CLOSED)


def refuse_stage(first: Campaign | None) -> None:
    """Refuse a second stage that has nothing to take up, or that stands already. Raises `UserError`."""
    if first is None or first.state != CampaignState.DECIDED:
        raise UserError(
            "no-first-stage",
            _("Giai đoạn hai cần một đợt rà soát đã được phê duyệt kết quả."),
            field="follows",
            status=409,
        )
    if first.kind not in (CampaignKind.ONLINE, _SECOND):
        raise UserError(
            "no-second-stage",
            _("Chỉ đợt rà soát dịch vụ công trực tuyến có giai đoạn hai cho danh mục chưa phù hợp."),
            field="follows",
            status=409,
        )
    if not unfit_lines(first).exists():
        raise UserError("nothing-unfit", _("Đợt này không có thủ tục nào chưa phù hợp."), field="follows", status=409)
    there = first.stages.filter(kind=_SECOND).exclude(state=CampaignState.CLOSED).first()
    if there is not None:
        raise UserError(
            "stage-there", _("Đã có giai đoạn hai: “{title}”.").format(title=there.title), field="follows", status=409
        )


@service(permission="review.assess")
def record_unit_plan(*, actor: Actor, part: CampaignUnit, number: str, signed_on: date, version: int) -> UnitPlan:
    """Record the plan that a unit issued for its part of a second stage; a later one takes its place.

    Raises `Stale`, `Denied` for another unit, `UserError` for another kind of campaign or a day to come.
    """
    require_unit(actor, part.unit)
    fresh = claim_unit(part, version, _BEFORE_SENDING)
    campaign = hold(fresh.campaign, _LIVING)
    if campaign.kind != _SECOND:
        raise UserError("no-second-stage", _("Chỉ giai đoạn hai cần kế hoạch riêng của đơn vị."), status=409)
    clean = one_line(number)[:100]
    if not clean:
        raise UserError("no-number", _("Chưa ghi số, ký hiệu kế hoạch."), field="number")
    if signed_on > timezone.localdate():
        raise UserError("signed-later", _("Ngày ký không thể sau hôm nay."), field="signed_on")
    kept, _made = UnitPlan.objects.update_or_create(
        part=fresh, defaults={"number": clean, "signed_on": signed_on, "by": actor.user}
    )
    tell("unit.planned", campaign, fresh.unit, number=clean, signed_on=signed_on.isoformat())
    return kept


def refuse_without_plan(part: CampaignUnit) -> None:
    """Refuse results of a second stage from a unit that planned nothing. Raises `UserError`."""
    if part.campaign.kind == _SECOND and not UnitPlan.objects.filter(part=part).exists():
        raise UserError(
            "no-unit-plan",
            _("Đơn vị chưa ghi kế hoạch rà soát, đơn giản hóa của mình cho giai đoạn hai."),
            hint=_("Ghi số và ngày ký kế hoạch ở phần việc của đơn vị."),
            status=409,
        )


def _units(first: Campaign) -> list[CampaignUnit]:
    rows = first.units.filter(unit__in=unfit_lines(first).values("unit"))
    return list(rows.select_related("unit"))


def earlier_lines(campaign: Campaign) -> dict[int, CampaignLine]:
    """By procedure: the unsuitable line of the first stage that a line of the second takes up."""
    if campaign.kind != _SECOND or campaign.follows is None:
        return {}
    return {line.procedure_id: line for line in unfit_lines(campaign.follows)}


def leads_now(campaign: Campaign, earlier: Iterable[CampaignLine]) -> dict[int, int]:
    """By unit that led in the first stage: the lead unit of the second that answers today for what it led.

    A unit without heir, or that the plan of the second stage leaves out, is missing: its procedures wait to be given.
    """
    today = timezone.localdate()
    units = Unit.objects.in_bulk({line.unit_id for line in earlier if line.unit_id is not None})
    heirs = {pk: heir.pk for pk, unit in units.items() if (heir := unit_in_charge(unit, today).value) is not None}
    leading = set(campaign.units.filter(role=UnitRole.LEAD, unit__in=heirs.values()).values_list("unit", flat=True))
    return {pk: heir for pk, heir in heirs.items() if heir in leading}
