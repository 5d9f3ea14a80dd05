"""`motcua catalog …`: import, show, search, compare and check procedures from the terminal."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from motcua.access.commands import RoomCommand
from motcua.catalog import terminal


def _day(text: str) -> date:
    return date.fromisoformat(text)


class Command(RoomCommand):
    """The catalogue from the terminal."""

    help = "Danh mục thủ tục hành chính"
    verbs = {
        "import": "read files, folders or zips; with --apply, store what is new or changed",
        "show": "one procedure as it stands today or on a date",
        "search": "find procedures as a citizen would ask",
        "diff": "what changed between two versions",
        "findings": "defects found in the catalogue",
    }

    def arguments_import(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--apply", action="store_true", help="store what is new or changed")
        parser.add_argument("--effective-from", type=_day, metavar="DATE", help="first day of what is read")

    def arguments_show(self, parser: ArgumentParser) -> None:
        parser.add_argument("code")
        parser.add_argument("--on", type=_day, metavar="DATE")

    def arguments_search(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", nargs="?", default="")
        parser.add_argument("--limit", type=int, default=10)
        parser.add_argument("--queries", type=Path, metavar="FILE", help="one query a line, one JSON list a line")

    def arguments_diff(self, parser: ArgumentParser) -> None:
        parser.add_argument("code")
        parser.add_argument("--from", dest="old", metavar="ID")
        parser.add_argument("--to", dest="new", metavar="ID")
        parser.add_argument("--docx", type=Path, metavar="FILE", help="write the comparison as a Word file")

    def arguments_findings(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kind")
        parser.add_argument("--state", default="open")
        parser.add_argument("--limit", type=int, default=100_000)

    def verb_import(self, given: Namespace) -> dict[str, Any]:
        return terminal.import_paths(
            self.acting(given), given.paths, apply=given.apply, effective_from=given.effective_from, say=self.say
        )

    def verb_show(self, given: Namespace) -> dict[str, Any]:
        return terminal.show(self.acting(given), given.code, given.on)

    def verb_search(self, given: Namespace) -> object:
        if given.queries is None:
            return terminal.search(given.text, given.limit)
        for line in given.queries.read_text(encoding="utf-8").splitlines():
            self.stdout.write(self.to_json(terminal.search(line, given.limit)))
        given.json = False
        return None

    def verb_diff(self, given: Namespace) -> dict[str, Any]:
        return terminal.diff(self.acting(given), given.code, given.old, given.new, docx=given.docx)

    def verb_findings(self, given: Namespace) -> list[dict[str, Any]]:
        return terminal.findings(self.acting(given), kind=given.kind, state=given.state, limit=given.limit)

    def words(self, given: Namespace, result: Any) -> Iterable[str]:
        """Lines for a person."""
        return terminal.words(given.verb, result)
