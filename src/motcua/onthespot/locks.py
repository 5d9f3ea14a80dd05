"""What the database itself refuses: changing a decided list or the content of a decided procedure, and deleting either.

A decided procedure is changed only by a new one that takes its place, or withdrawn with its reason.
"""

from __future__ import annotations

from motcua.audit.guards import Guard, declare
from motcua.onthespot.models import DECIDED_ONCE, SpotEntry, SpotList

_REFUSAL = "onthespot: what was decided is never changed, a new act takes its place"
_FUNCTION = "motcua_onthespot_locked"
_STATES = ", ".join(f"'{state}'" for state in DECIDED_ONCE)
_CONTENT = (
    "procedure_id", "unit_id", "desk_id", "acts", "authority", "in_person", "digital", "phase", "process", "spot",
    "decided_by_id",
)  # fmt: skip
_SIGNED = ("title", "state", "decision_no", "signed_on", "signer", "paper")


def declare_locks() -> None:
    """Declare the guards of lists and entries."""
    decided = f"OLD.state IN ({_STATES})"
    declare(_lock(SpotList._meta.db_table, _SIGNED, "OLD.state = 'decided'"))
    back = f"{decided} AND NEW.state NOT IN ({_STATES}) OR OLD.state = 'withdrawn' AND NEW.state <> 'withdrawn'"
    declare(_lock(SpotEntry._meta.db_table, _CONTENT, decided, ("state", 'UPDATE OF "state"', back)))


def _lock(table: str, kept: tuple[str, ...], held: str, *more: tuple[str, str, str]) -> Guard:
    """A guard that keeps columns of a row, and the row itself, once `held` is so; `more`: (name, event, condition)."""
    name = f"{table}_lock"
    columns = ", ".join(f'"{column}"' for column in kept)
    rows = (("kept", f"UPDATE OF {columns}", held), ("delete", "DELETE", held), *more)
    names = tuple(f"{name}_{part}" for part, _event, _when in rows)
    sqlite = tuple(
        f'CREATE TRIGGER "{name}_{part}" BEFORE {event} ON "{table}" WHEN {when}'
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
            f'CREATE TRIGGER "{name}_{part}" BEFORE {event} ON "{table}" FOR EACH ROW WHEN ({when})'
            f" EXECUTE FUNCTION {_FUNCTION}()"
            for part, event, when in rows
        ),
    )
    return Guard(name, table, sqlite, postgresql, names, names)
