"""The province's own targets: set, changed, ended."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.online.content import TargetGiven
from motcua.online.models import Indicator, Target
from motcua.online.regime import level_choices
from motcua.online.services.touch import claim, needed, tell
from motcua.web.faults import UserError
from motcua.web.words import storable

_NAMES = ("indicator", "levels", "tier", "field", "by", "minimum", "source", "article", "note")


@service(permission="online.edit")
def set_target(*, actor: Actor, given: TargetGiven) -> Target:
    """Write a target down. Raises `UserError` for a share outside 0–100, unknown words, a missing source."""
    checked = _checked(given)
    row = Target.objects.create(**_values(checked))
    tell("set", "target", row.public_id, indicator=row.indicator, minimum=str(row.minimum), by=row.by.isoformat())
    return row


@service(permission="online.edit")
def change_target(*, actor: Actor, row: Target, given: TargetGiven, version: int) -> Target:
    """Write a target anew. Raises as `set_target`, `Stale`."""
    taken, checked = _claimed(row, version), _checked(given)
    values = _values(checked)
    for name in _NAMES:
        setattr(taken, name, values[name])
    taken.save(update_fields=list(_NAMES))
    tell("changed", "target", taken.public_id, minimum=str(taken.minimum), by=taken.by.isoformat())
    return taken


@service(permission="online.edit")
def end_target(*, actor: Actor, row: Target, reason: str, version: int) -> Target:
    """Take a target out of use; it stays in the history with the reason. Raises `UserError`, `Stale`."""
    taken = _claimed(row, version)
    taken.end_reason = needed(reason, "reason", _("Chưa ghi lý do bỏ chỉ tiêu."))
    taken.ended_at = timezone.now()
    taken.save(update_fields=["ended_at", "end_reason"])
    tell("ended", "target", taken.public_id)
    return taken


def _claimed(row: Target, version: int) -> Target:
    taken = claim(row, version)
    if taken.ended_at is not None:
        raise UserError("ended", _("Chỉ tiêu này đã bỏ."), status=409)
    return taken


def _values(given: TargetGiven) -> dict[str, object]:
    return {name: getattr(given, name) for name in _NAMES} | {"levels": list(given.levels)}


def _checked(given: TargetGiven) -> TargetGiven:
    if given.indicator not in Indicator.values:
        raise UserError("indicator", _("Chỉ tiêu không có trong danh sách."), field="indicator")
    if not Decimal(0) < given.minimum <= Decimal(100):
        raise UserError("minimum", _("Tỷ lệ tối thiểu cần lớn hơn 0 và không quá 100%."), field="minimum")
    known = {key for key, _name in level_choices()}
    wrong = [level for level in given.levels if level not in known]
    if wrong or not given.levels:
        raise UserError(
            "unknown-level",
            _("Chọn mức độ được tính vào chỉ tiêu: %(levels)s.") % {"levels": ", ".join(sorted(known))},
            field="levels",
        )
    source = needed(given.source, "source", _("Chưa ghi văn bản giao chỉ tiêu."))
    return replace(given, source=source, tier=storable(given.tier))
