"""Writes a record as the JSON object that `jsonrecord` reads: what a machine gets it may send back."""

from __future__ import annotations

from typing import Any

from motcua.catalog.intake.jsonrecord import CHANNELS, LEVELS, TEXTS
from motcua.catalog.record import ProcedureRecord

_LEVEL_WORDS = {level: word for word, level in LEVELS.items()}
_CHANNEL_WORDS = {channel: word for word, channel in CHANNELS.items()}


def row_of(record: ProcedureRecord) -> dict[str, Any]:
    """The record as one JSON object; absent texts are null."""
    return {
        "code": record.code,
        "name": record.name,
        **{name: getattr(record, name) for name in TEXTS},
        "levels": [_LEVEL_WORDS[level] for level in record.levels],
        "subjects": list(record.subjects),
        "internal": record.internal,
        "online_submit": record.online_submit,
        "channels": [
            {
                "channel": _CHANNEL_WORDS[row.channel],
                "case": row.case,
                "time": row.time,
                "fee": row.fee,
                "note": row.note,
                "q": row.quality,
            }
            for row in record.channels
        ],
        "components": [
            {
                "case": row.case,
                "name": row.name,
                "form": row.form,
                "qty": row.quantity,
                "originals": row.originals,
                "copies": row.copies,
                "q": row.quality,
            }
            for row in record.components
        ],
        "results": [{"name": row.name, "code": row.code} for row in record.results],
        "legal_basis": [
            {"number": row.number, "title": row.title, "date": row.date, "issuer": row.issuer}
            for row in record.legal_basis
        ],
    }
