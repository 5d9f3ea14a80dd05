"""What the database itself refuses: two services of one procedure on one day, and changing what was recorded.

Of a recorded row only what was still open may be filled in: the days of integration and launch, the end with its
reason, the withdrawal. A filled one stays.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model

from motcua.audit.guards import Guard, declare
from motcua.online.models import OnlineService, Suspension, UsageFact
from motcua.organisation.exclusion import Exclusion

_REFUSAL = "online: what was recorded is never changed, a new row takes its place"
_FUNCTION = "motcua_online_locked"
_FILLED_ONCE = ("integrated_on", "launched_on", "valid_to", "withdrawn_at")
_SAID_ONCE = ("end_reason", "withdrawn_because")


def declare_locks() -> None:
    """Declare the guards of services, suspensions and facts about use."""
    service, suspension = OnlineService._meta.db_table, Suspension._meta.db_table
    declare(Exclusion(service, ("procedure_id",), where="withdrawn_at IS NULL").guard())
    declare(Exclusion(suspension, ("procedure_id",)).guard())
    declare(_lock(OnlineService, _FILLED_ONCE, _SAID_ONCE))
    declare(_lock(Suspension, ("valid_to",)))
    declare(_lock(UsageFact, ("replaced_at",)))


def _lock(model: type[Model], once: Iterable[str], said: Iterable[str] = ()) -> Guard:
    """A guard that keeps every column, those of `once` and the texts of `said` as soon as they hold something."""
    table = model._meta.db_table
    name = f"{table}_lock"
    kept = [
        field.column
        for field in model._meta.concrete_fields
        if field.column and field.column not in {"id", "version", *once, *said}
    ]
    columns = ", ".join(f'"{column}"' for column in kept)
    rows = [
        ("kept", f"UPDATE OF {columns}", ""),
        *((column, f'UPDATE OF "{column}"', f'OLD."{column}" IS NOT NULL') for column in once),
        *((column, f'UPDATE OF "{column}"', f"OLD.\"{column}\" <> ''") for column in said),
        ("delete", "DELETE", ""),
    ]
    names = tuple(f"{name}_{part}" for part, _event, _when in rows)
    sqlite = tuple(
        f'CREATE TRIGGER "{name}_{part}" BEFORE {event} ON "{table}"{f" WHEN {when}" if when else ""}'
        f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for part, event, when in rows
    )
    function = (
        f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    postgresql = (
        function,
        *(
            f'CREATE TRIGGER "{name}_{part}" BEFORE {event} ON "{table}" FOR EACH ROW'
            f"{f' WHEN ({when})' if when else ''} EXECUTE FUNCTION {_FUNCTION}()"
            for part, event, when in rows
        ),
    )
    return Guard(name, table, sqlite, postgresql, names, names)
