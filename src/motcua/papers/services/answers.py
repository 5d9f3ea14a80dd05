"""What the document system answers: number, date and signed file, a document returned, receipts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.jobs.services import enqueue
from motcua.papers.docsystem.base import Answer
from motcua.papers.docsystem.registry import system_name
from motcua.papers.models import Paper, PaperState, Submission, SubmissionState
from motcua.papers.services.sending import note_received
from motcua.papers.services.signature import SignedCopy, record_signed, return_paper
from motcua.web.faults import UserError


@service(permission="papers.submit")
def note_answer(*, actor: Actor, submission: Submission, answer: Answer, content: bytes = b"") -> int:
    """Take over what the system decided; returns 1, or 0 where it had been taken over before.

    `content` is the signed copy. Raises `UserError` where the number or the file cannot be.
    """
    paper = Paper.objects.select_for_update().get(pk=submission.paper_id)
    row = Submission.objects.select_for_update().get(pk=submission.pk)
    if row.state != SubmissionState.HANDED or paper.state != PaperState.SUBMITTED:
        return 0
    row.answered_at, row.fault = timezone.now(), ""
    row.state = SubmissionState.SIGNED if answer.decision == "signed" else SubmissionState.RETURNED
    row.save(update_fields=["state", "answered_at", "fault"])
    if answer.decision == "returned":
        reason = answer.reason or _("Hệ thống quản lý văn bản trả lại.")
        return_paper(actor=actor, paper=paper, version=paper.version, reason=reason)
        return 1
    assert answer.signed_on is not None
    name = f"{answer.number:02d}-{answer.symbol}.pdf"
    record_signed(
        actor=actor,
        paper=paper,
        version=paper.version,
        number=answer.number,
        symbol=answer.symbol,
        signed_on=answer.signed_on,
        signer=answer.signer,
        file=SignedCopy(BytesIO(content), name),
        from_system=True,
    )
    return 1


@service(permission="papers.submit")
def note_receipts(*, actor: Actor, submission: Submission, received: Mapping[str, datetime]) -> int:
    """Note who has received the document; returns how many were not known before."""
    new = [row for row in submission.paper.dispatches.filter(received_at__isnull=True) if row.name in received]
    for row in new:
        note_received(actor=actor, dispatch=row, at=max(received[row.name], row.sent_at))
    return len(new)


@service(permission="papers.submit")
def ask_again(*, actor: Actor, key: str) -> None:
    """Ask once more for the hand-over of a document that has not come through."""
    enqueue(actor=actor, kind="papers.hand-over", key=key, arguments={"submission": key}, again=True)


@service(permission="papers.submit")
def ask_system(*, actor: Actor, paper: Paper) -> str:
    """Ask the document system now how far a document is; returns the job's public id.

    Raises `UserError` where no document system is set up.
    """
    if not system_name():
        raise UserError("no-docsystem", _("Chưa khai báo hệ thống quản lý văn bản."), status=409)
    arguments = {"paper": paper.public_id}
    return enqueue(actor=actor, kind="papers.poll", key=paper.public_id, arguments=arguments, again=True).public_id
