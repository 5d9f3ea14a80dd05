"""Answers that carry their reasons: `Explained[T]` is what every function of the law returns.

A value alone is an opinion; a value with the facts used and the rules applied is a judgement that can be
read, printed, checked and appealed. The same object is rendered on a page, in the API and on the terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Generic, Literal, TypeVar

from motcua.law.words import CONFIDENCE_WORDS, UNVERIFIED_MARK, Translate, show

T = TypeVar("T")
U = TypeVar("U")
Confidence = Literal["A", "B", "C", "D"]


@dataclass(frozen=True, slots=True)
class Citation:
    """The rule that a judgement rests on.

    `layer` is "national" for rows shipped with the product and "local" for a province's own rows;
    `confidence` is A (text read) to D (recall); `contested` says that the reading is disputed and a named
    policy was chosen. `label` and `shown` are the meaning of the key and the value in words.
    """

    key: str
    instrument: str
    article: str = ""
    value: Any = None
    confidence: Confidence = "D"
    layer: str = "national"
    contested: bool = False
    verified: bool = True
    note: str = ""
    label: str = ""
    shown: str = ""

    @property
    def source(self) -> str:
        """Article and instrument as one cites them."""
        return f"{self.article}, {self.instrument}" if self.article else self.instrument

    def sureness(self, translate: Translate = str) -> str:
        """Return in words how sure the row is."""
        words = translate(CONFIDENCE_WORDS[self.confidence])
        return words if self.verified or self.confidence == "D" else f"{words}; {translate(UNVERIFIED_MARK)}"

    def to_dict(self, translate: Translate = str) -> dict[str, Any]:
        """Return plain values, ready for JSON, with what a reader is told in words.

        `source` is the article and instrument as one cites them, `doubt` marks what nobody compared with the text.
        """
        return {
            "key": self.key,
            "label": self.label,
            "source": self.source,
            "doubt": "" if self.verified else translate(UNVERIFIED_MARK),
            "instrument": self.instrument,
            "article": self.article,
            "value": plain(self.value),
            "confidence": self.confidence,
            "confidence_words": self.sureness(translate),
            "layer": self.layer,
            "contested": self.contested,
            "verified": self.verified,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of a judgement: a Vietnamese sentence with `{named}` facts, and the rules it applies.

    `warning` marks what the reader must not overlook (an unapproved calendar, an unverified rule).
    """

    says: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    rules: tuple[Citation, ...] = ()
    warning: bool = False

    def text(self, translate: Translate = str) -> str:
        """Return the sentence with its facts filled in, through `translate` (default: Vietnamese as written)."""
        return translate(self.says).format(**{name: show(value, translate) for name, value in self.facts.items()})

    def to_dict(self, translate: Translate = str) -> dict[str, Any]:
        """Return plain values, ready for JSON."""
        return {
            "text": self.text(translate),
            "facts": {name: plain(value) for name, value in self.facts.items()},
            "rules": [rule.to_dict(translate) for rule in self.rules],
            "warning": self.warning,
        }


@dataclass(frozen=True, slots=True)
class Explained(Generic[T]):
    """A value together with the reasons that lead to it, in the order in which they were applied."""

    value: T
    reasons: tuple[Reason, ...] = ()

    @property
    def rules(self) -> tuple[Citation, ...]:
        """Every rule applied, once each, in order of first use."""
        found: dict[tuple[str, str, str, str], Citation] = {}
        for rule in (rule for reason in self.reasons for rule in reason.rules):
            found.setdefault((rule.key, rule.instrument, rule.article, rule.layer), rule)
        return tuple(found.values())

    @property
    def warnings(self) -> tuple[Reason, ...]:
        """The reasons that the reader must not overlook."""
        return tuple(reason for reason in self.reasons if reason.warning)

    def because(self, *reasons: Reason) -> Explained[T]:
        """Return the same value with further reasons after the present ones."""
        return replace(self, reasons=self.reasons + reasons)

    def map(self, change: Callable[[T], U]) -> Explained[U]:
        """Return the value put through `change`, with the same reasons."""
        return Explained(change(self.value), self.reasons)

    def then(self, step: Callable[[T], Explained[U]]) -> Explained[U]:
        """Go on from the value to a further judgement; reasons of both are kept, the earlier first."""
        following = step(self.value)
        return Explained(following.value, self.reasons + following.reasons)

    def lines(self, translate: Translate = str) -> list[str]:
        """Return one plain line per reason: the sentence, then its sources in brackets; warnings start with "! ".

        The lines are made of what `to_dict` gives, so that terminal, page and API say the same.
        """
        return [line_of(reason.to_dict(translate)) for reason in self.reasons]

    def to_dict(self, translate: Translate = str) -> dict[str, Any]:
        """Return `{"value", "why"}` of plain values, ready for JSON."""
        return {"value": plain(self.value), "why": [reason.to_dict(translate) for reason in self.reasons]}


def join(values: Iterable[Explained[T]]) -> Explained[list[T]]:
    """Gather several judgements into one over the list of their values, with all reasons in order."""
    items = list(values)
    return Explained([item.value for item in items], tuple(reason for item in items for reason in item.reasons))


def plain(value: Any) -> Any:
    """Turn dates, times, spans and nested containers into what JSON can hold; ask `to_dict` of objects that have it."""
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Mapping):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    if hasattr(value, "to_dict"):
        return value.to_dict()
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)


def line_of(step: Mapping[str, Any]) -> str:
    """Return one step of `to_dict`'s "why" as a plain line."""
    marked = (f"{rule['source']} – {rule['doubt']}" if rule["doubt"] else rule["source"] for rule in step["rules"])
    sources = "; ".join(dict.fromkeys(marked))
    return f"{'! ' if step['warning'] else ''}{step['text']}{f' [{sources}]' if sources else ''}"
