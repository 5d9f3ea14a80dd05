"""What the room's services share: whose letter it is, taking a row in hand, telling the log."""

from __future__ import annotations

from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, Plain, record
from motcua.access.versions import take_row_in
from motcua.defects.models import DefectLetter, DefectReport
from motcua.organisation.models import Unit
from motcua.web.faults import Denied, UserError


def acts_for(actor: Actor, unit: Unit | None) -> bool:
    """Whether the actor may write and answer letters in the name of a unit."""
    if actor.system or actor.may("defects.oversee"):
        return True
    return unit is not None and unit.pk in actor.units_for("defects.letter")


def require_hands(actor: Actor, *units: Unit | None) -> None:
    """Raise `Denied` unless the actor may act for one of the units."""
    if not any(acts_for(actor, unit) for unit in units):
        raise Denied(_("Văn bản này của đơn vị khác."), permission="defects.letter")


def claim_letter(letter: DefectLetter, version: int, *states: str) -> DefectLetter:
    """Take the next version of a letter, locked until the service ends.

    Raises `Stale` where another changed it meanwhile, `UserError` where its state does not allow the act.
    """
    stale = _("Văn bản này vừa được người khác sửa. Tải lại trang để xem rồi làm lại.")
    return take_row_in(letter, version, states, stale, _refusal)


def _refusal(now: DefectLetter) -> UserError:
    told = _("Văn bản ở tình trạng “%(state)s” nên không làm việc này được.") % {"state": now.get_state_display()}
    return UserError("wrong-state", told, status=409)


def tell_letter(verb: str, letter: DefectLetter, **facts: Plain) -> None:
    """Say in the log what happened to a letter."""
    unit = letter.from_unit_id
    record(Event(f"defects.letter.{verb}", "defects.letter", letter.public_id, facts=facts, unit_id=unit))


def tell_report(verb: str, report: DefectReport, **facts: Plain) -> None:
    """Say in the log what happened to a report."""
    told = {"code": report.procedure.code, **facts}
    record(Event(f"defects.report.{verb}", "defects.report", report.public_id, facts=told, unit_id=report.unit_id))
