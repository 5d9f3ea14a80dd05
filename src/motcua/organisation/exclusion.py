"""Periods that must not overlap, kept by the database itself.

PostgreSQL has exclusion constraints (migrations 0002 and 0003), built from ranges alone so that no extension is
needed: a key takes part as the range of its one value, a text as the range of its hash. SQLite has triggers, declared
here as guards, for altering a table drops them.
"""

from __future__ import annotations

from dataclasses import dataclass

from motcua.audit.guards import Guard

_EVER, _NEVER = "'0001-01-01'", "'9999-12-31'"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """In `table`, rows with the same `keys` that fulfil `where` have no day in common."""

    table: str
    keys: tuple[str, ...]
    where: str = ""  # a condition on one column: "depth = 1"
    label: str = "no_overlap"

    @property
    def name(self) -> str:
        """The name of the constraint and of its triggers."""
        return f"{self.table}_{self.label}"

    def sqlite(self, verb: str) -> str:
        """The trigger on SQLite that refuses an overlap on `verb` (insert or update)."""
        same = " AND ".join(f"o.{key} = NEW.{key}" for key in self.keys)
        only = f" AND o.{self.where} AND NEW.{self.where}" if self.where else ""
        parts = (
            f'CREATE TRIGGER "{self.name}_{verb}" AFTER {verb.upper()} ON "{self.table}" BEGIN',
            f"SELECT RAISE(ABORT, '{self.table}: periods overlap')",
            "WHERE EXISTS (SELECT 1",
            f'FROM "{self.table}" o',
            f"WHERE {same} AND o.id <> NEW.id{only}",
            f"AND COALESCE(o.valid_from, {_EVER}) < COALESCE(NEW.valid_to, {_NEVER})",
            f"AND COALESCE(NEW.valid_from, {_EVER}) < COALESCE(o.valid_to, {_NEVER})); END",
        )
        return " ".join(parts)

    def guard(self) -> Guard:
        """The triggers as a guard; nothing on PostgreSQL, where the constraint stands in the schema."""
        verbs = ("insert", "update")
        return Guard(
            name=self.name,
            table=self.table,
            sqlite=tuple(self.sqlite(verb) for verb in verbs),
            postgresql=(),
            sqlite_triggers=tuple(f"{self.name}_{verb}" for verb in verbs),
            postgresql_triggers=(),
        )


EXCLUSIONS = (
    Exclusion("organisation_unitperiod", ("unit_id",)),
    Exclusion("organisation_unitcode", ("code_list_id", "code")),
    Exclusion("organisation_treerow", ("ancestor_id", "descendant_id")),
    Exclusion("organisation_treerow", ("descendant_id",), where="depth = 1", label="one_parent"),
    Exclusion("organisation_position", ("user_id", "unit_id", "role")),
    Exclusion("organisation_focalappointment", ("unit_id",)),
    Exclusion("organisation_powerscope", ("party", "code"), where="void = 0"),
    Exclusion("organisation_sealcustody", ("seal_id",)),
)
