"""The way of a decision through signature: its paper is made and submitted, and its number comes back."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.papers.models import Paper, PaperState
from motcua.papers.services import change_paper, make_paper, submit_paper
from motcua.publication.content import Signed
from motcua.publication.decision_paper import PURPOSE, TEMPLATE, issuer_of, paper_data
from motcua.publication.models import AnnouncementDecision, DecisionState
from motcua.publication.services.claims import claim, require_unit, tell
from motcua.publication.services.recording import note_trouble, record_decision
from motcua.web.faults import UserError


@service(permission="publication.draft")
def submit_for_signature(
    *, actor: Actor, decision: AnnouncementDecision, version: int, signature: Sequence[str] = ()
) -> Paper:
    """Make the paper of a checked decision from its lines as they are now, and submit it for signature.

    `signature` are the lines of authority and title; empty: the chairman signs. A paper that came back unsigned is
    written anew and submitted again. Raises `Stale`, `UserError` where one is at signature already or a unit ended.
    """
    fresh = claim(decision, version, (DecisionState.CHECKED,))
    require_unit(actor, fresh.advising_unit)
    before = Paper.objects.filter(public_id=fresh.paper).first() if fresh.paper else None
    if at_signature(fresh.paper):
        raise UserError("at-signature", _("Văn bản của quyết định này đã trình ký."), status=409)
    data = paper_data(fresh, timezone.localdate(), signature)
    if before is not None and before.state == PaperState.DRAFT:
        kept = {name: value for name, value in before.data.items() if name.startswith("agency_")}
        paper = change_paper(
            actor=actor, paper=before, version=before.version, data={**kept, **data}, title=fresh.title
        )
    else:
        paper = make_paper(
            actor=actor,
            template=TEMPLATE,
            unit=issuer_of(fresh),
            data=data,
            purpose=PURPOSE,
            object_id=fresh.public_id,
            title=fresh.title,
        )
    paper = submit_paper(actor=actor, paper=paper, version=paper.version)
    fresh.paper, fresh.trouble = paper.public_id, ""
    fresh.save(update_fields=["paper", "trouble"])
    tell("decision.submitted", fresh)
    return paper


def at_signature(paper: str) -> bool:
    """Whether the paper with that public id waits for its signature or has it; one that came back does not."""
    gone = (PaperState.SUBMITTED, PaperState.SIGNED, PaperState.SENT)
    return bool(paper) and Paper.objects.filter(public_id=paper, state__in=gone).exists()


def decision_signed(actor: Actor, paper: Paper) -> None:
    """Record the decision whose paper was signed; called by a job of `papers`, any number of times.

    What cannot be recorded (effect before signing, a code abolished meanwhile) is kept as trouble of the decision, for
    procedure control to settle.
    """
    decision = AnnouncementDecision.objects.filter(public_id=paper.object_id).first()
    if decision is None or decision.announced or decision.paper != paper.public_id or paper.signed_on is None:
        return
    signed = Signed(paper.number_text, paper.signed_on, paper.signer)
    try:
        record_decision(actor=actor, decision=decision, signed=signed, version=decision.version)
    except UserError as error:
        decision.refresh_from_db()
        note_trouble(actor=actor, decision=decision, why=f"{error.message} {error.hint or ''}".strip())
