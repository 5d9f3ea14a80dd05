"""From a record as read to a record ready to be stored: repaired safely, fingerprinted, searched for defects."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass
from typing import Any

from motcua.catalog.compare import fingerprint
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


def prepare(record: ProcedureRecord) -> Prepared:
    """Repair what is safe to repair, then look for defects in what a person will see."""
    clean, repairs = normalise(record)
    return Prepared(clean, fingerprint(clean), tuple(repairs), tuple(find_defects(record, clean)))


def defect_digest(kind: str, path: str, evidence: str) -> str:
    """Under which the same defect is known again in a later version."""
    return hashlib.sha256("\x1f".join((kind, path, evidence)).encode()).hexdigest()


def pack(prepared: Prepared) -> bytes:
    """A prepared record as a small string of bytes, kept with an import until it is applied."""
    plain = {
        "record": _plain(prepared.record),
        "fingerprint": prepared.fingerprint,
        "repairs": [_plain(repair) for repair in prepared.repairs],
        "defects": [_plain(defect) for defect in prepared.defects],
    }
    return zlib.compress(json.dumps(plain, ensure_ascii=False, default=_plain).encode(), 1)


def unpack(data: bytes | memoryview) -> Prepared:
    """What `pack` packed."""
    plain: dict[str, Any] = json.loads(zlib.decompress(data))
    record: dict[str, Any] = plain["record"]
    for name, kind in _ROWS.items():
        record[name] = tuple(kind(**row) for row in record[name])
    for name in ("levels", "subjects", "repaired"):
        record[name] = tuple(record[name])
    defects = tuple(Defect(**{**row, "paths": tuple(row["paths"])}) for row in plain["defects"])
    repairs = tuple(Repair(**row) for row in plain["repairs"])
    return Prepared(ProcedureRecord(**record), plain["fingerprint"], repairs, defects)


_ROWS: dict[str, type] = {
    "cases": CaseRecord,
    "channels": ChannelRecord,
    "components": ComponentRecord,
    "results": ResultRecord,
    "legal_basis": LegalBasisRecord,
}


def _plain(value: Any) -> dict[str, Any]:
    """The fields of a slotted dataclass; rows inside are met again by the encoder (`asdict` is 6 times slower)."""
    return {name: getattr(value, name) for name in value.__slots__}
