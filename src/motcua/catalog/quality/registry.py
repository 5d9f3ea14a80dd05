"""All kinds of defects, and the search for them in one record."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.catalog.quality.checks import ALL
from motcua.catalog.quality.kind import Context, DefectKind, Severity, Subject, quote
from motcua.catalog.record import ProcedureRecord

KINDS: dict[str, DefectKind] = {kind.code: kind for module in ALL for kind in module.KINDS}
_TODAY = Context()


@dataclass(frozen=True, slots=True)
class Defect:
    """One defect of one record; the same words at several places are one defect with several `paths`."""

    kind: str
    severity: Severity
    path: str
    evidence: str
    message: str
    paths: tuple[str, ...]


def find_defects(raw: ProcedureRecord, clean: ProcedureRecord, context: Context = _TODAY) -> list[Defect]:
    """Return the defects of a record in the order of the registry.

    `raw` is the record as read, `clean` the same after `normalise`. A partial record (a row of a list) is searched
    only in what it states.
    """
    subject = Subject(raw, clean, context)
    found: dict[tuple[str, str], list[str]] = {}
    for module in ALL:
        for hit in module.check(subject):
            found.setdefault((hit.kind.code, quote(hit.evidence)), []).append(hit.path)
    return [_defect(KINDS[code], evidence, paths) for (code, evidence), paths in found.items()]


def _defect(kind: DefectKind, evidence: str, paths: list[str]) -> Defect:
    return Defect(kind.code, kind.severity, paths[0], evidence, kind.message(evidence), tuple(paths))
