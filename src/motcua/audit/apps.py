"""Django's entry into the room `audit`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db import connections
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    """The room `audit`."""

    name = "motcua.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The log listens to services, its tables are guarded after every migration, its page can be found."""
        from motcua.access.events import register_sink
        from motcua.audit import guards, sink, vocabulary
        from motcua.web.navgroups import SYSTEM

        register_sink(sink.write)
        for table in ("audit_entry", "audit_seal", "audit_era"):
            guards.append_only(table)
        post_migrate.connect(_after_migration, sender=self)
        checks.register(_guards_stand, checks.Tags.database)
        vocabulary.register_own()
        SYSTEM.register("log", vocabulary.LOG, "audit_list", "audit.view", 900)


def _after_migration(using: str, **kwargs: Any) -> None:
    """Build guards and the append function anew (altering a table on SQLite drops guards); see to the era."""
    from motcua.audit import append_postgresql, guards
    from motcua.audit.horizon import ensure_era

    database = connections[using]
    guards.build(database)
    if database.vendor == "postgresql" and "audit_era" in database.introspection.table_names():
        append_postgresql.install(database)
        ensure_era()


def _guards_stand(
    *, app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Name the guards that a database lacks."""
    from motcua.audit import guards

    missing = [name for alias in databases or [] for name in guards.missing_guards(connections[alias])]
    if not missing:
        return []
    told = f"The database lacks guards: {', '.join(missing)}."
    return [checks.Warning(told, hint="Run `motcua migrate`.", id="audit.W001")]
