"""Typed reading of the three shipped tables of administrative units.

A code is an identity only together with its code list: 3,316 commune codes stand in both lists, two thirds of them
for a unit of another name. Use `UnitRow.identity`, never the bare code.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

LIST_BEFORE = "dvhc-2004"
LIST_AFTER = "dvhc-2025"
LAST_DAY_BEFORE = date(2025, 6, 30)
FIRST_DAY_AFTER = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One administrative unit as one code list knows it."""

    code_list: str  # key of code-lists.toml
    tier: str  # province, district, commune: key of vocabulary.toml
    code: str  # statistical code: 2 digits province, 3 district, 5 commune
    kind: str  # key of vocabulary.toml
    name: str  # full name with the kind's word: "Xã An Phú Tân"
    parent: str | None  # code of the unit above, in the same list
    also: str | None  # another name that the second source gives for the same code
    valid_from: date | None  # None: older than the table and not stated
    valid_to: date | None  # last day; None: still in force
    area_km2: Decimal | None = None

    @property
    def identity(self) -> tuple[str, str, str]:
        """Return what tells the unit from every other one: code list, tier, code."""
        return (self.code_list, self.tier, self.code)


@dataclass(frozen=True, slots=True)
class MappingRow:
    """One step from an old unit to a new commune on 1 July 2025."""

    old_tier: str  # commune; district for the five islands that had no commune
    old_code: str  # in list `dvhc-2004`
    new_code: str  # a commune of list `dvhc-2025`
    whole: bool  # True: all of the old unit went there; False: a part
    default: bool  # the heir to take when nothing more is known of the address


def _rows(table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one shipped table."""
    packed = files(__package__).joinpath(table).read_bytes()
    yield from csv.DictReader(io.StringIO(gzip.decompress(packed).decode("utf-8")))


@cache
def read_units_before() -> tuple[UnitRow, ...]:
    """The units in force on 30 June 2025: 63 provinces, 696 districts, 10,035 communes, parents first."""
    return tuple(
        UnitRow(
            code_list=LIST_BEFORE,
            tier=row["tier"],
            code=row["code"],
            kind=row["kind"],
            name=row["name"],
            parent=row["parent"] or None,
            also=row["also"] or None,
            valid_from=None,
            valid_to=LAST_DAY_BEFORE,
        )
        for row in _rows("units-before.csv.gz")
    )


@cache
def read_units_after() -> tuple[UnitRow, ...]:
    """The units in force since 1 July 2025: 34 provinces, 3,321 communes, parents first."""
    return tuple(
        UnitRow(
            code_list=LIST_AFTER,
            tier=row["tier"],
            code=row["code"],
            kind=row["kind"],
            name=row["name"],
            parent=row["parent"] or None,
            also=None,
            valid_from=FIRST_DAY_AFTER,
            valid_to=None,
            area_km2=Decimal(row["area_km2"]) if row["area_km2"] else None,
        )
        for row in _rows("units-after.csv.gz")
    )


@cache
def read_mapping() -> tuple[MappingRow, ...]:
    """Old unit → new commune. A split unit has several rows of which exactly one is the default."""
    return tuple(
        MappingRow(
            old_tier=row["old_tier"],
            old_code=row["old_code"],
            new_code=row["new_code"],
            whole=row["kind"] == "whole",
            default=row["default"] == "1",
        )
        for row in _rows("mapping.csv.gz")
    )


def province_successors() -> dict[str, str]:
    """Return old province code → new province code, derived from where each old province's communes went.

    Raises ValueError when communes of one old province went to two new ones, for then there is no such table.
    """
    above = {(unit.tier, unit.code): unit.parent or "" for unit in read_units_before()}
    new_above = {unit.code: unit.parent or "" for unit in read_units_after() if unit.tier == "commune"}
    found: dict[str, str] = {}
    for row in read_mapping():
        district = above["commune", row.old_code] if row.old_tier == "commune" else row.old_code
        old, new = above["district", district], new_above[row.new_code]
        if found.setdefault(old, new) != new:
            raise ValueError(f"province {old} went to {found[old]} and {new}")
    return found
