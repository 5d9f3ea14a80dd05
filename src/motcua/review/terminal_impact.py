"""`motcua review impact`: impact files of drafts from the terminal.

motcua review impact list --json
motcua review impact new --data draft.json
motcua review impact show ID --json
motcua review impact procedures|product|withdraw|end ID --data given.json [--file PATH]
motcua review impact document ID --format docx --out PATH
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.audit.services import exported
from motcua.review.acting import find_campaign
from motcua.review.asking import unit_named
from motcua.review.impact_reading import (
    ALL_FORMATS,
    drawn,
    find_impact,
    find_product,
    find_subject,
    impact_dict,
    impact_rows,
    paper_named,
    whole_dict,
)
from motcua.review.models import ImpactFile
from motcua.review.services.impact import (
    Carried,
    Handed,
    carry_procedures,
    end_impact,
    hand_over,
    open_impact,
    withdraw_product,
)
from motcua.review.terminal_classify import read_json
from motcua.web.faults import UserError

WORDS = {"impact": "impact files of drafts: list, new, show, procedures, product, withdraw, end, document"}
MOST = 500


def arguments_impact(parser: ArgumentParser) -> None:
    """What `impact` takes."""
    parser.add_argument("act", choices=("list", "new", "show", "document", *ACTS))
    parser.add_argument("id", nargs="?", default="", metavar="ID")
    parser.add_argument("--data", type=Path, metavar="FILE", help="what the act is given, as JSON")
    parser.add_argument("--file", type=Path, metavar="PATH", help="the product itself")
    parser.add_argument("--format", default="docx", choices=ALL_FORMATS)
    parser.add_argument("--out", type=Path, metavar="PATH")


def verb_impact(actor: Actor, given: Namespace) -> Any:
    """Do it. Raises `UserError`."""
    if given.act == "list":
        return [impact_dict(row) for row in impact_rows(actor).select_related("campaign")[:MOST]]
    if given.act == "new":
        return _new(actor, _given(given))
    row = find_impact(actor, given.id)
    if given.act == "document":
        return _document(actor, row, given)
    if given.act != "show":
        try:
            ACTS[given.act](actor, row, _given(given), given)
        except (KeyError, TypeError, ValueError) as error:
            told = _("Dữ liệu thiếu hoặc sai: {what}.").format(what=error)
            raise UserError("bad-data", told, field="data") from error
    return whole_dict(find_impact(actor, given.id))


def _given(given: Namespace) -> Mapping[str, Any]:
    """The JSON object of `--data`. Raises `UserError` where there is none."""
    if given.data is None:
        raise UserError("no-data", _("Ghi tệp JSON bằng --data."), field="data")
    data = read_json(str(given.data))
    if not isinstance(data, dict):
        raise UserError("bad-data", _("Tệp JSON phải là một đối tượng."), field="data")
    return data


def _new(actor: Actor, data: Mapping[str, Any]) -> dict[str, Any]:
    day = timezone.localdate()
    row = open_impact(
        actor=actor,
        title=str(data.get("title", "")),
        drafter=unit_named(str(data.get("drafter", "")), day),
        appraiser=unit_named(str(data.get("appraiser", "")), day),
        changes=str(data.get("changes", "")),
        campaign=find_campaign(actor, str(data["campaign"])) if data.get("campaign") else None,
    )
    return whole_dict(row)


def _procedures(actor: Actor, row: ImpactFile, data: Mapping[str, Any], given: Namespace) -> None:
    rows = [Carried(one["act"], str(one.get("code", "")), str(one.get("name", ""))) for one in data["procedures"]]
    carry_procedures(actor=actor, impact=row, carried=rows, version=_version(row, data))


def _product(actor: Actor, row: ImpactFile, data: Mapping[str, Any], given: Namespace) -> None:
    said = {name: str(data.get(name, "")) for name in ("number", "summary")}
    subject = find_subject(row, str(data.get("subject", "")))
    handed = Handed(str(data["step"]), date.fromisoformat(data["on"]), subject, **said)
    paper, version = paper_named(actor, str(data.get("paper", ""))), _version(row, data)
    if given.file is None:
        hand_over(actor=actor, impact=row, handed=handed, version=version, paper=paper)
        return
    try:
        stream = given.file.open("rb")
    except OSError as error:
        raise UserError(
            "no-such-file", _("Không đọc được tệp {path}.").format(path=given.file), field="file"
        ) from error
    with stream:
        file = (stream, given.file.name)
        hand_over(actor=actor, impact=row, handed=handed, version=version, file=file, paper=paper)


def _withdraw(actor: Actor, row: ImpactFile, data: Mapping[str, Any], given: Namespace) -> None:
    product = find_product(row, str(data["product"]))
    withdraw_product(actor=actor, product=product, reason=str(data["reason"]), version=_version(row, data))


def _end(actor: Actor, row: ImpactFile, data: Mapping[str, Any], given: Namespace) -> None:
    said = {name: str(data.get(name, "")) for name in ("number", "reason")}
    end_impact(actor=actor, impact=row, on=date.fromisoformat(data["on"]), version=_version(row, data), **said)


def _version(row: ImpactFile, data: Mapping[str, Any]) -> int:
    return int(data.get("version", row.version))


def _document(actor: Actor, row: ImpactFile, given: Namespace) -> dict[str, Any]:
    if given.out is None:
        raise UserError("no-out", _("Ghi nơi lưu tệp bằng --out."), field="out")
    content, _kind = drawn(row, given.format)
    exported(actor=actor, what="review.impact", rows=1)
    try:
        given.out.write_bytes(content)
    except OSError as error:
        raise UserError("not-written", _("Không ghi được tệp {path}.").format(path=given.out), field="out") from error
    return {"id": row.public_id, "format": given.format, "path": str(given.out)}


ACTS: dict[str, Callable[[Actor, ImpactFile, Mapping[str, Any], Namespace], None]] = {
    "procedures": _procedures,
    "product": _product,
    "withdraw": _withdraw,
    "end": _end,
}
