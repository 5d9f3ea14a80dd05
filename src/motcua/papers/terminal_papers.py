"""`motcua paper …` about documents: list, show, draft, submit, sign, send, recall, replace."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.commands import RoomCommand, a_day
from motcua.organisation.selectors import find_unit
from motcua.papers import services
from motcua.papers.asking import find_dispatch, find_paper, find_register, must_be_awaited, recipients_from
from motcua.papers.models import Paper, PaperState
from motcua.papers.selectors import papers_rows
from motcua.papers.services.answers import ask_system
from motcua.papers.showing import dispatch_dict, paper_dict, paper_line
from motcua.web.faults import UserError


class PaperVerbs(RoomCommand):
    """Documents at the terminal; a document is named by its id, its version is the one found."""

    paper_verbs = {
        "list": "documents, latest first",
        "show": "one document with its data",
        "make": "draft a document",
        "change": "write a draft anew",
        "submit": "submit a draft for signature",
        "return": "make a submitted document a draft again",
        "sign": "record number, day and signer",
        "number": "take a number from an own register and record the signature",
        "send": "send a signed document",
        "received": "note that a recipient has the document",
        "recall": "recall a signed document",
        "replace": "draft the document that replaces a signed one",
        "ask": "ask the document system now",
    }

    def _paper(self, given: Namespace) -> Paper:
        return find_paper(self.acting(given), given.paper)

    def _kept(self, given: Namespace) -> dict[str, Any]:
        """The actor, the document and its version, as services take them."""
        paper = self._paper(given)
        return {"actor": self.acting(given), "paper": paper, "version": paper.version}

    def arguments_list(self, parser: ArgumentParser) -> None:
        """Which documents."""
        parser.add_argument("--state", choices=PaperState.values, default="")
        parser.add_argument("--limit", type=int, default=100)

    def verb_list(self, given: Namespace) -> list[dict[str, Any]]:
        """The latest documents."""
        return [paper_line(row) for row in papers_rows(self.acting(given), state=given.state)[: max(given.limit, 1)]]

    def arguments_show(self, parser: ArgumentParser) -> None:
        """Which document."""
        parser.add_argument("paper")

    def verb_show(self, given: Namespace) -> dict[str, Any]:
        """One document."""
        return paper_dict(self._paper(given))

    def arguments_make(self, parser: ArgumentParser) -> None:
        """From what."""
        parser.add_argument("template")
        parser.add_argument("--unit", required=True, help="code or id")
        parser.add_argument("--title", required=True)
        parser.add_argument("--data", type=Path, required=True, metavar="FILE", help="JSON")

    def verb_make(self, given: Namespace) -> dict[str, Any]:
        """Draft a document."""
        unit = find_unit(given.unit, timezone.localdate())
        paper = services.make_paper(
            actor=self.acting(given), template=given.template, unit=unit, data=_data(given.data), title=given.title
        )
        return paper_dict(paper)

    def arguments_change(self, parser: ArgumentParser) -> None:
        """With what."""
        parser.add_argument("paper")
        parser.add_argument("--data", type=Path, required=True, metavar="FILE", help="JSON")
        parser.add_argument("--title")

    def verb_change(self, given: Namespace) -> dict[str, Any]:
        """Write a draft anew."""
        return paper_dict(services.change_paper(**self._kept(given), data=_data(given.data), title=given.title))

    arguments_submit = arguments_show

    def verb_submit(self, given: Namespace) -> dict[str, Any]:
        """Submit a draft."""
        kept = self._kept(given)
        must_be_awaited(kept["paper"])
        return paper_dict(services.submit_paper(**kept))

    def arguments_return(self, parser: ArgumentParser) -> None:
        """Which document, and why."""
        parser.add_argument("paper")
        parser.add_argument("--reason", required=True)

    def verb_return(self, given: Namespace) -> dict[str, Any]:
        """Make a submitted document a draft again."""
        return paper_dict(services.return_paper(**self._kept(given), reason=given.reason))

    def _signing(self, parser: ArgumentParser) -> None:
        parser.add_argument("--signed-on", type=a_day, required=True, help="2026-11-20")
        parser.add_argument("--signer", required=True)
        parser.add_argument("--file", type=Path, metavar="PDF", help="the signed copy")

    def arguments_sign(self, parser: ArgumentParser) -> None:
        """Number, symbol, day, signer."""
        parser.add_argument("paper")
        parser.add_argument("--number", type=int, required=True)
        parser.add_argument("--symbol", required=True)
        self._signing(parser)

    def verb_sign(self, given: Namespace) -> dict[str, Any]:
        """Record a signature."""
        told = {name: getattr(given, name) for name in ("number", "symbol", "signed_on", "signer")}
        return self._with_copy(given, services.record_signed, told)

    def arguments_number(self, parser: ArgumentParser) -> None:
        """Register, day, signer."""
        parser.add_argument("paper")
        parser.add_argument("--register", required=True)
        self._signing(parser)

    def verb_number(self, given: Namespace) -> dict[str, Any]:
        """Take a number and record the signature."""
        register = find_register(self.acting(given), given.register)
        told = {"register": register, "signed_on": given.signed_on, "signer": given.signer}
        return self._with_copy(given, services.number_paper, told)

    def _with_copy(self, given: Namespace, service: Any, told: dict[str, Any]) -> dict[str, Any]:
        if given.file is None:
            return paper_dict(service(**self._kept(given), **told))
        with _opened(given.file) as stream:
            copy = services.SignedCopy(stream, given.file.name)
            return paper_dict(service(**self._kept(given), **told, file=copy))

    def arguments_send(self, parser: ArgumentParser) -> None:
        """To whom."""
        parser.add_argument("paper")
        parser.add_argument("to", nargs="+", help="names of agencies, codes or ids of units")

    def verb_send(self, given: Namespace) -> dict[str, Any]:
        """Send a signed document."""
        return paper_dict(services.send_paper(**self._kept(given), to=recipients_from(given.to)))

    def arguments_received(self, parser: ArgumentParser) -> None:
        """Which recipient."""
        parser.add_argument("paper")
        parser.add_argument("dispatch", help="id of the sending, as `show` names it")

    def verb_received(self, given: Namespace) -> dict[str, Any]:
        """Note a receipt."""
        actor = self.acting(given)
        row = find_dispatch(actor, self._paper(given), given.dispatch)
        return dispatch_dict(services.note_received(actor=actor, dispatch=row))

    arguments_recall = arguments_return

    def verb_recall(self, given: Namespace) -> dict[str, Any]:
        """Recall a signed document."""
        return paper_dict(services.recall_paper(**self._kept(given), reason=given.reason))

    arguments_replace = arguments_return

    def verb_replace(self, given: Namespace) -> dict[str, Any]:
        """Draft a replacement."""
        return paper_dict(services.replace_paper(**self._kept(given), reason=given.reason))

    arguments_ask = arguments_show

    def verb_ask(self, given: Namespace) -> dict[str, Any]:
        """Ask the document system."""
        return {"job": ask_system(actor=self.acting(given), paper=self._paper(given))}


def _opened(path: Path) -> Any:
    try:
        return path.open("rb")
    except OSError as error:
        raise UserError("file-unreadable", _("Không đọc được tệp {path}.").format(path=path)) from error


def _data(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UserError("data-unreadable", _("Không đọc được dữ liệu JSON trong {path}.").format(path=path)) from error
    if not isinstance(told, dict):
        raise UserError("data-unreadable", _("Dữ liệu phải là một đối tượng JSON."))
    return told
