"""What the database itself refuses: of a decided or closed line nothing changes, nor do its answers and remarks.

`lock_answers` puts the same lock on any table with a foreign key `line` to a line. A decided campaign and its recorded
decision keep what was signed.
"""

from __future__ import annotations

from typing import Any

from django.db import connections, models

from motcua.audit.guards import Guard, declare, declared
from motcua.review.models import (
    FROZEN,
    Answer,
    Campaign,
    CampaignDecision,
    CampaignLine,
    EffortSheet,
    PartAnswer,
    Remark,
)

_REFUSAL = "review: what was decided is never changed"
_FUNCTION = "motcua_review_locked"
_STATES = ", ".join(f"'{state}'" for state in FROZEN)
_PREFIX = "review_lock_"
_LINE = CampaignLine._meta.db_table


def declare_locks() -> None:
    """Declare the guards of this room's tables."""
    declare(_rows_lock("line", _LINE, f"OLD.state IN ({_STATES})"))
    signed = ", ".join(f'"{name}"' for name in ("number", "signed_on", "signer", "campaign_id"))
    declare(_rows_lock("decision", CampaignDecision._meta.db_table, "OLD.number <> ''", of=signed))
    declare(_rows_lock("campaign", Campaign._meta.db_table, "OLD.state = 'decided'"))
    for model in (Remark, Answer, PartAnswer, EffortSheet):
        lock_answers(model)


def lock_answers(model: type[models.Model]) -> None:
    """Refuse new, changed and removed rows of a model whose `line` is decided or closed."""
    table = model._meta.db_table
    name = f"{_PREFIX}{table}"
    function = f"motcua_{table}_locked"
    state = '(SELECT l.state FROM "{table}" l WHERE l.id = {row}.line_id)'
    old, new = (f"{state.format(table=_LINE, row=row)} IN ({_STATES})" for row in ("OLD", "NEW"))
    conditions = {"insert": new, "update": old, "delete": old}
    names = tuple(f"{name}_{verb}" for verb in conditions)
    body = (
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF TG_OP <> 'INSERT' THEN IF {old} THEN RAISE EXCEPTION '{_REFUSAL}'"
        " USING ERRCODE = 'restrict_violation'; END IF; END IF;"
        f" IF TG_OP = 'INSERT' THEN IF {new} THEN RAISE EXCEPTION '{_REFUSAL}'"
        " USING ERRCODE = 'restrict_violation'; END IF; END IF;"
        " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    sqlite = tuple(_sqlite(f"{name}_{verb}", verb.upper(), table, when) for verb, when in conditions.items())
    postgresql = tuple(
        f'CREATE TRIGGER "{name}_{verb}" BEFORE {verb.upper()} ON "{table}" FOR EACH ROW EXECUTE FUNCTION {function}()'
        for verb in conditions
    )
    declare(Guard(name, table, sqlite, (body, *postgresql), names, names))


def lift_locks(using: str, **_signal: Any) -> None:
    """Take the locks away before a migration; they are built again with all guards when it has ended."""
    database = connections[using]
    tables = set(database.introspection.table_names())
    with database.cursor() as cursor:
        for guard in declared():
            if guard.name.startswith(_PREFIX) and guard.table in tables:
                on = f' ON "{guard.table}"' if database.vendor == "postgresql" else ""
                for trigger in guard.triggers(database.vendor):
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger}"{on}')


def _rows_lock(short: str, table: str, when: str, of: str = "") -> Guard:
    """A guard against updates (of the named columns, else all) and deletes of rows that fulfil a condition."""
    name = f"{_PREFIX}{short}"
    events = {"update": f"UPDATE OF {of}" if of else "UPDATE", "delete": "DELETE"}
    names = tuple(f"{name}_{verb}" for verb in events)
    function = (
        f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    sqlite = tuple(_sqlite(f"{name}_{verb}", event, table, when) for verb, event in events.items())
    postgresql = tuple(
        f'CREATE TRIGGER "{name}_{verb}" BEFORE {event} ON "{table}" FOR EACH ROW WHEN ({when})'
        f" EXECUTE FUNCTION {_FUNCTION}()"
        for verb, event in events.items()
    )
    return Guard(name, table, sqlite, (function, *postgresql), names, names)


def _sqlite(trigger: str, event: str, table: str, when: str) -> str:
    return (
        f'CREATE TRIGGER "{trigger}" BEFORE {event} ON "{table}" WHEN {when}'
        f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    )
