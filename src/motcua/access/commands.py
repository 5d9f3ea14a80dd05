"""The base of every terminal command of the house."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor, actor_for, system_actor
from motcua.access.models import User
from motcua.web.faults import UserError
from motcua.web.formats import iso_text

Handler = Callable[[Namespace], object]


def a_day(text: str) -> date:
    """A day of the command line, `2026-11-20` or `20/11/2026`; a wrong one ends the command and says how to write it.

    Raises `ArgumentTypeError`.
    """
    try:
        return date.fromisoformat(iso_text(text))
    except ValueError as error:
        words = _("Ghi ngày như 2026-11-20 hoặc 20/11/2026, không phải “%(text)s”.")
        raise ArgumentTypeError(words % {"text": text}) from error


def a_moment(text: str) -> datetime:
    """A moment of the command line, `2026-11-20T15:30` or `20/11/2026 15:30`, Vietnamese time unless it names a zone.

    Raises `ArgumentTypeError`.
    """
    try:
        moment = datetime.fromisoformat(iso_text(text))
    except ValueError as error:
        words = _("Ghi ngày giờ như 2026-11-20T15:30 hoặc “20/11/2026 15:30”, không phải “%(text)s”.")
        raise ArgumentTypeError(words % {"text": text}) from error
    return moment if moment.tzinfo else timezone.make_aware(moment)


class RoomCommand(BaseCommand):
    """`motcua ROOM VERB …`: a verb is a method `verb_<name>(options)` with a sibling `arguments_<name>(parser)`.

    What the method returns is the result: printed as JSON with `--json`, else through `words(result)`. An empty list is
    `[]` in JSON and, for a person, a word on standard error beside an empty standard output.
    Progress and words go to standard error by `self.say`.
    """

    requires_system_checks: list[str] = []
    verbs: dict[str, str] = {}  # name -> one line of help

    def add_arguments(self, parser: CommandParser) -> None:
        """Add one sub-command a verb, each with `--json` and `--as`."""
        subparsers = parser.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=ArgumentParser)
        for name, words in self.verbs.items():
            sub = subparsers.add_parser(name, help=words, description=words)
            sub.add_argument("--json", action="store_true", help="print the result as JSON, and nothing else")
            sub.add_argument("--as", dest="as_user", metavar="USERNAME", help="act as this user")
            adder = getattr(self, f"arguments_{name.replace('-', '_')}", None)
            if adder is not None:
                adder(sub)

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the verb; a `UserError` ends with exit code 1 and its sentence."""
        given = Namespace(**options)
        try:
            result = getattr(self, f"verb_{given.verb.replace('-', '_')}")(given)
        except UserError as error:
            if given.json:
                self.stdout.write(self.to_json({"error": error.to_dict()}))
            hint = f" {error.hint}" if error.hint else ""
            raise CommandError(f"{error.message}{hint}", returncode=1) from error
        if given.json:
            self.stdout.write(self.to_json(result))
        elif isinstance(result, list | tuple) and not result:
            self.say(_("Không có dòng nào"))
        elif result is not None:
            for line in self.words(given, result):
                self.stdout.write(line)
        code = self.exit_code(given, result)
        if code:
            sys.exit(code)

    def words(self, given: Namespace, result: Any) -> Iterable[str]:
        """The result as lines for a person; JSON with indentation unless a command says otherwise."""
        yield json.dumps(result, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder)

    def exit_code(self, given: Namespace, result: Any) -> int:
        """0, or 1 where the result itself is a fault (a verification that failed)."""
        return 0

    def say(self, text: str) -> None:
        """Tell the person at the terminal something that is not the result."""
        self.stderr.write(text)

    @staticmethod
    def to_json(value: object) -> str:
        """One line of JSON with Vietnamese letters as they are."""
        return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)

    @staticmethod
    def acting(given: Namespace) -> Actor:
        """The actor named by `--as`, else the system; raises `CommandError` for an unknown user."""
        if not given.as_user:
            return system_actor()
        user = User.objects.filter(username=given.as_user, is_active=True).first()
        if user is None:
            raise CommandError(f"Không có tài khoản đang hoạt động tên {given.as_user!r}.", returncode=1)
        return actor_for(user, via="terminal")
