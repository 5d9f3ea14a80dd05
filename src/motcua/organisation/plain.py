"""Units as plain values, for the terminal and for machines."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from motcua.organisation.models import TreeRow, Unit, UnitPeriod, UnitSuccession
from motcua.organisation.officers import FocalLine
from motcua.organisation.selectors import ancestors_on, forebears_of, heirs_of, shown_on

Plain = dict[str, Any]


def _last_day(end: date | None) -> str | None:
    """The last day of a period, from its exclusive end."""
    return (end - timedelta(days=1)).isoformat() if end else None


def _first_day(begin: date | None) -> str | None:
    return begin.isoformat() if begin else None


def line_of_period(period: UnitPeriod) -> Plain:
    """A unit of a list (rows of `selectors.periods_on`): parent and code from prefetched rows."""
    code, above = period.code_then, period.above_then
    return {
        "id": period.unit.public_id,
        "name": period.name,
        "kind": period.kind.key,
        "tier": period.tier.key,
        "code": code.code if code else None,
        "code_list": code.code_list.key if code else None,
        "parent": {"id": above.unit.public_id, "name": above.name} if above else None,
    }


def short(unit: Unit, day: date) -> Plain:
    """Id, name and code of a unit as it was on a day, or last before it."""
    shown = shown_on(unit, day)
    return {
        "id": unit.public_id,
        "name": shown.name if shown else None,
        "code": shown.code or None if shown else None,
        "code_list": shown.code_list or None if shown else None,
        "tier": shown.tier if shown else None,
    }


def succession(row: UnitSuccession, unit: Unit, day: date) -> Plain:
    """One heir or forebear."""
    return {
        **short(unit, day),
        "date": row.on_date.isoformat(),
        "kind": "whole" if row.whole else "split",
        "default": row.default,
        "instrument": row.instrument or None,
        "confidence": row.confidence or None,
    }


def unit_dict(unit: Unit, day: date) -> Plain:
    """Everything about a unit on a day; where it did not exist then, as it was last, with `in_force` false."""
    shown = shown_on(unit, day)
    assert shown is not None, "a unit without any period"
    then = day if unit.on(day) else shown.day
    return {
        "id": unit.public_id,
        "on": day.isoformat(),
        "in_force": unit.on(day) is not None,
        "name": shown.name,
        "kind": shown.kind,
        "tier": shown.tier,
        "code": shown.code or None,
        "code_list": shown.code_list or None,
        "from": _first_day(shown.valid_from),
        "to": _last_day(shown.valid_to),
        "instrument": shown.instrument or None,
        "confidence": shown.confidence or None,
        "note": shown.note or None,
        "parents": [parent(row) for row in ancestors_on(unit, then)],
        "children": TreeRow.objects.filter(ancestor=unit, depth=1).on(then).count(),
        "predecessors": [
            succession(row, row.predecessor, row.on_date - timedelta(days=1)) for row in forebears_of(unit)
        ],
        "successors": [succession(row, row.successor, row.on_date) for row in heirs_of(unit)],
        "names": [name(row) for row in unit.periods.all()],
    }


def parent(row: UnitPeriod) -> Plain:
    """A unit above."""
    return {"id": row.unit.public_id, "name": row.name, "kind": row.kind.key, "tier": row.tier.key}


def name(row: UnitPeriod) -> Plain:
    """One name and when it held (last day included)."""
    return {"name": row.name, "kind": row.kind.key, "from": _first_day(row.valid_from), "to": _last_day(row.valid_to)}


def mapped(old: UnitPeriod, today: date) -> Plain:
    """An old unit and its heirs of today (rows of `selectors.old_units_like`)."""
    unit = old.unit
    last = unit.last_day() or today
    shown = unit.on(last)
    return {
        **short(unit, last),
        "parent": shown.parent_name if shown else None,
        "to": last.isoformat(),
        "successors": [succession(row, row.successor, today) for row in unit.became.all()],
    }


def focal_dict(line: FocalLine) -> Plain:
    """One line of the list of focal officers."""
    held = line.appointment
    officer = None
    if held is not None:
        officer = {
            "id": held.public_id,
            "name": held.holder,
            "title": held.title or None,
            "phone": held.phone or None,
            "email": held.email or None,
            "year": held.year,
            "decision": {"number": held.decision_no, "date": held.decision_date.isoformat(), "signer": held.signer},
            "from": _first_day(held.valid_from),
        }
    return {
        "unit": line.period.unit.public_id,
        "name": line.period.name,
        "state": line.state,
        "officer": officer,
    }
