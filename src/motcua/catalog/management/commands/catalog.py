"""`motcua catalog …`: import, show, search, compare and check procedures from the terminal."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from motcua.access.commands import RoomCommand, a_day
from motcua.catalog import terminal, terminal_writing
from motcua.catalog.intake.workbook_write import write_workbook
from motcua.catalog.plain import import_dict
from motcua.catalog.selectors import import_rows
from motcua.catalog.services.marks import Mark


class Command(RoomCommand):
    """The catalogue from the terminal."""

    help = "Danh mục thủ tục hành chính"
    verbs = {
        "import": "read files, folders or zips; with --apply, store what is new or changed",
        "show": "one procedure as it stands today or on a date",
        "search": "find procedures as a citizen would ask",
        "diff": "what changed between two versions",
        "findings": "defects found in the catalogue",
        "settle": "decide findings by id, with one reason",
        "reopen": "take the decision on a finding back",
        "versions": "all versions of one procedure",
        "layer": "what the province adds to a procedure; with --file, set it",
        "mark": "say whether a paper's data can come from a database",
        "draft": "write a procedure of the province from a JSON file; with --publish, put it in force",
        "open-draft": "open a draft as a copy of what is in force, printed as JSON",
        "publish": "put an open draft in force",
        "discard": "throw an open draft away",
        "imports": "imports and where they stand",
        "template": "write the workbook for procedures typed by hand",
    }

    def arguments_import(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--apply", action="store_true", help="store what is new or changed")
        parser.add_argument("--effective-from", type=a_day, metavar="DATE", help="first day of what is read")
        parser.add_argument("--only", nargs="+", metavar="CODE", help="apply only these procedures")

    def arguments_show(self, parser: ArgumentParser) -> None:
        parser.add_argument("code")
        parser.add_argument("--on", type=a_day, metavar="DATE")

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

    def arguments_settle(self, parser: ArgumentParser) -> None:
        parser.add_argument("ids", nargs="+", metavar="ID")
        parser.add_argument("--state", choices=["settled", "dismissed"], required=True)
        parser.add_argument("--decision", required=True, help="why")
        parser.add_argument("--value", help="what is right, for one finding")

    def arguments_reopen(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")

    def arguments_versions(self, parser: ArgumentParser) -> None:
        parser.add_argument("code")

    def arguments_layer(self, parser: ArgumentParser) -> None:
        parser.add_argument("code")
        parser.add_argument("--on", type=a_day, metavar="DATE")
        parser.add_argument("--file", type=Path, metavar="JSON", help="the layer to set, from its effective_from")

    def arguments_mark(self, parser: ArgumentParser) -> None:
        parser.add_argument("code")
        parser.add_argument("ordinal", type=int, help="place of the paper")
        parser.add_argument("--from-database", choices=["yes", "no", "unsaid"], required=True)
        parser.add_argument("--database", default="")
        parser.add_argument("--ground", default="", help="the legal ground")

    def arguments_draft(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="JSON", help="one object in the form of the JSON lines")
        parser.add_argument("--publish", type=a_day, metavar="DATE", help="put it in force from this day")

    def arguments_open_draft(self, parser: ArgumentParser) -> None:
        parser.add_argument("code")

    def arguments_publish(self, parser: ArgumentParser) -> None:
        parser.add_argument("code")
        parser.add_argument("--effective-from", type=a_day, metavar="DATE", required=True)

    def arguments_discard(self, parser: ArgumentParser) -> None:
        parser.add_argument("code")

    def arguments_imports(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, default=50)

    def arguments_template(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, metavar="FILE", required=True)

    def verb_import(self, given: Namespace) -> dict[str, Any]:
        return terminal.import_paths(
            self.acting(given),
            given.paths,
            apply=given.apply,
            effective_from=given.effective_from,
            say=self.say,
            only=given.only,
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

    def verb_settle(self, given: Namespace) -> dict[str, int]:
        return terminal_writing.settle(self.acting(given), given.ids, given.state, given.decision, given.value)

    def verb_reopen(self, given: Namespace) -> dict[str, Any]:
        return terminal_writing.reopen(self.acting(given), given.id)

    def verb_versions(self, given: Namespace) -> list[dict[str, Any]]:
        return terminal.versions(self.acting(given), given.code)

    def verb_layer(self, given: Namespace) -> dict[str, Any]:
        return terminal_writing.layer(self.acting(given), given.code, given.on, given.file)

    def verb_mark(self, given: Namespace) -> dict[str, Any]:
        answer = {"yes": True, "no": False, "unsaid": None}[given.from_database]
        mark = Mark(answer, given.database, given.ground)
        return terminal_writing.mark(self.acting(given), given.code, given.ordinal, mark)

    def verb_draft(self, given: Namespace) -> dict[str, Any]:
        return terminal_writing.draft(self.acting(given), given.file, given.publish)

    def verb_open_draft(self, given: Namespace) -> dict[str, Any]:
        return terminal_writing.open_own(self.acting(given), given.code)

    def verb_publish(self, given: Namespace) -> dict[str, Any]:
        return terminal_writing.publish(self.acting(given), given.code, given.effective_from)

    def verb_discard(self, given: Namespace) -> dict[str, Any]:
        return terminal_writing.discard(self.acting(given), given.code)

    def verb_imports(self, given: Namespace) -> list[dict[str, Any]]:
        return [import_dict(row) for row in import_rows(self.acting(given))[: given.limit]]

    def verb_template(self, given: Namespace) -> dict[str, Any]:
        with given.out.open("wb") as file:
            write_workbook(file)
        return {"file": str(given.out)}

    def words(self, given: Namespace, result: Any) -> Iterable[str]:
        """Lines for a person."""
        spoken = {"import", "show", "search", "diff", "findings"}
        return terminal.words(given.verb, result) if given.verb in spoken else super().words(given, result)
