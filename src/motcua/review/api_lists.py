"""What comes out of a campaign, for machines: lists as JSON or files, the making of all, worksheets of costs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Schema

from motcua.access.api import needs
from motcua.access.routes import actor_of
from motcua.audit.services import exported
from motcua.review.acting import find_campaign
from motcua.review.api_router import router
from motcua.review.list_making import form_of, made
from motcua.review.list_paper import as_json, drawn, media_type
from motcua.review.list_plain import cost_dict, lists_dict, set_dict
from motcua.review.models import CostSide
from motcua.review.selectors_assessment import find_line
from motcua.review.services.lists import make_lists, write_costs


class CostRowSent(Schema):
    """One piece of work in one execution: hours as decimal text, money in đồng."""

    work: str = Field(..., max_length=500, examples=["Điền đơn"])
    hours: str = Field("0", max_length=20, examples=["1.5"])
    service: int = Field(0, ge=0)
    fee: int = Field(0, ge=0)
    whose: Literal["citizen", "authority"] = "citizen"


class FileAsked(Schema):
    """The format of a file."""

    format: Literal["docx", "xlsx", "pdf", "json"] = "docx"


class CostsSent(Schema):
    """A worksheet; `version` 0 for a first one. Without `wage` the rule of the day gives đồng an hour."""

    rows: list[CostRowSent] = Field(..., max_length=100)
    executions: Decimal = Field(Decimal(1), ge=0)
    subjects: int = Field(1, ge=0)
    wage: int | None = Field(None, ge=0)
    version: int = Field(0, ge=0)


@router.get("/review/campaigns/{public_id}/lists", auth=needs("review.view"), summary="Lists of a campaign")
def campaign_lists(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """Which lists the campaign gives out, and the files as they were last made."""
    actor = actor_of(request)
    return lists_dict(actor, find_campaign(actor, public_id))


@router.post(
    "/review/campaigns/{public_id}/lists",
    auth=needs("review.check"),
    summary="Make all documents of a campaign",
    response={202: dict[str, Any]},
)
def campaign_lists_make(request: HttpRequest, public_id: str) -> tuple[int, dict[str, Any]]:
    """The set that is being made, with its job."""
    actor = actor_of(request)
    return 202, set_dict(make_lists(actor=actor, campaign=find_campaign(actor, public_id)))


@router.get("/review/campaigns/{public_id}/lists/{form}", auth=needs("review.view"), summary="One list with reasons")
def campaign_list(request: HttpRequest, public_id: str, form: str) -> dict[str, Any]:
    """Columns, rows by key, and for each row why it stands as it does."""
    actor = actor_of(request)
    row = find_campaign(actor, public_id)
    found = made(actor, row, form_of(row, form).key)
    exported(actor=actor, what="review.list", rows=len(found.lines))
    return as_json(row, found)


@router.get("/review/campaigns/{public_id}/lists/{form}/file", auth=needs("review.view"), summary="One list as a file")
def campaign_list_file(request: HttpRequest, public_id: str, form: str, given: Query[FileAsked]) -> HttpResponse:
    """The official document, or its table."""
    actor = actor_of(request)
    row = find_campaign(actor, public_id)
    found = made(actor, row, form_of(row, form).key)
    content = drawn(row, found, given.format)
    exported(actor=actor, what="review.list", rows=len(found.lines))
    name = f'attachment; filename="danh-muc-{found.key}.{given.format}"'
    return HttpResponse(content, content_type=media_type(given.format), headers={"Content-Disposition": name})


@router.get("/review/lines/{public_id}/costs", auth=needs("review.view"), summary="Worksheets of costs of a procedure")
def line_costs(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """Both worksheets, what they come to, and what is saved with its reasons."""
    return cost_dict(find_line(actor_of(request), public_id))


@router.put("/review/lines/{public_id}/costs/{side}", auth=needs("review.assess"), summary="Write a worksheet of costs")
def line_costs_write(request: HttpRequest, public_id: str, side: CostSide, given: CostsSent) -> dict[str, Any]:
    """Both worksheets afterwards."""
    actor = actor_of(request)
    line = find_line(actor, public_id)
    write_costs(
        actor=actor,
        line=line,
        side=str(side),
        rows=[row.dict() for row in given.rows],
        version=given.version,
        executions=given.executions,
        subjects=given.subjects,
        wage=given.wage,
    )
    return cost_dict(line)
