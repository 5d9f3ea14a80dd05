"""What the database itself refuses: a confirmed version of a process and its steps never change."""

from __future__ import annotations

from typing import Any

from django.db import connections

from motcua.audit.guards import Guard, declare, declared
from motcua.processes.models import Edition, EditionState, MemberRow, StepRow

_EDITION = Edition._meta.db_table
_REFUSAL = "processes: what was confirmed is never changed"
_CONFIRMED = EditionState.CONFIRMED.value


def declare_locks() -> None:
    """Declare the guards."""
    declare(_edition_lock())
    for table in (StepRow._meta.db_table, MemberRow._meta.db_table):
        declare(_part_lock(table))


def lift_locks(using: str, **_signal: Any) -> None:
    """Take the locks away before a migration; they are built again with all guards when it has ended."""
    database = connections[using]
    tables = set(database.introspection.table_names())
    with database.cursor() as cursor:
        for guard in declared():
            if guard.table in tables and guard.name.startswith("processes_"):
                on = f' ON "{guard.table}"' if database.vendor == "postgresql" else ""
                for trigger in guard.triggers(database.vendor):
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger}"{on}')


def _raising(name: str, condition: str) -> str:
    """A function of PostgreSQL that refuses under a condition and else lets the row pass."""
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {condition} THEN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END IF;"
        " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )


def _edition_lock() -> Guard:
    name, function = "processes_edition_lock", "motcua_processes_edition_locked"
    verbs = ("update", "delete")
    names = tuple(f"{name}_{verb}" for verb in verbs)
    condition = f"OLD.state = '{_CONFIRMED}'"
    sqlite = tuple(
        f'CREATE TRIGGER "{name}_{verb}" BEFORE {verb.upper()} ON "{_EDITION}" WHEN {condition}'
        f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for verb in verbs
    )
    postgresql = (
        _raising(function, condition),
        *(
            f'CREATE TRIGGER "{name}_{verb}" BEFORE {verb.upper()} ON "{_EDITION}"'
            f" FOR EACH ROW EXECUTE FUNCTION {function}()"
            for verb in verbs
        ),
    )
    return Guard(name, _EDITION, sqlite, postgresql, names, names)


def _part_lock(table: str) -> Guard:
    """Rows of a version may come, change, go only while it is being written."""
    name, function = f"{table}_lock", f"motcua_{table}_locked"
    state = '(SELECT e.state FROM "{table}" e WHERE e.id = {row}.edition_id)'
    old = f"{state.format(table=_EDITION, row='OLD')} = '{_CONFIRMED}'"
    new = f"{state.format(table=_EDITION, row='NEW')} = '{_CONFIRMED}'"
    whens = {"insert": new, "update": f"{old} OR {new}", "delete": old}
    names = tuple(f"{name}_{verb}" for verb in whens)
    sqlite = tuple(
        f'CREATE TRIGGER "{name}_{verb}" BEFORE {verb.upper()} ON "{table}" WHEN {when}'
        f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for verb, when in whens.items()
    )
    condition = f"TG_OP <> 'INSERT' AND {old} OR TG_OP <> 'DELETE' AND {new}"
    postgresql = (
        _raising(function, condition),
        *(
            f'CREATE TRIGGER "{name}_{verb}" BEFORE {verb.upper()} ON "{table}"'
            f" FOR EACH ROW EXECUTE FUNCTION {function}()"
            for verb in whens
        ),
    )
    return Guard(name, table, sqlite, postgresql, names, names)
