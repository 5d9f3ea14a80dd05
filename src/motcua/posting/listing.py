"""The list of procedures of a unit as its own website shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from motcua.catalog.models import ProcedureVersion
from motcua.organisation.fold import fold
from motcua.organisation.models import Unit, UnitPeriod
from motcua.posting.scope import agency_versions, scope_of, versions
from motcua.posting.selectors import desk_on


@dataclass(frozen=True, slots=True)
class Listed:
    """One procedure in the list."""

    code: str
    name: str
    field: str
    decision: str


@dataclass(frozen=True, slots=True)
class UnitList:
    """The list of a unit: its desk where it is or has one, else the unit as an agency that handles procedures."""

    name: str
    desk: UnitPeriod | None
    rows: Sequence[Listed]

    def like(self, text: str) -> list[Listed]:
        """The procedures with every word of `text` in name or code; diacritics do not matter."""
        words = fold(text).split()
        return [row for row in self.rows if all(word in f"{fold(row.name)} {row.code}" for word in words)]


def list_of(unit: Unit, day: date) -> UnitList | None:
    """The public list of a unit on a day, from A to Z by field; None where the unit does not exist then."""
    shown = unit.on(day)
    if shown is None:
        return None
    desk = desk_on(unit, day)
    rows = versions(scope_of(desk, day), day) if desk else agency_versions(unit, day)
    return UnitList(shown.name, desk, _listed(rows))


def _listed(rows: QuerySet[ProcedureVersion]) -> list[Listed]:
    found = rows.values_list("procedure__code", "name", "field__name", "decision_no")
    listed = [Listed(code, name, field or "", decision) for code, name, field, decision in found]
    return sorted(listed, key=lambda row: (fold(row.field), fold(row.name), row.code))
