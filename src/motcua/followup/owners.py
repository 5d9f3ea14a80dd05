"""Whose each step is: the advising department, the province's centre, the office that controls procedures."""

from __future__ import annotations

from datetime import date

from motcua.followup.models import StepKind
from motcua.organisation.models import Unit, UnitPeriod
from motcua.organisation.selectors import periods_on, province


def heir(unit: Unit, day: date) -> Unit:
    """The unit itself while it exists on the day, else what became of it (the default heir, or the only one)."""
    seen = {unit.pk}
    while not UnitPeriod.objects.on(day).filter(unit=unit).exists():
        following = unit.became.filter(on_date__lte=day).select_related("successor").order_by("-default", "id").first()
        if following is None or following.successor_id in seen:
            break
        unit = following.successor
        seen.add(unit.pk)
    return unit


def province_units(day: date) -> dict[str, Unit]:
    """The province's office and its one-stop centre on a day, as far as they are known."""
    top = province()
    if top is None:
        return {}
    found: dict[str, Unit] = {}
    for period in periods_on(day, under=top, group="authority", tier="province"):
        if period.kind.key in ("office", "centre"):
            found.setdefault(period.kind.key, period.unit)
    return found


def owner_of(kind: str, unit: Unit | None, own: dict[str, Unit]) -> Unit | None:
    """Whose a step is: list and process of the department, posting of the centre, the upload of the office."""
    if kind == StepKind.POSTING:
        return own.get("centre")
    if kind == StepKind.UPLOAD:
        return own.get("office")
    return unit
