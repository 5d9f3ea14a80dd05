"""What a kind of defect is: its words, its weight, what a person can do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from django.utils.translation import gettext as _

from motcua.catalog.record import Level, ProcedureRecord

Severity = Literal["error", "warning", "notice"]
EVIDENCE = 300  # characters of evidence kept


@dataclass(frozen=True, slots=True)
class DefectKind:
    """A kind of defect. Texts are Vietnamese message ids; the properties give them in the reader's language."""

    code: str
    severity: Severity
    family: str
    title_id: str
    explanation_id: str
    settle_id: str

    @property
    def title(self) -> str:
        """What is wrong, in a few words."""
        return _(self.title_id)

    @property
    def explanation(self) -> str:
        """Why it matters and how it comes about."""
        return _(self.explanation_id)

    @property
    def settle(self) -> str:
        """What a person can do."""
        return _(self.settle_id)

    def message(self, evidence: str) -> str:
        """One sentence for one finding."""
        return f"{self.title}: “{evidence}”." if evidence else f"{self.title}."


class Hit(NamedTuple):
    """What a check reports: kind, place, the words that show it."""

    kind: DefectKind
    path: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Context:
    """What the checks must be told: tiers that exist on the day, as the rulebook says."""

    tiers: frozenset[Level] = field(default_factory=lambda: frozenset({"ministry", "province", "commune", "other"}))


@dataclass(frozen=True, slots=True)
class Subject:
    """A record under examination: as read and after safe repairs."""

    raw: ProcedureRecord
    clean: ProcedureRecord
    context: Context

    def __post_init__(self) -> None:
        assert self.raw.code == self.clean.code


Hits = Iterator[Hit]


def quote(text: str) -> str:
    """Evidence short enough to show."""
    return text if len(text) <= EVIDENCE else text[: EVIDENCE - 1] + "…"
