"""Opening a campaign: its law is pinned, its lines are made piece by piece, its end without a decision."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.jobs.services import enqueue
from motcua.review.content import CampaignContent, ScopeRule
from motcua.review.deadlines import refuse_bad_days
from motcua.review.models import Campaign, CampaignKind, CampaignLine, CampaignState, LineState
from motcua.review.scoping import Planned, scope_of
from motcua.review.services.claims import claim, given_reason, hold, tell
from motcua.review.services.second_stage import earlier_lines, leads_now
from motcua.web.faults import UserError

KIND = "review.lines"
PIECE = 250


@service(permission="review.plan")
def open_campaign(*, actor: Actor, campaign: Campaign, version: int) -> Campaign:
    """Open a plan: from now on units work. A job makes one line a procedure, with version and law pinned.

    Raises `Stale`; `UserError` where the scope is empty or a deadline is over.
    """
    fresh = claim(campaign, version, (CampaignState.DRAFT,))
    today = timezone.localdate()
    refuse_bad_days(days_of(fresh), today)
    scope = scope_of(fresh)
    if not scope.planned:
        raise UserError(
            "empty-scope",
            _("Không có thủ tục nào trong phạm vi rà soát."),
            hint=_("Xem lại nhóm thủ tục, lĩnh vực, cấp và danh mục loại trừ."),
            status=409,
        )
    fresh.state, fresh.law_date = CampaignState.OPEN, fresh.law_date or today
    job = enqueue(actor=actor, kind=KIND, key=fresh.public_id, arguments={"campaign": fresh.public_id})
    fresh.job = job.public_id
    fresh.save()
    tell("campaign.opened", fresh, procedures=len(scope.planned), law=fresh.law_date.isoformat())
    return fresh


@service(permission="review.plan")
def make_lines(*, actor: Actor, campaign: Campaign, piece: int = PIECE) -> int:
    """Make the next lines of an open campaign that are still missing; returns how many it made, 0 when all stand.

    Each pins the version in force and the campaign's law; a second stage goes on with the unit that had the procedure.
    Safe to repeat.
    """
    fresh = hold(campaign, (CampaignState.OPEN, CampaignState.CHECKING))
    there = set(fresh.lines.values_list("procedure", flat=True))
    missing = [row for row in scope_of(fresh).planned if row.procedure_id not in there][:piece]
    earlier = earlier_lines(fresh)
    leads = leads_now(fresh, earlier.values())
    CampaignLine.objects.bulk_create(_line(fresh, row, earlier.get(row.procedure_id), leads) for row in missing)
    if missing:
        tell("lines.made", fresh, lines=len(missing))
    return len(missing)


@service(permission="review.plan")
def close_campaign(*, actor: Actor, campaign: Campaign, reason: str, version: int) -> Campaign:
    """End a campaign without a decision, with the reason; its lines are closed. Raises `Stale`, `UserError`."""
    fresh = claim(campaign, version, (CampaignState.OPEN, CampaignState.CHECKING, CampaignState.CONSOLIDATED))
    why = given_reason(reason)
    fresh.state, fresh.closed_because = CampaignState.CLOSED, why
    fresh.save()
    fresh.lines.exclude(state=LineState.CLOSED).update(state=LineState.CLOSED, closed_because=why[:1000])
    tell("campaign.closed", fresh, reason=why[:500])
    return fresh


def days_of(campaign: Campaign) -> CampaignContent:
    """A plan as it was given, as far as its days are asked."""
    return CampaignContent(
        title=campaign.title,
        year=campaign.year,
        opens_on=campaign.opens_on,
        unit_result_due=campaign.unit_result_due,
        check_due=campaign.check_due,
        consolidation_due=campaign.consolidation_due,
        kind=CampaignKind(campaign.kind),
        scope=ScopeRule.read(campaign.scope),
    )


def _line(campaign: Campaign, row: Planned, earlier: CampaignLine | None, leads: Mapping[int, int]) -> CampaignLine:
    assert campaign.law_date is not None
    return CampaignLine(
        campaign=campaign,
        procedure_id=row.procedure_id,
        procedure_version_id=row.version_id,
        field_id=row.field_id,
        tiers=list(row.tiers),
        law_date=campaign.law_date,
        reopens=earlier,
        unit_id=leads.get(earlier.unit_id) if earlier and earlier.unit_id else None,
    )
