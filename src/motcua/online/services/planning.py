"""The roadmap: procedures planned for a level and a quarter, re-planned, taken off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.online.content import Planned
from motcua.online.models import Cause, RoadmapEntry
from motcua.online.quarters import quarter_end, quarter_name
from motcua.online.regime import Regime, regime_on
from motcua.online.services.touch import claim, needed, procedures_in_force, some, tell
from motcua.organisation.models import Unit
from motcua.organisation.selectors import heirs_of, shown_name, unit_by_id
from motcua.web.faults import UserError

MOST = 5_000
_NAMES = ("level", "year", "quarter", "unit", "cause", "cause_note")


@service(permission="online.edit")
def plan_entries(*, actor: Actor, plans: Sequence[Planned], source: str = "", campaign: str = "") -> list[RoadmapEntry]:
    """Put procedures on the roadmap, all or none.

    Raises `UserError` for unknown or abolished procedures, a level that today's regime does not know, a quarter that
    is past, a unit that has ended (its heirs are named), and (409) what stands on the roadmap already.
    """
    if not plans or len(plans) > MOST:
        raise UserError("no-lines", _("Cần từ 1 đến %(n)s thủ tục.") % {"n": MOST}, field="codes")
    procedures = procedures_in_force([plan.code for plan in plans])
    units: set[int] = set()
    regime = regime_on(timezone.localdate())
    for plan in plans:
        _checked(plan, regime, skip_units=units)
    levels = {plan.level for plan in plans}
    keys = [row.pk for row in procedures.values()]
    standing: set[tuple[int, str]] = set()
    for start in range(0, len(keys), 500):
        rows = RoadmapEntry.objects.standing().filter(procedure__in=keys[start : start + 500], level__in=levels)
        standing.update(rows.values_list("procedure_id", "level"))
    again = [plan.code for plan in plans if (procedures[plan.code.strip()].pk, plan.level) in standing]
    if again:
        raise UserError(
            "planned",
            _("Đã có trong lộ trình ở mức này: %(codes)s.") % {"codes": some(again)},
            field="codes",
            hint=_("Sửa dòng đã có thay vì thêm dòng mới."),
            status=409,
        )
    entries = [
        RoadmapEntry(
            procedure=procedures[plan.code.strip()], source=source.strip(), campaign=campaign,
            **{name: getattr(plan, name) for name in _NAMES},
        )
        for plan in plans
    ]  # fmt: skip
    RoadmapEntry.objects.bulk_create(entries, batch_size=500)
    first = entries[0]
    tell("planned", "roadmap", first.public_id, entries=len(entries), year=first.year, source=source.strip())
    return entries


@service(permission="online.edit")
def change_entry(*, actor: Actor, row: RoadmapEntry, plan: Planned, version: int) -> RoadmapEntry:
    """Plan an entry anew, or say what stands in its way. Raises as `plan_entries`, `Stale`."""
    taken = _claimed(row, version)
    past = (plan.year, plan.quarter) == (taken.year, taken.quarter)
    _checked(plan, regime_on(timezone.localdate()), is_same_time=past)
    before = quarter_name(taken.year, taken.quarter)
    for name in _NAMES:
        setattr(taken, name, getattr(plan, name))
    taken.save(update_fields=list(_NAMES))
    after = quarter_name(taken.year, taken.quarter)
    tell("changed", "roadmap", taken.public_id, code=taken.procedure.code, before=before, after=after)
    return taken


@service(permission="online.edit")
def drop_entry(*, actor: Actor, row: RoadmapEntry, reason: str, version: int) -> RoadmapEntry:
    """Take an entry off the roadmap; it stays in the history with the reason. Raises `UserError`, `Stale`."""
    taken = _claimed(row, version)
    taken.dropped_because = needed(reason, "reason", _("Chưa ghi lý do bỏ khỏi lộ trình."))
    taken.dropped_at = timezone.now()
    taken.save(update_fields=["dropped_at", "dropped_because"])
    tell("dropped", "roadmap", taken.public_id, code=taken.procedure.code)
    return taken


def _claimed(row: RoadmapEntry, version: int) -> RoadmapEntry:
    taken = claim(row, version)
    if taken.dropped_at is not None:
        raise UserError("dropped", _("Dòng này đã bỏ khỏi lộ trình."), status=409)
    return taken


def _checked(plan: Planned, regime: Regime, *, is_same_time: bool = False, skip_units: set[int] | None = None) -> None:
    today = timezone.localdate()
    if regime.rank(plan.level) < 0:
        raise UserError(
            "unknown-level",
            _("%(code)s: hiện không có mức độ “%(level)s”.") % {"code": plan.code, "level": plan.level},
            field="level",
            hint=_("Mức độ hiện dùng: %(levels)s.") % {"levels": ", ".join(regime.keys)},
        )
    if plan.quarter is not None and not 1 <= plan.quarter <= 4:
        raise UserError("quarter", _("Quý từ 1 đến 4."), field="quarter")
    if not 2000 <= plan.year <= today.year + 20:
        raise UserError("year", _("Năm %(year)s nằm ngoài lộ trình.") % {"year": plan.year}, field="year")
    if not is_same_time and quarter_end(plan.year, plan.quarter) <= today:
        raise UserError(
            "past", _("Thời gian dự kiến đã qua."), field="year", hint=_("Chọn quý hiện tại hoặc một quý sau.")
        )
    if plan.cause and plan.cause not in Cause.values:
        raise UserError("cause", _("Nguyên nhân không có trong danh sách."), field="cause")
    if plan.unit is not None and (skip_units is None or plan.unit.pk not in skip_units):
        _lives(plan.unit, today)
        if skip_units is not None:
            skip_units.add(plan.unit.pk)


def _lives(unit: Unit, day: date) -> None:
    """Refuse a unit that has ended, naming its heirs."""
    known = unit_by_id(unit.public_id) or unit
    if known.on(day) is not None:
        return
    heirs = [shown_name(heir.successor, day) for heir in heirs_of(known)]
    raise UserError(
        "unit-ended",
        _("%(unit)s đã kết thúc hoạt động.") % {"unit": shown_name(known, day)},
        field="unit",
        hint=_("Đơn vị kế thừa: %(units)s.") % {"units": "; ".join(heirs)} if heirs else None,
    )
