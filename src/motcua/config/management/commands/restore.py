"""`motcua restore FILE`: put a backup in the place of what is here, then verify its log."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from motcua.config.backup.services import restore, restored_anchor
from motcua.web.faults import UserError


class Command(BaseCommand):
    help = "Put a backup in the place of what is here; the product must be stopped"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path, help="a file written by `motcua backup`")
        parser.add_argument("--force", action="store_true", help="even where there is data; that is kept beside it")
        parser.add_argument("--json", action="store_true", help="print the result as JSON, and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, then verify the log against the backup's anchor under the restored keys."""
        try:
            result = restore(archive=options["archive"], is_forced=options["force"], say=self.stderr.write)
        except UserError as error:
            raise CommandError(f"{error.message} {error.hint or ''}".strip(), returncode=1) from error
        connections.close_all()
        words = ["audit", "verify", "--anchor", str(restored_anchor()), "--json"]
        verified = subprocess.run(
            [sys.executable, "-m", "motcua.config", *words], stdout=subprocess.PIPE, text=True, check=False
        )
        result["log"] = json.loads(verified.stdout or "{}")
        self.stdout.write(json.dumps(result, ensure_ascii=False) if options["json"] else result["made_at"])
        if verified.returncode:
            raise CommandError("Nhật ký trong bản sao lưu không toàn vẹn.", returncode=1)
