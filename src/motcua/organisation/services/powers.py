"""Delegations and decentralisations: recorded, kept after a review, revoked. What held stays on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.access.versions import take_row
from motcua.organisation.fold import fold
from motcua.organisation.models import Decentralisation, Delegation, DelegationKind, Power, PowerScope, Unit
from motcua.organisation.services.authority import within_authority
from motcua.web.faults import UserError
from motcua.web.words import tidy

MOST = 2_000
PowerRow = TypeVar("PowerRow", Delegation, Decentralisation)
AnyPower = Delegation | Decentralisation


@dataclass(frozen=True, slots=True)
class PowerContent:
    """What an instrument says: parties, what is passed on, ground, opinion, decision, period, next review."""

    giver: Unit
    receiver: Unit
    subject: str
    legal_ground: str
    decision_no: str
    signed_on: date
    signer: str
    valid_from: date
    review_due: date
    valid_to: date | None = None
    giver_title: str = ""
    receiver_title: str = ""
    opinion_no: str = ""
    opinion_on: date | None = None
    opinion: str = ""

    @property
    def party(self) -> str:
        """Giver, receiver and the receiver's title in one: what may not hold a procedure twice at once."""
        return f"{self.giver.pk}>{self.receiver.pk}:{fold(self.receiver_title).strip()}"


@service(permission="organisation.manage")
def record_delegation(*, actor: Actor, kind: DelegationKind, content: PowerContent, codes: Sequence[str]) -> Delegation:
    """Record a limited delegation of procedures, signed TUQ.

    Raises `UserError` for what the instrument leaves out, a period without an end or already past, parties that do not
    fit the kind or the tier of a procedure, an unknown or abolished procedure, a power that the giver holds by
    delegation or has passed on for good, and (409) where the receiver already holds it.
    """
    wanted, given = _complete(content), _codes(codes)
    if wanted.valid_to is None:
        raise UserError(
            "unlimited",
            _("Ủy quyền phải có thời hạn."),
            field="valid_to",
            hint=_("Ghi ngày hết hạn, hoặc ghi phân cấp."),
        )
    if wanted.valid_to <= timezone.localdate():
        raise UserError(
            "past-end",
            _("Ủy quyền đã hết hạn trước hôm nay."),
            field="valid_to",
            hint=_("Ghi ngày hết hạn sau hôm nay; ủy quyền đã hết hạn không dùng để ký được."),
        )
    within_authority(wanted.giver, wanted.receiver, wanted.valid_from, given, kind)
    row = Delegation(kind=kind, **_columns(wanted))
    return _written(row, wanted, given)


@service(permission="organisation.manage")
def record_decentralisation(*, actor: Actor, content: PowerContent, codes: Sequence[str]) -> Decentralisation:
    """Record a lasting transfer of powers; without an end it holds until revoked. Raises as `record_delegation`."""
    wanted, given = _complete(content), _codes(codes)
    within_authority(wanted.giver, wanted.receiver, wanted.valid_from, given, None)
    return _written(Decentralisation(**_columns(wanted)), wanted, given)


def _complete(content: PowerContent) -> PowerContent:
    """The content with its texts trimmed; refuses what an instrument cannot leave out."""
    texts = {
        name: tidy(str(getattr(content, name)))
        for name in ("subject", "legal_ground", "decision_no", "signer", "giver_title", "receiver_title", "opinion_no",
                     "opinion")
    }  # fmt: skip
    needed = {
        "subject": _("Chưa ghi nội dung được giao."),
        "legal_ground": _("Chưa ghi căn cứ pháp lý."),
        "decision_no": _("Chưa ghi số quyết định."),
        "signer": _("Chưa ghi người ký quyết định."),
    }
    for name, message in needed.items():
        if not texts[name]:
            raise UserError("not-given", message, field=name)
    today = timezone.localdate()
    if content.signed_on > today:
        raise UserError("signed-later", _("Ngày ký không thể sau hôm nay."), field="signed_on")
    if content.valid_from < content.signed_on:
        raise UserError("before-signed", _("Ngày bắt đầu không thể trước ngày ký."), field="valid_from")
    if content.valid_to is not None and content.valid_to <= content.valid_from:
        raise UserError("period", _("Ngày hết hạn cần sau ngày bắt đầu."), field="valid_to")
    if content.review_due < content.valid_from:
        raise UserError("review", _("Ngày rà soát không thể trước ngày bắt đầu."), field="review_due")
    if bool(texts["opinion_no"]) != (content.opinion_on is not None):
        raise UserError("opinion", _("Ghi cả số và ngày văn bản góp ý của cơ quan tư pháp."), field="opinion_no")
    if content.opinion_on is not None and content.opinion_on > today:
        raise UserError("opinion-later", _("Ngày góp ý không thể sau hôm nay."), field="opinion_on")
    return replace(content, **texts)  # type: ignore[arg-type]


def _codes(codes: Sequence[str]) -> list[str]:
    given = list(dict.fromkeys(tidy(code) for code in codes if code.strip()))
    if not given:
        raise UserError("no-procedures", _("Chưa ghi thủ tục nào."), field="codes")
    if len(given) > MOST:
        raise UserError("too-many", _("Mỗi lần ghi nhiều nhất %(n)s thủ tục.") % {"n": MOST}, field="codes")
    return given


def _columns(content: PowerContent) -> dict[str, object]:
    given = {field.name: getattr(content, field.name) for field in fields(content)}
    return {**given, "planned_to": content.valid_to}


def _written(row: PowerRow, content: PowerContent, codes: Sequence[str]) -> PowerRow:
    """Save a power with its procedures; refuses where the same party already holds one of them in the period."""
    held = PowerScope.objects.filter(void=False, party=content.party, code__in=codes).since(content.valid_from)
    if content.valid_to is not None:
        held = held.filter(valid_from__lt=content.valid_to)
    twice = sorted(set(held.values_list("code", flat=True)))
    if twice:
        raise UserError(
            "overlap",
            _("Bên nhận đã được giao trong thời gian này: %(codes)s.") % {"codes": ", ".join(twice[:20])},
            field="codes",
            hint=_("Thu hồi việc giao trước, hoặc chọn thời hạn khác."),
            status=409,
        )
    row.save()
    link = {"delegation": row} if isinstance(row, Delegation) else {"decentralisation": row}
    PowerScope.objects.bulk_create(
        PowerScope(party=content.party, code=code, valid_from=content.valid_from, valid_to=content.valid_to, **link)
        for code in codes
    )
    _tell("recorded", row, day=content.valid_from.isoformat(), procedures=len(codes))
    return row


@service(permission="organisation.manage")
def review_power(*, actor: Actor, power: AnyPower, next_due: date, note: str, version: int) -> AnyPower:
    """Keep a power after its review and say when the next one is due.

    Raises `UserError` where it no longer holds, the next review is not ahead or nothing is said of this one; `Stale`.
    """
    said, today = tidy(note), timezone.localdate()
    _standing(power, today)
    if not said:
        raise UserError("not-given", _("Chưa ghi kết quả rà soát."), field="note")
    if next_due <= today:
        raise UserError("review", _("Kỳ rà soát sau cần sau hôm nay."), field="next_due")
    _claim(power, version)
    power.reviewed_on, power.review_note, power.review_due = today, said, next_due
    power.save(update_fields=["reviewed_on", "review_note", "review_due"])
    _tell("reviewed", power, day=next_due.isoformat())
    return power


@service(permission="organisation.manage")
def revoke_power(*, actor: Actor, power: AnyPower, day: date, reason: str, version: int) -> AnyPower:
    """End a power early: `day` is the first on which it no longer holds. One that has not begun never holds.

    Raises `UserError` without a reason or where it has already ended by that day; `Stale`.
    """
    said = tidy(reason)
    if not said:
        raise UserError("no-reason", _("Chưa ghi lý do thu hồi."), field="reason")
    _standing(power, day)
    assert power.valid_from is not None
    _claim(power, version)
    power.valid_to = max(day, power.valid_from)
    power.revoked_on, power.revoke_reason = day, said
    power.save(update_fields=["valid_to", "revoked_on", "revoke_reason"])
    if day <= power.valid_from:
        power.scopes.update(void=True)
    else:
        power.scopes.update(valid_to=day)
    _tell("revoked", power, day=day.isoformat())
    return power


def _standing(power: Power, day: date) -> None:
    if power.revoked_on is not None or power.state_on(day) == "ended":
        raise UserError("ended", _("Việc giao này đã hết hạn hoặc đã thu hồi trước ngày đó."), field="day", status=409)


def _claim(power: AnyPower, version: int) -> None:
    """Take the next version of a row. Raises `Stale` where another changed it."""
    take_row(power, version, _("Dòng này vừa được người khác sửa. Tải lại trang để xem rồi làm lại."))


def _tell(verb: str, power: Power, **facts: str | int) -> None:
    kind = "delegation" if isinstance(power, Delegation) else "decentralisation"
    event = Event(f"organisation.{kind}.{verb}", f"organisation.{kind}", power.public_id, facts=facts,
                  unit_id=power.receiver_id)  # fmt: skip
    record(event)
