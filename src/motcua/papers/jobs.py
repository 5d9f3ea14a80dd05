"""Background work of documents: what follows a signature, and the talk with the document system."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import system_actor
from motcua.jobs.registry import Run, handler, schedule
from motcua.papers.docsystem.base import DocumentSystem, SystemAway, SystemRefused
from motcua.papers.docsystem.registry import document_system, system_name
from motcua.papers.models import Paper, PaperState, Submission, SubmissionState
from motcua.papers.outgoing import outgoing_of
from motcua.papers.services.answers import ask_again, note_answer, note_receipts
from motcua.papers.services.handover import note_handed, note_looked, note_trouble
from motcua.papers.signing import handlers_of
from motcua.web.faults import UserError

EVERY = timedelta(minutes=2)
ROUND = 200  # documents asked about in one round


@handler("papers.signed", queue="quick", words="Làm việc tiếp theo khi văn bản đã ký")
def signed(run: Run) -> None:
    """Call what the rooms registered for the purpose of a signed document, each once."""
    paper = Paper.objects.get(public_id=run.arguments["paper"])
    actor = system_actor(via="job", label="system")
    for place, function in enumerate(handlers_of(paper.purpose)):
        with run.step(f"{place}:{function.__module__}.{function.__qualname__}") as still_to_do:
            if still_to_do:
                function(actor, paper)


@handler("papers.hand-over", queue="slow", words="Chuyển văn bản sang hệ thống quản lý văn bản", attempts=8)
def hand_over(run: Run) -> None:
    """Hand a submitted document to the document system; the same key is never two documents there."""
    submission = _submission(run)
    if submission.state != SubmissionState.WAITING or submission.paper.state != PaperState.SUBMITTED:
        return
    with _Talk(run, submission) as talk:
        if talk.system is not None:
            identity = talk.system.hand_over(outgoing_of(submission))
            note_handed(actor=talk.actor, submission=submission, external_id=identity)


@handler("papers.withdraw", queue="slow", words="Rút văn bản khỏi hệ thống quản lý văn bản")
def withdraw(run: Run) -> None:
    """Take back from the document system what went another way here."""
    submission = _submission(run)
    with _Talk(run, submission) as talk:
        if talk.system is not None and submission.external_id:
            talk.system.withdraw(submission.external_id)


@handler("papers.send", queue="slow", words="Gửi văn bản qua hệ thống quản lý văn bản", attempts=8)
def send(run: Run) -> None:
    """Send a signed document to all its recipients through the document system."""
    submission = _submission(run)
    names = list(submission.paper.dispatches.values_list("name", flat=True))
    with _Talk(run, submission) as talk:
        if talk.system is not None:
            talk.system.send(submission.external_id, names)


@handler("papers.poll", queue="slow", words="Hỏi kết quả ký từ hệ thống quản lý văn bản", permission="papers.submit")
def poll(run: Run) -> None:
    """Ask about every document that waits for a signature or a receipt, and hand over what could not be before."""
    system = document_system()
    if system is None:
        return
    actor = system_actor(via="job", label="system")
    run.summary.update(signed=0, returned=0, received=0)
    for key in Submission.objects.filter(state=SubmissionState.WAITING).values_list("key", flat=True)[:ROUND]:
        ask_again(actor=actor, key=key)
    rows = list(_open_rows(str(run.arguments.get("paper", ""))))
    for done, submission in enumerate(rows, start=1):
        run.progress(done, len(rows), _("Đã hỏi {done}/{total} văn bản").format(done=done, total=len(rows)))
        try:
            _ask(run, system, submission)
        except SystemAway as away:
            note_trouble(actor=actor, submission=submission, fault=_away(away))
            run.note_failure(str(submission.paper), _away(away))
            raise
        except SystemRefused as refused:
            note_trouble(actor=actor, submission=submission, fault=refused.reason, final=True)
            run.note_failure(str(submission.paper), refused.reason)
        except UserError as error:
            note_trouble(actor=actor, submission=submission, fault=error.message)
            run.note_failure(str(submission.paper), error.message)


def _open_rows(paper: str) -> list[Submission]:
    """What to ask about: handed over and not decided; sent and not yet received everywhere; oldest look first."""
    rows = Submission.objects.select_related("paper").order_by(F("looked_at").asc(nulls_first=True), "id")
    if paper:
        rows = rows.filter(paper__public_id=paper)
    handed = rows.filter(state=SubmissionState.HANDED)[:ROUND]
    unreceived = rows.filter(state=SubmissionState.SIGNED, paper__dispatches__received_at__isnull=True)
    sent = unreceived.filter(paper__state=PaperState.SENT).distinct()[:ROUND]
    return [*handed, *sent]


def _ask(run: Run, system: DocumentSystem, submission: Submission) -> None:
    actor = system_actor(via="job", label="system")
    answer = system.look(submission.external_id)
    if submission.state == SubmissionState.SIGNED:
        run.summary["received"] += note_receipts(actor=actor, submission=submission, received=answer.received)
    elif answer.decision == "signed":
        content = system.signed_file(submission.external_id)
        run.summary["signed"] += note_answer(actor=actor, submission=submission, answer=answer, content=content)
    elif answer.decision == "returned":
        run.summary["returned"] += note_answer(actor=actor, submission=submission, answer=answer)
    note_looked(actor=actor, submission=submission, at=timezone.now())


def _submission(run: Run) -> Submission:
    return Submission.objects.select_related("paper", "paper__unit").get(key=run.arguments["submission"])


def _away(error: SystemAway) -> str:
    return _("Hệ thống quản lý văn bản chưa trả lời ({why}). Sẽ thử lại.").format(why=error)


class _Talk:
    """One call of the document system: what goes wrong is noted with the document; being away tries the job again."""

    def __init__(self, run: Run, submission: Submission) -> None:
        self.actor = system_actor(via="job", label="system")
        self._run, self._submission = run, submission
        self.system = document_system()
        if self.system is None:
            self._note(_("Chưa khai báo hệ thống quản lý văn bản."), final=True)

    def __enter__(self) -> _Talk:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, SystemAway):
            self._note(_away(error), final=False)
            return False
        if isinstance(error, SystemRefused):
            self._note(error.reason, final=True)
            return True
        return False

    def _note(self, words: str, *, final: bool) -> None:
        note_trouble(actor=self.actor, submission=self._submission, fault=words, final=final)
        self._run.note_failure(str(self._submission.paper), words)


if system_name():
    schedule("papers.poll", every=EVERY)
