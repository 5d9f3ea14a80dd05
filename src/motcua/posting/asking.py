"""What pages, machines and the terminal ask alike: a desk by its code or id, a list of changes narrowed as asked."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.organisation.models import Unit, UnitPeriod
from motcua.organisation.selectors import find_unit
from motcua.posting.models import Confirmation
from motcua.posting.selectors import confirmations_of, desk_on
from motcua.web.faults import UserError


def find_desk(text: str, day: date) -> UnitPeriod:
    """The desk named by a code or a public id, as it was on a day; a commune's code means its one-stop unit.

    Raises `UserError` (404) where there is no such unit, or no desk on that day.
    """
    return desk_of(find_unit(text, day), day)


def desk_of(unit: Unit, day: date) -> UnitPeriod:
    """The desk that a unit is or has on a day; raises `UserError` (404) where there is none."""
    desk = desk_on(unit, day)
    if desk is None:
        raise UserError(
            "no-desk",
            _("Đơn vị này không phải là nơi tiếp nhận hồ sơ vào ngày {day}.").format(day=f"{day:%d/%m/%Y}"),
            hint=_("Chọn Trung tâm Phục vụ hành chính công của tỉnh hoặc của xã, phường."),
            status=404,
        )
    return desk


def find_confirmation(actor: Actor, public_id: str) -> Confirmation:
    """A confirmation that the actor may see; raises `UserError` (404) where there is none."""
    found = confirmations_of(actor).filter(public_id=public_id).first() if public_id.isprintable() else None
    if found is None:
        raise UserError("no-confirmation", _("Không có lần xác nhận niêm yết nào mang mã này."), status=404)
    return found


def undoable_today(confirmation: Confirmation) -> bool:
    """Whether a confirmation was made today and stands (the service also asks whether it is the desk's last)."""
    return confirmation.undone_at is None and timezone.localdate(confirmation.confirmed_at) == timezone.localdate()
