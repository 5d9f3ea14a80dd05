"""SQLite: rows are placed, chained to the row before and inserted; one writer at a time, so nothing comes between."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection

from motcua.audit.canon import next_link, placed

_PLACES = """
SELECT max(COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'audit_entry'), 0),
           COALESCE((SELECT max(id) FROM audit_entry), 0)) + 1 + w.key,
       COALESCE((SELECT max(e.sequence) FROM audit_entry e
                 WHERE e.object_type = json_extract(w.value, '$[0]')
                   AND e.object_id = json_extract(w.value, '$[1]')), 0),
       COALESCE((SELECT chain FROM audit_entry ORDER BY id DESC LIMIT 1), '')
FROM json_each(%s) AS w ORDER BY w.key
"""
_INSERT = """
INSERT INTO audit_entry (
    id, tx, sequence, public_id, occurred_at, recorded_at, actor_id, actor_label, position_id, unit_id, via,
    address, request_id, verb, object_type, object_id, fields, facts, rules, schema, chain, digest
) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_ORDER = (
    *("id", "tx", "sequence", "public_id", "occurred_at", "recorded_at", "actor_id", "actor_label", "position_id"),
    *("unit_id", "via", "address", "request_id", "verb", "object_type", "object_id", "fields", "facts", "rules"),
    *("schema", "chain", "digest"),
)


def append(rows: list[dict[str, Any]]) -> None:
    """Append rows that hold their content and their seed; two statements."""
    objects = json.dumps([(row["object_type"], row["object_id"]) for row in rows])
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, [objects])
        places = cursor.fetchall()
        chain = places[0][2]
        sequences: dict[tuple[str, str], int] = {}
        for row, (identity, last, _chain) in zip(rows, places, strict=True):
            key = (row["object_type"], row["object_id"])
            sequences[key] = sequences.get(key, last) + 1
            row.update(id=identity, tx=0, sequence=sequences[key])
            row["digest"] = placed(row, row["seed"])
            row["chain"] = chain = next_link(chain, row["digest"])
        cursor.executemany(_INSERT, [_values(row) for row in rows])


def _values(row: dict[str, Any]) -> list[Any]:
    """The row as SQLite keeps it."""
    adapt = connection.ops.adapt_datetimefield_value
    moments = {name: adapt(row[name]) for name in ("occurred_at", "recorded_at")}
    texts = {name: json.dumps(row[name], ensure_ascii=False) for name in ("fields", "facts")}
    kept = {**row, **moments, **texts}
    return [kept[name] for name in _ORDER]
