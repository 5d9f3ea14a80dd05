"""Selection: the weights of a plan, the marks of its procedures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.review.models import RUNNING, Campaign, CampaignLine, CampaignState
from motcua.review.selecting import judged, sound_weights
from motcua.review.services.assigning import refuse_not_with_author
from motcua.review.services.claims import claim, fresh_lines, hold, require_unit, store, tell
from motcua.web.faults import UserError


@service(permission="review.plan")
def set_weights(*, actor: Actor, campaign: Campaign, weights: Mapping[str, Decimal], version: int) -> Campaign:
    """Set the local weights of the selection criteria, in per cent; marks given already are weighed anew.

    Raises `Stale`; `UserError` for weights that do not sum to 100.
    """
    fresh = claim(campaign, version, (CampaignState.DRAFT, CampaignState.OPEN))
    fresh.weights = sound_weights(weights, fresh.law_date or timezone.localdate())
    fresh.save()
    marked = list(fresh.lines.exclude(scores={}).select_for_update(of=("self",)))
    for line in marked:
        line.score = _score(line.scores, fresh, line)
    store(marked, ["score"])
    tell("campaign.weighed", fresh, weights=", ".join(f"{key} {value}" for key, value in fresh.weights.items()))
    return fresh


@service(permission="review.assess")
def score_lines(
    *, actor: Actor, campaign: Campaign, marks: Sequence[tuple[CampaignLine, Mapping[str, Decimal | str]]]
) -> list[CampaignLine]:
    """Mark procedures of one's unit by the criteria; one that is ruled out scores 0.

    Raises `Stale`, `Denied`; `UserError` while the plan has no weights, for a mark that cannot be, for a line sent.
    """
    fresh = hold(campaign, RUNNING)
    if not fresh.weights:
        raise UserError("no-weights", _("Kế hoạch chưa đặt trọng số các tiêu chí lựa chọn."), status=409)
    rows = fresh_lines([line for line, _marks in marks], [line.version for line, _marks in marks])
    refuse_not_with_author(fresh, rows)
    for line, (_line, given) in zip(rows, marks, strict=True):
        require_unit(actor, line.unit)
        line.score = _score(given, fresh, line)
        line.scores = {key: str(mark) for key, mark in given.items()}
    store(rows, ["scores", "score"])
    tell("lines.scored", fresh, lines=len(rows))
    return rows


def _score(marks: Mapping[str, object], campaign: Campaign, line: CampaignLine) -> Decimal:
    """The weighted score from 0 to 100; 0 where a criterion rules the procedure out."""
    found = judged(marks, campaign.weights, line.law_date).value
    return found.score if found.eligible else Decimal(0)
