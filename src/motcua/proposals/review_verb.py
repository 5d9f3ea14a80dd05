"""The verb `propose` of `motcua review`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from django.core.management import CommandError

from motcua.access.commands import RoomCommand
from motcua.proposals import terminal
from motcua.web.faults import UserError

_USAGE = "motcua review propose CODE… | --all [--json]"


class ProposeVerb(RoomCommand):
    """`motcua review propose CODE… | --all`: proposed answers with their passages, one JSON line a procedure."""

    VERB = {"propose": "propose an answer to each criterion from the record, with the passage it rests on"}

    def arguments_propose(self, parser: ArgumentParser) -> None:
        """Codes, or `--all`."""
        terminal.arguments_propose(parser)

    def verb_propose(self, given: Namespace) -> Any:
        """Print every proposal but the last as it is found and give back the last.

        With neither codes nor `--all` it ends with exit 2 and says how it is called. A code that is not in the
        catalogue ends with exit 1 and its sentence, after the proposals for the others; standard output holds
        proposals only.
        """
        last: dict[str, Any] | None = None
        try:
            for found in terminal.propose(self.acting(given), given.codes, everything=given.all):
                if last is not None:
                    self._print(given, last)
                last = found
        except UserError as error:
            if error.code == "no-codes":
                raise CommandError(f"{error.message}\n{_USAGE}", returncode=2) from error
            if last is not None:
                self._print(given, last)
            raise CommandError(error.message, returncode=1) from error
        if last is None:
            raise CommandError("Danh mục chưa có thủ tục nào đang áp dụng.", returncode=1)
        if given.json:
            return last
        self._print(given, last)
        return None

    def _print(self, given: Namespace, found: dict[str, Any]) -> None:
        self.stdout.write(self.to_json(found) if given.json else "\n".join(terminal.words_of(found)))
