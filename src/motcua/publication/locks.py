"""What the database itself refuses: lines of an announced decision never change, acts of making public never go.

Of a locked line only `outrun_by` may change (which of two decisions of one day holds), of an act only that it was
withdrawn. The signed facts of an announced decision stay as they were signed.
"""

from __future__ import annotations

from typing import Any

from django.db import connections, models

from motcua.audit.guards import Guard, declare, declared
from motcua.publication.models import ANNOUNCED_ONCE, AnnouncedLine, AnnouncementDecision, Publication

_STATES = ", ".join(f"'{state}'" for state in ANNOUNCED_ONCE)
_DECISION = AnnouncementDecision._meta.db_table
_LINE = AnnouncedLine._meta.db_table
_ACT = Publication._meta.db_table
_REFUSAL = "publication: what was announced is never changed"
_SIGNED = ("number", "signed_on", "signer", "effective_from", "advising_unit_id", "issuing_unit_id", "kind", "title")
_FUNCTION = "motcua_publication_locked"


def declare_locks() -> None:
    """Declare the guards."""
    for guard in (_decision_lock(), _line_lock(), _act_lock()):
        declare(guard)


def lift_locks(using: str, **_signal: Any) -> None:
    """Take the locks away before a migration; they are built again with all guards when it has ended."""
    database = connections[using]
    tables = set(database.introspection.table_names())
    ours = {_DECISION, _LINE, _ACT}
    with database.cursor() as cursor:
        for guard in declared():
            if guard.table in ours & tables and guard.name.startswith("publication_"):
                on = f' ON "{guard.table}"' if database.vendor == "postgresql" else ""
                for trigger in guard.triggers(database.vendor):
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger}"{on}')


def _function() -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
    )


def _columns(model: type[models.Model], left_out: set[str]) -> str:
    return ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields if field.name not in left_out)


def _guard(name: str, table: str, rows: tuple[tuple[str, str], ...]) -> Guard:
    """A guard from (event, condition on OLD or NEW) pairs; "" is always."""
    sqlite, postgresql = [], [_function()]
    names = []
    for place, (event, when) in enumerate(rows):
        trigger = f"{name}_{place}"
        condition = f" WHEN ({when})" if when else ""
        names.append(trigger)
        sqlite.append(
            f'CREATE TRIGGER "{trigger}" BEFORE {event} ON "{table}"{condition}'
            f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        )
        postgresql.append(
            f'CREATE TRIGGER "{trigger}" BEFORE {event} ON "{table}" FOR EACH ROW{condition}'
            f" EXECUTE FUNCTION {_FUNCTION}()"
        )
    return Guard(name, table, tuple(sqlite), tuple(postgresql), tuple(names), tuple(names))


def _decision_lock() -> Guard:
    signed = ", ".join(f'"{column}"' for column in _SIGNED)
    locked = f"OLD.state IN ({_STATES})"
    back = f"{locked} AND NEW.state NOT IN ({_STATES})"
    rows = ((f"UPDATE OF {signed}", locked), ('UPDATE OF "state"', back), ("DELETE", locked))
    return _guard("publication_decision_lock", _DECISION, rows)


def _act_lock() -> Guard:
    columns = _columns(Publication, {"id", "withdrawn_at", "withdrawn_because"})
    return _guard("publication_act_lock", _ACT, ((f"UPDATE OF {columns}", ""), ("DELETE", "")))


def _line_lock() -> Guard:
    """Lines may be added, changed, taken out only while their decision is being written.

    PostgreSQL triggers cannot look into another table in their condition, so there the function looks.
    """
    name, function = "publication_line_lock", "motcua_publication_line_locked"
    columns = _columns(AnnouncedLine, {"id", "outrun_by"})
    state = '(SELECT d.state FROM "{table}" d WHERE d.id = {row}.decision_id)'
    of_old = f"{state.format(table=_DECISION, row='OLD')} IN ({_STATES})"
    of_new = f"{state.format(table=_DECISION, row='NEW')} IN ({_STATES})"
    body = (
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF TG_OP <> 'INSERT' AND {of_old} OR TG_OP <> 'DELETE' AND {of_new} THEN"
        f" RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END IF;"
        " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    rows = (("insert", "INSERT", of_new), ("update", f"UPDATE OF {columns}", of_old), ("delete", "DELETE", of_old))
    names = tuple(f"{name}_{verb}" for verb, _event, _when in rows)
    sqlite = tuple(
        f'CREATE TRIGGER "{name}_{verb}" BEFORE {event} ON "{_LINE}" WHEN {when}'
        f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for verb, event, when in rows
    )
    postgresql = (
        body,
        *(
            f'CREATE TRIGGER "{name}_{verb}" BEFORE {event} ON "{_LINE}" FOR EACH ROW EXECUTE FUNCTION {function}()'
            for verb, event, _when in rows
        ),
    )
    return Guard(name, _LINE, sqlite, postgresql, names, names)
