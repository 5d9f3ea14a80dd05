"""Factors of complexity that a record itself gives (part (b) of the review), for `law.effort`."""

from __future__ import annotations

import re

from motcua.catalog.paperkinds import component_kinds
from motcua.catalog.record import ProcedureRecord
from motcua.proposals.engine_values import Proposal

_STEP = re.compile(r"^[\s\-+*•.]*(?:bước\s*\d+|\d+[.)]|[a-zđ][.)])", re.IGNORECASE | re.MULTILINE)


def measures_of(record: ProcedureRecord, proposal: Proposal) -> dict[str, int | None]:
    """Numbers of cases, papers, agencies, steps and databases; None where the record says nothing.

    Steps are counted by their marks ("Bước 1", "a)", "2."), else by lines. Build cost is not in a record.
    """
    kinds = component_kinds(record.components)
    cases = {one.case or "" for one, kind in zip(record.components, kinds, strict=True) if kind == "paper"}
    return {
        "cases": max(len(cases), len(record.cases)) or None,
        "components": kinds.count("paper") or None,
        "agencies": len(_agencies(record)) or None,
        "steps": _steps(record.steps or "") or None,
        "databases": len(set(proposal.databases.values())),
    }


def _agencies(record: ProcedureRecord) -> set[str]:
    said = (record.agency, record.coordinating)
    return {line.strip().lower() for text in said for line in re.split(r"[\n;]", text or "") if line.strip()}


def _steps(text: str) -> int:
    marked = len(_STEP.findall(text))
    return marked or sum(1 for line in text.splitlines() if line.strip())
