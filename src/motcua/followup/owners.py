"""Whose each step is: the advising department, the province's centre, the office that controls procedures."""

from __future__ import annotations

from datetime import date

from motcua.followup.models import StepKind
from motcua.organisation.models import Unit
from motcua.organisation.selectors import periods_on, province
from motcua.publication.owners import unit_in_charge


def heir(unit: Unit, day: date) -> Unit:
    """The unit that answers on a day for what `unit` advised: itself, else its heir; itself where no heir is known."""
    return unit_in_charge(unit, day).value or unit


def province_units(day: date) -> dict[str, Unit]:
    """The province's office and its one-stop centre on a day, as far as they are known."""
    top = province()
    if top is None:
        return {}
    found: dict[str, Unit] = {}
    for period in periods_on(day, under=top, group="authority", tier="province").prefetch_related(None):
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
