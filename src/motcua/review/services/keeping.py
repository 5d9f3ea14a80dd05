"""What happens to a running campaign from outside: units are merged, procedures are abolished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.catalog.models import ProcedureVersion, VersionState
from motcua.organisation.models import Unit, UnitPeriod
from motcua.organisation.selectors import shown_name
from motcua.publication.owners import unit_in_charge
from motcua.review.models import (
    FROZEN,
    RUNNING,
    Campaign,
    CampaignLine,
    CampaignUnit,
    LineState,
    UnitRole,
    UnitState,
)
from motcua.review.services.assigning import join
from motcua.review.services.claims import hold, store, tell, tell_line
from motcua.web.formats import vn_date


@dataclass(frozen=True, slots=True)
class Kept:
    """What was done: units handed over, lines closed, units that ended without a known heir."""

    handed_over: int
    closed: int
    without_heir: int


@service(permission="review.plan")
def keep_up(*, actor: Actor, campaign: Campaign) -> Kept:
    """Bring a running campaign in step with the day; safe to repeat, raises `UserError` unless it runs.

    Work of a merged unit passes to its heir with a note, lines of procedures abolished meanwhile close with the reason.

    A unit that split, or ended without a known heir, keeps its work until somebody assigns it; its part says so.
    """
    fresh = hold(campaign, RUNNING)
    today = timezone.localdate()
    handed = lost = 0
    for part in _ended_parts(fresh, today):
        heir = unit_in_charge(part.unit, today).value
        if heir is None:
            lost += _say_lost(part, today)
        else:
            _hand_over(fresh, part, heir, today)
            handed += 1
    return Kept(handed, _close_abolished(fresh), lost)


def _ended_parts(campaign: Campaign, today: date) -> list[CampaignUnit]:
    parts = campaign.units.exclude(state=UnitState.HANDED_OVER).select_related("unit").order_by("pk")
    living = set(UnitPeriod.objects.filter(unit__in=parts.values("unit")).on(today).values_list("unit", flat=True))
    return [part for part in parts if part.unit_id not in living]


def _say_lost(part: CampaignUnit, today: date) -> int:
    note = _("{old} không còn hoạt động, chưa rõ đơn vị kế thừa; cần giao lại thủ tục.").format(
        old=shown_name(part.unit, today)
    )
    return CampaignUnit.objects.filter(pk=part.pk).exclude(note=note).update(note=note, version=F("version") + 1)


def _hand_over(campaign: Campaign, part: CampaignUnit, heir: Unit, today: date) -> None:
    note = _("Từ {day} nhận phần việc của {old}.").format(day=vn_date(today), old=shown_name(part.unit, today))
    if part.role == UnitRole.LEAD:
        moving = campaign.lines.filter(unit=part.unit_id).exclude(state__in=FROZEN)
        unfinished = moving.filter(state__in=(LineState.OPEN, LineState.ASSESSED, LineState.RETURNED)).exists()
        if unfinished:
            join(campaign, {heir.pk})
        moved = list(moving.select_for_update(of=("self",)))
        for line in moved:
            line.unit_id = heir.pk
        store(moved, ["unit"])
    taken, new = CampaignUnit.objects.get_or_create(
        campaign=campaign, unit=heir, defaults={"role": part.role, "state": part.state, "result_due": part.result_due}
    )
    if part.role == UnitRole.LEAD and taken.role != UnitRole.LEAD:
        taken.role, taken.helps = UnitRole.LEAD, None
    if not new and taken.state == UnitState.ASSIGNED and part.state != UnitState.ASSIGNED:
        taken.state = UnitState.WORKING if part.state == UnitState.APPROVED else part.state
    taken.note = " ".join((taken.note, note)).strip()[:1000]
    taken.save()
    if not taken.checks.filter(finished_at=None).exists():
        part.checks.update(campaign_unit=taken)
    part.state, part.handed_to, part.version = UnitState.HANDED_OVER, taken, part.version + 1
    part.note = _("Bàn giao cho {new} từ {day}.").format(new=shown_name(heir, today), day=vn_date(today))
    part.save()
    tell("unit.handed_over", campaign, part.unit, to=shown_name(heir, today))


def _close_abolished(campaign: Campaign) -> int:
    """Close lines whose procedure has nothing in force any more though the pinned version once was."""
    ended = Exists(ProcedureVersion.objects.filter(procedure=OuterRef("procedure"), state=VersionState.ABOLISHED))
    gone = campaign.lines.exclude(state__in=FROZEN).filter(ended, procedure__current=None)
    locked = gone.select_for_update(of=("self",)).select_related("procedure", "procedure_version")
    return _close(list(locked))


def _close(lines: list[CampaignLine]) -> int:
    """Close lines of abolished procedures, each with the day of abolition as its reason."""
    for line in lines:
        ended = line.procedure_version.effective_to if line.procedure_version else None
        line.state = LineState.CLOSED
        line.closed_because = (
            _("Thủ tục bị bãi bỏ từ {day} trong thời gian rà soát.").format(day=vn_date(ended))
            if ended
            else _("Thủ tục bị bãi bỏ trong thời gian rà soát.")
        )
        tell_line("line.closed", line, reason=line.closed_because)
    store(lines, ["state", "closed_because"])
    return len(lines)
