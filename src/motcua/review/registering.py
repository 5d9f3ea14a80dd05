"""What the signed decision writes into the register of online services."""

from __future__ import annotations

from motcua.access.actors import Actor
from motcua.online.content import Decided, ServiceLine
from motcua.online.reasons import PartialReason
from motcua.online.regime import regime_or_none
from motcua.online.services.recording import record_decided
from motcua.review.models import Campaign, CampaignDecision, CampaignKind, LineState


def register_decided(actor: Actor, campaign: Campaign, decision: CampaignDecision) -> int:
    """Enter the fitting procedures of a decided campaign as services; returns how many.

    Levels concluded under a law that no longer holds on the day of signing are never put into the words of another:
    nothing is entered then, the procedures are to be assessed again. Raises `UserError` as the register does.
    """
    assert decision.signed_on is not None
    if campaign.kind not in (CampaignKind.ONLINE, CampaignKind.UNSUITABLE):
        return 0
    fitting = list(campaign.lines.filter(state=LineState.CONFIRMED, suitable=True).select_related("procedure"))
    regime = regime_or_none(decision.signed_on)
    same = {day for day in {line.law_date for line in fitting} if regime and regime_or_none(day) == regime}
    lines = [line for line in fitting if line.law_date in same]
    if not lines:
        return 0
    signed = Decided(
        number=decision.number,
        signed_on=decision.signed_on,
        signer=decision.signer,
        effective_from=decision.signed_on,
        campaign=campaign.public_id,
    )
    services = [
        ServiceLine(
            code=line.procedure.code,
            level=line.level,
            proactive=line.proactive or 0,
            reasons=tuple(PartialReason.read(reason) for reason in line.partial_reasons),
        )
        for line in lines
    ]
    record_decided(actor=actor, decision=signed, lines=services)
    return len(services)
