"""Who works on what: each procedure has one lead unit, and within it perhaps a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import groupby

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor, grants_of
from motcua.access.models import User
from motcua.access.service import service
from motcua.access.table import roles_with
from motcua.followup.models import FieldDepartment
from motcua.organisation.models import Unit, UnitPeriod
from motcua.publication.owners import unit_in_charge
from motcua.review.models import (
    RUNNING,
    WITH_AUTHOR,
    Campaign,
    CampaignLine,
    CampaignUnit,
    UnitRole,
    UnitState,
)
from motcua.review.services.claims import fresh_lines, hold, require_unit, store, tell
from motcua.web.faults import UserError


@service(permission="review.plan")
def assign_by_field(*, actor: Actor, campaign: Campaign) -> int:
    """Give every line without a lead to the department of its field, or that department's heir; returns how many.

    Departments that are not in the plan yet join it as lead units. Lines whose field has no department stay loose and
    are shown as such. Raises `UserError` for a campaign that is not running.
    """
    fresh = hold(campaign, RUNNING)
    today = timezone.localdate()
    loose = list(fresh.lines.filter(unit=None, state__in=WITH_AUTHOR, field__isnull=False))
    departments = FieldDepartment.objects.filter(field__in={line.field_id for line in loose}, unit__isnull=False)
    heirs: dict[int, int] = {}
    for row in departments.select_related("unit"):
        assert row.unit is not None
        unit = unit_in_charge(row.unit, today).value
        if unit is not None:
            heirs[row.field_id] = unit.pk
    given = [line for line in loose if line.field_id in heirs]
    for line in given:
        line.unit_id = heirs[line.field_id or 0]
    join(fresh, {line.unit_id for line in given if line.unit_id})
    store(given, ["unit"])
    units = Unit.objects.in_bulk({heirs[line.field_id or 0] for line in given})
    for pk, count in sorted(Counter(heirs[line.field_id or 0] for line in given).items()):
        tell("lines.assigned", fresh, units[pk], lines=count, how="field")
    return len(given)


@service(permission="review.plan")
def assign_lines(
    *, actor: Actor, campaign: Campaign, lines: Sequence[CampaignLine], unit: Unit, versions: Sequence[int]
) -> list[CampaignLine]:
    """Give lines to a lead unit by hand; who worked on them before no longer does.

    Raises `Stale`; `UserError` for a unit that ended, or a line that was submitted or decided already.
    """
    fresh = hold(campaign, RUNNING)
    if not lines:
        raise UserError("nothing-chosen", _("Chưa chọn thủ tục nào."), hint=_("Đánh dấu ít nhất một dòng."))
    if not UnitPeriod.objects.filter(unit=unit).on(timezone.localdate()).exists():
        raise UserError("unit-ended", _("Đơn vị này không còn hoạt động vào hôm nay."), field="unit")
    rows = fresh_lines(lines, versions)
    refuse_not_with_author(fresh, rows)
    join(fresh, {unit.pk})
    for line in rows:
        line.unit, line.assignee = unit, None
    store(rows, ["unit", "assignee"])
    tell("lines.assigned", fresh, unit, lines=len(rows), how="hand")
    return rows


@service(permission="review.assess")
def assign_person(
    *, actor: Actor, lines: Sequence[CampaignLine], person: User | None, versions: Sequence[int]
) -> list[CampaignLine]:
    """Give lines of one's unit to a person of it (None: to whoever takes them); of a returned line the new author.

    Raises `Stale`, `Denied` for another unit's lines, `UserError` for a person who does not assess there.
    """
    if not lines:
        raise UserError("nothing-chosen", _("Chưa chọn thủ tục nào."), hint=_("Đánh dấu ít nhất một dòng."))
    rows = fresh_lines(lines, versions)
    roles = roles_with("review.assess")
    granted = grants_of(person.pk, timezone.localdate()) if person is not None else ()
    works_in = {grant.unit_id for grant in granted if grant.role in roles}
    for campaign_id, group in groupby(
        sorted(rows, key=lambda line: line.campaign_id), key=lambda line: line.campaign_id
    ):
        campaign = hold(Campaign(pk=campaign_id), RUNNING)
        mine = list(group)
        refuse_not_with_author(campaign, mine)
        for line in mine:
            require_unit(actor, line.unit)
            if person is not None and line.unit_id not in works_in:
                raise UserError("not-there", _("Người này không rà soát ở đơn vị chủ trì."), field="person")
            line.assignee = person
        store(mine, ["assignee"])
        tell("lines.given", campaign, mine[0].unit, lines=len(mine), person=str(person or ""))
    return rows


def _campaign(line: CampaignLine) -> int:
    return line.campaign_id


def refuse_not_with_author(campaign: Campaign, lines: Sequence[CampaignLine]) -> None:
    """Refuse lines of another campaign, and those out of their authors' hands. Raises `UserError`."""
    for line in lines:
        if line.campaign_id != campaign.pk:
            raise UserError("other-campaign", _("Thủ tục thuộc đợt rà soát khác."), status=404)
        if not line.with_author:
            raise UserError(
                "line-gone",
                _("Thủ tục {code} đang “{state}” nên không sửa được.").format(
                    code=line.procedure.code, state=line.get_state_display()
                ),
                hint=_("Phần đã gửi chỉ sửa được khi văn phòng trả lại."),
                status=409,
            )


def join(campaign: Campaign, units: Collection[int]) -> None:
    """Make units lead units of a campaign where they are not yet; what was submitted as a whole is at work again."""
    known = {part.unit_id: part for part in campaign.units.filter(unit__in=units)}
    new = [CampaignUnit(campaign=campaign, unit_id=pk, role=UnitRole.LEAD) for pk in sorted(set(units) - known.keys())]
    CampaignUnit.objects.bulk_create(new)
    campaign.units.filter(unit__in=units).exclude(role=UnitRole.LEAD).update(
        role=UnitRole.LEAD, helps=None, version=F("version") + 1
    )
    settled = (UnitState.APPROVED, UnitState.SUBMITTED, UnitState.CONFIRMED)
    campaign.units.filter(unit__in=units, state__in=settled).update(state=UnitState.WORKING, version=F("version") + 1)
