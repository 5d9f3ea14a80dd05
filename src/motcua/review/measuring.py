"""The targets of a plan against facts: what was concluded and planned, and apart from it what was launched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from motcua.law.book import Rulebook
from motcua.online.models import OnlineService
from motcua.review.checks import planned_end
from motcua.review.models import Campaign, CampaignTarget, LineState
from motcua.rulebook.selectors import book as current_book

State = Literal["reached", "running", "missed", "unknown"]


@dataclass(frozen=True, slots=True)
class Measured:
    """A target with its three counts: procedures of the tier, planned by the day, launched by the day or until today.

    Planned and launched are never mixed: only launched services reach a target.
    """

    target: CampaignTarget
    among: int
    planned: int
    launched: int
    state: State

    @property
    def planned_percent(self) -> Decimal | None:
        """What the conclusions would come to, in per cent; None without procedures."""
        return _percent(self.planned, self.among)

    @property
    def launched_percent(self) -> Decimal | None:
        """What is launched, in per cent; None without procedures."""
        return _percent(self.launched, self.among)

    @property
    def falls_short(self) -> bool:
        """Whether the plan itself, carried out to the letter, would miss the target."""
        share = self.planned_percent
        return share is not None and share < self.target.percent


def measured(campaign: Campaign, today: date, book: Rulebook | None = None) -> list[Measured]:
    """Every target of a plan (two statements and one for each different day); none read where the plan sets none."""
    targets = list(campaign.targets.all())
    if not targets:
        return []
    lines = list(
        campaign.lines.exclude(state=LineState.CLOSED).values_list(
            "procedure", "tiers", "suitable", "year", "period", "law_date"
        )
    )
    rules = book or current_book()
    wanted = _online_levels(lines[0][5] if lines else today, rules)
    found = []
    opened: dict[date, set[int]] = {}
    for target in targets:
        day = min(target.by_date, today)
        among = [row for row in lines if not target.tier or target.tier in row[1]]
        if day not in opened:
            services = OnlineService.objects.filter(procedure__review_lines__campaign=campaign)
            opened[day] = set(services.on(day).open_at(wanted, day).values_list("procedure", flat=True))
        planned = sum(
            bool(row[2]) and (end := planned_end(row[3], row[4])) is not None and end <= target.by_date for row in among
        )
        launched = sum(row[0] in opened[day] for row in among)
        found.append(Measured(target, len(among), planned, launched, _state(target, len(among), launched, today)))
    return found


def _online_levels(day: date, book: Rulebook) -> list[str]:
    """The levels that count as an online service on a day: not information, under the old levels 3 and 4."""
    names = [str(row["level"]) for row in book.at(day).row("online.levels").value]
    return [name for name in names if name not in ("information", "not_met", "0", "1", "2")]


def _state(target: CampaignTarget, among: int, launched: int, today: date) -> State:
    share = _percent(launched, among)
    if share is None:
        return "unknown"
    if share >= target.percent:
        return "reached"
    return "missed" if target.by_date < today else "running"


def _percent(part: int, whole: int) -> Decimal | None:
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1")) if whole else None


def plain(rows: Iterable[Measured]) -> list[Mapping[str, object]]:
    """Targets with their figures, ready for JSON."""
    return [
        {
            "text": row.target.text,
            "tier": row.target.tier,
            "percent": str(row.target.percent),
            "by_date": row.target.by_date.isoformat(),
            "among": row.among,
            "planned": row.planned,
            "launched": row.launched,
            "state": row.state,
            "plan_falls_short": row.falls_short,
        }
        for row in rows
    ]
