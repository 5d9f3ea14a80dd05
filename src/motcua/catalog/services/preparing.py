"""From a record as read to a record ready to be stored: repaired safely, fingerprinted, searched for defects."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from operator import attrgetter
from typing import Any

from motcua.catalog.compare import fingerprint
from motcua.catalog.quality.kind import Context
from motcua.catalog.quality.normalise import Repair, normalise
from motcua.catalog.quality.registry import Defect, find_defects
from motcua.catalog.record import (
    CaseRecord,
    ChannelRecord,
    ComponentRecord,
    LegalBasisRecord,
    ProcedureRecord,
    ResultRecord,
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record with its fingerprint, the repairs made to it and the defects that stay."""

    record: ProcedureRecord
    fingerprint: str
    repairs: tuple[Repair, ...]
    defects: tuple[Defect, ...]


_TODAY = Context()


def prepare(record: ProcedureRecord, context: Context = _TODAY) -> Prepared:
    """Repair what is safe to repair, then look for defects in what a person will see; `context` tells of the day."""
    clean, repairs = normalise(record)
    return Prepared(clean, fingerprint(clean), tuple(repairs), tuple(find_defects(record, clean, context)))


def first_day(month: str | None) -> date | None:
    """The first day of a year-month text such as `2026-06`; `None` where it is not one."""
    try:
        return date.fromisoformat(f"{month}-01") if month else None
    except ValueError:
        return None


def defect_digest(kind: str, path: str, evidence: str) -> str:
    """Under which the same defect is known again in a later version."""
    return hashlib.sha256("\x1f".join((kind, path, evidence)).encode()).hexdigest()


def pack(prepared: Prepared) -> bytes:
    """A prepared record as a small string of bytes, kept with an import until it is applied."""
    plain = [
        _SHAPE,
        [[_values(row) for row in value] if name in _ROWS else value for name, value in _named(prepared.record)],
        prepared.fingerprint,
        [_values(repair) for repair in prepared.repairs],
        [_values(defect) for defect in prepared.defects],
    ]
    return zlib.compress(_encode(plain).encode(), 1)


def unpack(data: bytes | memoryview) -> Prepared:
    """What `pack` packed. Raises `ValueError` for a record packed by a release whose records had another shape."""
    shape, values, digest, repairs, defects = json.loads(zlib.decompress(data))
    if shape != _SHAPE:
        raise ValueError("packed by another release")
    for place, kind in _ROW_PLACES:
        values[place] = tuple([kind(*row) for row in values[place]])
    for place in _TEXT_PLACES:
        values[place] = tuple(values[place])
    found = tuple(
        Defect(kind, severity, path, evidence, message, tuple(paths))
        for kind, severity, path, evidence, message, paths in defects
    )
    return Prepared(ProcedureRecord(*values), digest, tuple(Repair(*row) for row in repairs), found)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_ROWS: dict[str, type] = {
    "cases": CaseRecord,
    "channels": ChannelRecord,
    "components": ComponentRecord,
    "results": ResultRecord,
    "legal_basis": LegalBasisRecord,
}
_NAMES = ProcedureRecord.__slots__
_ROW_PLACES = [(_NAMES.index(name), kind) for name, kind in _ROWS.items()]
_TEXT_PLACES = [_NAMES.index(name) for name in ("levels", "subjects", "repaired")]
_FIELDS: dict[type, tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind)) for kind in (ProcedureRecord, Defect, Repair, *_ROWS.values())
}
_READERS: dict[type, Callable[[Any], tuple[Any, ...]]] = {kind: attrgetter(*names) for kind, names in _FIELDS.items()}
_SHAPE = hashlib.sha256(str(list(_FIELDS.values())).encode()).hexdigest()[:12]


def _values(value: Any) -> tuple[Any, ...]:
    return _READERS[type(value)](value)


def _named(record: ProcedureRecord) -> Iterator[tuple[str, Any]]:
    return zip(_NAMES, _values(record), strict=True)
