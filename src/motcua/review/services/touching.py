"""What consultations and obstacles share: whose row it is, taking it in hand, telling the log."""

from __future__ import annotations

from typing import TypeVar

from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, Plain, record
from motcua.access.versions import take_row_in
from motcua.review.models import Consultation, Obstacle
from motcua.review.services.claims import require_unit
from motcua.web.faults import UserError
from motcua.web.words import tidy

Row = TypeVar("Row", Consultation, Obstacle)


def claim_row(row: Row, version: int, *states: str) -> Row:
    """Take the next version of a row, locked until the service ends.

    Raises `Stale` where another changed it meanwhile, `UserError` where its state does not allow the act.
    """
    stale = _("Nội dung này vừa được người khác sửa. Tải lại trang để xem rồi làm lại.")
    return take_row_in(row, version, states, stale, _refusal)


def _refusal(now: Consultation | Obstacle) -> UserError:
    told = _("Việc này không làm được khi đang ở bước “{state}”.").format(state=now.get_state_display())
    return UserError("wrong-state", told, hint=_("Tải lại trang để xem bước hiện tại."), status=409)


def tell_row(row: Consultation | Obstacle, verb: str, **facts: Plain) -> None:
    """Say in the log what happened."""
    kind = "review.consultation" if isinstance(row, Consultation) else "review.obstacle"
    record(Event(f"{kind}.{verb}", kind, row.public_id, facts=facts, unit_id=row.unit_id))


def require_hands(actor: Actor, row: Consultation | Obstacle) -> None:
    """Raise `Denied` unless the actor acts for the row's unit."""
    require_unit(actor, row.unit)


def said(text: str, field: str, limit: int = 4000) -> str:
    """The text without blanks around it. Raises `UserError` where there is none, or too much of it."""
    clean = tidy(text)
    if not clean:
        raise UserError("not-said", _("Chưa ghi nội dung."), field=field)
    if len(clean) > limit:
        told = _("Cần ngắn hơn: nhiều nhất {limit} ký tự, đang có {n}.").format(limit=limit, n=len(clean))
        raise UserError("too-long", told, field=field)
    return clean
