"""`motcua review campaign …`: list, show, lines, plan, and every act with its data as a JSON file.

    motcua review campaign list --json
    motcua review campaign show ID --json
    motcua review campaign plan --data plan.json
    motcua review campaign open ID
    motcua review campaign exclusions --title "QĐ 846" --data list.xlsx

An act that needs a version takes the current one where the data name none.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import ValidationError

from motcua.access.actors import Actor
from motcua.review import plain
from motcua.review.acting import ACTS, find_campaign, find_part, plan
from motcua.review.models import Campaign
from motcua.review.selectors import campaign_rows, exclusion_by_id, line_rows
from motcua.review.selectors_following import pursuit_rows
from motcua.review.sending import JudgeSent, PartSent, PlanSent, PursuitSent
from motcua.review.services import (
    assigning,
    checking,
    concluding,
    copying,
    deciding,
    deciding_fields,
    exclusions,
    following,
    keeping,
    meetings,
    opening,
    planning,
    reminding,
    second_stage,
    submitting,
    weighing,
)
from motcua.web.faults import UserError
from motcua.web.words import storable

READING = ("list", "show", "lines", "pursuits", "plan", "exclusions", "match")
WORDS = {
    "campaign": "review campaigns: list, show, lines, pursuits, plan, exclusions, match, and every act on one",
}
HELP = {
    "plan": planning.plan_campaign,
    "change": planning.change_campaign,
    "discard": planning.discard_campaign,
    "copy": copying.copy_campaign,
    "units": planning.set_units,
    "remove-unit": planning.remove_unit,
    "choose": planning.choose_procedures,
    "exclude": exclusions.set_exclusions,
    "exclusions": exclusions.import_exclusions,
    "match": exclusions.match_exclusions,
    "weigh": weighing.set_weights,
    "score": weighing.score_lines,
    "tasks": planning.write_tasks,
    "finish-task": planning.finish_task,
    "targets": planning.set_targets,
    "open": opening.open_campaign,
    "close": opening.close_campaign,
    "assign-fields": assigning.assign_by_field,
    "assign": assigning.assign_lines,
    "give": assigning.assign_person,
    "conclude": concluding.conclude_lines,
    "approve": submitting.approve_unit,
    "withdraw-approval": submitting.withdraw_approval,
    "submit": submitting.submit_unit,
    "draw": checking.draw_sample,
    "judge": checking.judge_sample,
    "return": checking.return_lines,
    "confirm": checking.confirm_unit,
    "remind": reminding.remind_unit,
    "keep-up": keeping.keep_up,
    "meeting": meetings.record_meeting,
    "consolidate": deciding.consolidate,
    "back": deciding.back_to_checking,
    "submit-decision": deciding.submit_decision,
    "decide": deciding.record_decision,
    "reopen": deciding.reopen_lines,
    "second-stage": second_stage.plan_second_stage,
    "unit-plan": second_stage.record_unit_plan,
    "step": following.finish_step,
    "field-decision": following.record_field_decision,
    "submit-field-decision": deciding_fields.submit_field_decision,
    "gather": following.gather_pursuits,
    "pursuit-sent": following.send_pursuit,
    "pursuit-answered": following.answer_pursuit,
    "pursuit-ended": following.end_pursuit,
    "pursuit-postponed": following.postpone_pursuit,
}


def arguments_campaign(parser: ArgumentParser) -> None:
    """What `campaign` takes."""
    parser.epilog = "; ".join(f"{name}: {(doc.__doc__ or '').splitlines()[0]}" for name, doc in HELP.items())
    parser.add_argument("act", choices=[*READING, *ACTS])
    parser.add_argument("id", nargs="?", default="", metavar="ID")
    parser.add_argument("--data", type=Path, metavar="FILE", help="JSON for an act; CSV or XLSX for `exclusions`")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="one value of the data")
    parser.add_argument("--state", default="", help="filter of list and lines")
    parser.add_argument("--title", default="", help="of the list of exclusion")
    parser.add_argument("--instrument", default="", help="of the list of exclusion")


def verb_campaign(actor: Actor, given: Namespace) -> Any:
    """Do what was asked. Raises `UserError`."""
    act = given.act
    if act == "list":
        return [plain.campaign_line(row) for row in campaign_rows(actor, state=given.state)]
    if act == "plan":
        return _whole(plan(actor, _sent(PlanSent, _data(given))), actor)
    if act == "exclusions":
        return _exclusions(actor, given)
    if act == "match":
        return _match(actor, given)
    row = find_campaign(actor, given.id)
    if act == "show":
        return _whole(row, actor)
    if act == "lines":
        return plain.line_dicts(line_rows(actor, row, state=given.state))
    if act == "pursuits":
        rows = pursuit_rows(actor, row, timezone.localdate(), state=given.state)
        return [plain.pursuit_dict(one) for one in rows]
    done = ACTS[act].run(actor, row, _sent(ACTS[act].sent, _with_version(act, row, _data(given))))
    return done if done.get("discarded") else {**plain.campaign_line(find_campaign(actor, given.id)), **done}


def _whole(row: Campaign, actor: Actor) -> dict[str, Any]:
    return plain.campaign_dict(row, actor, timezone.localdate())


def _data(given: Namespace) -> dict[str, Any]:
    found: Any = {}
    if given.data is not None:
        try:
            found = json.loads(given.data.read_text(encoding="utf-8"))
        except OSError as error:
            raise UserError("no-such-file", _("Không đọc được tệp {path}.").format(path=given.data)) from error
        except (ValueError, RecursionError) as error:
            raise UserError("not-json", _("Tệp {path} không phải JSON hợp lệ.").format(path=given.data)) from error
        if not isinstance(found, dict):
            raise UserError("not-json", _("Tệp {path} phải chứa một đối tượng JSON.").format(path=given.data))
    for pair in given.set:
        name, mark, value = pair.partition("=")
        if not mark:
            raise UserError("bad-pair", _("Ghi dạng tên=giá trị: “{pair}”.").format(pair=pair[:80]))
        found[name] = value
    return dict(found)


def _with_version(act: str, row: Campaign, data: dict[str, Any]) -> dict[str, Any]:
    """The data with the current version of what the act changes, where they name none."""
    sent = ACTS[act].sent
    if "version" in data or "version" not in sent.model_fields:
        return data
    if issubclass(sent, JudgeSent) and data.get("unit") and data.get("code"):
        check = find_part(row, str(data["unit"])).checks.filter(finished_at=None).first()
        sample = check.samples.filter(line__procedure__code=str(data["code"])).first() if check else None
        return {**data, "version": sample.version if sample else 0}
    if issubclass(sent, PursuitSent) and data.get("pursuit"):
        found = row.pursuits.filter(public_id=storable(str(data["pursuit"]))).first()
        return {**data, "version": found.version if found else 0}
    if issubclass(sent, PartSent) and act != "remove-unit" and data.get("unit"):
        return {**data, "version": find_part(row, str(data["unit"])).version}
    return {**data, "version": row.version}


def _sent(kind: Any, data: dict[str, Any]) -> Any:
    try:
        return kind(**data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UserError(
            "bad-data", _("Dữ liệu “{where}” chưa đúng: {why}").format(where=where, why=first["msg"])
        ) from error


def _exclusions(actor: Actor, given: Namespace) -> dict[str, Any]:
    if given.data is None:
        raise UserError("no-file", _("Ghi tệp danh mục bằng --data."))
    try:
        data = given.data.read_bytes()
    except OSError as error:
        raise UserError("no-such-file", _("Không đọc được tệp {path}.").format(path=given.data)) from error
    made = exclusions.import_exclusions(
        actor=actor, title=given.title, instrument=given.instrument, data=data, name=given.data.name
    )
    return plain.exclusion_dict(made)


def _match(actor: Actor, given: Namespace) -> dict[str, Any]:
    row = exclusion_by_id(actor, given.id)
    if row is None:
        raise UserError("no-list", _("Không có danh mục loại trừ này."), status=404)
    return plain.exclusion_dict(exclusions.match_exclusions(actor=actor, exclusions=row, version=row.version))


data_of, sent_as = _data, _sent
"""How other verbs of the room read the data of an act."""
