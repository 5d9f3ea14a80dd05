"""`motcua review …`: judging levels, proposals, campaigns and their lists from the terminal."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from typing import Any

from django.core.management import CommandError

from motcua.proposals.review_verb import ProposeVerb
from motcua.review import terminal_assess, terminal_campaign, terminal_classify, terminal_impact, terminal_lists
from motcua.web.faults import UserError


class Command(ProposeVerb):
    """Reviews from the terminal. Each verb is a function of the module that owns it."""

    help = "Rà soát, đánh giá thủ tục hành chính"
    verbs = {
        **terminal_classify.VERBS,
        **terminal_campaign.WORDS,
        **terminal_assess.WORDS,
        **terminal_lists.WORDS,
        **terminal_impact.WORDS,
        **ProposeVerb.VERB,
    }

    def arguments_classify(self, parser: ArgumentParser) -> None:
        terminal_classify.arguments_classify(parser)

    def verb_classify(self, given: Namespace) -> Any:
        try:
            return terminal_classify.verb_classify(given)
        except UserError as error:  # a file at fault leaves nothing on standard output, with --json either
            raise CommandError(error.message, returncode=1) from error

    def arguments_campaign(self, parser: ArgumentParser) -> None:
        terminal_campaign.arguments_campaign(parser)

    def verb_campaign(self, given: Namespace) -> Any:
        return terminal_campaign.verb_campaign(self.acting(given), given)

    def arguments_line(self, parser: ArgumentParser) -> None:
        terminal_assess.arguments("line", parser)

    def verb_line(self, given: Namespace) -> Any:
        return terminal_assess.act("line", self.acting(given), given)

    def arguments_consultation(self, parser: ArgumentParser) -> None:
        terminal_assess.arguments("consultation", parser)

    def verb_consultation(self, given: Namespace) -> Any:
        return terminal_assess.act("consultation", self.acting(given), given)

    def arguments_obstacle(self, parser: ArgumentParser) -> None:
        terminal_assess.arguments("obstacle", parser)

    def verb_obstacle(self, given: Namespace) -> Any:
        return terminal_assess.act("obstacle", self.acting(given), given)

    def arguments_lists(self, parser: ArgumentParser) -> None:
        terminal_lists.arguments_lists(parser)

    def verb_lists(self, given: Namespace) -> Any:
        return terminal_lists.verb_lists(self.acting(given), given)

    def arguments_impact(self, parser: ArgumentParser) -> None:
        terminal_impact.arguments_impact(parser)

    def verb_impact(self, given: Namespace) -> Any:
        return terminal_impact.verb_impact(self.acting(given), given)

    def arguments_costs(self, parser: ArgumentParser) -> None:
        terminal_lists.arguments_costs(parser)

    def verb_costs(self, given: Namespace) -> Any:
        return terminal_lists.verb_costs(self.acting(given), given)

    def words(self, given: Namespace, result: Any) -> Iterable[str]:
        """The level and its reasons, a line each; the rest as JSON."""
        if given.verb != "classify":
            yield from super().words(given, result)
            return
        for one in result if isinstance(result, list) else [result]:
            yield from terminal_classify.lines(one)
