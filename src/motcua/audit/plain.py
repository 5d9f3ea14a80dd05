"""Rows of the log as plain values, alike for the API and the terminal."""

from __future__ import annotations

from typing import Any

from motcua.audit.selectors import Line


def line_dict(line: Line) -> dict[str, Any]:
    """A line of the log as machines receive it."""
    entry = line.entry
    return {
        "id": entry.pk,
        "public_id": entry.public_id,
        "recorded_at": entry.recorded_at,
        "occurred_at": entry.occurred_at,
        "actor": line.actor,
        "what": line.what,
        "verb": entry.verb,
        "object_type": entry.object_type,
        "object_id": entry.object_id,
        "sequence": entry.sequence,
        "fields": entry.fields,
        "facts": entry.facts,
        "unit": line.unit,
        "via": entry.via,
        "address": entry.address,
        "request_id": entry.request_id,
        "digest": entry.digest,
    }
