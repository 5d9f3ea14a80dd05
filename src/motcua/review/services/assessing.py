"""Answering criteria: one by one, or all that nobody doubts in one act that is logged as such."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.review.answering import Given, basis_of
from motcua.review.models import Answer, Basis, CampaignLine, Opening
from motcua.review.proposing import Proposed, proposed_for
from motcua.review.questions import allowed, part_of_subject
from motcua.review.selectors_assessment import version_of_line
from motcua.review.services.assessing_store import Outcome, put, take_line, tell, touch
from motcua.review.verdicts import old_levels, questions_for
from motcua.web.faults import UserError


@service(permission="review.assess")
def answer_criterion(*, actor: Actor, line: CampaignLine, key: str, given: Given, seen: int) -> Outcome:
    """Write one answer; `seen` is the version of the answer that was looked at, 0 where there was none.

    What is missing (a reason, an article) is told by the checks before the line is concluded, so that an answer can be
    saved half-way. Where another answered meanwhile both are kept: the outcome carries the clash. Raises `Denied`,
    `UserError` for an unknown criterion, an answer that the law does not know, or a line that is locked.
    """
    row = take_line(actor, line)
    proposal = proposals(row).of(key)
    answer = given.cleaned()
    check_value(row, key, answer.value)
    fresh = Answer(line=row, key=key, value=answer.value, proposal=dict(proposal))
    kept = Answer.objects.filter(line=row, key=key).select_related("line__procedure").first()
    basis = basis_of(answer, proposal)
    outcome = put(kept, fresh, answer, subject=key, seen=seen, actor=actor, basis=basis)
    if outcome.changed:
        touch(row)
        tell("answered", row, key=key, value=answer.value, basis=str(basis))
    return outcome


@service(permission="review.assess")
def accept_fits(*, actor: Actor, line: CampaignLine, seen: Mapping[str, str] | None = None) -> int:
    """Accept in one act every proposal that nobody doubts and nobody answered; returns how many.

    `seen` (key → value) are those that stood on the page: one that is proposed otherwise by now is left alone; None
    takes them as they are. The log says that they were accepted unopened, and which. Raises as `answer_criterion`.
    """
    row = take_line(actor, line)
    proposed = proposals(row)
    taken = set(Answer.objects.filter(line=row).values_list("key", flat=True))
    opened = set(Opening.objects.filter(line=row).values_list("subject", flat=True))
    now = timezone.now()
    fresh = []
    for question in questions_for(row):
        value = proposed.fits(question.key)
        if question.key in taken or value is None or not allowed(question, value):
            continue
        if seen is not None and seen.get(question.key) != value:
            continue
        basis = Basis.ACCEPTED if question.key in opened else Basis.EXCEPTION
        who = {"by": actor.user, "by_label": actor.label[:200], "at": now, "basis": basis}
        fresh.append(Answer(line=row, key=question.key, value=value, proposal=dict(proposed.of(question.key)), **who))
    if fresh:
        Answer.objects.bulk_create(fresh)
        touch(row)
        unopened = [one.key for one in fresh if one.basis == Basis.EXCEPTION]
        silent = sum(one.proposal.get("basis") == "silence" for one in fresh)
        tell("accepted", row, n=len(fresh), unopened=", ".join(unopened), silent=silent)
    return len(fresh)


@service(permission="review.assess")
def note_opened(*, actor: Actor, line: CampaignLine, subject: str) -> bool:
    """Note that a person opened a question of a line; returns whether it was the first time. Raises as above."""
    row = take_line(actor, line)
    known = {question.key for question in questions_for(row)}
    if subject not in known and part_of_subject(subject) is None:
        raise UserError("no-such-question", _("Không có tiêu chí này."), status=404)
    _row, made = Opening.objects.get_or_create(
        line=row,
        subject=subject,
        defaults={"by": actor.user, "by_label": actor.label[:200], "at": timezone.now()},
    )
    if made:
        tell("opened", row, subject=subject)
    return made


def proposals(line: CampaignLine) -> Proposed:
    """What is proposed for a line."""
    return proposed_for(version_of_line(line), line.law_date, old_levels=old_levels(line))


def check_value(line: CampaignLine, key: str, value: str) -> None:
    """Refuse a criterion that the line's regime does not ask, and an answer that it does not know."""
    question = {one.key: one for one in questions_for(line)}.get(key)
    if question is None:
        raise UserError("no-such-question", _("Không có tiêu chí này."), field="key", status=404)
    if not allowed(question, value):
        raise UserError(
            "bad-answer",
            _("Tiêu chí {n} chưa có kết luận dùng được.").format(n=question.number),
            field="value",
            hint=_("Chọn đạt, không đạt; “không áp dụng” chỉ dùng khi pháp luật cho phép."),
        )
