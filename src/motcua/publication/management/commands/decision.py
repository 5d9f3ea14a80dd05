"""`motcua decision …`: decisions of announcement written, signed and made public from the terminal."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from motcua.access.commands import RoomCommand, a_day, a_moment
from motcua.publication import terminal, terminal_writing
from motcua.publication.models import DecisionState, LineKind, Place


class Command(RoomCommand):
    """Decisions from the terminal."""

    help = "Quyết định công bố thủ tục hành chính"
    verbs = {
        **terminal.VERBS,
        "clocks": "what is still to be announced or made public, by when and why",
        "measures": "the three measures of a period",
        "draft": "open a decision from a JSON file (title, advising_unit, …, lines)",
        "change": "write what a draft says anew from a JSON file",
        "discard": "throw a draft away",
        "add": "add procedures of one kind to a draft",
        "remove": "take a procedure out of a draft",
        "check": "pass a draft as checked",
        "return": "send a checked decision back with a reason",
        "submit": "make the paper and submit it for signature",
        "sign": "record number, day and signer by hand",
        "publish": "record where procedures were made public",
        "withdraw": "take back a wrong record of making public",
        "end": "say by which decision another one ended",
        "abolish": "end in the catalogue what was abolished and whose day has come",
        "ask-list": "ask for a list by field, tier or unit as DOCX and XLSX",
        "take-list": "copy the files of a list that was made",
    }

    def arguments_list(self, parser: ArgumentParser) -> None:
        terminal.arguments_list(parser)

    def arguments_measures(self, parser: ArgumentParser) -> None:
        parser.add_argument("--first", type=a_day, metavar="DATE")
        parser.add_argument("--last", type=a_day, metavar="DATE")

    def arguments_draft(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def arguments_change(self, parser: ArgumentParser) -> None:
        self._one(parser)
        parser.add_argument("file", type=Path, metavar="FILE")

    def arguments_add(self, parser: ArgumentParser) -> None:
        self._one(parser)
        parser.add_argument("codes", nargs="+", metavar="CODE")
        parser.add_argument("--kind", choices=LineKind.values, default=LineKind.AMENDED.value)
        parser.add_argument("--effective", type=a_day, metavar="DATE", help="when the law behind them takes effect")

    def arguments_remove(self, parser: ArgumentParser) -> None:
        self._one(parser)
        parser.add_argument("code", metavar="CODE")

    def arguments_return(self, parser: ArgumentParser) -> None:
        self._one(parser)
        parser.add_argument("--reason", required=True)

    def arguments_submit(self, parser: ArgumentParser) -> None:
        self._one(parser)
        parser.add_argument("--signature", nargs="*", default=[], metavar="LINE")

    def arguments_sign(self, parser: ArgumentParser) -> None:
        self._one(parser)
        parser.add_argument("--number", required=True)
        parser.add_argument("--signed", type=a_day, required=True, metavar="DATE")
        parser.add_argument("--signer", required=True)
        parser.add_argument("--effective", type=a_day, metavar="DATE")

    def arguments_publish(self, parser: ArgumentParser) -> None:
        self._one(parser)
        parser.add_argument("codes", nargs="*", metavar="CODE")
        parser.add_argument("--place", choices=Place.values, default=Place.NATIONAL.value)
        parser.add_argument("--at", type=a_moment, metavar="MOMENT", help="2026-11-20T15:30; else now")
        parser.add_argument("--evidence", default="")

    def arguments_withdraw(self, parser: ArgumentParser) -> None:
        self._one(parser)
        parser.add_argument("act", metavar="ACT")
        parser.add_argument("--reason", required=True)

    def arguments_end(self, parser: ArgumentParser) -> None:
        self._one(parser)
        parser.add_argument("--by", required=True, metavar="NUMBER")
        ways = [DecisionState.SUPERSEDED.value, DecisionState.ABOLISHED.value]
        parser.add_argument("--state", choices=ways, default=ways[0])

    def arguments_abolish(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=a_day, metavar="DATE")

    def arguments_ask_list(self, parser: ArgumentParser) -> None:
        parser.add_argument("--field", default="")
        parser.add_argument("--tier", default="")
        parser.add_argument("--unit", default="", metavar="CODE")
        parser.add_argument("--since", type=a_day, metavar="DATE")

    def arguments_take_list(self, parser: ArgumentParser) -> None:
        self._one(parser)
        parser.add_argument("--out", type=Path, default=Path(), metavar="FOLDER")

    @staticmethod
    def _one(parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")

    arguments_show = arguments_discard = arguments_check = _one

    def verb_list(self, given: Namespace) -> Any:
        return terminal.verb_list(self.acting(given), given)

    def verb_show(self, given: Namespace) -> Any:
        return terminal.verb_show(self.acting(given), given)

    def verb_clocks(self, given: Namespace) -> Any:
        return terminal.clocks(self.acting(given))

    def verb_measures(self, given: Namespace) -> Any:
        return terminal.measures(self.acting(given), given.first, given.last)

    def verb_take_list(self, given: Namespace) -> Any:
        return terminal.take_files(self.acting(given), given.id, given.out)

    def __getattr__(self, name: str) -> Callable[[Namespace], Any]:
        """The writing verbs, each a function of its own."""
        act = terminal_writing.VERBS.get(name.removeprefix("verb_").replace("_", "-"))
        if act is None or not name.startswith("verb_"):
            raise AttributeError(name)
        return lambda given: act(self.acting(given), given)
