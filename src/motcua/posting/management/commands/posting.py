"""`motcua posting …`: what desks put up and take down, confirming it, what hung when."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone

from motcua.access.commands import RoomCommand, a_day
from motcua.posting import plain, selectors
from motcua.posting.asking import find_confirmation, find_desk
from motcua.posting.deadline import Clock
from motcua.posting.services import Chosen, Photo, confirm_posting, undo_confirmation
from motcua.posting.todo import ACT_WORDS, narrowed, to_do
from motcua.web.faults import UserError


def _desk(parser: ArgumentParser) -> None:
    parser.add_argument("desk", metavar="UNIT", help="code or public id of the desk, or of its commune or province")
    parser.add_argument("--on", type=a_day, metavar="DATE", help="the day; today without it")


class Command(RoomCommand):
    """The boards of the desks from the terminal."""

    help = "Niêm yết thủ tục tại nơi tiếp nhận"
    verbs = {
        "desks": "every desk of a day and how its board stands",
        "todo": "what a desk puts up, replaces and takes down",
        "confirm": "confirm changes of a desk's board on a day",
        "undo": "take a confirmation back on the day on which it was made",
        "board": "what hung at a desk on a day",
        "history": "the confirmations of a desk, newest first",
    }

    def arguments_desks(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=a_day, metavar="DATE")
        parser.add_argument("--state", default="", choices=["", *selectors.STATES])

    def arguments_todo(self, parser: ArgumentParser) -> None:
        _desk(parser)
        parser.add_argument("--act", default="", choices=["", *ACT_WORDS])

    def arguments_confirm(self, parser: ArgumentParser) -> None:
        _desk(parser)
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--item", action="append", metavar="ACT:CODE", help="a change as `todo` names it; repeatable")
        what.add_argument("--all", action="store_true", help="every change of the day")
        parser.add_argument("--photo", type=Path, metavar="PATH", help="a JPEG or PNG of the board")
        parser.add_argument("--note", default="")

    def arguments_undo(self, parser: ArgumentParser) -> None:
        parser.add_argument("confirmation", metavar="ID")

    def arguments_board(self, parser: ArgumentParser) -> None:
        _desk(parser)

    def arguments_history(self, parser: ArgumentParser) -> None:
        _desk(parser)
        parser.add_argument("--limit", type=int, default=1000)

    @staticmethod
    def _on(given: Namespace) -> date:
        return given.on or timezone.localdate()

    def verb_desks(self, given: Namespace) -> list[dict[str, Any]]:
        return [plain.line_dict(line) for line in selectors.overview(self._on(given), state=given.state)]

    def verb_todo(self, given: Namespace) -> list[dict[str, Any]]:
        day = self._on(given)
        clock = Clock(day)
        items = narrowed(to_do(find_desk(given.desk, day), day), act=given.act)
        return [plain.item_dict(item, clock, why=given.json) for item in items]

    def verb_confirm(self, given: Namespace) -> dict[str, Any]:
        day = self._on(given)
        desk = find_desk(given.desk, day)
        with ExitStack() as stack:
            photo = None
            if given.photo is not None:
                if not given.photo.is_file():
                    raise UserError("no-file", f"Không có tệp {given.photo}.", field="photo")
                photo = Photo(stack.enter_context(given.photo.open("rb")), given.photo.name)
            made = confirm_posting(
                actor=self.acting(given),
                desk=desk,
                day=day,
                chosen=Chosen(None if given.all else given.item),
                version=selectors.board_of(desk).version,
                photo=photo,
                note=given.note,
            )
        return plain.confirmation_dict(made)

    def verb_undo(self, given: Namespace) -> dict[str, Any]:
        actor = self.acting(given)
        found = find_confirmation(actor, given.confirmation)
        version = selectors.version_of_board(found.desk_id)
        return plain.confirmation_dict(undo_confirmation(actor=actor, confirmation=found, version=version))

    def verb_board(self, given: Namespace) -> list[dict[str, Any]]:
        day = self._on(given)
        return [plain.posting_dict(row) for row in selectors.board_on(find_desk(given.desk, day), day)]

    def verb_history(self, given: Namespace) -> list[dict[str, Any]]:
        desk = find_desk(given.desk, self._on(given))
        rows = selectors.confirmations_of(self.acting(given), desk)[: given.limit]
        return [plain.confirmation_dict(row) for row in rows]

    def words(self, given: Namespace, result: Any) -> Iterable[str]:
        """Lines for a person: a change, a desk, a procedure or a confirmation a line."""
        if not isinstance(result, list):
            yield from super().words(given, result)
            return
        columns = {
            "todo": ("act", "code", "due", "name"),
            "desks": ("state", "up", "replace", "down", "name"),
            "board": ("code", "version", "from", "name"),
            "history": ("day", "put_up", "replaced", "taken_down", "id"),
        }[given.verb]
        for row in result:
            yield "\t".join(str("" if row[name] is None else row[name]) for name in columns)
