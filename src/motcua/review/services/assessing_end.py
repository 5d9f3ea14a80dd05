"""Concluding a line from its answers: nothing left open, nothing that does not hold together."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.review.content import Conclusion as Concluded
from motcua.review.models import CampaignLine
from motcua.review.selectors_assessment import sheet_of
from motcua.review.services.assessing_store import take_line
from motcua.review.services.concluding import conclude_lines
from motcua.review.verdicts import judge
from motcua.web.faults import Stale


@dataclass(frozen=True, slots=True)
class End:
    """What is concluded: level in the regime's words, whether it goes on the list, year or period, why.

    `answer` is what was done about the remarks of a line that came back.
    """

    level: str
    suitable: bool
    year: int | None = None
    period: str = ""
    proactive: int | None = None
    note: str = ""
    answer: str = ""


@service(permission="review.assess")
def conclude_assessment(*, actor: Actor, line: CampaignLine, end: End, version: int) -> CampaignLine:
    """Conclude a line; it counts as assessed, with the reasons of a partial service that the answers give.

    Raises `UserError` naming the first thing that does not hold together, `Stale`, `Denied`.
    """
    row = take_line(actor, line)
    if row.version != version:
        raise Stale(_("Thủ tục này vừa được người khác sửa. Tải lại trang để xem rồi làm lại."))
    sheet = sheet_of(row)
    judgement = judge(row, sheet.answers)
    partial = judgement.partial.value if judgement.partial and end.level == judgement.level else ()
    concluded = Concluded(
        line=row,
        version=version,
        level=end.level,
        suitable=end.suitable,
        regime=judgement.regime,
        year=end.year,
        period=end.period,
        proactive=end.proactive,
        partial_reasons=tuple(reason.to_dict() for reason in partial),
        note=end.note,
        answer=end.answer,
    )
    return conclude_lines(actor=actor, conclusions=[concluded])[0]
