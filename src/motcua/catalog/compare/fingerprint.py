"""Tells whether two statements of a procedure say the same, and lays a partial one over a full one."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from motcua.catalog.record import ProcedureRecord

# Where and when it was read, marks of the source, and what only the portal's answers carry, do not count.
_IGNORED = frozenset({"source", "source_url", "collected", "repaired", "cases", "proposal_no", "sets"})
_COUNTED = tuple(name for name in ProcedureRecord.__slots__ if name not in _IGNORED)
_OVERLAID = (
    "name", "issuer", "agency", "field", "kind", "decision_no", "level_text", "levels", "subjects",
)  # fmt: skip


def fingerprint(record: ProcedureRecord) -> str:
    """Return a stable digest (64 hexadecimal digits) of what a record says; blanks do not count."""
    pieces: list[str] = []
    for name in _COUNTED:
        value = getattr(record, name)
        if type(value) is tuple:
            pieces.append(f"[{len(value)}")
            for item in value:
                pieces += (
                    [_plain(item)] if type(item) is str else [_plain(getattr(item, slot)) for slot in item.__slots__]
                )
        else:
            pieces.append(_plain(value))
    return hashlib.sha256("\x1f".join(pieces).encode("utf-8", "surrogatepass")).hexdigest()


def overlay(base: ProcedureRecord, partial: ProcedureRecord) -> ProcedureRecord:
    """Return `base` with what the partial record states put in its place; what it does not state stays as it was."""
    stated: dict[str, Any] = {name: value for name in _OVERLAID if (value := getattr(partial, name))}
    return replace(base, source=partial.source, collected=partial.collected or base.collected, **stated)


def _plain(value: object) -> str:
    if value is None or value == "":
        return ""
    return " ".join(value.split()) if type(value) is str else repr(value)
