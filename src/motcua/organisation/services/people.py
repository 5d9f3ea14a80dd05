"""Positions: given and ended. What was held stays on record."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.models import User, UserKind
from motcua.access.roles import Role
from motcua.access.service import service
from motcua.organisation.models import Position, Unit, UnitPeriod
from motcua.web.faults import Denied, Stale, UserError

CITIZEN_ROLES = frozenset({Role.APPLICANT, Role.REPRESENTATIVE})
KEYS_ROLE = Role.SYSTEM_ADMIN


@service(permission="organisation.manage")
def give_position(
    *,
    actor: Actor,
    user: User,
    unit: Unit,
    role: Role,
    day: date,
    until: date | None = None,
    title: str = "",
    instrument: str = "",
) -> Position:
    """Let a user hold `role` in `unit` from `day` (before `until`, exclusive).

    Nobody gives a position to themselves, and only who keeps the accounts makes another administrator: raises
    `Denied`. Raises `UserError` where the role is already held there, is a citizen's, or the unit does not exist.
    """
    _allowed(actor, user, role)
    if user.kind == UserKind.CITIZEN or role in CITIZEN_ROLES:
        raise UserError("citizen", _("Vai trò này không gắn với đơn vị."), field="role")
    if until is not None and until <= day:
        raise UserError("period", _("Ngày kết thúc cần sau ngày bắt đầu."), field="until")
    if not UnitPeriod.objects.filter(unit=unit).on(day).exists():
        raise UserError("unit-not-in-force", _("Đơn vị không tồn tại vào ngày bắt đầu."), field="day")
    _free(user, unit, role, day, until)
    position = Position.objects.create(
        user=user,
        unit=unit,
        role=role,
        title=title.strip(),
        instrument=instrument.strip(),
        valid_from=day,
        valid_to=until,
    )
    _tell("given", position, role=str(role), day=day.isoformat())
    return position


def _allowed(actor: Actor, user: User, role: Role) -> None:
    if actor.user is not None and actor.user.pk == user.pk:
        raise Denied(_("Không ai tự giao vị trí cho mình. Đề nghị người khác có quyền thực hiện."))
    if role == KEYS_ROLE and not actor.may("access.manage"):
        raise Denied(_("Chỉ người quản trị tài khoản được giao vai trò quản trị hệ thống."), permission="access.manage")


def _free(user: User, unit: Unit, role: Role, day: date, until: date | None) -> None:
    begins_before_end = Q() if until is None else Q(valid_from__lt=until)
    if Position.objects.filter(begins_before_end, user=user, unit=unit, role=role).since(day).exists():
        raise UserError(
            "position-held",
            _("Người này đã giữ vai trò đó tại đơn vị trong thời gian này."),
            field="role",
            hint=_("Kết thúc vị trí cũ trước, hoặc chọn ngày khác."),
        )


@service(permission="organisation.manage")
def end_position(*, actor: Actor, position: Position, day: date, version: int) -> Position:
    """End a position: `day` is the first on which it is no longer held. One that has not begun is taken back whole.

    Raises `Stale` where another changed it meanwhile, `UserError` where it has already ended by that day.
    """
    _allowed(actor, position.user, Role(position.role))
    rows = Position.objects.filter(pk=position.pk, version=version)
    if position.valid_to is not None and position.valid_to <= day:
        raise UserError("ended", _("Vị trí này đã kết thúc trước ngày đó."), field="day")
    if position.valid_from is not None and position.valid_from >= day:
        changed, _counts = rows.delete()
    else:
        changed = rows.update(valid_to=day, version=F("version") + 1)
    if not changed:
        raise Stale(_("Vị trí này vừa được người khác sửa. Tải lại trang để xem."))
    _tell("ended", position, role=position.role, day=day.isoformat())
    return position


def _tell(verb: str, position: Position, **facts: str) -> None:
    record(
        Event(
            f"organisation.position.{verb}",
            "user",
            position.user.public_id,
            facts={"position": position.public_id, **facts},
            unit_id=position.unit_id,
        )
    )
