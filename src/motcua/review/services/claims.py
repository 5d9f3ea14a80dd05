"""What every write of a campaign asks first: is it as I read it, is it in the right state, is it my unit's."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, Plain, record
from motcua.access.versions import take_version
from motcua.catalog.services.inserting import update_objects
from motcua.organisation.models import Unit
from motcua.publication.owners import unit_in_charge
from motcua.review.models import Campaign, CampaignLine, CampaignState, CampaignUnit, UnitState
from motcua.web.faults import Denied, Stale, UserError


def claim(campaign: Campaign, version: int, states: Collection[str]) -> Campaign:
    """Lock the campaign for this write and return it as it is now.

    Raises `Stale` where another wrote it since `version` was read, `UserError` for a state in which it is not done.
    """
    take_version(campaign, version, _("Đợt rà soát này vừa được người khác sửa. Tải lại trang để xem."))
    fresh = Campaign.objects.get(pk=campaign.pk)
    refuse_state(fresh, states)
    return fresh


def hold(campaign: Campaign, states: Collection[str]) -> Campaign:
    """The campaign as it is now, locked for work on its lines without a new version. Raises `UserError`."""
    fresh = Campaign.objects.select_for_update().get(pk=campaign.pk)
    refuse_state(fresh, states)
    return fresh


def refuse_state(campaign: Campaign, states: Collection[str]) -> None:
    """Refuse what is not done in the campaign's state. Raises `UserError`."""
    if campaign.state not in states:
        wanted = ", ".join(str(CampaignState(state).label) for state in states)
        raise UserError(
            "wrong-state",
            _("Đợt rà soát đang ở bước “{now}”; việc này làm ở bước “{wanted}”.").format(
                now=campaign.get_state_display(), wanted=wanted
            ),
            hint=_("Tải lại trang để xem bước hiện tại."),
            status=409,
        )


def claim_unit(part: CampaignUnit, version: int, states: Collection[str]) -> CampaignUnit:
    """Lock a unit's part for this write. Raises `Stale`, or `UserError` for a state in which it is not done."""
    take_version(part, version, _("Phần việc của đơn vị vừa được người khác sửa. Tải lại trang để xem."))
    fresh = CampaignUnit.objects.select_related("campaign", "unit").get(pk=part.pk)
    if fresh.state not in states:
        wanted = ", ".join(str(UnitState(state).label) for state in states)
        raise UserError(
            "wrong-unit-state",
            _("Phần việc của đơn vị đang “{now}”; việc này làm khi “{wanted}”.").format(
                now=fresh.get_state_display(), wanted=wanted
            ),
            hint=_("Tải lại trang để xem bước hiện tại."),
            status=409,
        )
    return fresh


def acts_for(actor: Actor, unit: Unit | None, permission: str = "review.assess") -> bool:
    """Whether the actor writes for a unit: its own people, those of its heir, procedure control, the system."""
    if actor.system or actor.may("review.check"):
        return True
    own = actor.units_for(permission)
    if unit is None or not own:
        return False
    if unit.pk in own:
        return True
    heir = unit_in_charge(unit, timezone.localdate()).value
    return heir is not None and heir.pk in own


def require_unit(actor: Actor, unit: Unit | None, permission: str = "review.assess") -> None:
    """Refuse whoever does not write for the unit. Raises `Denied`."""
    if not acts_for(actor, unit, permission):
        raise Denied(_("Phần việc này giao cho đơn vị khác."), permission=permission)


def fresh_lines(lines: Sequence[CampaignLine], versions: Sequence[int]) -> list[CampaignLine]:
    """The lines as they are now, locked, in the order given. Raises `Stale` where one was written since it was read."""
    rows = CampaignLine.objects.select_for_update(of=("self",)).filter(pk__in=[line.pk for line in lines])
    found = {row.pk: row for row in rows.select_related("procedure", "unit").order_by("pk")}
    for line, version in zip(lines, versions, strict=True):
        if line.pk not in found or found[line.pk].version != version:
            raise Stale(
                _("Thủ tục {code} vừa được người khác sửa. Tải lại trang để xem.").format(code=line.procedure.code)
            )
    return [found[line.pk] for line in lines]


def store(lines: Sequence[CampaignLine], fields: Collection[str]) -> None:
    """Write lines that were read by `fresh_lines`, each with its next version."""
    for line in lines:
        line.version += 1
    update_objects(CampaignLine, [*fields, "version"], lines)


def tell(verb: str, campaign: Campaign, unit: Unit | None = None, **facts: Plain) -> None:
    """Tell the log what happened to a campaign."""
    record(
        Event(
            f"review.{verb}",
            "review.campaign",
            campaign.public_id,
            facts=facts,
            unit_id=unit.pk if unit is not None else None,
        )
    )


def tell_line(verb: str, line: CampaignLine, **facts: Plain) -> None:
    """Tell the log what happened to one line."""
    record(
        Event(
            f"review.{verb}",
            "review.line",
            line.public_id,
            facts={"code": line.procedure.code, **facts},
            unit_id=line.unit_id,
        )
    )


def given_reason(reason: str) -> str:
    """The reason without blanks around it. Raises `UserError` where there is none."""
    if not reason.strip():
        raise UserError("no-reason", _("Chưa ghi lý do."), field="reason")
    return reason.strip()[:2000]
