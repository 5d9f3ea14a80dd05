"""`motcua paper …`: templates of official documents, documents drawn from them, numbers of a register."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from motcua.access.commands import a_day
from motcua.papers import terminal
from motcua.papers.terminal_numbers import RegisterVerbs
from motcua.papers.terminal_papers import PaperVerbs
from motcua.papers.terminal_tables import TableVerbs


class Command(PaperVerbs, RegisterVerbs, TableVerbs):
    """Official documents from the terminal."""

    help = "Văn bản hành chính"
    verbs = {
        **PaperVerbs.paper_verbs,
        **RegisterVerbs.register_verbs,
        **TableVerbs.table_verbs,
        "templates": "templates in force today or on a date, with the fields each asks for",
        "render": "draw a document from a template and a JSON file of data",
    }

    def arguments_templates(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=a_day, metavar="DATE")

    def arguments_render(self, parser: ArgumentParser) -> None:
        parser.add_argument("template", metavar="TEMPLATE")
        parser.add_argument("--data", type=Path, metavar="FILE", required=True, help="one JSON object: a value a field")
        parser.add_argument("--format", choices=["pdf", "docx", "xlsx"], required=True)
        parser.add_argument("--out", type=Path, metavar="PATH", required=True)
        parser.add_argument("--on", type=a_day, metavar="DATE", help="take the template of this day")

    def verb_templates(self, given: Namespace) -> list[dict[str, Any]]:
        return terminal.listed(given.on)

    def verb_render(self, given: Namespace) -> dict[str, Any]:
        return terminal.drawn(given.template, given.data, given.format, given.out, given.on)

    def words(self, given: Namespace, result: Any) -> Iterable[str]:
        """Lines for a person."""
        if given.verb == "templates":
            for one in result:
                needed = ", ".join(field["key"] for field in one["fields"] if field["required"])
                yield f"{one['key']} ({one['version']}) – {one['name']}. {one['instrument']}. {needed}"
        elif given.verb == "render":
            yield f"{result['file']} ({result['bytes']} B)"
        else:
            yield from super().words(given, result)
