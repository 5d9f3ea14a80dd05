"""`motcua serve`: the web processes and the job processes, kept running side by side."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from motcua.config.serving import NotServing, arguments, serve


class Command(BaseCommand):
    help = "Serve the product: web and job processes, restarted when they die, stopped together"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until TERM or INT."""
        try:
            serve(port=options["port"], has_log_files=options["logs"], is_seeding=options["seed"])
        except NotServing as error:
            raise CommandError(str(error), returncode=3) from error
