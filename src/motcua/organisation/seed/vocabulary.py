"""Typed reading of the organisation's words: tiers, kinds of unit, code lists, each with its period."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Tier:
    """A level of government (cấp) and the days on which it exists."""

    key: str
    name: str
    rank: int  # 1 is the highest of a province
    valid_from: date | None = None
    valid_to: date | None = None
    instrument: str | None = None
    confidence: str | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of unit (loại đơn vị)."""

    key: str
    name: str
    group: str  # territory or authority
    tier: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    one_stop: bool = False  # papers are handed in there


@dataclass(frozen=True, slots=True)
class FocalDuty:
    """Units of a kind on a tier that must have a focal officer, renewed in this month of each year."""

    kind: str
    tier: str
    renewal_month: int
    instrument: str | None = None
    confidence: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list of codes (danh mục mã) and the document that issued it."""

    key: str
    name: str
    instrument: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    confidence: str | None = None


@cache
def _table() -> dict[str, Any]:
    """Return the vocabulary file as parsed."""
    return tomllib.loads(files(__package__).joinpath("vocabulary.toml").read_text(encoding="utf-8"))


def read_tiers() -> tuple[Tier, ...]:
    """Return the tiers: three until 30 June 2025, two after."""
    return tuple(Tier(**row) for row in _table()["tier"])


def read_kinds() -> tuple[Kind, ...]:
    """Return the kinds of unit."""
    return tuple(Kind(**row) for row in _table()["kind"])


def read_code_lists() -> tuple[CodeList, ...]:
    """Return the lists that identifier codes belong to."""
    return tuple(CodeList(**row) for row in _table()["code_list"])


def read_focal_duties() -> tuple[FocalDuty, ...]:
    """Return which units must have a focal officer."""
    return tuple(FocalDuty(**row) for row in _table()["focal_duty"])


def province_merger() -> tuple[date, str, str]:
    """Return the day on which the provinces were laid together, the resolution, and how sure that is."""
    row = _table()["reorganisation"]
    return row["on"], row["provinces"], row["confidence"]
