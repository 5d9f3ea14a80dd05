"""`motcua review …`: judging levels, proposals, campaigns and their lists from the terminal."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from typing import Any

from django.core.management import CommandError

from motcua.access.commands import RoomCommand
from motcua.review import terminal_classify
from motcua.web.faults import UserError


class Command(RoomCommand):
    """Reviews from the terminal. Each verb is a function of the module that owns it."""

    help = "Rà soát, đánh giá thủ tục hành chính"
    verbs = {**terminal_classify.VERBS}

    def arguments_classify(self, parser: ArgumentParser) -> None:
        terminal_classify.arguments_classify(parser)

    def verb_classify(self, given: Namespace) -> Any:
        try:
            return terminal_classify.verb_classify(given)
        except UserError as error:  # a file at fault leaves nothing on standard output, with --json either
            raise CommandError(error.message, returncode=1) from error

    def words(self, given: Namespace, result: Any) -> Iterable[str]:
        """The level and its reasons, a line each; the rest as JSON."""
        if given.verb != "classify":
            yield from super().words(given, result)
            return
        for one in result if isinstance(result, list) else [result]:
            yield from terminal_classify.lines(one)
