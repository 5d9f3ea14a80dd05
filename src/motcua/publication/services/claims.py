"""What every write on a decision asks first: is it mine to write, is it as I read it, is it in the right state."""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, Plain, record
from motcua.access.versions import take_version
from motcua.organisation.models import Unit
from motcua.publication.models import AnnouncementDecision, DecisionState
from motcua.publication.owners import unit_in_charge
from motcua.web.faults import Denied, UserError


def require_unit(actor: Actor, unit: Unit) -> None:
    """Refuse whoever belongs neither to the advising unit, or its heir, nor controls procedures. Raises `Denied`."""
    if not acts_for(actor, unit):
        raise Denied(_("Quyết định này do đơn vị khác tham mưu."), permission="publication.draft")


def acts_for(actor: Actor, unit: Unit) -> bool:
    """Whether the actor writes what a unit advises: its own people, those of its heir, or procedure control."""
    own = actor.units_for("publication.draft")
    if actor.system or actor.may("publication.check") or unit.pk in own:
        return True
    heir = unit_in_charge(unit, timezone.localdate()).value if own else None
    return heir is not None and heir.pk in own


def claim(decision: AnnouncementDecision, version: int, states: Collection[str]) -> AnnouncementDecision:
    """Lock the decision for this write and return it as it is now.

    Raises `Stale` where another wrote it since `version` was read, `UserError` for a state in which it is not done.
    """
    take_version(decision, version, _("Quyết định này vừa được người khác sửa. Tải lại trang để xem."))
    fresh = AnnouncementDecision.objects.select_related("advising_unit", "issuing_unit").get(pk=decision.pk)
    if fresh.state not in states:
        wanted = ", ".join(str(DecisionState(state).label) for state in states)
        raise UserError(
            "wrong-state",
            _("Quyết định đang ở bước “{now}”; việc này làm ở bước “{wanted}”.").format(
                now=fresh.get_state_display(), wanted=wanted
            ),
            hint=_("Tải lại trang để xem bước hiện tại."),
            status=409,
        )
    return fresh


def tell(verb: str, decision: AnnouncementDecision, fields: Collection[str] = (), **facts: Plain) -> None:
    """Tell the log what happened to a decision."""
    record(
        Event(
            f"publication.{verb}",
            "publication.decision",
            decision.public_id,
            fields=tuple(fields),
            facts=facts,
            unit_id=decision.advising_unit_id,
        )
    )
