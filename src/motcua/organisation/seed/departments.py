"""Lays out `departments.toml`: the departments of the new province, of its predecessors, and each commune's units.

Three layers of time: what a former province had before its own reorganisation, what it had until 30 June 2025, and
what the new province has since. Names and dates that we could not check say so in `confidence` and `note`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from motcua.organisation.seed.units import LAST_DAY_BEFORE, UnitRow


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """One authority of a province during one period."""

    key: str  # "vinh-long-2025/so-tai-chinh"; unique
    name: str  # with the province: "Sở Tài chính tỉnh Vĩnh Long"; regional agencies without
    kind: str  # key of vocabulary.toml
    province: str  # statistical code in `code_list`
    code_list: str
    parent: str | None = None  # key of the unit above
    predecessors: tuple[str, ...] = ()  # keys
    valid_from: date | None = None
    valid_to: date | None = None
    instrument: str | None = None  # None: the number is not known to us
    confidence: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class CommuneUnitRule:
    """A unit that every commune of certain kinds has."""

    key: str
    name: str  # pattern with {unit}
    kind: str
    kinds: tuple[str, ...]  # kinds of commune it applies to
    parent: str | None = None
    instrument: str | None = None
    confidence: str | None = None


@cache
def _table() -> dict[str, Any]:
    """Return the departments file as parsed."""
    return tomllib.loads(files(__package__).joinpath("departments.toml").read_text(encoding="utf-8"))


def read_departments() -> Iterator[DepartmentRow]:
    """Yield every authority, predecessors before successors, a parent before its parts."""
    table = _table()
    for former in table["former"]:
        yield from _former_province(former, table["department"])
    province = table["province"]
    for department in table["department"]:
        yield _row(department, province, predecessors=_heritage(department, table["former"]))


def usual_departments(province: UnitRow) -> Iterator[DepartmentRow]:
    """Yield what a province usually has, for one whose departments are not written down: all still to be checked."""
    table = _table()
    place = {
        "key": f"{province.code_list}/{province.code}",
        "code_list": province.code_list,
        "code": province.code,
        "name": province.name[:1].lower() + province.name[1:],
        "valid_from": province.valid_from,
        "confidence": "D",
    }
    for department in table["department"]:
        yield replace(_row(department, place, predecessors=()), confidence="D", note=None)


def known_province() -> tuple[str, str]:
    """Return code list and code of the province whose departments are written down."""
    province = _table()["province"]
    return province["code_list"], province["code"]


def _heritage(department: dict[str, Any], former: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    """Return the keys of the former provinces' units that a unit of the new province took over."""
    allowed = department.get("former_only")
    return tuple(f"{f['key']}/{department['key']}" for f in former if allowed is None or f["key"] in allowed)


def _former_province(former: dict[str, Any], departments: Iterable[dict[str, Any]]) -> Iterator[DepartmentRow]:
    """Yield a former province's units: first those dissolved in its reorganisation, then those of its last months."""
    turn: date = former["reorganised"]
    for department in departments:
        allowed = department.get("former_only")
        if allowed is not None and former["key"] not in allowed:
            continue
        sources = department.get("formed_from", [])
        older = [_older(former, department, index, name, turn) for index, name in enumerate(sources, start=1)]
        yield from older
        row = _row(department, {**former, "code_list": "dvhc-2004"}, predecessors=tuple(o.key for o in older))
        yield replace(
            row,
            valid_from=turn if older else None,
            valid_to=LAST_DAY_BEFORE,
            instrument=former.get("instrument") if older else None,
            confidence=former["confidence"] if older else "D",
            note=None,
        )


def _older(former: dict[str, Any], department: dict[str, Any], index: int, name: str, turn: date) -> DepartmentRow:
    """Return a unit that ended on the eve of its province's reorganisation."""
    return DepartmentRow(
        key=f"{former['key']}/{department['key']}/truoc-{index}",
        name=f"{name} {former['name']}",
        kind="so" if name.startswith("Sở ") else "ban",
        province=former["code"],
        code_list="dvhc-2004",
        parent=f"{former['key']}/ubnd",
        valid_to=turn - timedelta(days=1),
        confidence=former["confidence"],
    )


def _row(department: dict[str, Any], province: dict[str, Any], predecessors: tuple[str, ...]) -> DepartmentRow:
    """Return one department of one province."""
    parent = department.get("parent")
    return DepartmentRow(
        key=f"{province['key']}/{department['key']}",
        name=department["name"] if department.get("regional") else f"{department['name']} {province['name']}",
        kind=department["kind"],
        province=province["code"],
        code_list=province["code_list"],
        parent=f"{province['key']}/{parent}" if parent else None,
        predecessors=predecessors,
        valid_from=province.get("valid_from"),
        instrument=province.get("instrument") if department["key"] == "ubnd" else None,
        confidence=department.get("confidence", _confidence(department, province)),
        note=department.get("note"),
    )


def _confidence(department: dict[str, Any], province: dict[str, Any]) -> str:
    """Return how sure a department is: the province itself rests on its law, its departments on custom."""
    sure: str = province["confidence"]
    return sure if department["key"] == "ubnd" else province.get("units_confidence", sure)


def read_commune_rules() -> tuple[CommuneUnitRule, ...]:
    """Return the rules by which each commune gets its own authorities."""
    return tuple(CommuneUnitRule(**{**row, "kinds": tuple(row["kinds"])}) for row in _table()["commune_unit"])


def commune_units(commune: UnitRow) -> tuple[DepartmentRow, ...]:
    """Return the authorities of one commune, ward or special zone of the list in force since 1 July 2025."""
    place = commune.name[:1].lower() + commune.name[1:]
    base = f"{commune.code_list}/{commune.code}"
    return tuple(
        DepartmentRow(
            key=f"{base}/{rule.key}",
            name=rule.name.format(unit=place),
            kind=rule.kind,
            province=commune.parent or "",
            code_list=commune.code_list,
            parent=f"{base}/{rule.parent}" if rule.parent else None,
            valid_from=commune.valid_from,
            instrument=rule.instrument,
            confidence=rule.confidence,
        )
        for rule in read_commune_rules()
        if commune.kind in rule.kinds
    )
