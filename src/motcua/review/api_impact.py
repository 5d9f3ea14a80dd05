"""Impact files for machines."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, File, Form, Query, Schema
from ninja.files import UploadedFile

from motcua.access.api import needs
from motcua.access.routes import actor_of
from motcua.audit.services import exported
from motcua.catalog.api_paging import Paging, page_of
from motcua.review.acting import find_campaign
from motcua.review.api_router import router
from motcua.review.asking import unit_named
from motcua.review.impact_reading import (
    drawn,
    find_impact,
    find_product,
    find_subject,
    impact_dict,
    impact_rows,
    paper_named,
    whole_dict,
)
from motcua.review.services.impact import (
    Carried,
    Handed,
    carry_procedures,
    end_impact,
    hand_over,
    open_impact,
    withdraw_product,
)


class ImpactSent(Schema):
    """A new file; units by code, public id or name."""

    title: str = Field(..., max_length=500)
    drafter: str = Field(..., max_length=300)
    appraiser: str = Field(..., max_length=300)
    changes: str = Field("", max_length=300)
    campaign: str = Field("", max_length=40)


class CarriedSent(Schema):
    """A procedure of a draft, by code or name."""

    act: Literal["new", "amended", "abolished"]
    code: str = Field("", max_length=40)
    name: str = Field("", max_length=2000)


class ProceduresSent(Schema):
    """Procedures to add."""

    procedures: list[CarriedSent] = Field(..., min_length=1, max_length=300)
    version: int = Field(..., ge=0)


class WithdrawSent(Schema):
    """Why a product is withdrawn."""

    reason: str = Field(..., max_length=1000)
    version: int = Field(..., ge=0)


class EndSent(Schema):
    """Adopted under a number, or dropped for a reason."""

    on: date
    number: str = Field("", max_length=100)
    reason: str = Field("", max_length=2000)
    version: int = Field(..., ge=0)


class DocumentAsked(Schema):
    """The format of a document."""

    format: Literal["docx", "xlsx", "pdf", "json"] = "docx"


@router.get("/review/impacts", auth=needs("review.view"), summary="Impact files of drafts")
def impacts(request: HttpRequest, given: Query[Paging], state: str = "") -> dict[str, Any]:
    """Newest first; `state` is open, adopted or dropped."""
    rows = impact_rows(actor_of(request), state=state[:10]).select_related("campaign")
    found, more = page_of(rows, given)
    return {"items": [impact_dict(row) for row in found], "page": given.page, "next": more}


@router.post("/review/impacts", auth=needs("review.assess"), summary="Open an impact file")
def impact_new(request: HttpRequest, given: ImpactSent) -> dict[str, Any]:
    """The new file."""
    actor, day = actor_of(request), timezone.localdate()
    row = open_impact(
        actor=actor,
        title=given.title,
        drafter=unit_named(given.drafter, day),
        appraiser=unit_named(given.appraiser, day),
        changes=given.changes,
        campaign=find_campaign(actor, given.campaign) if given.campaign else None,
    )
    return whole_dict(row)


@router.get("/review/impacts/{public_id}", auth=needs("review.view"), summary="One impact file")
def impact_one(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """Procedures, steps, products, what is missing and why."""
    return whole_dict(find_impact(actor_of(request), public_id))


@router.post("/review/impacts/{public_id}/procedures", auth=needs("review.assess"), summary="Procedures of a draft")
def impact_carry(request: HttpRequest, public_id: str, given: ProceduresSent) -> dict[str, Any]:
    """The file afterwards."""
    actor = actor_of(request)
    rows = [Carried(one.act, one.code.strip(), one.name) for one in given.procedures]
    row = find_impact(actor, public_id)
    return whole_dict(carry_procedures(actor=actor, impact=row, carried=rows, version=given.version))


@router.post("/review/impacts/{public_id}/products", auth=needs("review.assess"), summary="Hand over a product")
def impact_hand(
    request: HttpRequest,
    public_id: str,
    step: Form[str],
    on: Form[date],
    version: Form[int],
    subject: Form[str] = "",
    number: Form[str] = "",
    summary: Form[str] = "",
    paper: Form[str] = "",
    file: File[UploadedFile | None] = None,
) -> dict[str, Any]:
    """A file or a paper of the house for a step, with its date."""
    actor = actor_of(request)
    row = find_impact(actor, public_id)
    given = Handed(step, on, find_subject(row, subject), number, summary)
    sent = (file, file.name or "tep") if file is not None else None
    hand_over(actor=actor, impact=row, handed=given, version=version, file=sent, paper=paper_named(actor, paper))
    return whole_dict(find_impact(actor, public_id))


@router.post(
    "/review/impacts/{public_id}/products/{product}/withdraw", auth=needs("review.assess"), summary="Withdraw a product"
)
def impact_withdraw(request: HttpRequest, public_id: str, product: str, given: WithdrawSent) -> dict[str, Any]:
    """The file afterwards."""
    actor = actor_of(request)
    found = find_product(find_impact(actor, public_id), product)
    withdraw_product(actor=actor, product=found, reason=given.reason, version=given.version)
    return whole_dict(find_impact(actor, public_id))


@router.post("/review/impacts/{public_id}/end", auth=needs("review.assess"), summary="End an impact file")
def impact_end(request: HttpRequest, public_id: str, given: EndSent) -> dict[str, Any]:
    """The file afterwards."""
    actor = actor_of(request)
    row = find_impact(actor, public_id)
    ended = end_impact(
        actor=actor, impact=row, on=given.on, version=given.version, number=given.number, reason=given.reason
    )
    return whole_dict(ended)


@router.get("/review/impacts/{public_id}/document", auth=needs("review.view"), summary="An impact file as a document")
def impact_document(request: HttpRequest, public_id: str, given: Query[DocumentAsked]) -> HttpResponse:
    """DOCX, XLSX, PDF or JSON."""
    actor = actor_of(request)
    content, kind = drawn(find_impact(actor, public_id), given.format)
    exported(actor=actor, what="review.impact", rows=1)
    name = f'attachment; filename="danh-gia-tac-dong.{given.format}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": name})
