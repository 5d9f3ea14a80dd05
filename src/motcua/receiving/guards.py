"""What the database itself refuses: two issued lists of one scope on one day, and changing an issued list's lines.

PostgreSQL keeps periods apart by an exclusion constraint (migration 0001), SQLite by triggers declared here.
"""

from __future__ import annotations

from string import Template
from typing import Any

from django.db import connections

from motcua.audit.guards import Guard, declare

_LIST, _LINE = "receiving_receivinglist", "receiving_receivingline"
_REFUSAL = "receiving: an issued list is never changed, a new one takes its place"
_STATE = Template('(SELECT l.state FROM "receiving_receivinglist" l WHERE l.id = $row.list_id)')
_OVERLAP = Template(
    'CREATE TRIGGER "${table}_no_overlap_${verb}" AFTER $verb ON "$table" BEGIN'
    " SELECT RAISE(ABORT, '$table: periods overlap') WHERE EXISTS (SELECT 1 FROM \"$table\" o"
    " WHERE o.scope = NEW.scope AND o.id <> NEW.id AND o.state = 'in_force' AND NEW.state = 'in_force'"
    " AND o.effective_from < COALESCE(NEW.effective_to, '9999-12-31')"
    " AND NEW.effective_from < COALESCE(o.effective_to, '9999-12-31')); END"
)


def _overlap() -> Guard:
    verbs = ("insert", "update")
    return Guard(
        name=f"{_LIST}_no_overlap",
        table=_LIST,
        sqlite=tuple(_OVERLAP.substitute(table=_LIST, verb=verb) for verb in verbs),
        postgresql=(),
        sqlite_triggers=tuple(f"{_LIST}_no_overlap_{verb}" for verb in verbs),
        postgresql_triggers=(),
    )


def _locked(*rows: str) -> str:
    return " OR ".join(f"{_STATE.substitute(row=row)} = 'in_force'" for row in rows)


def _lock() -> Guard:
    name, function = f"{_LINE}_lock", "motcua_receiving_line_lock"
    sides = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}
    body = (
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF TG_OP = 'TRUNCATE' THEN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END IF;"
        f" IF TG_OP <> 'INSERT' AND {_locked('OLD')} OR TG_OP <> 'DELETE' AND {_locked('NEW')} THEN"
        f" RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END IF;"
        " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    return Guard(
        name=name,
        table=_LINE,
        sqlite=tuple(
            f'CREATE TRIGGER "{name}_{verb}" BEFORE {verb.upper()} ON "{_LINE}" WHEN {_locked(*rows)}'
            f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            for verb, rows in sides.items()
        ),
        postgresql=(
            body,
            f'CREATE TRIGGER "{name}_rows" BEFORE INSERT OR UPDATE OR DELETE ON "{_LINE}"'
            f" FOR EACH ROW EXECUTE FUNCTION {function}()",
            f'CREATE TRIGGER "{name}_truncate" BEFORE TRUNCATE ON "{_LINE}"'
            f" FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
        ),
        sqlite_triggers=tuple(f"{name}_{verb}" for verb in sides),
        postgresql_triggers=(f"{name}_rows", f"{name}_truncate"),
    )


def declare_guards() -> None:
    """Declare both guards."""
    declare(_overlap())
    declare(_lock())


def lift_guards(using: str, **_signal: Any) -> None:
    """Take the lock of lines away before a migration: SQLite cannot rename a table that a trigger of another names."""
    database = connections[using]
    if _LINE not in database.introspection.table_names():
        return
    on = f' ON "{_LINE}"' if database.vendor == "postgresql" else ""
    with database.cursor() as cursor:
        for trigger in _lock().triggers(database.vendor):
            cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger}"{on}')
