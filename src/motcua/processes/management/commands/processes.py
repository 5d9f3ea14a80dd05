"""`motcua processes …`: processes as they are, from the terminal."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from motcua.access.commands import RoomCommand
from motcua.processes import terminal
from motcua.processes.models import EditionState, ProcessKind
from motcua.processes.output.files import TYPES
from motcua.processes.output.reading import FORMS


def _one(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="id of the process, or code of its procedure")


def _number(parser: ArgumentParser) -> None:
    parser.add_argument("--number", type=int, metavar="N", help="which version; the newest without it")


class Command(RoomCommand):
    """Processes from the terminal."""

    help = "Quy trình hiện tại của thủ tục"
    verbs = {
        "list": "processes, newest first",
        "show": "one process: steps, counts, what is to be mended, its versions",
        "draft": "open a process from the records: one code, or several for a linked group",
        "write": "write the draft anew from a JSON file",
        "import": "take the steps from a BPMN, XLSX, CSV or JSON file",
        "export": "a version as a file",
        "confirm": "confirm the draft: it is frozen",
        "reopen": "draw a confirmed process up anew",
        "discard": "throw the draft away",
        "compare": "two versions row by row",
    }

    def arguments_list(self, parser: ArgumentParser) -> None:
        parser.add_argument("--text", default="", help="part of the title, or a procedure's code")
        parser.add_argument("--kind", default="", choices=["", *ProcessKind.values])
        parser.add_argument("--state", default="", choices=["", *EditionState.values])
        parser.add_argument("--limit", type=int, default=100_000)

    def arguments_show(self, parser: ArgumentParser) -> None:
        _one(parser)
        _number(parser)

    def arguments_draft(self, parser: ArgumentParser) -> None:
        parser.add_argument("codes", nargs="+", metavar="CODE")
        parser.add_argument("--title", default="", help="asked for with several codes")
        parser.add_argument("--unit", default="", help="code or id of the unit in charge")
        parser.add_argument("--empty", action="store_true", help="without the steps of the record")

    def arguments_write(self, parser: ArgumentParser) -> None:
        _one(parser)
        parser.add_argument("file", type=Path, metavar="FILE")

    def arguments_import(self, parser: ArgumentParser) -> None:
        _one(parser)
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--format", default="", choices=["", *FORMS], help="told by content without it")

    def arguments_export(self, parser: ArgumentParser) -> None:
        _one(parser)
        _number(parser)
        parser.add_argument("--format", required=True, choices=list(TYPES))
        parser.add_argument("--out", type=Path, required=True, metavar="PATH")

    def arguments_confirm(self, parser: ArgumentParser) -> None:
        _one(parser)

    def arguments_reopen(self, parser: ArgumentParser) -> None:
        _one(parser)
        parser.add_argument("--reason", required=True)

    def arguments_discard(self, parser: ArgumentParser) -> None:
        _one(parser)

    def arguments_compare(self, parser: ArgumentParser) -> None:
        _one(parser)
        parser.add_argument("old", type=int)
        parser.add_argument("new", type=int)

    def _run(self, given: Namespace) -> object:
        return terminal.VERBS[given.verb](self.acting(given), given)

    verb_list = verb_show = verb_draft = verb_write = verb_import = verb_export = _run
    verb_confirm = verb_reopen = verb_discard = verb_compare = _run

    def words(self, given: Namespace, result: Any) -> Iterable[str]:
        """A line a process, a line a step; else JSON."""
        if given.verb == "list":
            for row in result:
                yield "\t".join(str(row[name] or "-") for name in ("id", "state", "number", "code", "title"))
        elif isinstance(result, dict) and "steps" in result:
            yield f"{result['id']}\t{result['state']}\t{result['number']}\t{result['title']}"
            for number, step in enumerate(result["steps"], start=1):
                yield f"{number}\t{step['kind']}\t{step['name']}\t{step['actor']}\t{step['time']}"
            yield result["facts"]["times_words"]
        else:
            yield from super().words(given, result)
