"""Answers: they close lines, in every letter of the chain, and the reports and findings behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.catalog.models import FindingState
from motcua.catalog.services.findings import settle_finding
from motcua.defects.models import DefectLetter, DefectReport, LetterLine, LetterState, ReportState, Result
from motcua.defects.services.touch import claim_letter, require_hands, tell_letter, tell_report
from motcua.web.faults import UserError


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """What was answered to one report of a letter; a refusal gives its reason."""

    report: DefectReport
    accepted: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answering document: number (may be missing where it came without one) and day."""

    on: date
    number: str = ""


@service(permission="defects.letter")
def answer_letter(
    *, actor: Actor, letter: DefectLetter, answer: Answer, lines: Sequence[LineAnswer], version: int
) -> DefectLetter:
    """Write down what was answered: by the unit that got the letter, or by the sender for a ministry's answer.

    Each line closes its report, in this letter and in those that it passes on; a finding of the catalogue behind it is
    settled. Raises `Denied` for other units, `UserError` without a line, for a refusal without reason, a line that was
    answered before, a day before the letter went out or to come; `Stale`.
    """
    require_hands(actor, letter.from_unit, letter.to_unit)
    row = claim_letter(letter, version, LetterState.SENT)
    _dated(row, answer.on)
    if not lines:
        raise UserError("nothing-answered", _("Chưa ghi trả lời cho nội dung nào."))
    for line in lines:
        _close(actor, row, answer, line)
    _finish_letters([line.report.pk for line in lines])
    row.refresh_from_db()
    tell_letter("answered", row, reports=len(lines), on=answer.on.isoformat())
    return row


def _dated(letter: DefectLetter, on: date) -> None:
    if letter.sent_on is not None and on < letter.sent_on:
        raise UserError("answered-before", _("Ngày trả lời không thể trước ngày gửi."), field="on")
    if on > timezone.localdate():
        raise UserError("answered-later", _("Ngày trả lời không thể sau hôm nay."), field="on")


def _close(actor: Actor, letter: DefectLetter, answer: Answer, line: LineAnswer) -> None:
    reason = line.reason.strip()
    if not line.accepted and not reason:
        raise UserError("no-reason", _("Không tiếp thu thì cần ghi lý do."), field="reason")
    if not letter.lines.filter(report=line.report, result=Result.NONE).exists():
        raise UserError("answered", _("Nội dung này đã được trả lời trước đó."), status=409)
    LetterLine.objects.filter(report=line.report, letter__state=LetterState.DRAFT).delete()
    LetterLine.objects.filter(report=line.report, result=Result.NONE).update(
        result=Result.ACCEPTED if line.accepted else Result.REFUSED,
        reason=reason,
        answer_no=answer.number.strip(),
        answered_on=answer.on,
    )
    state = ReportState.ACCEPTED if line.accepted else ReportState.REFUSED
    DefectReport.objects.filter(pk=line.report.pk).update(
        state=state, outcome=reason, closed_on=answer.on, version=F("version") + 1
    )
    line.report.refresh_from_db()
    tell_report(str(state), line.report, letter=letter.public_id)
    _settle(actor, letter, answer, line)


def _settle(actor: Actor, letter: DefectLetter, answer: Answer, line: LineAnswer) -> None:
    """Decide the finding that a report was made of, where it is still open."""
    finding = line.report.finding
    if finding is None or finding.state != FindingState.OPEN:
        return
    source = " ".join(filter(None, (letter.to_name, answer.number.strip())))
    told = _("%(who)s trả lời ngày %(day)s") % {"who": source, "day": answer.on.strftime("%d/%m/%Y")}
    settle_finding(
        actor=actor,
        finding=finding,
        state=FindingState.SETTLED if line.accepted else FindingState.DISMISSED,
        decision=f"{told}: {line.reason.strip()}" if line.reason.strip() else told,
        version=finding.version,
    )


def _finish_letters(reports: Sequence[int]) -> None:
    """Mark the sent letters with these reports that have no unanswered line left."""
    waiting = LetterLine.objects.filter(letter=OuterRef("pk"), result=Result.NONE)
    touched = LetterLine.objects.filter(letter=OuterRef("pk"), report__in=reports)
    done = DefectLetter.objects.filter(Exists(touched), ~Exists(waiting), state=LetterState.SENT)
    done.update(state=LetterState.ANSWERED, version=F("version") + 1)
