"""`motcua proposals …`: rules, databases, facts of review, keeping and measuring proposals from the terminal."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from motcua.access.commands import RoomCommand
from motcua.proposals import terminal, terminal_facts
from motcua.proposals.selectors import proposals
from motcua.proposals.services import keep_proposals


class Command(RoomCommand):
    """What stands behind the proposals of `motcua review propose`."""

    help = "Quy tắc gợi ý, số liệu, cơ sở dữ liệu thay giấy tờ"
    verbs = {
        "rules": "the rules as they stand here",
        "databases": "databases that replace papers, with the clock that runs from their publication",
        "set": "write a fact or a rule: volumes, volume, database, estimate, rule-set, rule-off, rule-restore",
        "refresh": "reckon the proposals of the whole catalogue anew and keep them for the lists",
        "measure": "precision and recall of the answer no against procedures judged by hand",
    }

    def verb_rules(self, given: Namespace) -> Any:
        """Rules and the faults of the province's rows."""
        self.acting(given).require("proposals.view")
        return terminal.rules()

    def verb_databases(self, given: Namespace) -> Any:
        """Databases with due days."""
        self.acting(given).require("proposals.view")
        return terminal.databases()

    def arguments_set(self, parser: ArgumentParser) -> None:
        """What to write."""
        terminal_facts.arguments(parser)

    def verb_set(self, given: Namespace) -> Any:
        """Write it."""
        return terminal_facts.write(self.acting(given), given)

    def verb_refresh(self, given: Namespace) -> Any:
        """Keep every proposal anew."""
        actor = self.acting(given)
        return {"kept": keep_proposals(actor=actor, found=proposals(actor))}

    def arguments_measure(self, parser: ArgumentParser) -> None:
        """Files of judgements."""
        parser.add_argument("judged", nargs="+", type=Path, metavar="FILE")

    def verb_measure(self, given: Namespace) -> Any:
        """The report, a row a criterion."""
        actor = self.acting(given)
        actor.require("proposals.view")
        return terminal.measure(actor, given.judged)
