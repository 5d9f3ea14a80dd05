"""What the database itself refuses in the catalogue: the content of a version that has been in force never changes.

Columns that say how a version stands in time (state, end of its period) may change, and so may what the province says
beside a paper (whether its data can come from a database). Everything else, the parts included, is locked from the
first day in force: a change opens a new version. A procedure's code is never changed and never given up.
"""

from __future__ import annotations

from typing import Any

from django.db import connections, models

from motcua.audit.guards import Guard, declare, declared
from motcua.catalog.models import Procedure, ProcedureCase, ProcedureVersion
from motcua.catalog.models.procedures import IN_FORCE_ONCE
from motcua.catalog.rows import PARTS

_MOVING = frozenset({"id", "public_id", "state", "effective_to", "import_item", "recorded_at"})
_PROVINCE = frozenset({"from_database", "database", "database_ground"})
_STATES = ", ".join(f"'{state}'" for state in IN_FORCE_ONCE)
_VERSION = ProcedureVersion._meta.db_table
_REFUSAL = "catalog: a version that has been in force is never changed"
_CODE_REFUSAL = "catalog: the code of a procedure is never changed and never given up"


def declare_locks() -> None:
    """Declare the guards of versions, their parts and procedures' codes."""
    parts: list[type[models.Model]] = [ProcedureCase, *PARTS]
    for guard in (_version_lock(), *map(_part_lock, parts), _code_lock()):
        declare(guard)
        _names.add(guard.name)


_names: set[str] = set()


def lift_locks(using: str, **_signal: Any) -> None:
    """Take the locks away before a migration: SQLite cannot rename a table that another table's trigger names.

    They are built again, with all guards, when the migration has ended.
    """
    database = connections[using]
    tables = set(database.introspection.table_names())
    with database.cursor() as cursor:
        for guard in declared():
            if guard.name in _names and guard.table in tables:
                on = f' ON "{guard.table}"' if database.vendor == "postgresql" else ""
                for trigger in guard.triggers(database.vendor):
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger}"{on}')


def _columns(model: type[models.Model], left_out: frozenset[str]) -> str:
    names = [str(field.column) for field in model._meta.concrete_fields if field.name not in left_out]
    return ", ".join(f'"{name}"' for name in names)


def _abort(refusal: str) -> str:
    return f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"


def _function(name: str, refusal: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" RAISE EXCEPTION '{refusal}' USING ERRCODE = 'restrict_violation'; END $$"
    )


def _version_lock() -> Guard:
    name, columns, when = "catalog_version_lock", _columns(ProcedureVersion, _MOVING), f"OLD.state IN ({_STATES})"
    function = "motcua_catalog_version_lock"
    return Guard(
        name=name,
        table=_VERSION,
        sqlite=(
            f'CREATE TRIGGER "{name}_update" BEFORE UPDATE OF {columns} ON "{_VERSION}" WHEN {when} {_abort(_REFUSAL)}',
            f'CREATE TRIGGER "{name}_delete" BEFORE DELETE ON "{_VERSION}" WHEN {when} {_abort(_REFUSAL)}',
        ),
        postgresql=(
            _function(function, _REFUSAL),
            f'CREATE TRIGGER "{name}_update" BEFORE UPDATE OF {columns} ON "{_VERSION}"'
            f" FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {function}()",
            f'CREATE TRIGGER "{name}_delete" BEFORE DELETE ON "{_VERSION}"'
            f" FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {function}()",
            f'CREATE TRIGGER "{name}_truncate" BEFORE TRUNCATE ON "{_VERSION}"'
            f" FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
        ),
        sqlite_triggers=(f"{name}_update", f"{name}_delete"),
        postgresql_triggers=(f"{name}_update", f"{name}_delete", f"{name}_truncate"),
    )


def _part_lock(part: type[models.Model]) -> Guard:
    """Rows of a locked version may be neither added nor changed nor removed."""
    table = part._meta.db_table
    name, columns = f"{table}_lock", _columns(part, frozenset({"id"}) | _PROVINCE)
    state = f'(SELECT v.state FROM "{_VERSION}" v WHERE v.id = {{row}}.procedure_version_id)'  # noqa: S608
    locked = f"{state} IN ({_STATES})"
    function = "motcua_catalog_part_lock"
    body = (
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF TG_OP = 'TRUNCATE' THEN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END IF;"
        f" IF TG_OP <> 'INSERT' AND {locked.format(row='OLD')} OR TG_OP <> 'DELETE' AND {locked.format(row='NEW')} THEN"
        f" RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END IF;"
        " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    rows = (
        ("insert", "INSERT", ("NEW",)),
        ("update", f"UPDATE OF {columns}", ("OLD", "NEW")),
        ("delete", "DELETE", ("OLD",)),
    )
    return Guard(
        name=name,
        table=table,
        sqlite=tuple(
            f'CREATE TRIGGER "{name}_{verb}" BEFORE {event} ON "{table}"'
            f" WHEN {' OR '.join(locked.format(row=row) for row in sides)} {_abort(_REFUSAL)}"
            for verb, event, sides in rows
        ),
        postgresql=(
            body,
            *(
                f'CREATE TRIGGER "{name}_{verb}" BEFORE {event} ON "{table}" FOR EACH ROW EXECUTE FUNCTION {function}()'
                for verb, event, _sides in rows
            ),
            f'CREATE TRIGGER "{name}_truncate" BEFORE TRUNCATE ON "{table}"'
            f" FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
        ),
        sqlite_triggers=tuple(f"{name}_{verb}" for verb, _event, _sides in rows),
        postgresql_triggers=(*(f"{name}_{verb}" for verb, _event, _sides in rows), f"{name}_truncate"),
    )


def _code_lock() -> Guard:
    table, name, function = Procedure._meta.db_table, "catalog_code_lock", "motcua_catalog_code_lock"
    changed = "OLD.code <> NEW.code"
    return Guard(
        name=name,
        table=table,
        sqlite=(
            f'CREATE TRIGGER "{name}_update" BEFORE UPDATE OF "code" ON "{table}" WHEN {changed}'
            f" {_abort(_CODE_REFUSAL)}",
            f'CREATE TRIGGER "{name}_delete" BEFORE DELETE ON "{table}" {_abort(_CODE_REFUSAL)}',
        ),
        postgresql=(
            _function(function, _CODE_REFUSAL),
            f'CREATE TRIGGER "{name}_update" BEFORE UPDATE OF "code" ON "{table}" FOR EACH ROW WHEN ({changed})'
            f" EXECUTE FUNCTION {function}()",
            f'CREATE TRIGGER "{name}_delete" BEFORE DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION {function}()',
        ),
        sqlite_triggers=(f"{name}_update", f"{name}_delete"),
        postgresql_triggers=(f"{name}_update", f"{name}_delete"),
    )
