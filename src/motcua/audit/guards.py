"""Guards that the database itself keeps: append-only tables and the like, declared by rooms, built for both databases.

They are triggers, and triggers do not last: altering a table on SQLite drops them without a word. So they live in this
registry, are built again after every migration and looked for at start. PostgreSQL also guards against TRUNCATE, which
passes row triggers.

A room declares its guards in `AppConfig.ready()`:

    guards.append_only("audit_entry")
    guards.declare(Guard("catalog_version_locked", "catalog_version", …))

Where rows must go after all (tests that empty the database, a restore into it) the work runs inside `lifted()`, which
takes the guards away and builds them again. The `flush` command of this room does so, for test databases only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True, slots=True)
class Guard:
    """Triggers on one table: the statements that build them and the names they get, for each kind of database.

    PostgreSQL statements may create functions; they are `CREATE OR REPLACE`, for they run after every migration.
    """

    name: str
    table: str
    sqlite: tuple[str, ...]
    postgresql: tuple[str, ...]
    sqlite_triggers: tuple[str, ...]
    postgresql_triggers: tuple[str, ...]

    def triggers(self, vendor: str) -> tuple[str, ...]:
        """The names of the triggers on the given kind of database."""
        return self.postgresql_triggers if vendor == "postgresql" else self.sqlite_triggers

    def statements(self, vendor: str) -> tuple[str, ...]:
        """The statements that build the guard on the given kind of database."""
        return self.postgresql if vendor == "postgresql" else self.sqlite


_guards: dict[str, Guard] = {}


def declare(guard: Guard) -> None:
    """Add a guard; the same name replaces the earlier one."""
    _guards[guard.name] = guard


def append_only(table: str) -> None:
    """Rows of `table` may be added, never changed or removed."""
    name = f"{table}_append_only"
    refusal = f"{table}: rows are only ever added"
    declare(
        Guard(
            name=name,
            table=table,
            sqlite=tuple(
                f'CREATE TRIGGER "{name}_{verb}" BEFORE {verb.upper()} ON "{table}"'
                f" BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
                for verb in ("update", "delete")
            ),
            postgresql=(
                "CREATE OR REPLACE FUNCTION motcua_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                " RAISE EXCEPTION '%: rows are only ever added', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';"
                " END $$",
                f'CREATE TRIGGER "{name}_rows" BEFORE UPDATE OR DELETE ON "{table}"'
                " FOR EACH ROW EXECUTE FUNCTION motcua_append_only()",
                f'CREATE TRIGGER "{name}_truncate" BEFORE TRUNCATE ON "{table}"'
                " FOR EACH STATEMENT EXECUTE FUNCTION motcua_append_only()",
            ),
            sqlite_triggers=(f"{name}_update", f"{name}_delete"),
            postgresql_triggers=(f"{name}_rows", f"{name}_truncate"),
        )
    )


def declared() -> tuple[Guard, ...]:
    """Every guard of the house."""
    return tuple(_guards.values())


def _present(database: BaseDatabaseWrapper) -> set[tuple[str, str]]:
    """(table, trigger) for every live trigger."""
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            cursor.execute(
                "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
                " JOIN pg_namespace n ON n.oid = c.relnamespace"
                " WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND n.nspname = current_schema()"
            )
        else:
            cursor.execute("SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'")
        return {(str(table), str(name)) for table, name in cursor.fetchall()}


def _standing(database: BaseDatabaseWrapper) -> list[Guard]:
    """The guards whose table exists (a room may not be migrated yet)."""
    tables = set(database.introspection.table_names())
    return [guard for guard in _guards.values() if guard.table in tables]


def missing_guards(database: BaseDatabaseWrapper | None = None) -> list[str]:
    """The names of declared triggers that the database lacks; empty when all stand."""
    database = database or connections[DEFAULT_DB_ALIAS]
    present = _present(database)
    return [
        trigger
        for guard in _standing(database)
        for trigger in guard.triggers(database.vendor)
        if (guard.table, trigger) not in present
    ]


def _drop(database: BaseDatabaseWrapper, guards: Sequence[Guard]) -> None:
    with database.cursor() as cursor:
        for guard in guards:
            on = f' ON "{guard.table}"' if database.vendor == "postgresql" else ""
            for trigger in guard.triggers(database.vendor):
                cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger}"{on}')


def build(database: BaseDatabaseWrapper | None = None) -> None:
    """Build every guard anew whose table exists; runs after each migration."""
    database = database or connections[DEFAULT_DB_ALIAS]
    guards = _standing(database)
    _drop(database, guards)
    with database.cursor() as cursor:
        for guard in guards:
            for statement in guard.statements(database.vendor):
                cursor.execute(statement)


@contextmanager
def lifted(database: BaseDatabaseWrapper | None = None) -> Iterator[None]:
    """Work without guards (emptying a test database, laying back a backup); they are built again after it."""
    database = database or connections[DEFAULT_DB_ALIAS]
    _drop(database, _standing(database))
    try:
        yield
    finally:
        build(database)
