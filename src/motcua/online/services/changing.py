"""What happens to a recorded service: launched, suspended, resumed, ended, or withdrawn as recorded wrongly."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.online.content import Outage
from motcua.online.models import OnlineService, Suspension, covering
from motcua.online.regime import regime_on
from motcua.online.services.recording import not_before_decision
from motcua.online.services.roadmap_done import mark_done
from motcua.online.services.touch import claim, needed, not_to_come, procedures_in_force, some, tell
from motcua.web.faults import UserError


@service(permission="online.edit")
def launch_services(
    *, actor: Actor, codes: Sequence[str], day: date, integrated_on: date | None = None
) -> list[OnlineService]:
    """Note that the services of procedures, as decided for the day, were opened to people on it.

    All or none. Raises `UserError` where a procedure is unknown, abolished, without service on the day or already
    launched, where the day lies before the decision or after today.
    """
    procedures = procedures_in_force(codes)
    rows = list(
        OnlineService.objects.on(day).filter(procedure__in=procedures.values()).select_related("procedure")
        .select_for_update(of=("self",))
    )  # fmt: skip
    held = {row.procedure.code: row for row in rows}
    absent = [code for code in procedures if code not in held]
    if absent:
        raise _no_service(absent, day)
    for code, row in held.items():
        not_before_decision(code, day, row)
    already = sorted(code for code, row in held.items() if row.launched_on is not None)
    if already:
        raise UserError(
            "launched", _("Đã đưa vào khai thác từ trước: %(codes)s.") % {"codes": some(already)}, field="codes"
        )
    keys = [row.pk for row in rows]
    if integrated_on is not None:
        not_to_come(integrated_on, "integrated_on", _("Ngày tích hợp không thể sau hôm nay."))
        bare = OnlineService.objects.filter(pk__in=keys, integrated_on__isnull=True)
        bare.update(integrated_on=integrated_on)
    OnlineService.objects.filter(pk__in=keys).update(launched_on=day, version=F("version") + 1)
    for row in rows:
        row.refresh_from_db()
    mark_done(rows, regime_on(day))
    for row in rows:
        tell("launched", "service", row.public_id, code=row.procedure.code, day=day.isoformat(), level=row.level)
    return rows


@service(permission="online.edit")
def suspend_service(*, actor: Actor, row: OnlineService, outage: Outage, version: int) -> Suspension:
    """Note that people cannot use a service from a day on.

    Raises `UserError` where the service is not open to people on the day, is suspended on it or later, or no reason is
    given; `Stale`.
    """
    taken = claim(row, version)
    reason = needed(outage.reason, "reason", _("Chưa ghi lý do tạm dừng."))
    _holds(taken, outage.day)
    if not taken.level_open(outage.day):
        raise UserError("not-launched", _("Dịch vụ chưa đưa vào khai thác nên không có gì để tạm dừng."), status=409)
    if outage.repair_by is not None and outage.repair_by <= outage.day:
        raise UserError("period", _("Ngày dự kiến khôi phục cần sau ngày tạm dừng."), field="repair_by")
    same = Suspension.objects.filter(procedure=taken.procedure_id)
    if same.filter(covering(outage.day)).exists() or same.filter(effective_from__gte=outage.day).exists():
        raise UserError(
            "overlap", _("Dịch vụ đã tạm dừng vào ngày này hoặc muộn hơn."), field="day", status=409,
            hint=_("Ghi ngày hoạt động lại của lần tạm dừng đó trước."),
        )  # fmt: skip
    made = Suspension.objects.create(
        procedure_id=taken.procedure_id,
        reason=reason,
        planned=outage.planned,
        announced_on=outage.announced_on,
        repair_by=outage.repair_by,
        effective_from=outage.day,
    )
    code = taken.procedure.code
    tell("suspended", "service", taken.public_id, code=code, day=outage.day.isoformat())
    return made


@service(permission="online.edit")
def resume_service(*, actor: Actor, row: OnlineService, day: date, version: int) -> Suspension:
    """Note that a suspended service can be used again from a day on; raises `UserError` where it is not suspended."""
    taken = claim(row, version)
    last = Suspension.objects.filter(procedure=taken.procedure_id, effective_to__isnull=True).first()
    if last is None:
        raise UserError("not-suspended", _("Dịch vụ không tạm dừng."), status=409)
    if day <= last.effective_from:
        raise UserError("period", _("Ngày hoạt động lại cần sau ngày tạm dừng."), field="day")
    not_to_come(day, "day", _("Ngày hoạt động lại không thể sau hôm nay."))
    last.effective_to = day
    last.save(update_fields=["effective_to"])
    tell("resumed", "service", taken.public_id, code=taken.procedure.code, day=day.isoformat())
    return last


@service(permission="online.edit")
def end_service(*, actor: Actor, row: OnlineService, day: date, reason: str, version: int) -> OnlineService:
    """End a service without another in its place: `day` is the first on which it no longer holds.

    Raises `UserError` where the day is not after the row's first one or the row has ended, `Stale`.
    """
    taken = claim(row, version)
    why = needed(reason, "reason", _("Chưa ghi lý do kết thúc."))
    if taken.withdrawn_at is not None or taken.effective_to is not None:
        raise UserError("ended", _("Dòng này đã kết thúc."), status=409)
    if day <= taken.effective_from:
        raise UserError("period", _("Ngày kết thúc cần sau ngày bắt đầu áp dụng."), field="day")
    taken.effective_to, taken.end_reason = day, why
    taken.save(update_fields=["effective_to", "end_reason"])
    tell("ended", "service", taken.public_id, code=taken.procedure.code, day=day.isoformat())
    return taken


@service(permission="online.edit")
def withdraw_service(*, actor: Actor, row: OnlineService, reason: str, version: int) -> OnlineService | None:
    """Take a row back that was recorded wrongly; where it had ended another, a new row goes on as that one did.

    Gives the new row, None where there was none before. Raises `UserError` without a reason or where another row
    follows; `Stale`.
    """
    taken = claim(row, version)
    why = needed(reason, "reason", _("Chưa ghi lý do rút."))
    if taken.withdrawn_at is not None:
        raise UserError("withdrawn", _("Dòng này đã rút."), status=409)
    if OnlineService.objects.standing().filter(follows=taken).exists():
        raise UserError("followed", _("Đã có dòng sau dựa trên dòng này; rút dòng sau trước."), status=409)
    taken.withdrawn_at, taken.withdrawn_because = timezone.now(), why
    taken.save(update_fields=["withdrawn_at", "withdrawn_because"])
    before, again = taken.follows, None
    if before is not None and before.effective_to == taken.effective_from:
        again = _as_before(before, taken)
    tell("withdrawn", "service", taken.public_id, code=taken.procedure.code)
    return again


def _as_before(before: OnlineService, taken: OnlineService) -> OnlineService:
    kept = (
        "procedure_id", "regime", "level", "proactive", "reasons", "decision_no", "signed_on", "signer",
        "campaign", "integrated_on", "launched_on", "running_level",
    )  # fmt: skip
    facts = {name: getattr(before, name) for name in kept}
    return OnlineService.objects.create(
        **facts, effective_from=taken.effective_from, effective_to=taken.effective_to, follows=before
    )


def _holds(row: OnlineService, day: date) -> None:
    ended = row.effective_to is not None and row.effective_to <= day
    if row.withdrawn_at is not None or ended or day < row.effective_from:
        raise _no_service([row.procedure.code], day)


def _no_service(codes: Sequence[str], day: date) -> UserError:
    return UserError(
        "no-service",
        _("Không có dịch vụ trong sổ vào ngày %(day)s: %(codes)s.") % {"day": f"{day:%d/%m/%Y}", "codes": some(codes)},
        field="codes",
        hint=_("Ghi quyết định trước, rồi ghi ngày đưa vào khai thác."),
    )
