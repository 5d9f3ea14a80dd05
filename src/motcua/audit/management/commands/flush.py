"""`flush`, for test databases only: elsewhere it would erase the log."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.core.management.commands.flush import Command as DjangoFlush
from django.db import connections

from motcua.audit.guards import lifted


class Command(DjangoFlush):
    """Empties a test database; the guards of append-only tables are lifted meanwhile and built again."""

    def handle(self, **options: Any) -> None:
        database = connections[options["database"]]
        name = str(database.settings_dict["NAME"])
        if not (Path(name).name.startswith("test") or "memory" in name):
            raise CommandError("flush would erase the log; make a new database instead.", returncode=1)
        with lifted(database):
            super().handle(**options)
            if database.vendor == "sqlite":
                with database.cursor() as cursor:  # ids of the log have no holes, so an emptied one begins at 1 again
                    cursor.execute("DELETE FROM sqlite_sequence WHERE name = 'audit_entry'")
