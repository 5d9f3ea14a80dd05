"""`motcua announce …`: decisions of announcement, and what the province still owes after those of ministries."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from motcua.access.commands import RoomCommand, a_day
from motcua.followup import terminal
from motcua.followup.models import MappingState, MinistryLineKind, StepKind
from motcua.followup.selectors import MISSING, OUTDATED
from motcua.publication import terminal as publication


class Command(RoomCommand):
    """Announcing and following from the terminal."""

    help = "Công bố thủ tục hành chính và việc theo công bố của bộ, ngành"
    verbs = {
        **publication.VERBS,
        "open-work": "what ministries announced and the province has not followed, with days elapsed",
        "task": "one task: steps, due days with reasons, procedures",
        "do": "act on a task: draft-list, give, waive, dismiss, reopen",
        "remind": "draft the letter that reminds a unit of what is due",
        "refresh": "read the log and bring all open work up to date",
        "ministry": "decisions of ministries, newest first",
        "ministry-add": "write a ministry's decision down and open its work",
        "ministry-days": "say when a ministry's decision was signed and when the law takes effect",
        "fields": "which department advises on which field; --guess, --set FIELD --unit UNIT",
        "processes": "procedures newer than their internal process",
        "process-add": "write approvals of internal processes down",
        "process-drop": "take an approval written down by mistake back",
    }

    def arguments_open_work(self, parser: ArgumentParser) -> None:
        parser.add_argument("--unit", default="", metavar="UNIT", help="code or name of a unit")
        parser.add_argument("--late", action="store_true", help="only what is past due")

    def arguments_task(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")

    def arguments_do(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=["draft-list", "give", "waive", "dismiss", "reopen"])
        parser.add_argument("id", nargs="+", metavar="ID", help="one task; dismiss takes several")
        parser.add_argument("--unit", default="", metavar="UNIT", help="code or name of a unit")
        parser.add_argument("--step", choices=StepKind.values, default=StepKind.LIST.value)
        parser.add_argument("--reason", default="")

    def arguments_remind(self, parser: ArgumentParser) -> None:
        parser.add_argument("--unit", required=True, metavar="UNIT", help="code or name of a unit")
        parser.add_argument("--reply-by", type=a_day, metavar="DATE")

    def arguments_ministry(self, parser: ArgumentParser) -> None:
        parser.add_argument("--text", default="", help="part of the number, or a procedure's code")
        parser.add_argument("--limit", type=int, default=100_000)

    def arguments_ministry_add(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", metavar="NUMBER")
        parser.add_argument("codes", nargs="+", metavar="CODE")
        parser.add_argument("--ministry", required=True)
        parser.add_argument("--kind", choices=MinistryLineKind.values, default=MinistryLineKind.AMENDED.value)
        parser.add_argument("--unit", default="", metavar="UNIT", help="the advising department, where it is known")
        self._days(parser)

    def arguments_ministry_days(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")
        self._days(parser)

    @staticmethod
    def _days(parser: ArgumentParser) -> None:
        parser.add_argument("--signed", type=a_day, metavar="DATE")
        parser.add_argument("--effective", type=a_day, metavar="DATE")
        parser.add_argument("--note", default="")

    def arguments_fields(self, parser: ArgumentParser) -> None:
        parser.add_argument("--state", default="", choices=["", MISSING, *MappingState.values])
        parser.add_argument("--guess", action="store_true")
        parser.add_argument("--set", default="", metavar="FIELD")
        parser.add_argument("--unit", default="", metavar="UNIT", help="code or name of a unit")

    def arguments_processes(self, parser: ArgumentParser) -> None:
        parser.add_argument("--state", default=OUTDATED, choices=[OUTDATED, MISSING, "all"])

    def arguments_process_add(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", metavar="NUMBER")
        parser.add_argument("codes", nargs="*", metavar="CODE")
        parser.add_argument("--on", type=a_day, required=True, metavar="DATE")
        parser.add_argument("--file", type=Path, metavar="FILE", help="one code a line")

    def arguments_process_drop(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")

    def arguments_list(self, parser: ArgumentParser) -> None:
        publication.arguments_list(parser)

    def arguments_show(self, parser: ArgumentParser) -> None:
        publication.arguments_show(parser)

    def verb_list(self, given: Namespace) -> Any:
        return publication.verb_list(self.acting(given), given)

    def verb_show(self, given: Namespace) -> Any:
        return publication.verb_show(self.acting(given), given)

    def verb_open_work(self, given: Namespace) -> Any:
        return terminal.open_work(self.acting(given), given)

    def verb_task(self, given: Namespace) -> Any:
        return terminal.task(self.acting(given), given)

    def verb_do(self, given: Namespace) -> Any:
        return terminal.act_on_tasks(self.acting(given), given)

    def verb_remind(self, given: Namespace) -> Any:
        return terminal.remind(self.acting(given), given)

    def verb_refresh(self, given: Namespace) -> Any:
        return terminal.refresh(self.acting(given))

    def verb_ministry(self, given: Namespace) -> Any:
        return terminal.ministries(self.acting(given), given)

    def verb_ministry_add(self, given: Namespace) -> Any:
        return terminal.ministry_add(self.acting(given), given)

    def verb_ministry_days(self, given: Namespace) -> Any:
        return terminal.ministry_days(self.acting(given), given)

    def verb_fields(self, given: Namespace) -> Any:
        return terminal.fields(self.acting(given), given)

    def verb_processes(self, given: Namespace) -> Any:
        return terminal.processes(self.acting(given), given)

    def verb_process_add(self, given: Namespace) -> Any:
        codes = list(given.codes)
        if given.file is not None:
            codes += given.file.read_text(encoding="utf-8").split()
        return terminal.process_add(self.acting(given), codes, given.number, given.on, from_file=given.file is not None)

    def verb_process_drop(self, given: Namespace) -> Any:
        return terminal.process_drop(self.acting(given), given)

    def words(self, given: Namespace, result: Any) -> Iterable[str]:
        """A line a task for a person; the rest as JSON."""
        if given.verb != "open-work":
            yield from super().words(given, result)
            return
        for row in result:
            unit = (row["unit"] or {}).get("name") or "–"
            steps = ", ".join(f"{step['name']} {step['done']}/{step['total']}" for step in row["steps"])
            yield "\t".join((row["decision_no"] or "–", row["ministry"], unit, f"{row['days']} ngày", steps))
