"""Making one answer out of two that were given at once."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.review.answering import Given, basis_of
from motcua.review.models import Answer, Clash, ClashEnd, PartAnswer
from motcua.review.questions import part_of_subject
from motcua.review.services.assessing import check_value
from motcua.review.services.assessing_parts import check_part
from motcua.review.services.assessing_store import overwrite, take_line, tell, touch
from motcua.web.faults import Stale, UserError


@service(permission="review.assess")
def settle_clash(
    *, actor: Actor, clash: Clash, outcome: str, seen: int, given: Given | None = None
) -> Answer | PartAnswer:
    """Say which of two answers stands: the earlier ("kept"), the later ("taken"), or one written anew ("merged").

    `seen` is the version of the earlier answer that was looked at. Both stay on record. Raises `Stale` where it changed
    meanwhile or the clash was settled, `UserError` for a merge without an answer, `Denied`.
    """
    line = take_line(actor, clash.line)
    kept = Clash.objects.open().select_for_update().filter(pk=clash.pk).first()
    row = standing_answer(clash)
    if kept is None or row is None or row.version != seen:
        raise Stale(_("Câu trả lời này vừa được người khác giải quyết hoặc sửa. Tải lại trang để xem."))
    if outcome not in ClashEnd.values or (outcome == ClashEnd.MERGED and given is None):
        raise UserError("no-outcome", _("Chưa chọn giữ câu trả lời nào."), field="outcome")
    if outcome != ClashEnd.KEPT:
        answer = (given if outcome == ClashEnd.MERGED and given is not None else Given.read(kept.content)).cleaned()
        if isinstance(row, PartAnswer):
            check_part(line, row.part, row.ordinal, answer)
        else:
            check_value(line, row.key, answer.value)
        overwrite(row, answer, actor, basis_of(answer, row.proposal))
        touch(line)
    kept.outcome, kept.settled_at, kept.settled_by = outcome, timezone.now(), actor.user
    kept.save(update_fields=["outcome", "settled_at", "settled_by"])
    tell("merged", line, subject=kept.subject, outcome=outcome)
    return row


def standing_answer(clash: Clash) -> Answer | PartAnswer | None:
    """The earlier of the two answers as it stands now."""
    part = part_of_subject(clash.subject)
    if part is None:
        return Answer.objects.filter(line=clash.line_id, key=clash.subject).first()
    return PartAnswer.objects.filter(line=clash.line_id, part=part[0], ordinal=part[1]).first()
