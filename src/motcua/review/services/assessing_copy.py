"""Taking the answers of one procedure over to similar ones: what differs is shown before, and kept unless chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.review.answering import KEPT
from motcua.review.models import Answer, Basis, CampaignLine
from motcua.review.proposing import Proposed, proposed_for
from motcua.review.questions import Question, allowed, title_of
from motcua.review.selectors_assessment import Sheet, sheet_of, sheets_of, versions_of_lines
from motcua.review.services.assessing import proposals
from motcua.review.services.assessing_store import overwrite_from, take_line, tell, touch
from motcua.review.sheeting import words_of
from motcua.review.verdicts import old_levels, questions_for, regime_of
from motcua.rulebook.selectors import book as current_book
from motcua.web.faults import UserError

MOST = 50
FRESH, SAME, ANSWERED, PROPOSED = "fresh", "same", "answered", "proposed"


@dataclass(frozen=True, slots=True)
class Step:
    """What copying would do with one criterion of one line.

    `kind`: "fresh" writes where nothing stands against it; "same" has nothing to do; "answered" would replace another
    answer, "proposed" goes against what the record of that procedure suggests. The last two are done only when chosen.
    `reason` is what the answer there rests on, empty where there is none.
    """

    line: CampaignLine
    key: str
    value: str
    there: str
    kind: str
    version: int
    reason: str = ""

    @property
    def mark(self) -> str:
        """How a form names it: line, key and the version of the answer there (0: none)."""
        return f"{self.line.public_id}:{self.key}:{self.version}"

    @property
    def title(self) -> str:
        """The criterion with its number."""
        return title_of(self.key)


def plan_copy(source: CampaignLine, targets: Sequence[CampaignLine]) -> list[Step]:
    """What copying the answers of `source` to other lines would do, criterion by criterion; writes nothing.

    Lines under another regime are left out. Costs a fixed number of statements however many lines there are.
    """
    answers = sheet_of(source).answers
    book = current_book()
    now = regime_of(source, book)
    kept = [line for line in targets if line.pk != source.pk and regime_of(line, book) is now]
    sheets, versions = sheets_of(kept), versions_of_lines(kept)
    found = []
    for line in kept:
        proposed = proposed_for(versions[line.pk], line.law_date, old_levels=old_levels(line, book), book=book)
        found += _steps(line, questions_for(line, book), answers, sheets[line.pk], proposed)
    return found


def _steps(
    line: CampaignLine,
    questions: Sequence[Question],
    answers: Mapping[str, Answer],
    sheet: Sheet,
    proposed: Proposed,
) -> list[Step]:
    found = []
    for question in questions:
        answer, there = answers.get(question.key), sheet.answers.get(question.key)
        if answer is None or not allowed(question, answer.value):
            continue
        suggested = proposed.fits(question.key)
        plain = proposed.of(question.key).get("answer")
        against = suggested != answer.value if suggested else plain is False and answer.value != "no"
        kind = PROPOSED if against else FRESH
        if there is not None:
            kind = SAME if there.value == answer.value else ANSWERED
        said = there.value if there is not None else suggested or ("no" if plain is False else "")
        seen, reason = (there.version, there.reason) if there is not None else (0, "")
        found.append(Step(line, question.key, answer.value, said, kind, seen, reason))
    return found


@service(permission="review.assess")
def copy_answers(
    *, actor: Actor, source: CampaignLine, targets: Sequence[CampaignLine], chosen: frozenset[str] = frozenset()
) -> tuple[int, int]:
    """Copy the answers of a line to others: where nothing stands against it, and the steps in `chosen` (`Step.mark`).

    An answer that changed since it was looked at is kept. Returns how many answers were written, and how many
    differences were kept. Raises `Denied` for a line of another unit, `UserError` for none or too many chosen, or a
    line that is locked.
    """
    if not targets or len(targets) > MOST:
        raise UserError("nothing-chosen", _("Chọn từ 1 đến {n} thủ tục để chép.").format(n=MOST), field="line")
    answers = sheet_of(source).answers
    rows = {line.pk: take_line(actor, line) for line in sorted(targets, key=lambda line: line.pk)}
    done = kept = 0
    for line in rows.values():
        steps = [step for step in plan_copy(source, [line]) if step.kind != SAME]
        wanted = [step for step in steps if step.kind == FRESH or step.mark in chosen]
        kept += len(steps) - len(wanted)
        for step in wanted:
            _write(actor, line, answers[step.key])
        if wanted:
            touch(line)
            keys = ", ".join(_told(step) for step in wanted)
            tell("copied", line, source=source.procedure.code, n=len(wanted), keys=keys)
            done += len(wanted)
    return done, kept


def _told(step: Step) -> str:
    """The key for the log; with the answer that was replaced, so that it can be given again."""
    if step.kind != ANSWERED:
        return step.key
    there = f"{words_of(step.there)}, {step.reason[:200]}" if step.reason else words_of(step.there)
    return _("{key} (trước đó: {there})").format(key=step.key, there=there)


def _write(actor: Actor, line: CampaignLine, answer: Answer) -> None:
    there = Answer.objects.filter(line=line, key=answer.key).first()
    if there is not None:
        overwrite_from(there, answer, actor)
        return
    values = {name: getattr(answer, name) for name in KEPT}
    who = {"by": actor.user, "by_label": actor.label[:200], "at": timezone.now(), "basis": Basis.COPIED}
    plain = dict(proposals(line).of(answer.key))
    Answer.objects.create(line=line, key=answer.key, proposal=plain, **values, **who)
