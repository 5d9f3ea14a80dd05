"""Asking for opinions: a round is written, sent as a letter, answered line by line, and every opinion replied to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.access.versions import take_row, take_version
from motcua.organisation.models import Unit
from motcua.organisation.selectors import today_names
from motcua.review.consulting import due_of, what_waits
from motcua.review.models import (
    Addressee,
    Campaign,
    CampaignLine,
    Consultation,
    ConsultationLine,
    ConsultationState,
    Opinion,
    OpinionSaid,
    Taken,
)
from motcua.review.services.claims import require_unit
from motcua.review.services.touching import claim_row, require_hands, said, tell_row
from motcua.web.faults import UserError
from motcua.web.words import one_line, tidy

MOST = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked: units of the province, and others by name."""

    units: tuple[Unit, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """An opinion: on a line, or (None) on the whole; agreement, or another opinion in words."""

    line: CampaignLine | None
    said: str
    text: str = ""


@service(permission="review.assess")
def open_consultation(
    *, actor: Actor, campaign: Campaign, unit: Unit, title: str, lines: Sequence[CampaignLine], asked: Asked
) -> Consultation:
    """Write a round of asking by a unit on lines of a campaign.

    Raises `Denied` for another's unit, `UserError` for a campaign that is not running, no line, a line of another
    campaign, or nobody to ask.
    """
    require_unit(actor, unit)
    if not campaign.running:
        raise UserError("wrong-state", _("Đợt rà soát không còn mở để lấy ý kiến."), status=409)
    if not lines or any(line.campaign_id != campaign.pk for line in lines):
        raise UserError("nothing-chosen", _("Chưa chọn thủ tục nào của đợt này."), field="line")
    row = Consultation.objects.create(campaign=campaign, unit=unit, title=said(title, "title", 500))
    ConsultationLine.objects.bulk_create(
        [ConsultationLine(consultation=row, line_id=pk) for pk in dict.fromkeys(line.pk for line in lines)]
    )
    _address(row, asked)
    tell_row(row, "opened", lines=row.lines.count(), asked=row.addressees.count())
    return row


def _address(row: Consultation, asked: Asked) -> None:
    names = today_names(unit.pk for unit in asked.units)
    others = [one_line(name)[:300] for name in asked.names]
    made = {names.get(unit.pk, unit.public_id): unit for unit in asked.units if unit.pk != row.unit_id}
    rows = [Addressee(consultation=row, unit=unit, name=name) for name, unit in made.items()]
    rows += [Addressee(consultation=row, name=name) for name in dict.fromkeys(others) if name and name not in made]
    if not rows or len(rows) > MOST:
        told = _("Chọn từ 1 đến {n} nơi để lấy ý kiến.").format(n=MOST)
        raise UserError("no-addressee", told, field="units")
    Addressee.objects.bulk_create(rows)


@service(permission="review.assess")
def discard_consultation(*, actor: Actor, consultation: Consultation, version: int) -> None:
    """Throw a draft away. Raises `Stale`, `Denied`, `UserError` once it was submitted."""
    require_hands(actor, consultation)
    row = claim_row(consultation, version, ConsultationState.DRAFT)
    tell_row(row, "discarded", title=row.title)
    row.delete()


@service(permission="review.assess")
def record_consultation_sent(
    *, actor: Actor, consultation: Consultation, number: str, sent_on: date, version: int
) -> Consultation:
    """Write down that the letter went out: its number and day; the clock runs from there.

    Raises `UserError` without a number or for a day to come, `Stale`, `Denied`.
    """
    require_hands(actor, consultation)
    row = claim_row(consultation, version, ConsultationState.DRAFT, ConsultationState.SUBMITTED)
    if sent_on > timezone.localdate():
        raise UserError("sent-later", _("Ngày gửi không thể sau hôm nay."), field="sent_on")
    row.number, row.sent_on, row.state = said(number, "number", 100), sent_on, ConsultationState.SENT
    row.save(update_fields=["number", "sent_on", "state"])
    tell_row(row, "sent", number=row.number, on=sent_on.isoformat(), due=due_of(sent_on).value.isoformat())
    return row


@service(permission="review.answer")
def give_opinions(
    *, actor: Actor, addressee: Addressee, voices: Sequence[Voice], on: date, number: str = "", version: int
) -> Addressee:
    """Write what an addressee says: by its own people, or by the asking unit from the paper that came.

    What was said before on the same lines is replaced until somebody replied to it. An answer after the time is kept
    with its day. Raises `Denied` for another's, `UserError` for no opinion, a line that was not asked about, an opinion
    without words, a day before sending or to come, one already replied to; `Stale`.
    """
    consultation = addressee.consultation
    if addressee.unit is not None and addressee.unit_id in actor.units_for("review.answer"):
        pass
    else:
        require_unit(actor, consultation.unit, "review.assess")
    if not voices:
        raise UserError("no-opinion", _("Chưa ghi ý kiến nào."), field="said")
    if consultation.state != ConsultationState.SENT or consultation.sent_on is None:
        raise UserError("wrong-state", _("Chỉ ghi ý kiến khi văn bản đã gửi và chưa tổng hợp."), status=409)
    if not consultation.sent_on <= on <= timezone.localdate():
        raise UserError("bad-day", _("Ngày có ý kiến từ ngày gửi đến hôm nay."), field="on")
    stale = _("Nơi này vừa được ghi ý kiến. Tải lại trang để xem rồi làm lại.")
    clean = one_line(number)[:100]
    take_version(addressee, version, stale, answered_on=on, number=clean, silent_on=None)
    asked = set(consultation.lines.values_list("line", flat=True))
    for voice in voices:
        _speak(actor, addressee, voice, asked)
    addressee.refresh_from_db()
    tell_row(consultation, "answered", by=addressee.name, opinions=len(voices), on=on.isoformat())
    return addressee


def _speak(actor: Actor, addressee: Addressee, voice: Voice, asked: set[int]) -> None:
    if voice.said not in OpinionSaid.values or (voice.line is not None and voice.line.pk not in asked):
        raise UserError("bad-opinion", _("Ý kiến không đúng thủ tục được hỏi."), field="said")
    text = tidy(voice.text)[:4000]
    if voice.said == OpinionSaid.OTHER and not text:
        raise UserError("not-said", _("Có ý kiến khác thì ghi rõ ý kiến."), field="text")
    row = Opinion.objects.filter(addressee=addressee, line=voice.line).first()
    if row is not None and row.taken != Taken.WAITING:
        raise UserError("replied", _("Ý kiến này đã được giải trình nên không sửa được."), status=409)
    row = row or Opinion(addressee=addressee, line=voice.line)
    row.said, row.text, row.by, row.at = voice.said, text, actor.user, timezone.now()
    row.taken = Taken.ACCEPTED if voice.said == OpinionSaid.AGREE and voice.line is None else Taken.WAITING
    row.version += 1 if row.pk else 0
    row.save()


@service(permission="review.assess")
def reply_to_opinion(*, actor: Actor, opinion: Opinion, taken: str, reason: str, version: int) -> Opinion:
    """Say what becomes of an opinion: accepted, partly, not; the last two with the reason.

    Raises `Denied`, `Stale`, `UserError` without an outcome or a reason, or after consolidation.
    """
    consultation = opinion.addressee.consultation
    require_hands(actor, consultation)
    if consultation.state != ConsultationState.SENT:
        raise UserError("wrong-state", _("Đã tổng hợp nên không giải trình lại được."), status=409)
    if taken not in (Taken.ACCEPTED, Taken.PARTLY, Taken.REFUSED):
        raise UserError("no-outcome", _("Chưa chọn tiếp thu hay không."), field="taken")
    text = said(reason, "reason") if taken != Taken.ACCEPTED else tidy(reason)[:4000]
    values: dict[str, Any] = {"taken": taken, "reason": text, "answered_by": actor.user, "answered_at": timezone.now()}
    take_row(opinion, version, _("Ý kiến này vừa được người khác giải trình. Tải lại trang để xem."), **values)
    tell_row(consultation, "replied", by=opinion.addressee.name, taken=str(taken))
    return opinion


@service(permission="review.assess")
def close_consultation(*, actor: Actor, consultation: Consultation, version: int) -> Consultation:
    """Consolidate: who did not answer in time is recorded as silent; every other opinion has been replied to.

    Raises `UserError` while answers may still come or an opinion waits for its reply, `Stale`, `Denied`.
    """
    require_hands(actor, consultation)
    row = claim_row(consultation, version, ConsultationState.SENT)
    today = timezone.localdate()
    for code, told in what_waits(row, today):
        raise UserError(code, told, status=409)
    silent = row.addressees.filter(answered_on__isnull=True)
    quiet = silent.update(silent_on=today, version=F("version") + 1)
    agreed = Opinion.objects.filter(addressee__consultation=row, taken=Taken.WAITING, said=OpinionSaid.AGREE)
    agreed.update(taken=Taken.ACCEPTED, answered_by=actor.user, answered_at=timezone.now())
    row.state, row.closed_on = ConsultationState.CLOSED, today
    row.save(update_fields=["state", "closed_on"])
    tell_row(row, "closed", silent=quiet)
    return row
