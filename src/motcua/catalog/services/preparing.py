"""From a record as read to a record ready to be stored: repaired safely, fingerprinted, searched for defects."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import asdict, dataclass, replace
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


def pack(record: ProcedureRecord) -> bytes:
    """The record as a small string of bytes, kept with an import until it is applied."""
    return zlib.compress(json.dumps(asdict(record), ensure_ascii=False).encode(), 1)


def unpack(data: bytes | memoryview) -> ProcedureRecord:
    """The record packed by `pack`."""
    plain: dict[str, Any] = json.loads(zlib.decompress(data))
    for name, kind in (
        ("cases", CaseRecord),
        ("channels", ChannelRecord),
        ("components", ComponentRecord),
        ("results", ResultRecord),
        ("legal_basis", LegalBasisRecord),
    ):
        plain[name] = tuple(kind(**row) for row in plain[name])
    for name in ("levels", "subjects", "repaired"):
        plain[name] = tuple(plain[name])
    return replace(ProcedureRecord(code="", name="", source=""), **plain)
