"""Focal officers: appointed, renewed each year, replaced, ended; units reminded once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.models import User
from motcua.access.service import service
from motcua.access.versions import take_row
from motcua.organisation.models import FocalAppointment, FocalReminder, Unit, UnitPeriod
from motcua.web.faults import UserError


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision by which officers are appointed for a year; `day` is the first day of the appointment."""

    number: str
    signed_on: date
    signer: str
    year: int
    day: date


@dataclass(frozen=True, slots=True)
class Holder:
    """Who is appointed: an account where there is one, always a name."""

    name: str
    title: str = ""
    phone: str = ""
    email: str = ""
    user: User | None = None


@service(permission="organisation.focal")
def appoint_focal(*, actor: Actor, unit: Unit, holder: Holder, decision: Decision) -> FocalAppointment:
    """Appoint the focal officer of a unit; the one who held the office until then is replaced on that day.

    Raises `UserError` where the decision is incomplete, the unit does not exist on the day, or an appointment already
    begins on or after it.
    """
    decision = _complete(decision)
    if not holder.name.strip():
        raise UserError("no-holder", _("Chưa ghi họ và tên công chức đầu mối."), field="name")
    if not UnitPeriod.objects.filter(unit=unit).on(decision.day).exists():
        raise UserError("unit-not-in-force", _("Đơn vị không tồn tại vào ngày đó."), field="day")
    if FocalAppointment.objects.filter(unit=unit, valid_from__gte=decision.day).exists():
        raise UserError(
            "appointed-later",
            _("Đơn vị đã có công chức đầu mối được cử từ ngày này hoặc muộn hơn."),
            field="day",
            hint=_("Chọn ngày muộn hơn, hoặc kết thúc lần cử đó trước."),
        )
    replaced = _end_current(unit, decision.day)
    row = _appoint(unit, holder, decision, renewed_from=None)
    _tell("appointed", row, year=decision.year, replaced=replaced)
    return row


@service(permission="organisation.focal")
def renew_focal(
    *, actor: Actor, appointments: Sequence[FocalAppointment], decision: Decision
) -> list[FocalAppointment]:
    """Renew officers for a new year in one act: each old appointment ends on the day on which the new one begins.

    Those already renewed for the year, ended, or begun on or after the day are passed over. Returns the new ones.
    """
    decision = _complete(decision)
    rows = FocalAppointment.objects.select_for_update(of=("self",)).filter(
        pk__in=[row.pk for row in appointments], valid_to=None, year__lt=decision.year, valid_from__lt=decision.day
    )
    renewed = []
    for old in rows.select_related("user").order_by("pk"):
        FocalAppointment.objects.filter(pk=old.pk).update(valid_to=decision.day, version=F("version") + 1)
        holder = Holder(old.holder, old.title, old.phone, old.email, old.user)
        row = _appoint(old.unit, holder, decision, renewed_from=old)
        _tell("renewed", row, year=decision.year)
        renewed.append(row)
    return renewed


@service(permission="organisation.focal")
def end_focal(*, actor: Actor, appointment: FocalAppointment, day: date, version: int) -> FocalAppointment:
    """End an appointment: `day` is the first on which the unit has this officer no more.

    Raises `Stale` where another changed it meanwhile, `UserError` where it does not hold on the eve of the day.
    """
    if appointment.valid_from is None or appointment.valid_from >= day:
        raise UserError("period", _("Ngày kết thúc cần sau ngày được cử."), field="day")
    if appointment.valid_to is not None and appointment.valid_to <= day:
        raise UserError("ended", _("Lần cử này đã kết thúc trước ngày đó."), field="day")
    stale = _("Lần cử này vừa được người khác sửa. Tải lại trang để xem.")
    take_row(appointment, version, stale, valid_to=day)
    _tell("ended", appointment, day=day.isoformat())
    return appointment


@service(permission="organisation.focal")
def record_reminders(*, actor: Actor, reminders: Sequence[FocalReminder]) -> int:
    """Keep reminders that were not given yet; each unit hears each reason once a year. Returns how many were new."""
    known = set(
        FocalReminder.objects.filter(year__in={row.year for row in reminders}).values_list("unit", "year", "reason")
    )
    new = [row for row in reminders if (row.unit_id, row.year, row.reason) not in known]
    FocalReminder.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        record(Event("organisation.focal.reminded", "organisation.focal", facts={"units": len(new)}))
    return len(new)


def _complete(decision: Decision) -> Decision:
    """The decision with its texts trimmed; refuses one that says too little to be found again."""
    number, signer = decision.number.strip(), decision.signer.strip()
    for value, field, message in (
        (number, "number", _("Chưa ghi số quyết định.")),
        (signer, "signer", _("Chưa ghi người ký quyết định.")),
    ):
        if not value:
            raise UserError("no-decision", message, field=field)
    if decision.signed_on > decision.day:
        raise UserError("signed-later", _("Ngày ký không thể sau ngày bắt đầu làm đầu mối."), field="signed_on")
    return replace(decision, number=number, signer=signer)


def _end_current(unit: Unit, day: date) -> bool:
    rows = FocalAppointment.objects.filter(unit=unit).since(day)
    return bool(rows.update(valid_to=day, version=F("version") + 1))


def _appoint(unit: Unit, holder: Holder, decision: Decision, renewed_from: FocalAppointment | None) -> FocalAppointment:
    return FocalAppointment.objects.create(
        unit=unit,
        user=holder.user,
        holder=holder.name.strip(),
        title=holder.title.strip(),
        phone=holder.phone.strip(),
        email=holder.email.strip(),
        year=decision.year,
        decision_no=decision.number,
        decision_date=decision.signed_on,
        signer=decision.signer,
        valid_from=decision.day,
        renewed_from=renewed_from,
    )


def _tell(verb: str, row: FocalAppointment, **facts: str | int | bool) -> None:
    record(
        Event(
            f"organisation.focal.{verb}",
            "organisation.focal",
            row.public_id,
            facts={"unit": row.unit_id, **facts},
            unit_id=row.unit_id,
        )
    )
