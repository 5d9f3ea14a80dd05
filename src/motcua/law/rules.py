"""The shape of law as data: instruments, declared keys, and dated rule rows with their source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from motcua.law.explained import Citation, Confidence

Layer = Literal["national", "local"]

UNITS: frozenset[str] = frozenset(
    {
        "working_day",
        "day",
        "working_hour",
        "hour",
        "minute",
        "month",
        "quarter",
        "year",
        "day_of_month",
        "time_of_day",
        "intervals",
        "weekdays",
        "holidays",
        "percent",
        "count",
        "score",
        "flag",
        "text",
        "list",
        "form_set",
        "pattern",
        "policy",
    }
)


@dataclass(frozen=True, slots=True)
class Instrument:
    """A legal instrument (văn bản): what it is, when it binds, what it replaces.

    `kind` "house" marks the product's own defaults, which have no legal force and wait for a province's
    decision.
    """

    number: str
    title: str
    kind: str
    issued: date | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    amends: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    confidence: Confidence = "D"
    note: str = ""
    layer: Layer = "national"

    def in_force(self, on: date) -> bool:
        """Say whether the instrument binds on that day, as far as its dates are known."""
        return within(on, self.effective_from or self.issued, self.effective_to)


@dataclass(frozen=True, slots=True)
class RuleKey:
    """The declaration of a key: what it means, in which unit, and which care its rows need.

    `continuous` keys may have no gap between their periods and no end; `local` keys may be set by a province.
    `options` names the readings of a policy key (option → Vietnamese description).
    """

    key: str
    label: str
    unit: str
    subject: str = ""
    continuous: bool = False
    local: bool = False
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule: a value that holds in a scope over a period, with the article that says so.

    `scope` is "" (everywhere) or a tag such as "ministry" or "commune"; both ends of the period are
    included. `label` is the meaning of the key and `shown` the value in words.
    """

    key: str
    value: Any
    unit: str
    instrument: str
    article: str
    effective_from: date
    effective_to: date | None = None
    scope: str = ""
    confidence: Confidence = "D"
    verified: bool = True
    contested: bool = False
    note: str = ""
    file: str = ""
    layer: Layer = "national"
    label: str = ""
    shown: str = ""

    def holds(self, on: date) -> bool:
        """Say whether the row is in force on that day."""
        return within(on, self.effective_from, self.effective_to)

    @property
    def citation(self) -> Citation:
        """The row as the source of a judgement."""
        return Citation(
            self.key,
            self.instrument,
            self.article,
            self.value,
            self.confidence,
            self.layer,
            self.contested,
            self.verified,
            self.note,
            self.label,
            self.shown,
        )

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON."""
        ends = self.effective_to.isoformat() if self.effective_to else None
        return {
            **self.citation.to_dict(),
            "unit": self.unit,
            "scope": self.scope,
            "effective_from": self.effective_from.isoformat(),
            "effective_to": ends,
        }


def within(on: date, first: date | None, last: date | None) -> bool:
    """Say whether a day lies in a period whose ends are included; an absent end is open."""
    return (first is None or on >= first) and (last is None or on <= last)


def overlaps(one: RuleRow, other: RuleRow) -> bool:
    """Say whether the periods of two rows share a day."""
    return one.effective_from <= (other.effective_to or date.max) and other.effective_from <= (
        one.effective_to or date.max
    )
