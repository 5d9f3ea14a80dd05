"""Each indicator, defined once: launched services over all procedures, and online dossiers over all dossiers.

The first counts rows of the register, the second dossiers; neither ever stands in for the other, and what nobody has
reported is said to be unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from motcua.law.explained import Explained, Reason
from motcua.law.words import N_
from motcua.online.frame import Frame
from motcua.online.models import Indicator, UsageFact
from motcua.online.targets import TargetRow
from motcua.organisation.models import UnitPeriod

State = Literal["reached", "missed", "running", "unknown"]

ALL = N_("{n} thủ tục đang có hiệu lực vào {on} trong phạm vi chỉ tiêu")
OPEN = N_("{n} dịch vụ đã đưa vào khai thác ở mức {levels}, không tạm dừng vào {on}")
STOPPED = N_("{n} dịch vụ đang tạm dừng vào {on} nên không tính")
NOTHING = N_("Danh mục không có thủ tục nào có hiệu lực vào {on} trong phạm vi này: chưa tính được")
GOAL = N_("Chỉ tiêu: ít nhất {minimum}% đến {by}")
FACTS = N_("{online} hồ sơ nộp trực tuyến trong {total} hồ sơ năm {year}, theo {sources}")
COVERED = N_("Số liệu có cho {known} trong {n} dịch vụ đang khai thác")
BY_UNIT = N_("Chỉ có số liệu theo đơn vị: gồm cả hồ sơ của thủ tục chưa có dịch vụ trực tuyến")
MANY_TIERS = N_("{n} thủ tục được giải quyết ở nhiều cấp: hồ sơ của chúng tính vào mỗi cấp")
NO_FACTS = N_("Chưa có số liệu hồ sơ năm {year} trong phạm vi này: chưa rõ, không phải bằng 0")


@dataclass(frozen=True, slots=True)
class Share:
    """A share: `part` of `whole`."""

    part: int
    whole: int

    @property
    def percent(self) -> Decimal:
        """The share in per cent, not rounded."""
        return Decimal(self.part) * 100 / Decimal(self.whole)

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {"part": self.part, "whole": self.whole, "percent": round(float(self.percent), 2)}


@dataclass(frozen=True, slots=True)
class Measured:
    """A target with what it came to: on its day, or today where that day is still to come."""

    target: TargetRow
    on: date
    share: Explained[Share | None]
    state: State

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {**self.target.to_dict(), "on": self.on, "state": self.state, "share": self.share.to_dict()}


class Measurer:
    """Holds targets against the register and the facts; a fixed number of statements for any number of targets."""

    def __init__(self, today: date, frame: Frame | None = None) -> None:
        self.today = today
        self.frame = frame or Frame()
        self._facts = list(UsageFact.objects.standing().select_related(None))
        units = {fact.unit_id for fact in self._facts if fact.unit_id}
        self._tiers = list(
            UnitPeriod.objects.filter(unit__in=units).values_list("unit_id", "tier__key", "valid_from", "valid_to")
            if units
            else ()
        )

    def measure(self, target: TargetRow) -> Measured:
        """What a target came to, and why."""
        day = min(target.by, self.today)
        share = self._launched(target, day) if target.indicator is Indicator.LAUNCHED else self._dossiers(target, day)
        goal = Reason(GOAL, {"minimum": _percent(target.minimum), "by": target.by}, (target.citation,))
        return Measured(target, day, share.because(goal), self._state(target, share.value))

    def measure_all(self, targets: Iterable[TargetRow]) -> list[Measured]:
        """Several targets in their order."""
        return [self.measure(target) for target in targets]

    def _state(self, target: TargetRow, share: Share | None) -> State:
        if share is None:
            return "unknown"
        if share.percent >= target.minimum:
            return "reached"
        return "missed" if target.by < self.today else "running"

    def _launched(self, target: TargetRow, day: date) -> Explained[Share | None]:
        """Launched services over all procedures of the scope: both are rows of one day."""
        among = self.frame.procedures(target.scope, day)
        if not among:
            return Explained(None, (Reason(NOTHING, {"on": day}, warning=True),))
        found = self.frame.open_at(target.levels, day, among)
        levels = ", ".join(target.levels)
        reasons = [
            Reason(ALL, {"n": str(len(among)), "on": day}),
            Reason(OPEN, {"n": str(len(found)), "levels": levels, "on": day}),
        ]
        stopped = self.frame.stopped(day) & set(among)
        if stopped:
            reasons.append(Reason(STOPPED, {"n": str(len(stopped)), "on": day}))
        return Explained(Share(len(found), len(among)), tuple(reasons))

    def _dossiers(self, target: TargetRow, day: date) -> Explained[Share | None]:
        """Online dossiers over all dossiers of the services that are open at the target's levels, over a year."""
        year = target.by.year
        among = self.frame.procedures(target.scope, day)
        services = self.frame.open_at(target.levels, day, among)
        facts = [fact for fact in self._facts if fact.year == year and fact.procedure_id in services]
        reasons: list[Reason] = []
        if facts:
            known = {"known": str(len(facts)), "n": str(len(services))}
            reasons.append(Reason(COVERED, known, warning=len(facts) < len(services)))
            many = [fact for fact in facts if target.tier and len(among[fact.procedure_id or 0]) > 1]
            if many:
                reasons.append(Reason(MANY_TIERS, {"n": str(len(many))}, warning=True))
        elif target.field_id is None:
            facts = [fact for fact in self._facts if fact.year == year and self._stands_at(fact, target.tier)]
            reasons = [Reason(BY_UNIT, warning=True)]
        total = sum(fact.total for fact in facts)
        if not total:
            return Explained(None, (Reason(NO_FACTS, {"year": str(year)}, warning=True),))
        online = sum(fact.online for fact in facts)
        sources = "; ".join(sorted({fact.source for fact in facts})[:5])
        said = {"online": str(online), "total": str(total), "year": str(year), "sources": sources}
        return Explained(Share(online, total), (Reason(FACTS, said), *reasons))

    def _stands_at(self, fact: UsageFact, tier: str) -> bool:
        """Whether a fact is about a unit that stood at a tier at the end of its year."""
        if fact.unit_id is None:
            return False
        day = date(fact.year + 1, 1, 1) - timedelta(days=1)
        return not tier or any(
            unit == fact.unit_id and key == tier and (first is None or first <= day) and (last is None or day < last)
            for unit, key, first, last in self._tiers
        )


def _percent(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")
