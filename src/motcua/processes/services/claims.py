"""What every write asks first: is it mine to write, is it as I read it, is it still being written."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, Plain, record
from motcua.access.versions import take_version
from motcua.organisation.models import Unit
from motcua.processes.models import Edition, EditionState, Process
from motcua.web.faults import Denied, UserError


def may_write(actor: Actor, unit: Unit | None) -> bool:
    """Whether the actor draws up what a unit is in charge of: its own people, procedure control, the system."""
    if not actor.may("processes.edit"):
        return False
    everywhere = actor.system or actor.may("review.check")
    return everywhere or (unit is not None and unit.pk in actor.units_for("processes.edit"))


def require_unit(actor: Actor, unit: Unit | None) -> None:
    """Refuse whoever does not belong to the unit in charge. Raises `Denied`."""
    if not may_write(actor, unit):
        raise Denied(_("Quy trình này do đơn vị khác lập."), permission="processes.edit")


def claim(actor: Actor, process: Process, version: int) -> Edition:
    """Lock the draft of a process for this write and return it as it is now.

    Raises `Denied` for another unit's, `Stale` where another wrote since `version` was read, `UserError` where nothing
    is being written.
    """
    require_unit(actor, process.unit)
    drafts = Edition.objects.filter(process=process, state=EditionState.DRAFT)
    draft = drafts.first()
    if draft is None:
        raise UserError(
            "confirmed",
            _("Quy trình đã xác nhận nên không sửa được."),
            hint=_("Mở lại để lập bản mới; bản đã xác nhận được giữ nguyên."),
            status=409,
        )
    now = timezone.now()
    stale = _("Quy trình này vừa được người khác ghi. Xem bản vừa ghi rồi ghi lại phần của mình.")
    take_version(draft, version, stale, changed_at=now, changed_label=actor.label[:200])
    return Edition.objects.select_related("process").get(pk=draft.pk)


def tell(verb: str, process: Process, fields: tuple[str, ...] = (), **facts: Plain) -> None:
    """Tell the log what happened to a process."""
    record(
        Event(
            f"processes.process.{verb}",
            "processes.process",
            process.public_id,
            fields=fields,
            facts=facts,
            unit_id=process.unit_id,
        )
    )
