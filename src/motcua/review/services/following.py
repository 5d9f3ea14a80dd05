"""After the results: steps of the calendar, the Chair's decisions by field, amendments followed to the document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.access.versions import take_version
from motcua.catalog.models import Field, Origin
from motcua.organisation.selectors import today_names
from motcua.review.calendar import BY_HAND, KEYS, begun_in, dated
from motcua.review.content import Ended, Signed
from motcua.review.lists.simplification import WHOLLY
from motcua.review.models import (
    Campaign,
    CampaignKind,
    CampaignLine,
    CampaignState,
    CampaignStep,
    FieldDecision,
    LineState,
    Pursuit,
    PursuitEnd,
    Remedy,
)
from motcua.review.selectors_assessment import RemedyRow, remedies_of_lines
from motcua.review.services.claims import claim, hold, tell
from motcua.web.faults import UserError
from motcua.web.words import one_line, tidy

BY_FIELD = (CampaignKind.SIMPLIFICATION, CampaignKind.INTERNAL)
_ASKED = (Remedy.OWN_DOCUMENT, Remedy.MINISTRY)
_KEPT_ON = (CampaignState.DRAFT, CampaignState.OPEN, CampaignState.CHECKING, CampaignState.CONSOLIDATED)


@service(permission="review.plan")
def finish_step(
    *, actor: Actor, campaign: Campaign, key: str, done_on: date, number: str = "", note: str = ""
) -> CampaignStep:
    """Say that a step of the calendar is done, by which document; saying it again corrects it.

    Raises `UserError` for a step that the data themselves show, an unknown one, or a day to come.
    """
    fresh = hold(campaign, (*_KEPT_ON, CampaignState.DECIDED))
    names = {one.key: one.name for one in dated(fresh.kind, begun_in(fresh))}
    if key not in names or key not in BY_HAND:
        raise UserError("no-step", _("Bước này không ghi bằng tay."), field="key", status=404)
    if done_on > timezone.localdate():
        raise UserError("done-later", _("Ngày hoàn thành không thể sau hôm nay."), field="done_on")
    kept, _made = CampaignStep.objects.update_or_create(
        campaign=fresh,
        key=key,
        defaults={
            "done_on": done_on,
            "number": _line(number, 100),
            "note": tidy(note)[:1000],
            "by": actor.user,
        },
    )
    tell("step.done", fresh, step=names[key], number=kept.number)
    return kept


@service(permission="review.decide")
def record_field_decision(
    *, actor: Actor, campaign: Campaign, field: Field | None, signed: Signed, version: int
) -> FieldDecision:
    """Record the Chair's decision on one field: its results are frozen; with the last field the campaign is decided.

    `field` None: the procedures without a field. Raises `Stale`, `UserError` for another kind of campaign, a field
    that is decided or has no procedure here, a day to come.
    """
    fresh = claim(campaign, version, (CampaignState.CONSOLIDATED,))
    if fresh.kind not in BY_FIELD:
        raise UserError("not-by-field", _("Đợt này được phê duyệt bằng một quyết định."), status=409)
    number, signer = _line(signed.number, 100), signed.signer.strip()[:200]
    if not number:
        raise UserError("no-number", _("Chưa ghi số, ký hiệu của quyết định."), field="number")
    if not signer:
        raise UserError("no-signer", _("Chưa ghi người ký quyết định."), field="signer")
    if signed.signed_on > timezone.localdate():
        raise UserError("signed-later", _("Ngày ký không thể sau hôm nay."), field="signed_on")
    frozen = fresh.lines.filter(field=field, state=LineState.CONFIRMED).update(
        state=LineState.DECIDED, version=F("version") + 1
    )
    if not frozen:
        raise UserError("nothing-to-decide", _("Lĩnh vực này không còn thủ tục chờ phê duyệt."), field="field")
    made = FieldDecision.objects.create(
        campaign=fresh, field=field, number=number, signed_on=signed.signed_on, signer=signer, lines=frozen,
        by=actor.user,
    )  # fmt: skip
    tell("field.decided", fresh, field=field.name if field else "–", number=number, lines=frozen)
    if not fresh.lines.filter(state=LineState.CONFIRMED).exists():
        fresh.state = CampaignState.DECIDED
        fresh.save()
        tell("campaign.decided", fresh, number=number, lines=frozen)
        gather_pursuits(actor=actor, campaign=fresh)
    return made


@service(permission="review.decide")
def gather_pursuits(*, actor: Actor, campaign: Campaign) -> int:
    """Take every provision that the decided results want amended into the list to follow; returns how many are new.

    A provision is one row however many procedures it holds up; a procedure that is to change as a whole, without a
    provision named, is a row of its own. Safe to repeat. Raises `UserError` before the decision.
    """
    fresh = hold(campaign, (CampaignState.DECIDED,))
    if fresh.kind not in KEYS:
        return 0
    decided = fresh.lines.filter(state=LineState.DECIDED)
    lines = {line.pk: line for line in decided.select_related("procedure", "procedure_version")}
    asked: dict[tuple[str, str, str], list[RemedyRow]] = defaultdict(list)
    for rows in remedies_of_lines(lines).values():
        for row in rows:
            document, article = _line(row.document, 300), _line(row.article, 300)
            if row.remedy in _ASKED and document:
                asked[row.remedy, document, article].append(row)
    for row in _of_whole(fresh, lines, {row.line_id for rows in asked.values() for row in rows}):
        asked[row.remedy, row.document, row.article].append(row)
    last = max((one.due for one in dated(fresh.kind, begun_in(fresh))), default=fresh.consolidation_due)
    there = set(fresh.pursuits.values_list("remedy", "document", "article"))
    for key, rows in asked.items():
        if key not in there:
            _pursue(fresh, key, rows, last)
    new = len(asked.keys() - there)
    if new:
        tell("pursuits.gathered", fresh, provisions=new)
    return new


def _of_whole(campaign: Campaign, lines: Mapping[int, CampaignLine], named: Collection[int]) -> Iterable[RemedyRow]:
    """What is to be carried out of procedures abolished, replaced or amended as a whole, none of whose rows is `named`.

    The power over a procedure is with whoever makes it; over internal procedures it is the province's.
    """
    whole = [line for line in lines.values() if line.level in WHOLLY and line.pk not in named]
    units = today_names({line.unit_id for line in whole if line.unit_id})
    for line in whole:
        version = line.procedure_version
        name = f"{line.procedure.code} {version.name if version else ''}".strip()
        own = campaign.kind == CampaignKind.INTERNAL or line.procedure.origin == Origin.PROVINCE
        yield RemedyRow(
            line_id=line.pk,
            subject="",
            remedy=Remedy.OWN_DOCUMENT if own else Remedy.MINISTRY,
            reason=line.note,
            document=_line(_("Quy định về thủ tục {name}").format(name=name), 300),
            article="",
            wording=f"{WHOLLY[line.level]} {name}",
            owner=units.get(line.unit_id or 0, "") if own else (version.issuer if version else ""),
        )


def _pursue(campaign: Campaign, key: tuple[str, str, str], rows: Sequence[RemedyRow], last: date) -> None:
    remedy, document, article = key
    days = [row.due_on for row in rows if isinstance(row.due_on, date)]
    made = Pursuit.objects.create(
        campaign=campaign,
        remedy=remedy,
        document=document,
        article=article,
        wording="; ".join(dict.fromkeys(row.wording for row in rows if row.wording)),
        owner=_line("; ".join(dict.fromkeys(row.owner for row in rows if row.owner)), 300),
        due_on=max([*days, last]),
    )
    made.lines.set({row.line_id for row in rows})


@service(permission="review.check")
def send_pursuit(*, actor: Actor, pursuit: Pursuit, number: str, sent_on: date, owner: str, version: int) -> Pursuit:
    """Record the letter by which an amendment was asked for, and whom. Raises `Stale`, `UserError`."""
    fresh = _claimed(pursuit, version)
    fresh.sent_number, fresh.sent_on = _numbered(number), _past(sent_on, "sent_on")
    fresh.owner = _line(owner, 300) or fresh.owner
    fresh.save()
    tell("pursuit.sent", fresh.campaign, document=fresh.document, number=fresh.sent_number)
    return fresh


@service(permission="review.check")
def answer_pursuit(
    *, actor: Actor, pursuit: Pursuit, number: str, answered_on: date, answer: str, version: int
) -> Pursuit:
    """Record what the agency answered. It ends the matter of a second stage where a ministry was asked.

    Raises `Stale`, `UserError` for an empty answer or a day before the letter was sent.
    """
    fresh = _claimed(pursuit, version)
    said = tidy(answer)[:5_000]
    if not said:
        raise UserError("not-said", _("Chưa ghi nội dung trả lời."), field="answer")
    fresh.answer_number, fresh.answered_on, fresh.answer = _numbered(number), _past(answered_on, "answered_on"), said
    if fresh.sent_on is not None and fresh.answered_on < fresh.sent_on:
        raise UserError("answered-early", _("Ngày trả lời không thể trước ngày gửi."), field="answered_on")
    fresh.save()
    tell("pursuit.answered", fresh.campaign, document=fresh.document, number=fresh.answer_number)
    return fresh


@service(permission="review.check")
def end_pursuit(*, actor: Actor, pursuit: Pursuit, ended: Ended, version: int) -> Pursuit:
    """Record the document that amended the provision, or by which the wish was refused. Raises `Stale`, `UserError`."""
    fresh = _claimed(pursuit, version)
    if ended.outcome not in PursuitEnd.values:
        raise UserError("no-outcome", _("Chưa chọn kết quả."), field="outcome")
    fresh.outcome, fresh.end_number = ended.outcome, _numbered(ended.number)
    fresh.ended_on = _past(ended.ended_on, "ended_on")
    fresh.save()
    tell("pursuit.ended", fresh.campaign, document=fresh.document, number=fresh.end_number)
    return fresh


@service(permission="review.check")
def postpone_pursuit(*, actor: Actor, pursuit: Pursuit, due_on: date, reason: str, version: int) -> Pursuit:
    """Set another day for an amendment, with the reason. Raises `Stale`, `UserError` for a day that is over."""
    fresh = _claimed(pursuit, version)
    why = tidy(reason)
    if not why:
        raise UserError("no-reason", _("Chưa ghi lý do."), field="reason")
    if due_on < timezone.localdate():
        raise UserError("due-in-past", _("Hạn mới đã qua."), field="due_on")
    fresh.due_on = due_on
    fresh.save()
    tell("pursuit.postponed", fresh.campaign, document=fresh.document, due=due_on.isoformat(), reason=why[:500])
    return fresh


def _claimed(pursuit: Pursuit, version: int) -> Pursuit:
    take_version(pursuit, version, _("Kiến nghị này vừa được người khác ghi. Tải lại trang để xem."))
    fresh = Pursuit.objects.select_related("campaign").get(pk=pursuit.pk)
    if fresh.outcome:
        raise UserError("pursuit-ended", _("Kiến nghị này đã kết thúc."), status=409)
    return fresh


def _line(text: str, limit: int) -> str:
    return one_line(text)[:limit]


def _numbered(text: str) -> str:
    clean = _line(text, 100)
    if not clean:
        raise UserError("no-number", _("Chưa ghi số, ký hiệu văn bản."), field="number")
    return clean


def _past(day: date, field: str) -> date:
    if day > timezone.localdate():
        raise UserError("day-to-come", _("Ngày này không thể sau hôm nay."), field=field)
    return day
