"""`motcua backup --out FILE|FOLDER`: write everything that makes up an installation to one archive."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from motcua.access.actors import system_actor
from motcua.config.backup.services import backup
from motcua.web.faults import UserError


class Command(BaseCommand):
    help = "Write database, stored papers, keys and the log's anchor to one archive; safe while the product runs"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, required=True, help="the archive, or a folder for it")
        parser.add_argument("--json", action="store_true", help="print the result as JSON, and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the archive; its name goes to standard output."""
        try:
            result = backup(actor=system_actor(), out=options["out"].resolve(), say=self.stderr.write)
        except UserError as error:
            raise CommandError(error.message, returncode=1) from error
        self.stdout.write(json.dumps(result, ensure_ascii=False) if options["json"] else result["file"])
