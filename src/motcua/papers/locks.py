"""What the database itself refuses: to change what was signed, to change or take back a number given."""

from __future__ import annotations

from typing import Any

from django.db import connections

from motcua.audit.guards import Guard, append_only, declare, declared
from motcua.papers.models import SIGNED_ONCE, Paper, RegisterEntry

_TABLE = Paper._meta.db_table
_ENTRIES = RegisterEntry._meta.db_table
_MOVING = frozenset({"id", "public_id", "state", "note", "version", "file"})
_STATES = ", ".join(f"'{state}'" for state in SIGNED_ONCE)
_REFUSAL = "papers: a signed document is never changed"
_LOCK = "papers_paper_lock"


def declare_locks() -> None:
    """Declare the guards: content, number and date of a signed document, and every line of a register."""
    append_only(_ENTRIES)
    declare(_paper_lock())


def lift_locks(using: str, **_signal: Any) -> None:
    """Take the locks away before a migration (SQLite drops or refuses them); they are built again after it."""
    database = connections[using]
    tables = set(database.introspection.table_names())
    with database.cursor() as cursor:
        for guard in declared():
            if guard.table in (_TABLE, _ENTRIES) and guard.table in tables:
                on = f' ON "{guard.table}"' if database.vendor == "postgresql" else ""
                for trigger in guard.triggers(database.vendor):
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger}"{on}')


def _paper_lock() -> Guard:
    names = [str(field.column) for field in Paper._meta.concrete_fields if field.name not in _MOVING]
    columns = ", ".join(f'"{name}"' for name in names)
    changed = " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in names)
    moved = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in names)
    changed += ' OR OLD."file_id" IS NOT NULL AND OLD."file_id" IS DISTINCT FROM NEW."file_id"'
    moved += ' OR OLD."file_id" IS NOT NULL AND OLD."file_id" IS NOT NEW."file_id"'
    when, function = f"OLD.state IN ({_STATES})", "motcua_papers_paper_lock"
    abort = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    return Guard(
        name=_LOCK,
        table=_TABLE,
        sqlite=(
            f'CREATE TRIGGER "{_LOCK}_update" BEFORE UPDATE OF {columns}, "file_id" ON "{_TABLE}"'
            f" WHEN {when} AND ({moved}) {abort}",
            f'CREATE TRIGGER "{_LOCK}_delete" BEFORE DELETE ON "{_TABLE}" WHEN {when} {abort}',
        ),
        postgresql=(
            f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$",
            f'CREATE TRIGGER "{_LOCK}_update" BEFORE UPDATE ON "{_TABLE}" FOR EACH ROW WHEN ({when} AND ({changed}))'
            f" EXECUTE FUNCTION {function}()",
            f'CREATE TRIGGER "{_LOCK}_delete" BEFORE DELETE ON "{_TABLE}" FOR EACH ROW WHEN ({when})'
            f" EXECUTE FUNCTION {function}()",
        ),
        sqlite_triggers=(f"{_LOCK}_update", f"{_LOCK}_delete"),
        postgresql_triggers=(f"{_LOCK}_update", f"{_LOCK}_delete"),
    )
