"""The rulebook: all rules of all times, and `at(day)` for the rules of one day."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from motcua.law.explained import Explained, Reason
from motcua.law.rules import Instrument, RuleKey, RuleRow
from motcua.law.words import N_

RULE = N_("{label}: {value} {unit}")
UNVERIFIED = N_("Quy định chưa được đối chiếu với văn bản gốc: {label}")
CONTESTED = N_("Quy định còn cách hiểu khác nhau: {label}. Đang áp dụng: {value}")

UNIT_WORDS: Mapping[str, str] = {
    "working_day": N_("ngày làm việc"),
    "day": N_("ngày"),
    "working_hour": N_("giờ làm việc"),
    "hour": N_("giờ"),
    "minute": N_("phút"),
    "month": N_("tháng"),
    "quarter": N_("quý"),
    "year": N_("năm"),
    "percent": "%",
    "score": N_("điểm"),
}


class UnknownRuleError(LookupError):
    """No rule of that key holds on that day in that scope."""

    def __init__(self, key: str, on: date, scope: str) -> None:
        super().__init__(f"no rule {key!r} (scope {scope!r}) holds on {on.isoformat()}")
        self.key, self.on, self.scope = key, on, scope


@dataclass(frozen=True, slots=True)
class RulesOfDay:
    """The rules in force on one day, one row per key and scope; local rows stand before national ones.

    `overridden` holds, for each key and scope with a local row, the national row that it displaces.
    """

    on: date
    keys: Mapping[str, RuleKey]
    by_place: Mapping[tuple[str, str], RuleRow]
    overridden: Mapping[tuple[str, str], RuleRow] = field(default_factory=dict)

    def row(self, key: str, scope: str = "") -> RuleRow:
        """Return the row for the scope, else the row for everywhere. Raises `UnknownRuleError` when neither holds."""
        found = self.by_place.get((key, scope)) or self.by_place.get((key, ""))
        if found is None:
            raise UnknownRuleError(key, self.on, scope)
        return found

    def has(self, key: str, scope: str = "") -> bool:
        """Say whether a rule of that key holds on this day."""
        return (key, scope) in self.by_place or (key, "") in self.by_place

    def value(self, key: str, scope: str = "") -> Explained[Any]:
        """Return the value of a rule with its source, and a warning where it is unverified or contested."""
        row = self.row(key, scope)
        facts = {
            "label": row.label,
            "value": row.shown,
            "unit": UNIT_WORDS.get(row.unit, ""),
        }
        reasons = [Reason(RULE, facts, (row.citation,))]
        if not row.verified:
            reasons.append(Reason(UNVERIFIED, facts, (row.citation,), warning=True))
        if row.contested:
            reasons.append(Reason(CONTESTED, facts, (row.citation,), warning=True))
        return Explained(row.value, tuple(reasons))

    def rows(self, prefix: str = "") -> list[RuleRow]:
        """Return the rows in force whose key starts with `prefix`, ordered by key and scope."""
        chosen = (row for row in self.by_place.values() if row.key.startswith(prefix))
        return sorted(chosen, key=lambda row: (row.key, row.scope))

    @property
    def digest(self) -> str:
        """SHA-256 over the rows of the day: what a dossier keeps to prove by which rules it was judged."""
        text = json.dumps([row.to_dict() for row in self.rows()], ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Rulebook:
    """All instruments, keys and rows; immutable, so that it may be shared between threads."""

    keys: Mapping[str, RuleKey]
    rows: tuple[RuleRow, ...]
    instruments: Mapping[str, Instrument]
    _days: dict[date, RulesOfDay] = field(default_factory=dict, repr=False, compare=False)

    def at(self, on: date) -> RulesOfDay:
        """Return the rules in force on that day (kept for the next question)."""
        if on not in self._days:
            if len(self._days) >= 4096:
                self._days.clear()
            self._days[on] = self._gather(on)
        return self._days[on]

    def _gather(self, on: date) -> RulesOfDay:
        chosen: dict[tuple[str, str], RuleRow] = {}
        displaced: dict[tuple[str, str], RuleRow] = {}
        for row in self.rows:
            if not row.holds(on):
                continue
            place = (row.key, row.scope)
            other = chosen.get(place)
            if other is not None:
                displaced[place] = other if row.layer == "local" else row
            if other is None or row.layer == "local":
                chosen[place] = row
        return RulesOfDay(on, self.keys, chosen, displaced)

    def history(self, key: str, scope: str | None = None) -> list[RuleRow]:
        """Return every row of a key through time, oldest first; of one scope if given."""
        found = (row for row in self.rows if row.key == key and scope in (None, row.scope))
        return sorted(found, key=lambda row: (row.scope, row.layer, row.effective_from))

    def in_force(self, on: date) -> list[Instrument]:
        """Return the instruments that bind on that day, by number."""
        return sorted((item for item in self.instruments.values() if item.in_force(on)), key=lambda item: item.number)

    def doubtful(self, on: date) -> Iterator[RuleRow]:
        """Yield the rows of the day that a jurist should look at: unverified or contested."""
        return (row for row in self.at(on).rows() if row.contested or not row.verified)


def changes_between(book: Rulebook, first: date, second: date) -> list[tuple[RuleRow | None, RuleRow | None]]:
    """Return the pairs (row then, row now) that differ between two days; a missing side is None."""
    then, now = book.at(first).by_place, book.at(second).by_place
    places: Iterable[tuple[str, str]] = sorted(set(then) | set(now))
    pairs = ((then.get(place), now.get(place)) for place in places)
    return [pair for pair in pairs if pair[0] != pair[1]]
