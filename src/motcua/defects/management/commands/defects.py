"""`motcua defects …`: reports of defects and the letters that carry them, from the terminal."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from django.utils import timezone

from motcua.access.commands import RoomCommand, a_day
from motcua.defects import plain, selectors, terminal
from motcua.defects.models import DefectKind
from motcua.defects.services.answering import Answer
from motcua.defects.services.letters import Sent
from motcua.defects.services.reporting import ReportContent
from motcua.defects.services.submitting import Wording

KINDS = [kind.value for kind in DefectKind]


class Command(RoomCommand):
    """Defects from the terminal."""

    help = "Phản ánh nội dung thủ tục chưa đầy đủ, chính xác, kịp thời"
    verbs = {
        "list": "reports and where they stand",
        "letters": "letters, with silence and days due",
        "show": "one letter with its lines",
        "report": "report a defect of a procedure",
        "withdraw": "take a report back",
        "take": "make reports of findings of the catalogue",
        "write": "draft a letter with reports",
        "change": "add or take out reports of a draft, or address it to another",
        "discard": "throw a draft away",
        "submit": "make the document and submit it for signature",
        "return": "take a submitted letter back",
        "sent": "write down number and day of a letter that went out",
        "forward": "draft a letter that passes on what nobody answered",
        "answer": "write down what was answered",
    }

    def arguments_list(self, parser: ArgumentParser) -> None:
        parser.add_argument("--state", default="")
        parser.add_argument("--code", default="")
        parser.add_argument("--limit", type=int, default=1000)

    def arguments_letters(self, parser: ArgumentParser) -> None:
        parser.add_argument("--state", default="")
        parser.add_argument("--overdue", action="store_true")
        parser.add_argument("--limit", type=int, default=1000)

    def arguments_show(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")

    arguments_discard = arguments_show

    def arguments_report(self, parser: ArgumentParser) -> None:
        parser.add_argument("code")
        parser.add_argument("--kind", choices=KINDS, required=True)
        parser.add_argument("--part", required=True, help="key of the statutory part, such as time_limit")
        parser.add_argument("--quote", default="")
        parser.add_argument("--proposal", required=True)

    def arguments_withdraw(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")
        parser.add_argument("--reason", required=True)

    arguments_return = arguments_withdraw

    def arguments_take(self, parser: ArgumentParser) -> None:
        parser.add_argument("ids", nargs="+", metavar="FINDING")
        parser.add_argument("--kind", choices=KINDS, required=True)

    def arguments_write(self, parser: ArgumentParser) -> None:
        parser.add_argument("ids", nargs="+", metavar="REPORT")
        self._from_to(parser)

    def arguments_change(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")
        parser.add_argument("--add", nargs="+", default=[], metavar="REPORT")
        parser.add_argument("--drop", nargs="+", default=[], metavar="REPORT")
        self._to(parser)

    def arguments_submit(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")
        parser.add_argument("--symbol", required=True)
        parser.add_argument("--place", required=True)
        parser.add_argument("--signature", nargs="+", required=True, metavar="LINE")

    def arguments_sent(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")
        parser.add_argument("--number", required=True)
        parser.add_argument("--on", type=a_day, metavar="DATE", required=True)
        parser.add_argument("--signer", required=True)

    def arguments_forward(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")
        self._from_to(parser)

    def arguments_answer(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")
        parser.add_argument("--accept", nargs="+", default=[], metavar="REPORT")
        parser.add_argument("--refuse", nargs="+", default=[], metavar="REPORT")
        parser.add_argument("--reason", default="")
        parser.add_argument("--number", default="", help="number of the answering document")
        parser.add_argument("--on", type=a_day, metavar="DATE", required=True)

    @staticmethod
    def _to(parser: ArgumentParser) -> None:
        parser.add_argument("--to-unit", default="", metavar="CODE")
        parser.add_argument("--to-name", default="", help="name of the ministry")

    def _from_to(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from-unit", required=True, metavar="CODE")
        self._to(parser)

    def verb_list(self, given: Namespace) -> list[dict[str, Any]]:
        rows = selectors.report_rows(self.acting(given), state=given.state, code=given.code)
        return [plain.report_dict(row, timezone.localdate()) for row in rows[: given.limit]]

    def verb_letters(self, given: Namespace) -> list[dict[str, Any]]:
        today = timezone.localdate()
        overdue = today if given.overdue else None
        rows = selectors.letter_rows(self.acting(given), state=given.state, overdue_on=overdue)
        return plain.letter_dicts(rows[: given.limit], today)

    def verb_show(self, given: Namespace) -> dict[str, Any]:
        today = timezone.localdate()
        row = terminal.letter_of(self.acting(given), given.id)
        lines = [plain.line_dict(line, today) for line in selectors.lines_of(row)]
        return {**plain.letter_dict(row, today), "lines": lines}

    def verb_report(self, given: Namespace) -> dict[str, Any]:
        content = ReportContent(DefectKind(given.kind), given.part, given.proposal, given.quote)
        return terminal.make_report(self.acting(given), given.code, content)

    def verb_withdraw(self, given: Namespace) -> dict[str, Any]:
        return terminal.withdraw(self.acting(given), given.id, given.reason)

    def verb_take(self, given: Namespace) -> dict[str, int]:
        return terminal.take(self.acting(given), given.ids, DefectKind(given.kind))

    def verb_write(self, given: Namespace) -> dict[str, Any]:
        to = terminal.addressee_of(given.to_unit, given.to_name)
        return terminal.write(self.acting(given), given.from_unit, to, given.ids)

    def verb_change(self, given: Namespace) -> dict[str, Any]:
        to = terminal.addressee_of(given.to_unit, given.to_name)
        return terminal.change(self.acting(given), given.id, given.add, given.drop, to)

    def verb_discard(self, given: Namespace) -> dict[str, Any]:
        return terminal.discard(self.acting(given), given.id)

    def verb_submit(self, given: Namespace) -> dict[str, Any]:
        wording = Wording(given.symbol, given.place, tuple(given.signature))
        return terminal.submit(self.acting(given), given.id, wording)

    def verb_return(self, given: Namespace) -> dict[str, Any]:
        return terminal.take_back(self.acting(given), given.id, given.reason)

    def verb_sent(self, given: Namespace) -> dict[str, Any]:
        return terminal.sent(self.acting(given), given.id, Sent(given.number, given.on, given.signer))

    def verb_forward(self, given: Namespace) -> dict[str, Any]:
        to = terminal.addressee_of(given.to_unit, given.to_name)
        return terminal.forward(self.acting(given), given.id, given.from_unit, to)

    def verb_answer(self, given: Namespace) -> dict[str, Any]:
        told = Answer(given.on, given.number)
        return terminal.answer(self.acting(given), given.id, told, given.accept, given.refuse, given.reason)
