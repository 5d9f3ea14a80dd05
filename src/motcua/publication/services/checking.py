"""Procedure control's look at a decision before it goes for signature, and the way back."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.publication.models import AnnouncementDecision, DecisionState
from motcua.publication.problems import problems_of
from motcua.publication.services.claims import claim, require_unit, tell
from motcua.web.faults import UserError


@service(permission="publication.check")
def check_decision(*, actor: Actor, decision: AnnouncementDecision, version: int) -> AnnouncementDecision:
    """Pass a draft as checked. Raises `Stale`, or `UserError` that names the first thing that must be mended."""
    fresh = claim(decision, version, (DecisionState.DRAFT,))
    blocking = [problem for problem in problems_of(fresh, timezone.localdate()) if problem.blocking]
    if blocking:
        first = blocking[0]
        rest = "; ".join(problem.text for problem in blocking[1:])
        hint = _("Còn phải sửa: {rest}").format(rest=rest) if rest else first.mend
        raise UserError(first.code, first.text, field=first.field, hint=hint, status=409)
    fresh.state, fresh.checked_by, fresh.checked_at = DecisionState.CHECKED, actor.user, timezone.now()
    fresh.returned_because = ""
    fresh.save()
    tell("decision.checked", fresh, lines=fresh.lines.count())
    return fresh


@service(permission="publication.draft")
def return_decision(*, actor: Actor, decision: AnnouncementDecision, reason: str, version: int) -> AnnouncementDecision:
    """Send a checked decision back to be rewritten, with the reason; the way to undo until it is announced.

    A paper already submitted for signature must be called back first. Raises `Stale`, `UserError`.
    """
    fresh = claim(decision, version, (DecisionState.CHECKED,))
    require_unit(actor, fresh.advising_unit)
    if not reason.strip():
        raise UserError("no-reason", _("Chưa ghi lý do trả lại."), field="reason")
    if fresh.paper and not _paper_is_back(fresh.paper):
        raise UserError(
            "at-signature",
            _("Văn bản đang trình ký nên chưa trả lại được."),
            hint=_("Rút văn bản trình ký về trước, rồi trả lại quyết định."),
            status=409,
        )
    fresh.state, fresh.returned_because, fresh.paper = DecisionState.DRAFT, reason.strip(), ""
    fresh.checked_by, fresh.checked_at, fresh.trouble = None, None, ""
    fresh.save()
    tell("decision.returned", fresh)
    return fresh


def _paper_is_back(paper: str) -> bool:
    """Whether a paper is no longer on its way: back in its author's hands, or recalled."""
    from motcua.papers.models import Paper, PaperState

    return not Paper.objects.filter(
        public_id=paper, state__in=(PaperState.SUBMITTED, PaperState.SIGNED, PaperState.SENT)
    ).exists()
