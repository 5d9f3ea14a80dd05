"""Campaigns for machines: reading, and every act as `POST /review/campaigns/{id}/{act}`.

Each act stands for one service: its permission guards the address, its first sentence is the summary.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, File, Form, Query
from ninja.files import UploadedFile

from motcua.access.api import needs
from motcua.access.routes import actor_of
from motcua.access.service import SERVICES
from motcua.catalog.api_paging import Paging, page_of
from motcua.review import plain
from motcua.review.acting import ACTS, Act, find_campaign, plan
from motcua.review.api_router import router
from motcua.review.selectors import campaign_rows, exclusion_by_id, exclusion_lists, line_rows
from motcua.review.selectors_following import pursuit_rows
from motcua.review.sending import PlanSent, Versioned
from motcua.review.services.assigning import assign_by_field, assign_lines, assign_person
from motcua.review.services.checking import confirm_unit, draw_sample, judge_sample, return_lines
from motcua.review.services.concluding import conclude_lines
from motcua.review.services.copying import copy_campaign
from motcua.review.services.deciding import (
    back_to_checking,
    consolidate,
    record_decision,
    reopen_lines,
    submit_decision,
)
from motcua.review.services.deciding_fields import submit_field_decision
from motcua.review.services.exclusions import import_exclusions, match_exclusions, set_exclusions
from motcua.review.services.following import (
    answer_pursuit,
    end_pursuit,
    finish_step,
    gather_pursuits,
    postpone_pursuit,
    record_field_decision,
    send_pursuit,
)
from motcua.review.services.keeping import keep_up
from motcua.review.services.meetings import record_meeting
from motcua.review.services.opening import close_campaign, open_campaign
from motcua.review.services.planning import (
    change_campaign,
    choose_procedures,
    discard_campaign,
    finish_task,
    plan_campaign,
    remove_unit,
    set_targets,
    set_units,
    write_tasks,
)
from motcua.review.services.reminding import remind_unit
from motcua.review.services.second_stage import plan_second_stage, record_unit_plan
from motcua.review.services.submitting import approve_unit, submit_unit, withdraw_approval
from motcua.review.services.weighing import score_lines, set_weights
from motcua.review.tables_in import MOST_BYTES
from motcua.web.faults import UserError
from motcua.web.words import storable

Service = Callable[..., Any]
SERVICE_OF: dict[str, Service] = {
    "change": change_campaign,
    "discard": discard_campaign,
    "copy": copy_campaign,
    "units": set_units,
    "remove-unit": remove_unit,
    "choose": choose_procedures,
    "exclude": set_exclusions,
    "weigh": set_weights,
    "score": score_lines,
    "tasks": write_tasks,
    "finish-task": finish_task,
    "targets": set_targets,
    "open": open_campaign,
    "close": close_campaign,
    "assign-fields": assign_by_field,
    "assign": assign_lines,
    "give": assign_person,
    "conclude": conclude_lines,
    "approve": approve_unit,
    "withdraw-approval": withdraw_approval,
    "submit": submit_unit,
    "draw": draw_sample,
    "judge": judge_sample,
    "return": return_lines,
    "confirm": confirm_unit,
    "remind": remind_unit,
    "keep-up": keep_up,
    "meeting": record_meeting,
    "consolidate": consolidate,
    "back": back_to_checking,
    "submit-decision": submit_decision,
    "decide": record_decision,
    "reopen": reopen_lines,
    "second-stage": plan_second_stage,
    "unit-plan": record_unit_plan,
    "step": finish_step,
    "field-decision": record_field_decision,
    "submit-field-decision": submit_field_decision,
    "gather": gather_pursuits,
    "pursuit-sent": send_pursuit,
    "pursuit-answered": answer_pursuit,
    "pursuit-ended": end_pursuit,
    "pursuit-postponed": postpone_pursuit,
}


def words_of(service: Service) -> str:
    """The first sentence of a service's docstring."""
    return (service.__doc__ or service.__name__).strip().splitlines()[0].rstrip(".")


class CampaignFilter(Paging):
    """Filters of the list of campaigns."""

    q: str = Field("", max_length=200, description="a part of the title or of the plan's number")
    state: str = Field("", max_length=12, examples=["open"])
    kind: str = Field("", max_length=14, examples=["online"])


class LineFilter(Paging):
    """Filters of the procedures of a campaign."""

    q: str = Field("", max_length=200, description="a code, or a part of the name")
    state: str = Field("", max_length=9, examples=["returned"])
    field: str = Field("", max_length=300)


@router.get("/review/campaigns", auth=needs("review.view"), summary="Review campaigns, newest first, paged")
def campaigns(request: HttpRequest, given: Query[CampaignFilter]) -> dict[str, Any]:
    """Title, state, days, how many procedures are confirmed."""
    rows = campaign_rows(
        actor_of(request), state=storable(given.state), kind=storable(given.kind), text=storable(given.q)
    )
    found, more = page_of(rows, given)
    return {"items": [plain.campaign_line(row) for row in found], "page": given.page, "next": more}


@router.post("/review/campaigns", auth=needs("review.plan"), summary=words_of(plan_campaign))
def plan_new(request: HttpRequest, given: PlanSent) -> dict[str, Any]:
    """The plan, with its version."""
    actor = actor_of(request)
    return plain.campaign_dict(plan(actor, given), actor, timezone.localdate())


@router.get("/review/exclusions", auth=needs("review.view"), summary="Lists of exclusion, newest first, paged")
def exclusions(request: HttpRequest, given: Query[Paging]) -> dict[str, Any]:
    """Each with the rows that the catalogue does not know."""
    found, more = page_of(exclusion_lists(actor_of(request)), given)
    return {"items": [plain.exclusion_dict(row) for row in found], "page": given.page, "next": more}


@router.post("/review/exclusions", auth=needs("review.plan"), summary="Bring a list of exclusion")
def exclusion_new(
    request: HttpRequest,
    file: File[UploadedFile],
    title: Form[str],
    instrument: Form[str] = "",
) -> dict[str, Any]:
    """A CSV or XLSX table with codes or names, perhaps tiers; unknown rows come back named."""
    data = file.read(MOST_BYTES + 1)
    made = import_exclusions(
        actor=actor_of(request),
        title=storable(title),
        instrument=storable(instrument),
        data=data,
        name=file.name or "bang",
    )
    return plain.exclusion_dict(made)


@router.post("/review/exclusions/{public_id}/match", auth=needs("review.plan"), summary="Match a list again")
def exclusion_match(request: HttpRequest, public_id: str, given: Versioned) -> dict[str, Any]:
    """Look again for the rows that the catalogue did not know."""
    actor = actor_of(request)
    row = exclusion_by_id(actor, public_id)
    if row is None:
        raise UserError("no-list", _("Không có danh mục loại trừ này."), status=404)
    return plain.exclusion_dict(match_exclusions(actor=actor, exclusions=row, version=given.version))


@router.get("/review/campaigns/{public_id}", auth=needs("review.view"), summary="One campaign")
def campaign(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """Progress, units with what is late, what was returned and why, the decision; versions to send back."""
    actor = actor_of(request)
    return plain.campaign_dict(find_campaign(actor, public_id), actor, timezone.localdate())


@router.get("/review/campaigns/{public_id}/lines", auth=needs("review.view"), summary="Procedures of a campaign, paged")
def lines(request: HttpRequest, public_id: str, given: Query[LineFilter]) -> dict[str, Any]:
    """By code, each with its lead, state, conclusion and version."""
    actor = actor_of(request)
    row = find_campaign(actor, public_id)
    rows = line_rows(actor, row, state=storable(given.state), field=storable(given.field), text=storable(given.q))
    found, more = page_of(rows, given)
    return {"items": plain.line_dicts(found), "page": given.page, "next": more}


class PursuitFilter(Paging):
    """Filters of the provisions that are followed."""

    q: str = Field("", max_length=200)
    state: str = Field("", max_length=8, examples=["waiting"])
    remedy: str = Field("", max_length=12, examples=["ministry"])


@router.get("/review/campaigns/{public_id}/pursuits", auth=needs("review.view"), summary="Provisions to amend, paged")
def pursuits(request: HttpRequest, public_id: str, given: Query[PursuitFilter]) -> dict[str, Any]:
    """Each with whom it was asked of, what was answered, by which document it ended, and its version."""
    actor = actor_of(request)
    row = find_campaign(actor, public_id)
    rows = pursuit_rows(
        actor,
        row,
        timezone.localdate(),
        state=storable(given.state),
        remedy=storable(given.remedy),
        text=storable(given.q),
    )
    found, more = page_of(rows, given)
    return {"items": [plain.pursuit_dict(one) for one in found], "page": given.page, "next": more}


def _add(name: str, act: Act) -> None:
    """Give an act its address."""
    service = SERVICE_OF[name]
    permission = SERVICES[f"{service.__module__}.{service.__qualname__}"] or "review.view"
    words = words_of(service)

    def run(request: HttpRequest, public_id: str, given: Any) -> dict[str, Any]:
        actor = actor_of(request)
        done = act.run(actor, find_campaign(actor, public_id), given)
        if done.get("discarded"):
            return done
        return {**plain.campaign_line(find_campaign(actor, public_id)), **done}

    run.__annotations__ = {"request": HttpRequest, "public_id": str, "given": act.sent, "return": dict[str, Any]}
    run.__name__ = f"campaign_{name.replace('-', '_')}"
    router.post(f"/review/campaigns/{{public_id}}/{name}", auth=needs(permission), summary=words, url_name=None)(run)


for _name, _act in ACTS.items():
    _add(_name, _act)
