"""Entries and lists as plain values, for the terminal and for machines."""

from __future__ import annotations

from typing import Any

from motcua.onthespot.models import SpotList
from motcua.onthespot.selectors import Row


def row_dict(row: Row) -> dict[str, Any]:
    """One entry with its verdict and the reasons."""
    entry, said = row.entry, row.verdict.to_dict()
    return {
        "id": entry.public_id,
        "code": entry.procedure.code,
        "name": row.name,
        "unit": row.unit,
        "desk": row.desk,
        "state": entry.state,
        "acts": entry.acts,
        "authority": entry.authority,
        "volume": row.volume,
        "phase": entry.phase or None,
        "process": entry.process or None,
        "decision": entry.decided_by.decision_no or None if entry.decided_by else None,
        "started_on": entry.started_on,
        "withdrawn_reason": entry.withdrawn_reason or None,
        **said["value"],
        "why": said["why"],
        "version": entry.version,
    }


def list_dict(row: SpotList) -> dict[str, Any]:
    """One decision list."""
    return {
        "id": row.public_id,
        "title": row.title,
        "state": row.state,
        "decision": row.decision_no or None,
        "signed_on": row.signed_on,
        "paper": row.paper or None,
        "trouble": row.trouble or None,
        "version": row.version,
    }
