"""`motcua review line|consultation|obstacle ACT [ID]`: reading, and every act with its data as a JSON file.

    motcua review line list --json
    motcua review line show ID --json
    motcua review line answer ID --data answer.json
    motcua review consultation new --data round.json

An act that needs a version takes the current one where the data name none.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from motcua.access.actors import Actor
from motcua.review.acting_assess import (
    CONSULTATION_ACTS,
    LINE_ACTS,
    OBSTACLE_ACTS,
    Act,
    ConsultationSent,
    ObstacleSent,
    open_round,
    report,
)
from motcua.review.plain_assess import consultation_dict, line_dict, obstacle_dict
from motcua.review.selectors_asking import consultation_rows, find_consultation, find_obstacle, obstacle_rows
from motcua.review.selectors_assessment import find_line, work_rows
from motcua.review.services import (
    assessing,
    assessing_copy,
    assessing_end,
    assessing_merge,
    assessing_parts,
    consulting,
    consulting_letter,
    obstacles,
)
from motcua.review.terminal_campaign import data_of, sent_as

WORDS = {
    "line": "procedures under review: list, show, and every act on one",
    "consultation": "opinions asked for: list, show, new, and every act on one",
    "obstacle": "the register of obstacles: list, show, new, and every act on one",
}
HELP: dict[str, Callable[..., Any]] = {
    "line answer": assessing.answer_criterion,
    "line answer (part)": assessing_parts.answer_part,
    "line accept": assessing.accept_fits,
    "line accept-parts": assessing_parts.accept_fitting_parts,
    "line open": assessing.note_opened,
    "line effort": assessing_parts.save_effort,
    "line copy": assessing_copy.copy_answers,
    "line conclude": assessing_end.conclude_assessment,
    "line merge": assessing_merge.settle_clash,
    "consultation new": consulting.open_consultation,
    "consultation letter": consulting_letter.submit_consultation,
    "consultation sent": consulting.record_consultation_sent,
    "consultation opinions": consulting.give_opinions,
    "consultation reply": consulting.reply_to_opinion,
    "consultation close": consulting.close_consultation,
    "consultation discard": consulting.discard_consultation,
    "obstacle new": obstacles.report_obstacle,
    "obstacle judge": obstacles.judge_obstacle,
    "obstacle direct": obstacles.direct_obstacle,
    "obstacle close": obstacles.close_obstacle,
    "obstacle remind": obstacles.remind_of_obstacles,
}


@dataclass(frozen=True, slots=True)
class Kind:
    """How rows of a kind are listed, found, shown, made and acted upon."""

    rows: Callable[..., Any]
    find: Callable[..., Any]
    plain: Callable[..., dict[str, Any]]
    acts: Mapping[str, Act]
    sent: type[Any] | None = None
    make: Callable[..., dict[str, Any]] | None = None


KINDS: dict[str, Kind] = {
    "line": Kind(work_rows, find_line, line_dict, LINE_ACTS),
    "consultation": Kind(
        consultation_rows, find_consultation, consultation_dict, CONSULTATION_ACTS, ConsultationSent, open_round
    ),
    "obstacle": Kind(obstacle_rows, find_obstacle, obstacle_dict, OBSTACLE_ACTS, ObstacleSent, report),
}


def arguments(verb: str, parser: ArgumentParser) -> None:
    """What a verb takes."""
    kind = KINDS[verb]
    told = (f"{name}: {(doc.__doc__ or '').splitlines()[0]}" for name, doc in HELP.items() if name.startswith(verb))
    parser.epilog = "; ".join(told)
    parser.add_argument("act", choices=["list", "show", *(["new"] if kind.make else []), *kind.acts])
    parser.add_argument("id", nargs="?", default="", metavar="ID")
    parser.add_argument("--data", type=Path, metavar="FILE", help="JSON for an act")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="one value of the data")
    parser.add_argument("--state", default="", help="filter of list")
    parser.add_argument("--campaign", default="", metavar="ID", help="filter of list")


def act(verb: str, actor: Actor, given: Namespace) -> Any:
    """Do what was asked. Raises `UserError`."""
    kind = KINDS[verb]
    if given.act == "list":
        rows = kind.rows(actor, state=given.state, campaign=given.campaign)
        return [_short(row) for row in rows[:100_000]]
    if given.act == "new" and kind.make is not None:
        return kind.make(actor, sent_as(kind.sent, data_of(given)))
    row = kind.find(actor, given.id)
    if given.act == "show":
        return kind.plain(row)
    wanted, data = kind.acts[given.act], data_of(given)
    if "version" in wanted.sent.model_fields and "version" not in data:
        data["version"] = row.version
    return wanted.run(actor, row, sent_as(wanted.sent, data))


def _short(row: Any) -> dict[str, Any]:
    named = row.procedure.code if hasattr(row, "procedure") else row.title
    return {"id": row.public_id, "name": named, "state": row.state, "version": row.version}
