"""`motcua onthespot …`: procedures on the spot from the terminal."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from django.utils import timezone

from motcua.access.actors import Actor
from motcua.access.commands import RoomCommand, a_day
from motcua.law.onthespot import named_on, report_due
from motcua.onthespot import plain
from motcua.onthespot.measuring import progress
from motcua.onthespot.models import Authority, SpotEntry, SpotList, SpotState
from motcua.onthespot.phases import phase_stands
from motcua.onthespot.reporting import reports_owed
from motcua.onthespot.selectors import Chosen, entries, entry_by_id, list_by_id, lists, shown
from motcua.onthespot.services.deciding import decide_list, open_list, submit_list
from motcua.onthespot.services.entries import (
    SpotContent,
    change_entry,
    check_entry,
    propose_entry,
    renew_entry,
    start_entry,
    withdraw_entry,
)
from motcua.onthespot.services.reports import make_report
from motcua.organisation.selectors import find_unit
from motcua.rulebook.selectors import book
from motcua.web.faults import UserError


class Command(RoomCommand):
    """Procedures on the spot from the terminal."""

    help = "Thủ tục 5 tại chỗ"
    verbs = {
        "list": "procedures and their classes",
        "show": "one of them, with every reason",
        "report": "progress against targets; with --make the report of a month as a document",
        "propose": "propose a procedure for a desk",
        "change": "change a proposal",
        "renew": "propose what is to replace one in force",
        "check": "confirm a proposal",
        "start": "put a decided procedure in force",
        "withdraw": "withdraw one",
        "lists": "decision lists",
        "list-open": "draw up a list of checked procedures",
        "list-submit": "submit a list for signature",
        "list-decide": "record the signed decision of a list",
    }

    def arguments_list(self, parser: ArgumentParser) -> None:
        parser.add_argument("--state", default="", choices=["", *SpotState.values])
        parser.add_argument("--class", dest="spot", default="")
        parser.add_argument("--limit", type=int, default=1000)

    def arguments_show(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")

    arguments_check = arguments_show
    arguments_list_submit = arguments_show

    def arguments_report(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=a_day, metavar="DATE")
        parser.add_argument("--make", action="store_true")

    def _content(self, parser: ArgumentParser) -> None:
        parser.add_argument("--acts", nargs="*", default=[], metavar="ACT")
        parser.add_argument("--authority", choices=Authority.values, required=True)
        parser.add_argument("--in-person", action="store_true")
        parser.add_argument("--digital", action="store_true")
        parser.add_argument("--phase", default="")
        parser.add_argument("--process", default="")

    def arguments_propose(self, parser: ArgumentParser) -> None:
        parser.add_argument("code")
        parser.add_argument("--unit", required=True)
        parser.add_argument("--desk", required=True)
        self._content(parser)

    def arguments_change(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")
        self._content(parser)

    arguments_renew = arguments_change

    def arguments_start(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")
        parser.add_argument("--day", type=a_day, required=True, metavar="DATE")

    def arguments_withdraw(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")
        parser.add_argument("--reason", required=True)

    def arguments_list_open(self, parser: ArgumentParser) -> None:
        parser.add_argument("title")
        parser.add_argument("entries", nargs="*", metavar="ID")

    def arguments_list_decide(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")
        parser.add_argument("--number", required=True)
        parser.add_argument("--signed-on", type=a_day, required=True, metavar="DATE")
        parser.add_argument("--signer", required=True)

    @staticmethod
    def _entry(actor: Actor, public_id: str) -> SpotEntry:
        row = entry_by_id(public_id, actor)
        if row is None:
            raise UserError("unknown-entry", f"Không có dòng “{public_id}”.", status=404)
        return row

    @staticmethod
    def _found(actor: Actor, public_id: str) -> SpotList:
        row = list_by_id(public_id, actor)
        if row is None:
            raise UserError("unknown-list", f"Không có danh mục “{public_id}”.", status=404)
        return row

    @staticmethod
    def _given(given: Namespace) -> SpotContent:
        known = named_on("onthespot.acts", timezone.localdate(), book())
        acts = {**{key: key in given.acts for key in known}, **dict.fromkeys(given.acts, True)}
        return SpotContent(acts, given.authority, given.in_person, given.digital, given.phase, given.process)

    def verb_list(self, given: Namespace) -> list[dict[str, Any]]:
        rows = entries(self.acting(given), Chosen(state=given.state, spot=given.spot))
        return [plain.row_dict(row) for row in shown(list(rows[: given.limit]))]

    def verb_show(self, given: Namespace) -> dict[str, Any]:
        return plain.row_dict(shown([self._entry(self.acting(given), given.id)])[0])

    def verb_report(self, given: Namespace) -> dict[str, Any]:
        day = given.on or timezone.localdate()
        due = report_due(day, book())
        if given.make:
            row = make_report(actor=self.acting(given), month=day)
            return {"month": f"{row.month:%Y-%m}", "due": due.value, "paper": row.paper, **row.figures}
        return {
            "due": due.value,
            "owed": [f"{one.month:%Y-%m}" for one in reports_owed(day)],
            "phases": [one.to_dict() for one in phase_stands(day)],
            **progress(day).to_dict(),
        }

    def verb_propose(self, given: Namespace) -> dict[str, Any]:
        today = timezone.localdate()
        row = propose_entry(
            actor=self.acting(given),
            code=given.code,
            unit=find_unit(given.unit, today),
            desk=find_unit(given.desk, today),
            content=self._given(given),
        )
        return plain.row_dict(shown([row])[0])

    def verb_change(self, given: Namespace) -> dict[str, Any]:
        actor = self.acting(given)
        row = self._entry(actor, given.id)
        change_entry(actor=actor, entry=row, content=self._given(given), version=row.version)
        return plain.row_dict(shown([row])[0])

    def verb_renew(self, given: Namespace) -> dict[str, Any]:
        actor = self.acting(given)
        row = self._entry(actor, given.id)
        made = renew_entry(actor=actor, entry=row, content=self._given(given), version=row.version)
        return plain.row_dict(shown([made])[0])

    def verb_check(self, given: Namespace) -> dict[str, Any]:
        actor = self.acting(given)
        row = self._entry(actor, given.id)
        check_entry(actor=actor, entry=row, version=row.version)
        return plain.row_dict(shown([row])[0])

    def verb_start(self, given: Namespace) -> dict[str, Any]:
        actor = self.acting(given)
        row = self._entry(actor, given.id)
        start_entry(actor=actor, entry=row, day=given.day, version=row.version)
        return plain.row_dict(shown([row])[0])

    def verb_withdraw(self, given: Namespace) -> dict[str, Any]:
        actor = self.acting(given)
        row = self._entry(actor, given.id)
        withdraw_entry(actor=actor, entry=row, reason=given.reason, version=row.version)
        return plain.row_dict(shown([row])[0])

    def verb_lists(self, given: Namespace) -> list[dict[str, Any]]:
        return [plain.list_dict(row) for row in lists(self.acting(given))]

    def verb_list_open(self, given: Namespace) -> dict[str, Any]:
        return plain.list_dict(open_list(actor=self.acting(given), title=given.title, entries=given.entries))

    def verb_list_submit(self, given: Namespace) -> dict[str, Any]:
        actor = self.acting(given)
        row = self._found(actor, given.id)
        submit_list(actor=actor, spot_list=row, version=row.version)
        return plain.list_dict(row)

    def verb_list_decide(self, given: Namespace) -> dict[str, Any]:
        actor = self.acting(given)
        row = self._found(actor, given.id)
        decide_list(
            actor=actor,
            spot_list=row,
            number=given.number,
            signed_on=given.signed_on,
            signer=given.signer,
            version=row.version,
        )
        return plain.list_dict(row)
