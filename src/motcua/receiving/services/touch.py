"""What the room's services share: taking a list in hand, telling the log."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from motcua.access.events import Event, Plain, record
from motcua.access.versions import take_row_in
from motcua.receiving.models import ListState, ReceivingList
from motcua.web.faults import UserError


def claim(row: ReceivingList, version: int, states: Collection[str] = (ListState.DRAFT,)) -> ReceivingList:
    """Take the next version of a list, locked until the service ends.

    Raises `Stale` where another changed it meanwhile, `UserError` where its state does not allow the act.
    """
    stale = _("Danh mục này vừa được người khác sửa. Tải lại trang để xem rồi làm lại.")
    return take_row_in(row, version, states, stale, _refusal)


def _refusal(now: ReceivingList) -> UserError:
    return UserError(
        "wrong-state",
        _("Danh mục “%(state)s” nên không làm việc này được.") % {"state": now.get_state_display()},
        hint=_("Danh mục đã ban hành không sửa; lập danh mục mới thay thế."),
        status=409,
    )


def tell(verb: str, row: ReceivingList, **facts: Plain) -> None:
    """Say in the log what happened to a list."""
    told = {"kind": row.kind, **facts}
    record(Event(f"receiving.list.{verb}", "receiving.list", row.public_id, facts=told, unit_id=row.unit_id))
