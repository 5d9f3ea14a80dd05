"""The catalogue and the register in memory: what any share or figure of any day is counted from.

Read with a fixed number of statements, then asked for as many targets, days and scopes as a page shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from motcua.catalog.models import ProcedureVersion, TierLine
from motcua.catalog.models.procedures import IN_FORCE_ONCE
from motcua.online.models import OnlineService, Suspension


@dataclass(frozen=True, slots=True)
class Scope:
    """Which procedures are meant: handled at a tier, of a field; what is empty does not narrow."""

    tier: str = ""
    field_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Held:
    """A version of a procedure over `[first, last)`."""

    procedure: int
    first: date
    last: date
    field_id: int | None
    tiers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Served:
    """A row of the register over `[first, last)`."""

    procedure: int
    first: date
    last: date
    level: str
    launched_on: date | None
    running: str

    def covers(self, day: date) -> bool:
        """Whether the row holds on a day."""
        return self.first <= day < self.last

    def open_level(self, day: date) -> str:
        """The level that people can use on a day, suspension apart."""
        return self.level if self.launched_on is not None and self.launched_on <= day else self.running


class Frame:
    """Procedures, services and suspensions of all days; four statements."""

    def __init__(self) -> None:
        tiers: dict[int, set[str]] = defaultdict(set)
        versions = ProcedureVersion.objects.filter(state__in=IN_FORCE_ONCE, procedure__internal=False)
        lines = TierLine.objects.filter(
            procedure_version__state__in=IN_FORCE_ONCE, procedure_version__procedure__internal=False
        )
        for version, tier in lines.values_list("procedure_version_id", "tier"):
            tiers[version].add(tier)
        self._held = [
            _Held(procedure, first, last or date.max, field_id, frozenset(tiers.get(key, ())))
            for key, procedure, first, last, field_id in versions.values_list(
                "id", "procedure_id", "effective_from", "effective_to", "field_id"
            )
            if first is not None
        ]
        self._served: dict[int, list[Served]] = defaultdict(list)
        rows = OnlineService.objects.standing().filter(procedure__internal=False)
        for procedure, first, last, level, launched, running in rows.values_list(
            "procedure_id", "effective_from", "effective_to", "level", "launched_on", "running_level"
        ):
            self._served[procedure].append(Served(procedure, first, last or date.max, level, launched, running))
        self._stops = list(Suspension.objects.values_list("procedure_id", "effective_from", "effective_to"))

    def procedures(self, scope: Scope, day: date) -> dict[int, frozenset[str]]:
        """The procedures in force on a day within a scope, with the tiers at which they are handled."""
        return {
            row.procedure: row.tiers
            for row in self._held
            if row.first <= day < row.last
            and (not scope.tier or scope.tier in row.tiers)
            and (scope.field_id is None or row.field_id == scope.field_id)
        }

    def served(self, procedure: int, day: date) -> Served | None:
        """What the register says of a procedure on a day."""
        return next((row for row in self._served.get(procedure, ()) if row.covers(day)), None)

    def stopped(self, day: date) -> set[int]:
        """The procedures whose service is suspended on a day."""
        return {key for key, first, last in self._stops if first <= day and (last is None or day < last)}

    def open_at(self, levels: Collection[str], day: date, among: Collection[int]) -> set[int]:
        """Of these procedures those whose service people can use on a day at one of the levels."""
        stopped = self.stopped(day)
        found = set()
        for procedure in among:
            row = self.served(procedure, day) if procedure not in stopped else None
            if row is not None and row.open_level(day) in levels:
                found.add(procedure)
        return found

    def launches(self, first: date, last: date, among: Collection[int]) -> set[int]:
        """Of these procedures those whose service was launched, or raised to another level, in `[first, last)`."""
        return {
            procedure
            for procedure in among
            for row in self._served.get(procedure, ())
            if row.launched_on is not None and first <= row.launched_on < last
        }
