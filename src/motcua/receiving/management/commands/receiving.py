"""`motcua receiving …`: lists of what is received where, from the terminal."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from django.utils import timezone

from motcua.access.actors import Actor
from motcua.access.commands import RoomCommand, a_day
from motcua.catalog.models import Field
from motcua.catalog.selectors import procedure_by_code
from motcua.organisation.selectors import find_unit
from motcua.receiving import plain, selectors
from motcua.receiving.models import ListKind, ReceivingList
from motcua.receiving.reviews import reviews
from motcua.receiving.services.deciding import Decision, end_list, put_in_force
from motcua.receiving.services.drafting import (
    LineWords,
    Rule,
    add_by_rule,
    add_lines,
    discard_draft,
    open_draft,
    remove_lines,
)
from motcua.receiving.services.submitting import Wording, return_list, submit_list
from motcua.web.faults import UserError

KINDS = [kind.value for kind in ListKind]


class Command(RoomCommand):
    """The lists from the terminal."""

    help = "Danh mục nơi tiếp nhận"
    verbs = {
        "list": "lists and where they stand",
        "show": "one list with its lines",
        "where": "where a procedure is received on a day, and why",
        "missing": "procedures of which no list says where they are received",
        "reviews": "when each list is to be reviewed",
        "draft": "open the draft of a list",
        "add": "add procedures to a draft, by codes or by a rule",
        "remove": "remove procedures from a draft",
        "discard": "throw a draft away",
        "submit": "make the decision's document and submit it for signature",
        "return": "take a submitted list back",
        "issue": "put a list in force by its signed decision",
        "end": "end a list without another in its place",
    }

    def arguments_list(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kind", default="", choices=["", *KINDS])
        parser.add_argument("--on", type=a_day, metavar="DATE")
        parser.add_argument("--limit", type=int, default=1000)

    def arguments_show(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")

    def arguments_where(self, parser: ArgumentParser) -> None:
        parser.add_argument("code")
        parser.add_argument("--on", type=a_day, metavar="DATE")
        parser.add_argument("--unit", default="", metavar="CODE")

    def arguments_missing(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=a_day, metavar="DATE")

    def arguments_draft(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=KINDS)
        parser.add_argument("--unit", default="", metavar="CODE", help="whose list; the whole province's without it")
        parser.add_argument("--empty", action="store_true", help="do not copy the list that holds today")
        self._rule(parser)

    def arguments_add(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")
        parser.add_argument("codes", nargs="*", metavar="CODE")
        parser.add_argument("--reason", default="")
        parser.add_argument("--group", default="", help="the group of linked procedures")
        self._rule(parser)

    def arguments_remove(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")
        parser.add_argument("codes", nargs="+", metavar="CODE")

    arguments_discard = arguments_show

    def arguments_submit(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")
        parser.add_argument("--effective-from", type=a_day, metavar="DATE", required=True)
        for name in ("authority", "proposer", "symbol", "place"):
            parser.add_argument(f"--{name}", required=True)
        parser.add_argument("--signature", nargs="+", required=True, metavar="LINE")

    def arguments_return(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")
        parser.add_argument("--reason", required=True)

    def arguments_issue(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")
        parser.add_argument("--number", required=True)
        parser.add_argument("--signed-on", type=a_day, metavar="DATE", required=True)
        parser.add_argument("--signer", required=True)
        parser.add_argument("--effective-from", type=a_day, metavar="DATE", required=True)

    def arguments_end(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")
        parser.add_argument("--day", type=a_day, metavar="DATE", required=True)

    @staticmethod
    def _rule(parser: ArgumentParser) -> None:
        parser.add_argument("--field", default="", help="procedures of this field")
        parser.add_argument("--tier", default="", help="procedures handled at this tier")

    @staticmethod
    def _asked_rule(given: Namespace) -> Rule | None:
        if not (given.field or given.tier):
            return None
        field = Field.objects.filter(name=given.field).first()
        if given.field and field is None:
            raise UserError("unknown-field", f"Không có lĩnh vực “{given.field}”.")
        return Rule(field, given.tier)

    @staticmethod
    def _found(actor: Actor, public_id: str) -> ReceivingList:
        row = selectors.list_by_id(public_id, actor)
        if row is None:
            raise UserError("unknown-list", f"Không có danh mục “{public_id}”.", status=404)
        return row

    def verb_list(self, given: Namespace) -> list[dict[str, Any]]:
        rows = selectors.list_rows(self.acting(given), kind=given.kind, day=given.on)
        return plain.list_dicts(list(rows[: given.limit]))

    def verb_show(self, given: Namespace) -> dict[str, Any]:
        row = self._found(self.acting(given), given.id)
        return {**plain.list_dict(row), "lines": [plain.line_dict(line) for line in selectors.lines_of(row)]}

    def verb_where(self, given: Namespace) -> dict[str, Any]:
        day = given.on or timezone.localdate()
        procedure = procedure_by_code(given.code, self.acting(given))
        if procedure is None:
            raise UserError("unknown-procedure", f"Không có thủ tục “{given.code}”.", status=404)
        unit = find_unit(given.unit, day) if given.unit else None
        return selectors.where_received(procedure, day, unit).to_dict()

    def verb_missing(self, given: Namespace) -> list[dict[str, str]]:
        rows = selectors.procedures_on_no_list(given.on or timezone.localdate())
        return [{"code": row.code, "name": row.current.name if row.current else ""} for row in rows]

    def verb_reviews(self, given: Namespace) -> list[dict[str, Any]]:
        today = timezone.localdate()
        return [plain.review_dict(review, today) for review in reviews(today)]

    def verb_draft(self, given: Namespace) -> dict[str, Any]:
        unit = find_unit(given.unit, timezone.localdate()) if given.unit else None
        row = open_draft(
            actor=self.acting(given),
            kind=ListKind(given.kind),
            unit=unit,
            copy_last=not given.empty,
            rule=self._asked_rule(given),
        )
        return plain.list_dict(row)

    def verb_add(self, given: Namespace) -> dict[str, Any]:
        actor, words, rule = self.acting(given), LineWords(given.reason, given.group), self._asked_rule(given)
        row, added = self._found(actor, given.id), 0
        if rule is not None:
            added += add_by_rule(actor=actor, receiving_list=row, rule=rule, words=words, version=row.version)
        if given.codes or rule is None:
            added += add_lines(actor=actor, receiving_list=row, codes=given.codes, words=words, version=row.version)
        return {**plain.list_dict(row), "added": added}

    def verb_remove(self, given: Namespace) -> dict[str, Any]:
        actor = self.acting(given)
        row = self._found(actor, given.id)
        removed = remove_lines(actor=actor, receiving_list=row, codes=given.codes, version=row.version)
        return {**plain.list_dict(row), "removed": removed}

    def verb_discard(self, given: Namespace) -> dict[str, Any]:
        actor = self.acting(given)
        row = self._found(actor, given.id)
        discard_draft(actor=actor, receiving_list=row, version=row.version)
        return {"discarded": given.id}

    def verb_submit(self, given: Namespace) -> dict[str, Any]:
        actor = self.acting(given)
        row = self._found(actor, given.id)
        names = (given.authority, given.proposer, given.symbol, given.place)
        wording = Wording(given.effective_from, *names, signature=tuple(given.signature))
        submit_list(actor=actor, receiving_list=row, wording=wording, version=row.version)
        return plain.list_dict(row)

    def verb_return(self, given: Namespace) -> dict[str, Any]:
        actor = self.acting(given)
        row = self._found(actor, given.id)
        return_list(actor=actor, receiving_list=row, version=row.version, reason=given.reason)
        return plain.list_dict(row)

    def verb_issue(self, given: Namespace) -> dict[str, Any]:
        actor = self.acting(given)
        row = self._found(actor, given.id)
        decision = Decision(given.number, given.signed_on, given.signer, given.effective_from)
        put_in_force(actor=actor, receiving_list=row, decision=decision, version=row.version)
        return plain.list_dict(row)

    def verb_end(self, given: Namespace) -> dict[str, Any]:
        actor = self.acting(given)
        row = self._found(actor, given.id)
        end_list(actor=actor, receiving_list=row, day=given.day, version=row.version)
        return plain.list_dict(row)
