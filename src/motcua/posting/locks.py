"""What the database itself refuses: one procedure twice on a board on one day, and changing what was confirmed."""

from __future__ import annotations

from motcua.audit.guards import Guard, declare
from motcua.organisation.exclusion import Exclusion
from motcua.posting.models import Confirmation, Posting

_UNDOING = frozenset({"undone_by", "undone_label", "undone_at"})
_REFUSAL = "posting: what was confirmed is never changed, only undone"


def declare_locks() -> None:
    """Declare the guards of postings and confirmations."""
    declare(Exclusion(Posting._meta.db_table, ("desk_id", "procedure_id")).guard())
    declare(_confirmed_stays())


def _confirmed_stays() -> Guard:
    table, name, function = Confirmation._meta.db_table, "posting_confirmed_stays", "motcua_posting_confirmed_stays"
    fields = Confirmation._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields if field.name not in {"id", *_UNDOING})
    abort = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    return Guard(
        name=name,
        table=table,
        sqlite=(
            f'CREATE TRIGGER "{name}_update" BEFORE UPDATE OF {columns} ON "{table}" {abort}',
            f'CREATE TRIGGER "{name}_delete" BEFORE DELETE ON "{table}" {abort}',
        ),
        postgresql=(
            f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$",
            f'CREATE TRIGGER "{name}_update" BEFORE UPDATE OF {columns} ON "{table}"'
            f" FOR EACH ROW EXECUTE FUNCTION {function}()",
            f'CREATE TRIGGER "{name}_delete" BEFORE DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION {function}()',
            f'CREATE TRIGGER "{name}_truncate" BEFORE TRUNCATE ON "{table}"'
            f" FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
        ),
        sqlite_triggers=(f"{name}_update", f"{name}_delete"),
        postgresql_triggers=(f"{name}_update", f"{name}_delete", f"{name}_truncate"),
    )
