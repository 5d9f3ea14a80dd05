"""A unit as it was on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from motcua.organisation.models.units import Unit


@dataclass(frozen=True, slots=True)
class UnitOn:
    """Name, kind, tier, code and parent of a unit on one day; every page about that day shows these."""

    unit: Unit
    day: date
    name: str
    kind: str  # key of the kind
    kind_name: str
    tier: str  # key of the tier
    tier_name: str
    code: str  # "" where the unit has none in a list
    code_list: str
    parent: Unit | None
    parent_name: str
    valid_from: date | None
    valid_to: date | None  # exclusive
    instrument: str
    confidence: str
    note: str
