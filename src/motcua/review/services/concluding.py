"""What a unit concludes of its lines, one or many at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.review.checks import findings_of
from motcua.review.content import Conclusion
from motcua.review.facts import facts_of
from motcua.review.models import (
    RUNNING,
    Campaign,
    CampaignLine,
    CampaignUnit,
    Draft,
    LineState,
    Remark,
    UnitState,
)
from motcua.review.selectors_assessment import sheets_of
from motcua.review.services.assigning import refuse_not_with_author
from motcua.review.services.claims import fresh_lines, hold, require_unit, store, tell, tell_line
from motcua.review.services.drafting import END
from motcua.review.verdicts import judge
from motcua.rulebook.selectors import book as current_book
from motcua.web.faults import Denied, UserError

_WRITTEN = [
    "state", "regime", "level", "suitable", "proactive", "partial_reasons", "year", "period", "note",
    "assessed_by", "assessed_at", "assignee",
]  # fmt: skip


@service(permission="review.assess")
def conclude_lines(*, actor: Actor, conclusions: Sequence[Conclusion]) -> list[CampaignLine]:
    """Write what a unit concludes about lines; they count as assessed.

    Every line passes the checks of its answers, one without answers too. A returned line is its author's alone; with it
    the open remarks are answered (`Conclusion.answer`, required then).
    Raises `Stale`, `Denied` for another unit's or author's line, `UserError` for a conclusion that does not hold.
    """
    if not conclusions:
        raise UserError("nothing-chosen", _("Chưa chọn thủ tục nào."), hint=_("Đánh dấu ít nhất một dòng."))
    rows = fresh_lines([one.line for one in conclusions], [one.version for one in conclusions])
    by_line = {row.pk: one for row, one in zip(rows, conclusions, strict=True)}
    for campaign_id, group in groupby(sorted(rows, key=_campaign), key=_campaign):
        campaign = hold(Campaign(pk=campaign_id), RUNNING)
        lines = list(group)
        refuse_not_with_author(campaign, lines)
        allowed: set[int | None] = set()
        for line in lines:
            line.campaign = campaign
            if line.unit_id not in allowed:
                require_unit(actor, line.unit)
                allowed.add(line.unit_id)
            _refuse_stranger(actor, line)
            _conclude(actor, line, by_line[line.pk])
        _refuse_faults(lines)
        store(lines, _WRITTEN)
        _answer(actor, lines, by_line)
        Draft.objects.visible_to(actor).filter(line__in=lines, subject=END).delete()
        _at_work(campaign, {line.unit_id for line in lines if line.unit_id})
        if len(lines) == 1:
            tell_line("line.assessed", lines[0], level=lines[0].level)
        else:
            tell("lines.assessed", campaign, lines[0].unit, lines=len(lines))
    return rows


def _campaign(line: CampaignLine) -> int:
    return line.campaign_id


def _refuse_stranger(actor: Actor, line: CampaignLine) -> None:
    """A returned line goes back to its author: nobody else writes it unless the unit gave it to another."""
    if line.state != LineState.RETURNED or actor.system or line.assignee_id is None:
        return
    if actor.user is None or actor.user.pk != line.assignee_id:
        raise Denied(
            _("Thủ tục bị trả lại cho người đã đánh giá. Giao lại cho người khác trước khi sửa."),
            permission="review.assess",
        )


def _conclude(actor: Actor, line: CampaignLine, given: Conclusion) -> None:
    if line.unit_id is None:
        raise UserError("no-lead", _("Thủ tục {code} chưa có đơn vị chủ trì.").format(code=line.procedure.code))
    if not given.level.strip() and not given.suitable:
        level = ""
    elif not given.level.strip():
        raise UserError("no-level", _("Chưa chọn mức độ."), field="level")
    else:
        level = given.level.strip()[:20]
    if given.suitable and given.year is not None and given.year < line.law_date.year:
        raise UserError("year-over", _("Năm thực hiện {year} đã qua.").format(year=given.year), field="year")
    line.level, line.suitable, line.regime = level, given.suitable, given.regime
    line.proactive, line.year, line.period = given.proactive, given.year, given.period.strip()[:20]
    line.partial_reasons = [dict(reason) for reason in given.partial_reasons]
    line.note, line.state = given.note.strip(), LineState.ASSESSED
    line.assessed_by, line.assessed_at = actor.user, timezone.now()
    if line.assignee_id is None:
        line.assignee = actor.user


def _refuse_faults(lines: Sequence[CampaignLine]) -> None:
    """Refuse a conclusion that its answers do not carry: nothing left open, nothing that does not hold together."""
    sheets, book = sheets_of(lines), current_book()
    for line in lines:
        sheet = sheets[line.pk]
        facts = facts_of(line, sheet, judge(line, sheet.answers, None, book), None, book)
        wrong = next((finding for finding in findings_of(facts) if finding.severity == "error"), None)
        if wrong is not None:
            about = "" if len(lines) == 1 else _("Thủ tục {code}: ").format(code=line.procedure.code)
            raise UserError(wrong.check.replace("_", "-"), about + wrong.message, status=409)


def _answer(actor: Actor, lines: Sequence[CampaignLine], by_line: dict[int, Conclusion]) -> None:
    """Answer the open remarks of lines that came back."""
    open_ones = list(
        Remark.objects.filter(line__in=lines, answered_at=None, kind="return").select_related("line__procedure")
    )
    for remark in open_ones:
        answer = by_line[remark.line_id].answer.strip()
        if not answer:
            raise UserError(
                "no-answer",
                _("Thủ tục {code} bị trả lại: chưa ghi đã tiếp thu, giải trình thế nào.").format(
                    code=remark.line.procedure.code
                ),
                field="answer",
            )
        remark.answer, remark.answered_by, remark.answered_at = answer, actor.user, timezone.now()
    Remark.objects.bulk_update(open_ones, ["answer", "answered_by", "answered_at"], batch_size=400)


def _at_work(campaign: Campaign, units: set[int]) -> None:
    """A unit that begins, or takes up again after approval, is at work."""
    CampaignUnit.objects.filter(
        campaign=campaign, unit__in=units, state__in=(UnitState.ASSIGNED, UnitState.APPROVED)
    ).update(state=UnitState.WORKING, approved_by=None, approved_at=None, version=F("version") + 1)
