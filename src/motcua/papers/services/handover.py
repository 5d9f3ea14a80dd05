"""Documents handed to the province's document system, and what comes back: number, date, signed file, receipts."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.jobs.services import enqueue
from motcua.papers.docsystem.registry import system_name
from motcua.papers.models import Paper, Submission, SubmissionState
from motcua.papers.services.taking import tell

OPEN = (SubmissionState.WAITING, SubmissionState.HANDED)


def open_submission(actor: Actor, paper: Paper) -> Submission | None:
    """Ask for a hand-over, where a document system is set up."""
    system = system_name()
    if not system:
        return None
    submission = Submission.objects.create(paper=paper, system=system)
    enqueue(actor=actor, kind="papers.hand-over", key=submission.key, arguments={"submission": submission.key})
    return submission


def end_submission(actor: Actor, paper: Paper) -> None:
    """Withdraw what is still open in the document system: the document went another way."""
    for submission in paper.submissions.select_for_update().filter(state__in=OPEN):
        submission.state, submission.answered_at = SubmissionState.WITHDRAWN, timezone.now()
        submission.save(update_fields=["state", "answered_at"])
        enqueue(actor=actor, kind="papers.withdraw", key=submission.key, arguments={"submission": submission.key})


def ask_sending(actor: Actor, paper: Paper) -> None:
    """Ask for the document to be sent through the system that gave it its number."""
    signed = paper.submissions.filter(state=SubmissionState.SIGNED).first()
    if signed is not None:
        key = f"{signed.key}-{paper.version}"
        enqueue(actor=actor, kind="papers.send", key=key, arguments={"submission": signed.key})


@service(permission="papers.submit")
def note_handed(*, actor: Actor, submission: Submission, external_id: str) -> None:
    """The document system has the document, under an id of its own; one taken back meanwhile is withdrawn there."""
    changed = Submission.objects.filter(pk=submission.pk, state=SubmissionState.WAITING).update(
        state=SubmissionState.HANDED, external_id=external_id[:200], fault=""
    )
    if changed:
        tell("handed", submission.paper, facts={"system": submission.system, "external": external_id[:200]})
        return
    late = Submission.objects.filter(pk=submission.pk, state=SubmissionState.WITHDRAWN, external_id="")
    if late.update(external_id=external_id[:200]):
        arguments = {"submission": submission.key}
        enqueue(actor=actor, kind="papers.withdraw", key=submission.key, arguments=arguments, again=True)


@service(permission="papers.submit")
def note_trouble(*, actor: Actor, submission: Submission, fault: str, final: bool = False) -> None:
    """What went wrong with the document system, in words; `final` where trying again is of no use.

    It counts as a look: a document of which the system answers nonsense lets the others be asked about first.
    """
    rows = Submission.objects.filter(pk=submission.pk)
    rows.update(fault=fault[:500], looked_at=timezone.now())
    if final and rows.filter(state__in=OPEN).update(state=SubmissionState.FAILED, answered_at=timezone.now()):
        tell("hand-over-failed", submission.paper, facts={"system": submission.system})


@service(permission="papers.submit")
def note_looked(*, actor: Actor, submission: Submission, at: datetime) -> None:
    """The document system was asked, and has not decided yet."""
    Submission.objects.filter(pk=submission.pk).update(looked_at=at, fault="")
