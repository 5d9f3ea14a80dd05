"""`motcua seed`: fill an empty installation; say who can sign in."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from motcua.access.commands import RoomCommand
from motcua.access.seeding import sign_ins, steps
from motcua.config.seeding import run_quick, run_steps, start_job


class Command(RoomCommand):
    _said = ""
    help = "Fill an empty installation with what the product ships"
    verbs = {
        "start": "run the quick steps now and queue the others as a job",
        "run": "run every step here and now",
        "list": "list the steps",
        "sign-ins": "list the seeded accounts",
    }

    def arguments_start(self, parser: ArgumentParser) -> None:
        parser.add_argument("--edition", default=version("motcua"), help="another word here queues the job anew")

    def verb_start(self, given: Namespace) -> object:
        actor = self.acting(given)
        run_quick(actor, self._progress)
        job = start_job(actor, edition=given.edition)
        return {"job": job.public_id, "sign_ins": [asdict(one) for one in sign_ins()]}

    def verb_run(self, given: Namespace) -> object:
        run_steps(steps(), self.acting(given), self._progress)
        return {"steps": [step.name for step in steps()]}

    def verb_list(self, given: Namespace) -> object:
        return [{"name": step.name, "order": step.order} for step in steps()]

    def verb_sign_ins(self, given: Namespace) -> object:
        return [asdict(one) for one in sign_ins()]

    def words(self, given: Namespace, result: Any) -> Iterable[str]:
        """Sign-ins as a table, the rest as it is."""
        if given.verb != "sign-ins":
            yield from super().words(given, result)
            return
        for one in result:
            yield f"{one['function']:<44} {one['username']:<24} {one['password']}  {one['note']}".rstrip()

    def _progress(self, done: int, total: int, text: str) -> None:
        if text and text != self._said:
            self._said = text
            self.say(text)
