"""What the services of the room are told: decisions, lines, targets, facts, entries of the roadmap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from motcua.catalog.models import Field
from motcua.online.reasons import PartialReason
from motcua.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class Decided:
    """The signed decision that services rest on; `campaign` is the public id of the review that led to it."""

    number: str
    signed_on: date
    signer: str
    effective_from: date
    campaign: str = ""


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """What a decision says of one procedure: `level` in the words of the regime of the day it takes effect."""

    code: str
    level: str
    proactive: int = 0
    reasons: tuple[PartialReason, ...] = ()
    integrated_on: date | None = None
    launched_on: date | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording a decision did: rows opened, rows that ended by it, lines that stood so already."""

    opened: int
    replaced: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Outage:
    """A suspension: from which day, why; `announced_on` and `repair_by` where they are known."""

    day: date
    reason: str
    planned: bool = False
    announced_on: date | None = None
    repair_by: date | None = None


@dataclass(frozen=True, slots=True)
class TargetGiven:
    """A target of the province's own; `minimum` in per cent."""

    indicator: str
    by: date
    minimum: Decimal
    source: str
    levels: tuple[str, ...] = ()
    tier: str = ""
    field: Field | None = None
    article: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class UsageGiven:
    """Dossiers of a procedure (by code) or at a unit over a year; exactly one of both is named."""

    year: int
    online: int
    total: int
    code: str = ""
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A procedure planned for a level in a year, or a quarter of it (1 to 4)."""

    code: str
    level: str
    year: int
    quarter: int | None = None
    unit: Unit | None = None
    cause: str = ""
    cause_note: str = ""
