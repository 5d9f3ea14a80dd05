"""`motcua review lists` and `motcua review costs`: what comes out of a campaign, from the terminal.

motcua review lists ID --json
motcua review lists ID --form 1 --format docx --out mau-1.docx
motcua review lists ID --make
motcua review costs LINE --side before --data costs.json
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.audit.services import exported
from motcua.review.acting import find_campaign
from motcua.review.list_making import form_of, made
from motcua.review.list_paper import FORMATS, as_json, drawn
from motcua.review.list_plain import cost_dict, lists_dict, set_dict
from motcua.review.list_selectors import cost_sheets
from motcua.review.selectors_assessment import find_line
from motcua.review.services.lists import make_lists, write_costs
from motcua.web.faults import UserError

WORDS = {
    "lists": "lists of a campaign: forms 1 and 2, partial services, amendments, as DOCX, XLSX, PDF or JSON",
    "costs": "what a procedure costs before and after a simplification",
}


def arguments_lists(parser: ArgumentParser) -> None:
    """What `lists` takes."""
    parser.add_argument("id", metavar="ID", help="the campaign")
    parser.add_argument("--form", default="", help="1, 2, online, partial, amendments, own-documents, …")
    parser.add_argument("--format", default="json", choices=FORMATS)
    parser.add_argument("--out", type=Path, metavar="PATH", help="where to write; without it JSON goes to the output")
    parser.add_argument("--make", action="store_true", help="have a job make every document and keep it")


def verb_lists(actor: Actor, given: Namespace) -> Any:
    """Write one list, or say which there are. Raises `UserError`."""
    row = find_campaign(actor, given.id)
    if given.make:
        return set_dict(make_lists(actor=actor, campaign=row))
    if not given.form:
        return lists_dict(actor, row)
    found = made(actor, row, form_of(row, given.form).key)
    exported(actor=actor, what="review.list", rows=len(found.lines))
    if given.out is None:
        if given.format != "json":
            raise UserError("no-out", _("Ghi nơi lưu tệp bằng --out."), field="out")
        return as_json(row, found)
    content = drawn(row, found, given.format)
    try:
        given.out.write_bytes(content)
    except OSError as error:
        raise UserError("not-written", _("Không ghi được tệp {path}.").format(path=given.out), field="out") from error
    return {"form": found.key, "rows": len(found.lines), "format": given.format, "path": str(given.out)}


def arguments_costs(parser: ArgumentParser) -> None:
    """What `costs` takes."""
    parser.add_argument("id", metavar="LINE", help="the procedure of a campaign, by its id there")
    parser.add_argument("--side", default="", choices=("", "before", "after"))
    parser.add_argument("--data", type=Path, metavar="FILE", help='JSON {"rows", "executions", "subjects", "wage"}')


def verb_costs(actor: Actor, given: Namespace) -> Any:
    """Show the worksheets of a procedure, or write one. Raises `UserError`."""
    line = find_line(actor, given.id)
    if given.data is None:
        return cost_dict(line)
    if not given.side:
        raise UserError("no-side", _("Ghi --side before hoặc --side after."), field="side")
    sent = _read(given.data)
    kept = cost_sheets(line).get(given.side)
    version = sent.get("version", kept.version if kept else 0)
    try:
        write_costs(
            actor=actor,
            line=line,
            side=given.side,
            rows=[dict(row) for row in sent["rows"]],
            version=int(version),
            executions=Decimal(str(sent.get("executions", 1))),
            subjects=int(sent.get("subjects", 1)),
            wage=None if sent.get("wage") is None else int(sent["wage"]),
        )
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise UserError("bad-data", _("Tệp cần có rows, executions, subjects, wage dạng số.")) from error
    return cost_dict(line)


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError("no-such-file", _("Không đọc được tệp {path}.").format(path=path)) from error
    except (ValueError, RecursionError) as error:
        raise UserError("not-json", _("Tệp {path} không phải JSON hợp lệ.").format(path=path)) from error
    if not isinstance(found, dict):
        raise UserError("not-json", _("Tệp {path} phải chứa một đối tượng JSON.").format(path=path))
    return found
