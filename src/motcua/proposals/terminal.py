"""What the room answers at the terminal: proposals for codes or for all, volumes, and how well proposals do."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.proposals import measuring
from motcua.proposals.databases import lines as database_lines
from motcua.proposals.plain import database_dict, rule_dict
from motcua.proposals.rules_now import rules_now
from motcua.proposals.selectors import proposals
from motcua.web.faults import UserError
from motcua.web.words import storable

_BASES = {"text": "nêu trong hồ sơ", "inferred": "suy ra", "silence": "không có nội dung trái"}


def arguments_propose(parser: ArgumentParser) -> None:
    """Codes, or all procedures in force."""
    parser.add_argument("codes", nargs="*", metavar="CODE")
    parser.add_argument("--all", action="store_true", help="every procedure in force, one JSON line each")


def propose(actor: Actor, codes: list[str], *, everything: bool) -> Iterator[dict[str, Any]]:
    """The proposals asked for, in the order of the codes; unknown codes are said first.

    Raises `UserError` where nothing was asked for, and after the last proposal where a code is not in the catalogue.
    """
    actor.require("proposals.view")
    if not codes and not everything:
        raise UserError("no-codes", _("Ghi mã thủ tục, hoặc --all cho cả danh mục."))
    if everything:
        for _version, proposal in proposals(actor):
            yield proposal.to_dict()
        return
    wanted = list(dict.fromkeys(storable(code) for code in codes))
    found = {proposal.code: proposal for _version, proposal in proposals(actor, wanted)}
    for code in wanted:
        if code in found:
            yield found[code].to_dict()
    unknown = [code for code in wanted if code not in found]
    if unknown:
        names = ", ".join(unknown)
        raise UserError("no-procedure", _("Danh mục không có thủ tục đang áp dụng: {codes}.").format(codes=names))


def words_of(result: dict[str, Any]) -> Iterator[str]:
    """One procedure's proposals as lines for a person."""
    yield result["code"]
    for key, answer in result["criteria"].items():
        said = {True: "đáp ứng", False: "không đáp ứng", None: "không áp dụng"}.get(answer["answer"], "chưa rõ")
        yield f"  {key}: {said} ({_BASES[answer['basis']]}, {answer['confidence']:.0%}) – {answer['why']}"
        for quote in answer["evidence"]:
            case = f" [{quote['case']}]" if "case" in quote else ""
            yield f"      {quote['field']}{case}: {quote['quote']}"


def rules() -> dict[str, Any]:
    """The rules as they stand here, and the faults of the province's rows."""
    now = rules_now()
    return {"stamp": now.stamp, "faults": list(now.faults), "rules": [rule_dict(rule) for rule in now.reader.rules]}


def databases() -> list[dict[str, Any]]:
    """Databases with the days of their publication and the clock that runs from it."""
    today = timezone.localdate()
    return [database_dict(line, today) for line in database_lines()]


def measure(actor: Actor, judged: list[Path]) -> list[dict[str, Any]]:
    """How well proposals do against procedures judged by hand."""
    return measuring.measured(actor, judged)
