"""Tells whether two statements of a procedure say the same, and lays a partial one over a full one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from operator import attrgetter
from typing import Any

from motcua.catalog.record import ChannelRecord, ComponentRecord, LegalBasisRecord, ProcedureRecord, ResultRecord

# Where and when it was read, marks of the source, and what only the portal's answers carry, do not count.
_IGNORED = frozenset({"source", "source_url", "collected", "repaired", "cases", "proposal_no", "sets"})
_counted = attrgetter(*(name for name in ProcedureRecord.__slots__ if name not in _IGNORED))
_READERS: dict[type, Callable[[Any], tuple[Any, ...]]] = {
    kind: attrgetter(*kind.__slots__) for kind in (ChannelRecord, ComponentRecord, ResultRecord, LegalBasisRecord)
}
_REMEMBERED = 512
_recent: dict[int, tuple[ProcedureRecord, str]] = {}  # the record is held, so that its identity stays its own
_END = "\x00"  # ends a piece: no reader lets it into a text
_OVERLAID = (
    "name", "issuer", "agency", "field", "kind", "decision_no", "level_text", "levels", "subjects",
)  # fmt: skip


def fingerprint(record: ProcedureRecord) -> str:
    """Return a stable digest (64 hexadecimal digits) of what a record says; blanks do not count.

    An import asks twice for the same record: once to see whether a code repeats, once to compare with what is held.
    """
    known = _recent.get(id(record))
    if known is not None and known[0] is record:
        return known[1]
    digest = _digest(record)
    if len(_recent) >= _REMEMBERED:
        _recent.clear()
    _recent[id(record)] = (record, digest)
    return digest


def _digest(record: ProcedureRecord) -> str:
    pieces: list[str] = []
    for value in _counted(record):
        if type(value) is tuple:
            pieces.append(f"[{len(value)}")
            for item in value:
                values = (item,) if type(item) is str else _READERS[type(item)](item)
                pieces += ["" if cell is None else cell if type(cell) is str else repr(cell) for cell in values]
        else:
            pieces.append("" if value is None else value if type(value) is str else repr(value))
    words = " ".join(_END.join(pieces).split())
    plain = words.replace(f" {_END}", _END).replace(f"{_END} ", _END)
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def overlay(base: ProcedureRecord, partial: ProcedureRecord) -> ProcedureRecord:
    """Return `base` with what the partial record states put in its place; what it does not state stays as it was."""
    stated: dict[str, Any] = {name: value for name in _OVERLAID if (value := getattr(partial, name))}
    return replace(base, source=partial.source, collected=partial.collected or base.collected, **stated)
