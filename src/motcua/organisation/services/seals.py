"""Seals: registered, handed from holder to holder, withdrawn. What was kept by whom stays on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.access.versions import take_row
from motcua.organisation.models import Seal, SealCustody, SealKind, SealUse, Unit, UnitPeriod
from motcua.web.faults import UserError
from motcua.web.words import tidy


@dataclass(frozen=True, slots=True)
class SealContent:
    """What the register says of a seal; `kept_at` is the centre of a second seal, None for the others."""

    unit: Unit
    kind: SealKind
    symbol: str
    instrument: str
    day: date
    kept_at: Unit | None = None
    registered_no: str = ""


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who keeps a seal, by which minutes."""

    holder: str
    minutes: str
    title: str = ""


@service(permission="organisation.manage")
def register_seal(*, actor: Actor, content: SealContent, keeper: Keeper | None = None) -> Seal:
    """Enter a seal, in use from `content.day`, with its first keeper where known.

    Raises `UserError` for texts left out, a unit that does not exist that day, a second seal without its centre (or a
    centre for another kind), and (409) for a symbol that the unit already uses for that kind.
    """
    symbol = _text(content.symbol, "symbol", _("Chưa ghi ký hiệu con dấu."))
    instrument = _text(content.instrument, "instrument", _("Chưa ghi văn bản cho phép sử dụng con dấu."))
    if (content.kind == SealKind.SECOND) != (content.kept_at is not None):
        message = (
            _("Con dấu thứ hai phải ghi nơi đặt.") if content.kept_at is None
            else _("Chỉ con dấu thứ hai mới đặt ở đơn vị khác.")
        )  # fmt: skip
        raise UserError("second-seal-place", message, field="kept_at")
    for unit, field in ((content.unit, "unit"), (content.kept_at, "kept_at")):
        if unit is not None and not UnitPeriod.objects.on(content.day).filter(unit=unit).exists():
            raise UserError("unit-not-in-force", _("Đơn vị không tồn tại vào ngày bắt đầu dùng."), field=field)
    if Seal.objects.filter(unit=content.unit, kind=content.kind, symbol=symbol, valid_to__isnull=True).exists():
        raise UserError(
            "seal-registered",
            _("Đơn vị đã có con dấu cùng loại, cùng ký hiệu đang dùng."),
            field="symbol",
            hint=_("Thu hồi con dấu cũ, hoặc ghi ký hiệu khác."),
            status=409,
        )
    seal = Seal.objects.create(
        unit=content.unit, kind=content.kind, symbol=symbol, kept_at=content.kept_at, instrument=instrument,
        registered_no=tidy(content.registered_no), valid_from=content.day,
    )  # fmt: skip
    if keeper is not None:
        _keep(seal, keeper, content.day)
    _tell("registered", seal, kind=seal.kind, day=content.day.isoformat())
    return seal


@service(permission="organisation.manage")
def hand_over_seal(*, actor: Actor, seal: Seal, keeper: Keeper, day: date, version: int) -> Seal:
    """Give a seal to another keeper from `day`; the one before keeps it until then.

    Raises `UserError` where the seal is withdrawn or not yet in use, the day does not come after the last handing over
    or lies ahead, or holder or minutes are left out; `Stale`.
    """
    _usable(seal, day)
    if seal.custody.filter(valid_from__gte=day).exists():
        raise UserError("handed-later", _("Con dấu đã được giao vào ngày này hoặc muộn hơn."), field="day", status=409)
    _claim(seal, version)
    _unused(seal, day + timedelta(days=1))
    seal.custody.filter(valid_to__isnull=True).update(valid_to=day)
    _keep(seal, keeper, day)
    _tell("handed_over", seal, day=day.isoformat())
    return seal


@service(permission="organisation.manage")
def withdraw_seal(*, actor: Actor, seal: Seal, day: date, reason: str, version: int) -> Seal:
    """Take a seal out of use: `day` is the first on which it is not. Its keeper's time ends with it.

    Raises `UserError` without a reason, where it is withdrawn already or was handed over later; `Stale`.
    """
    said = _text(reason, "reason", _("Chưa ghi lý do thu hồi."))
    _usable(seal, day)
    if (seal.valid_from is not None and day <= seal.valid_from) or seal.custody.filter(valid_from__gte=day).exists():
        raise UserError("period", _("Ngày thu hồi cần sau ngày bắt đầu dùng và lần giao gần nhất."), field="day")
    _claim(seal, version)
    _unused(seal, day)
    seal.custody.filter(valid_to__isnull=True).update(valid_to=day)
    seal.valid_to, seal.withdrawn_reason = day, said
    seal.save(update_fields=["valid_to", "withdrawn_reason"])
    _tell("withdrawn", seal, day=day.isoformat())
    return seal


def _keep(seal: Seal, keeper: Keeper, day: date) -> None:
    SealCustody.objects.create(
        seal=seal,
        holder=_text(keeper.holder, "holder", _("Chưa ghi người giữ con dấu.")),
        title=tidy(keeper.title),
        minutes=_text(keeper.minutes, "minutes", _("Chưa ghi biên bản, văn bản giao con dấu.")),
        valid_from=day,
    )


def _usable(seal: Seal, day: date) -> None:
    if seal.valid_to is not None:
        raise UserError("seal-withdrawn", _("Con dấu đã thu hồi."), field="day", status=409)
    if seal.valid_from is not None and day < seal.valid_from:
        raise UserError("period", _("Ngày này trước ngày con dấu bắt đầu được dùng."), field="day")
    if day > timezone.localdate():
        raise UserError("later", _("Chỉ ghi việc đã làm: ngày không thể sau hôm nay."), field="day")


def _unused(seal: Seal, day: date) -> None:
    """Refuse where the log says that the seal was used on `day` or later."""
    start = timezone.make_aware(datetime.combine(day, time.min))
    if SealUse.objects.standing().filter(seal=seal, used_at__gte=start).exists():
        raise UserError(
            "used-later",
            _("Sổ sử dụng có lần đóng dấu từ ngày {day}.").format(day=f"{day:%d/%m/%Y}"),
            field="day",
            hint=_("Chọn ngày muộn hơn, hoặc ghi đảo lần đóng dấu ghi nhầm."),
            status=409,
        )


def _text(given: str, field: str, message: str) -> str:
    text = tidy(given)
    if not text:
        raise UserError("not-given", message, field=field)
    return text


def _claim(seal: Seal, version: int) -> None:
    take_row(seal, version, _("Con dấu này vừa được người khác sửa. Tải lại trang để xem rồi làm lại."))


def _tell(verb: str, seal: Seal, **facts: str) -> None:
    record(Event(f"organisation.seal.{verb}", "organisation.seal", seal.public_id, facts=facts, unit_id=seal.unit_id))
