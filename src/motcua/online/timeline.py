"""The roadmap by quarter: planned, launched and used, three figures that are never mixed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.online.frame import Frame
from motcua.online.measuring import Share
from motcua.online.models import RoadmapEntry, UsageFact
from motcua.online.quarters import quarter_end, quarter_name, quarter_start


@dataclass(frozen=True, slots=True)
class Step:
    """A quarter of a year (None: planned for the year, no quarter named).

    `planned` entries of the roadmap fall due in it, `done` of them are launched by now, `late` are not though it is
    over; `launched` services, planned or not, were opened in it.
    """

    year: int
    quarter: int | None
    planned: int
    done: int
    late: int
    launched: int | None

    @property
    def name(self) -> str:
        """The quarter as one writes it: "III/2026", or the year alone."""
        return quarter_name(self.year, self.quarter)

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {name: getattr(self, name) for name in ("year", "quarter", "planned", "done", "late", "launched")}


@dataclass(frozen=True, slots=True)
class Use:
    """Dossiers of a year's procedures in the scope, None while nobody has reported any."""

    year: int
    share: Share | None
    known: int

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {"year": self.year, "share": self.share.to_dict() if self.share else None, "procedures": self.known}


def steps_of(entries: Iterable[RoadmapEntry], frame: Frame, among: set[int], year: int, today: date) -> list[Step]:
    """The four quarters of a year, and what is planned for the year without a quarter where there is such."""
    rows = [entry for entry in entries if entry.year == year]
    steps = [_step(rows, frame, among, year, quarter, today) for quarter in (1, 2, 3, 4)]
    whole = [entry for entry in rows if entry.quarter is None]
    return [*steps, _counted(whole, year, None, None, today)] if whole else steps


def uses_of(among: set[int], years: Iterable[int]) -> list[Use]:
    """What is known of use over years for procedures in a scope (one statement)."""
    wanted = sorted(set(years))
    rows = UsageFact.objects.standing().filter(year__in=wanted, procedure__isnull=False)
    facts = [row for row in rows.values_list("year", "procedure_id", "online", "total") if row[1] in among]
    found = []
    for year in wanted:
        of_year = [row for row in facts if row[0] == year]
        total = sum(row[3] for row in of_year)
        share = Share(sum(row[2] for row in of_year), total) if total else None
        found.append(Use(year, share, len(of_year)))
    return found


def _step(rows: list[RoadmapEntry], frame: Frame, among: set[int], year: int, quarter: int, today: date) -> Step:
    first, last = quarter_start(year, quarter), quarter_end(year, quarter)
    launched = len(frame.launches(first, last, among)) if first <= today else None
    return _counted([row for row in rows if row.quarter == quarter], year, quarter, launched, today)


def _counted(rows: list[RoadmapEntry], year: int, quarter: int | None, launched: int | None, today: date) -> Step:
    done = sum(row.done_on is not None for row in rows)
    over = quarter_end(year, quarter) <= today
    return Step(year, quarter, len(rows), done, len(rows) - done if over else 0, launched)
