"""`motcua law …`: the rules of a day, due dates, calendars, and whether files of law are in order."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from motcua.access.commands import RoomCommand, a_day
from motcua.law.book import UnknownRuleError
from motcua.organisation.selectors import find_unit
from motcua.rulebook import terminal
from motcua.rulebook.asking import answer_cases, ask_due, due_dict
from motcua.rulebook.calendar_reading import year_dict, year_page
from motcua.rulebook.selectors import law
from motcua.web.faults import UserError


class Command(RoomCommand):
    """The law from the terminal."""

    help = "Quy định, lịch làm việc, thời hạn"
    verbs = {
        "show": "every rule in force on a day, with its source",
        "due": "when an answer is due and why; --cases answers JSON lines",
        "check": "whether files of rules and calendars are in order",
        "calendar": "the calendar of work of a year",
    }
    faulty_cases = False

    def arguments_show(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=a_day, metavar="DATE", help="the day; today where none is given")

    def arguments_due(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--received", metavar="ISO", help="the moment of receipt; Vietnamese time without an offset"
        )
        parser.add_argument("--limit", metavar="TEXT", help="the limit as the procedure states it")
        parser.add_argument("--unit", metavar="CODE", help="count this unit's own hours (public id or code)")
        parser.add_argument("--cases", type=Path, metavar="FILE", help="JSON lines with received and limit")

    def arguments_check(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--alone", action="store_true", help="without the shipped rules beside them")

    def arguments_calendar(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)

    def verb_show(self, given: Namespace) -> dict[str, Any]:
        now = law()
        for fault in now.faults:
            self.say(str(fault))
        return terminal.show(now, given.on or timezone.localdate())

    def verb_due(self, given: Namespace) -> dict[str, Any] | None:
        if given.cases is not None:
            self._cases(given)
            return None
        if given.received is None or given.limit is None:
            raise CommandError("due needs --received and --limit, or --cases FILE.", returncode=2)
        unit = find_unit(given.unit, timezone.localdate()) if given.unit else None
        return due_dict(ask_due(law(), given.received, given.limit, unit))

    def _cases(self, given: Namespace) -> None:
        for answer in answer_cases(law(), terminal.read_lines(given.cases)):
            self.faulty_cases = self.faulty_cases or "error" in answer
            self.stdout.write(self.to_json(answer))
        given.json = False

    def verb_check(self, given: Namespace) -> dict[str, Any]:
        return terminal.check(given.files, alone=given.alone)

    def verb_calendar(self, given: Namespace) -> dict[str, Any]:
        try:
            return year_dict(year_page(law(), given.year))
        except (UnknownRuleError, ValueError) as error:
            raise UserError("no-rules", f"Chưa có quy định nào được ghi cho năm {given.year}.") from error

    def words(self, given: Namespace, result: Any) -> Iterable[str]:
        """Lines for a person."""
        if given.verb == "show":
            return terminal.show_words(law(), given.on or timezone.localdate())
        told = {"due": terminal.due_words, "check": terminal.check_words, "calendar": terminal.calendar_words}
        return told[given.verb](result)

    def exit_code(self, given: Namespace, result: Any) -> int:
        """1 where a case or a file is at fault."""
        if given.verb == "due":
            return int(self.faulty_cases)
        return int(given.verb == "check" and bool(result["faults"]))
