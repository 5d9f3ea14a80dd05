"""`motcua online …`: the register of online services, targets and the roadmap, from the terminal."""

from __future__ import annotations

from argparse import ArgumentParser
from decimal import Decimal
from pathlib import Path
from typing import Any

from motcua.access.commands import RoomCommand, a_day
from motcua.online import terminal, terminal_writing
from motcua.online.lists import KINDS, PLAN
from motcua.online.models import Indicator
from motcua.online.selectors import STATES
from motcua.online.terminal_asking import decision_arguments, plan_arguments, scope_arguments


class Command(RoomCommand):
    """Online services from the terminal."""

    help = "Dịch vụ công trực tuyến"
    verbs = {
        "list": "services in force on a day",
        "show": "one procedure's service on a day and why, its history and suspensions",
        "record": "write the services of a signed decision into the register",
        "launch": "note that services were opened to people",
        "suspend": "note that a service cannot be used",
        "resume": "note that a service can be used again",
        "end": "end a service",
        "withdraw": "take back the newest row where it was recorded wrongly",
        "targets": "targets with what they came to; with an id the procedures that are missing and why",
        "target-set": "write a target down",
        "target-change": "write a target anew",
        "target-end": "take a target out of use",
        "usage": "facts about use",
        "usage-record": "note facts about use from a JSON list of {code or unit, year, online, total}",
        "roadmap": "a year of the roadmap: planned, launched, used",
        "plan": "put procedures on the roadmap",
        "replan": "plan an entry anew",
        "drop": "take an entry off the roadmap",
        "export": "a list of services as Word, Excel or PDF",
    }

    def __getattr__(self, name: str) -> Any:
        """The method of a verb: its function takes the acting person and the arguments."""
        key = name.removeprefix("verb_").replace("_", "-")
        verb = {**terminal.VERBS, **terminal_writing.VERBS}.get(key) if name.startswith("verb_") else None
        if verb is None:
            raise AttributeError(name)
        return lambda given: verb(self.acting(given), given)

    @staticmethod
    def _filters(parser: ArgumentParser) -> None:
        scope_arguments(parser)
        parser.add_argument("--level", default="")
        parser.add_argument("--state", default="", choices=["", *STATES])

    def arguments_list(self, parser: ArgumentParser) -> None:
        self._filters(parser)
        parser.add_argument("--on", type=a_day, metavar="DATE")

    def arguments_show(self, parser: ArgumentParser) -> None:
        parser.add_argument("code")
        parser.add_argument("--on", type=a_day, metavar="DATE")

    def arguments_record(self, parser: ArgumentParser) -> None:
        decision_arguments(parser)

    def arguments_launch(self, parser: ArgumentParser) -> None:
        parser.add_argument("codes", nargs="+", metavar="CODE")
        parser.add_argument("--day", type=a_day, metavar="DATE", required=True)
        parser.add_argument("--integrated-on", type=a_day, metavar="DATE")

    def arguments_suspend(self, parser: ArgumentParser) -> None:
        self._dated(parser)
        parser.add_argument("--reason", required=True)
        parser.add_argument("--planned", action="store_true")
        parser.add_argument("--announced-on", type=a_day, metavar="DATE")
        parser.add_argument("--repair-by", type=a_day, metavar="DATE")

    @staticmethod
    def _dated(parser: ArgumentParser) -> None:
        parser.add_argument("code")
        parser.add_argument("--day", type=a_day, metavar="DATE", required=True)

    def arguments_resume(self, parser: ArgumentParser) -> None:
        self._dated(parser)

    def arguments_end(self, parser: ArgumentParser) -> None:
        self._dated(parser)
        parser.add_argument("--reason", required=True)

    def arguments_withdraw(self, parser: ArgumentParser) -> None:
        parser.add_argument("code")
        parser.add_argument("--reason", required=True)

    def arguments_targets(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", nargs="?", default="", metavar="ID")

    def arguments_target_set(self, parser: ArgumentParser) -> None:
        scope_arguments(parser)
        parser.add_argument("--indicator", required=True, choices=Indicator.values)
        parser.add_argument("--levels", nargs="+", required=True, metavar="LEVEL")
        parser.add_argument("--by", type=a_day, metavar="DATE", required=True)
        parser.add_argument("--minimum", type=Decimal, required=True, help="per cent")
        parser.add_argument("--source", required=True)
        parser.add_argument("--article", default="")

    def arguments_target_change(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")
        self.arguments_target_set(parser)

    def arguments_target_end(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")
        parser.add_argument("--reason", required=True)

    def arguments_usage(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int)

    def arguments_usage_record(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True)

    def arguments_roadmap(self, parser: ArgumentParser) -> None:
        scope_arguments(parser)
        parser.add_argument("--year", type=int)

    def arguments_plan(self, parser: ArgumentParser) -> None:
        parser.add_argument("codes", nargs="+", metavar="CODE")
        plan_arguments(parser)
        parser.add_argument("--source", default="")

    def arguments_replan(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")
        plan_arguments(parser)

    def arguments_drop(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")
        parser.add_argument("--reason", required=True)

    def arguments_export(self, parser: ArgumentParser) -> None:
        self._filters(parser)
        parser.add_argument("kind", choices=[*KINDS, PLAN])
        parser.add_argument("--year", type=int, help="of the roadmap; else this year")
        parser.add_argument("--format", default="xlsx", choices=["docx", "xlsx", "pdf"])
        parser.add_argument("--out", type=Path, required=True)
