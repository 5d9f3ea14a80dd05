"""PostgreSQL: a row is placed and inserted by one function of the database, whose plans each connection keeps.

Written by hand: through the ORM, with a read before it, the log cost four times as much as here. One row, which is what
nearly every service tells, goes as a prepared call of typed values; several go as one document. Both go straight to the
database's own library: a cursor of the driver took five times as long to hand over eighteen values.
"""

from __future__ import annotations

import json
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import Connection, DataError, OperationalError, errors, pq
from psycopg.pq.abc import PGresult

from motcua.audit.canon import stamp

_FUNCTION = """
CREATE OR REPLACE FUNCTION motcua_audit_add(
    p_public_id text, p_occurred_at timestamptz, p_recorded_at timestamptz, p_actor_id bigint, p_actor_label text,
    p_position_id bigint, p_unit_id bigint, p_via text, p_address text, p_request_id text, p_verb text,
    p_object_type text, p_object_id text, p_fields jsonb, p_facts jsonb, p_rules text, p_schema smallint, p_seed text
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    this_tx bigint := pg_current_xact_id()::text::bigint + COALESCE((SELECT max(shift) FROM audit_era), 0);
    this_id bigint := nextval('audit_entry_id_seq');
    this_sequence integer;
BEGIN
    SELECT COALESCE(max(e.sequence), 0) + 1 INTO this_sequence FROM audit_entry e
    WHERE e.object_type = p_object_type AND e.object_id = p_object_id;
    INSERT INTO audit_entry (
        id, tx, sequence, public_id, occurred_at, recorded_at, actor_id, actor_label, position_id, unit_id, via,
        address, request_id, verb, object_type, object_id, fields, facts, rules, schema, chain, digest
    ) VALUES (
        this_id, this_tx, this_sequence, p_public_id, p_occurred_at, p_recorded_at, p_actor_id, p_actor_label,
        p_position_id, p_unit_id, p_via, p_address, p_request_id, p_verb, p_object_type, p_object_id, p_fields,
        p_facts, p_rules, p_schema, '',
        encode(sha256(convert_to(this_id || '|' || this_tx || '|' || this_sequence || '|' || p_seed, 'UTF8')), 'hex')
    );
END $$
"""
_GIVEN = (
    "public_id",
    "occurred_at",
    "recorded_at",
    "actor_id",
    "actor_label",
    "position_id",
    "unit_id",
    "via",
    "address",
    "request_id",
    "verb",
    "object_type",
    "object_id",
    "fields",
    "facts",
    "rules",
    "schema",
    "seed",
)  # what the function takes, in its order
_ONE_NAME = b"motcua_audit_one"
_MANY_NAME = b"motcua_audit_many"
_ONE = b"SELECT motcua_audit_add($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)"
_MANY = b"""
SELECT motcua_audit_add(
    r.public_id, r.occurred_at, r.recorded_at, r.actor_id, r.actor_label, r.position_id, r.unit_id, r.via, r.address,
    r.request_id, r.verb, r.object_type, r.object_id, r.fields, r.facts, r.rules, r.schema, r.seed
) FROM jsonb_to_recordset($1::jsonb) AS r (
    public_id text, occurred_at timestamptz, recorded_at timestamptz, actor_id bigint, actor_label text,
    position_id bigint, unit_id bigint, via text, address text, request_id text, verb text, object_type text,
    object_id text, fields jsonb, facts jsonb, rules text, schema smallint, seed text
)
"""
_prepared: WeakKeyDictionary[Connection[Any], set[bytes]] = WeakKeyDictionary()  # what each connection has a plan for


def install(database: BaseDatabaseWrapper) -> None:
    """Make the function, or make it anew; runs after every migration."""
    with database.cursor() as cursor:
        cursor.execute("DROP FUNCTION IF EXISTS motcua_audit_append(jsonb)")  # of the releases before
        cursor.execute(_FUNCTION)


def append(rows: list[dict[str, Any]]) -> None:
    """Append rows that hold their content and their seed; one statement. Raises as a cursor of the framework does."""
    for row in rows:
        row["occurred_at"], row["recorded_at"] = stamp(row["occurred_at"]), stamp(row["recorded_at"])
    _begin()
    with connection.wrap_database_errors:
        if len(rows) == 1:
            _call(connection.connection, _ONE_NAME, _ONE, [_plain(rows[0][name]) for name in _GIVEN])
        else:
            _call(connection.connection, _MANY_NAME, _MANY, [_plain(rows)])


def _begin() -> None:
    """The driver begins a transaction with its first statement; where the log is all that is written, this is it."""
    if connection.connection is None or connection.connection.info.transaction_status == pq.TransactionStatus.IDLE:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")


def _call(link: Connection[Any], name: bytes, statement: bytes, values: list[Any]) -> None:
    """Run a statement that gives nothing back; prepared at its first run on the connection."""
    known = _prepared.setdefault(link, set())
    if name not in known:
        _refuse_fault(link, link.pgconn.prepare(name, statement))
        known.add(name)
    _refuse_fault(link, link.pgconn.exec_prepared(name, values))


def _refuse_fault(link: Connection[Any], result: PGresult) -> None:
    if result.status in {pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK}:
        return
    words = (result.error_message or link.pgconn.error_message).decode(errors="replace")
    state = result.error_field(pq.DiagnosticField.SQLSTATE)
    raise (errors.lookup(state.decode()) if state else OperationalError)(words)


def _plain(given: Any) -> bytes | None:
    """A value as the library takes it; a text that would end early there is refused."""
    if given is None:
        return None
    text = json.dumps(given, ensure_ascii=False) if isinstance(given, list | dict) else str(given)
    if "\0" in text:
        raise DataError("a row of the log holds a NUL character")
    return text.encode()
