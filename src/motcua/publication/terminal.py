"""What the terminal says of decisions: `motcua announce list|show` (with the open work) and `motcua decision …`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.files.selectors import path_of
from motcua.publication import plain
from motcua.publication.asking import find_annex, find_decision
from motcua.publication.clocks import ClockReader, open_clocks
from motcua.publication.measuring import MEASURES, read_measure
from motcua.publication.models import DecisionState
from motcua.publication.selectors import decision_rows
from motcua.web.faults import UserError

VERBS = {
    "list": "decisions of announcement of the province, newest first",
    "show": "one decision by id or number: lines, clocks with reasons, what stands in its way",
}


def arguments_list(parser: ArgumentParser) -> None:
    """Filters of `list`."""
    parser.add_argument("--state", default="", choices=["", *DecisionState.values])
    parser.add_argument("--text", default="", help="part of the number or title, or a procedure's code")
    parser.add_argument("--limit", type=int, default=100_000)


def arguments_show(parser: ArgumentParser) -> None:
    """What `show` takes."""
    parser.add_argument("id", metavar="ID")


def verb_list(actor: Actor, given: Namespace) -> list[dict[str, Any]]:
    """Decisions as the actor sees them."""
    rows = decision_rows(actor, state=given.state, text=given.text)
    return plain.decision_lines(list(rows[: max(given.limit, 0)]))


def verb_show(actor: Actor, given: Namespace) -> dict[str, Any]:
    """One decision whole. Raises `UserError` where there is none."""
    return plain.decision_dict(find_decision(actor, given.id), actor, timezone.localdate())


def clocks(actor: Actor) -> list[dict[str, Any]]:
    """What is still to be done, the most pressing first."""
    return plain.clock_dicts(open_clocks(actor, ClockReader(timezone.localdate())))


def measures(actor: Actor, first: date | None, last: date | None) -> dict[str, Any]:
    """The three measures of a period, this year so far where none is given."""
    actor.require("publication.view")
    today = timezone.localdate()
    reader = ClockReader(today)
    start, end = first or date(today.year, 1, 1), last or today
    return {key: read_measure(key, reader, start, end).to_dict(gettext) for key in MEASURES}


def take_files(actor: Actor, public_id: str, folder: Path) -> dict[str, Any]:
    """Copy the files of a list into a folder. Raises `UserError` while it is not made."""
    annex = find_annex(actor, public_id)
    if annex.docx is None or annex.xlsx is None:
        raise UserError("not-made", _("Danh mục này chưa lập xong."), hint=annex.fault or None, status=409)
    written = []
    for file, ending in ((annex.docx, "docx"), (annex.xlsx, "xlsx")):
        target = folder / f"{annex.public_id}.{ending}"
        target.write_bytes(path_of(file).read_bytes())
        written.append(str(target))
    return {**plain.annex_dict(annex), "files": written}
