"""PostgreSQL: rows are placed and inserted by one function of the database, whose plans each connection keeps.

Written by hand: through the ORM, with a read before it, the log cost three times as much as here.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from motcua.audit.canon import stamp

_FUNCTION = """
CREATE OR REPLACE FUNCTION motcua_audit_append(given jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    r jsonb;
    this_tx bigint := pg_current_xact_id()::text::bigint + COALESCE((SELECT max(shift) FROM audit_era), 0);
    this_id bigint;
    this_sequence integer;
BEGIN
    FOR r IN SELECT value FROM jsonb_array_elements(given) LOOP
        this_id := nextval('audit_entry_id_seq');
        SELECT COALESCE(max(e.sequence), 0) + 1 INTO this_sequence FROM audit_entry e
        WHERE e.object_type = r->>'object_type' AND e.object_id = r->>'object_id';
        INSERT INTO audit_entry (
            id, tx, sequence, public_id, occurred_at, recorded_at, actor_id, actor_label, position_id, unit_id, via,
            address, request_id, verb, object_type, object_id, fields, facts, rules, schema, chain, digest
        ) VALUES (
            this_id, this_tx, this_sequence, r->>'public_id', (r->>'occurred_at')::timestamptz,
            (r->>'recorded_at')::timestamptz, (r->>'actor_id')::bigint, r->>'actor_label', (r->>'position_id')::bigint,
            (r->>'unit_id')::bigint, r->>'via', r->>'address', r->>'request_id', r->>'verb', r->>'object_type',
            r->>'object_id', r->'fields', r->'facts', r->>'rules', (r->>'schema')::smallint, '',
            encode(sha256(convert_to(
                this_id || '|' || this_tx || '|' || this_sequence || '|' || (r->>'seed'), 'UTF8')), 'hex')
        );
    END LOOP;
END $$
"""


def install(database: BaseDatabaseWrapper) -> None:
    """Make the function, or make it anew; runs after every migration."""
    with database.cursor() as cursor:
        cursor.execute(_FUNCTION)


def append(rows: list[dict[str, Any]]) -> None:
    """Append rows that hold their content and their seed; one statement."""
    for row in rows:
        row["occurred_at"], row["recorded_at"] = stamp(row["occurred_at"]), stamp(row["recorded_at"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT motcua_audit_append(%s::jsonb)", [json.dumps(rows, ensure_ascii=False)])
