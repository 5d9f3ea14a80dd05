"""Periods that must not share a day, kept by the database itself (both ends of a period are included).

PostgreSQL has exclusion constraints, built in migration 0002 from ranges alone so that no extension is needed: a text
takes part as the range of its hash. SQLite has triggers, declared here as guards, for altering a table drops them.
"""

from __future__ import annotations

from string import Template

from motcua.audit.guards import Guard

APPROVED = "state = 'approved'"


TRIGGER = Template(
    'CREATE TRIGGER "${name}_${verb}" AFTER $verb ON "$table" BEGIN'
    " SELECT RAISE(ABORT, '$table: periods overlap') WHERE EXISTS (SELECT 1 FROM \"$table\" o"
    " WHERE $same AND o.id <> NEW.id"
    " AND o.effective_from <= COALESCE(NEW.effective_to, '9999-12-31')"
    " AND NEW.effective_from <= COALESCE(o.effective_to, '9999-12-31')); END"
)


def _trigger(name: str, table: str, keys: tuple[str, ...], where: str, verb: str) -> str:
    same = " AND ".join(f"o.{key} = NEW.{key}" for key in keys)
    only = f" AND o.{where} AND NEW.{where}" if where else ""
    return TRIGGER.substitute(name=name, table=table, same=same + only, verb=verb)


def _guard(table: str, keys: tuple[str, ...], where: str = "") -> Guard:
    name, verbs = f"{table}_no_overlap", ("insert", "update")
    return Guard(
        name=name,
        table=table,
        sqlite=tuple(_trigger(name, table, keys, where, verb) for verb in verbs),
        postgresql=(),
        sqlite_triggers=tuple(f"{name}_{verb}" for verb in verbs),
        postgresql_triggers=(),
    )


GUARDS = (
    _guard("rulebook_localrule", ("key", "scope"), APPROVED),
    _guard("rulebook_unithours", ("unit_id",)),
)
