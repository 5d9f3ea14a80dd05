"""The catalogue for machines."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from motcua.access.api import PUBLIC, needs
from motcua.access.routes import actor_of
from motcua.catalog import plain, terminal
from motcua.catalog.api_imports import router as imports_router
from motcua.catalog.api_paging import Paging, page_of
from motcua.catalog.api_writing import RecordGiven, draft_dict
from motcua.catalog.api_writing import router as writing_router
from motcua.catalog.asking import find, find_version, record_from
from motcua.catalog.finder import result_dict, search_procedures
from motcua.catalog.models import FindingState
from motcua.catalog.portal import public_procedure
from motcua.catalog.selectors import catalogue_rows, finding_rows, layer_on
from motcua.catalog.services.drafting import create_own
from motcua.catalog.services.findings import reopen_finding, settle_finding

router = Router(tags=["catalog"])
router.add_router("", imports_router)
router.add_router("", writing_router)


class ProcedureFilter(Paging):
    """Filters of the list of procedures."""

    q: str = Field("", max_length=300, examples=["lam giay khai sinh"])
    tier: str = Field("", max_length=20, examples=["commune"])
    origin: str = Field("", max_length=10, examples=["central"])


class SearchText(Schema):
    """What a citizen typed, and how many procedures to answer with."""

    q: str = Field("", max_length=300, examples=["lam giay khai sinh cho con"])
    limit: int = Field(10, ge=1, le=50)


class FindingFilter(Paging):
    """Filters of the list of findings."""

    state: str = Field("open", max_length=10)
    kind: str = Field("", max_length=60)
    code: str = Field("", max_length=40, examples=["1.001193"])


class Decision(Schema):
    """A decision on a finding; `version` is the one the decision was made on."""

    state: FindingState
    decision: str = Field(max_length=2000, examples=["Đã đối chiếu quyết định công bố."])
    value: str | None = Field(None, max_length=2000)
    version: int


@router.get("/procedures", auth=PUBLIC, summary="Procedures in force, paged")
def procedures(request: HttpRequest, given: Query[ProcedureFilter]) -> dict[str, Any]:
    """Codes, names and fields; with `q`, what a citizen's words lead to, best first."""
    codes = [hit.code for hit in search_procedures(given.q, limit=500).hits] if given.q else None
    rows = catalogue_rows(actor_of(request), codes=codes, tier=given.tier, origin=given.origin)
    found, more = page_of(rows, given)
    if codes is not None:
        found.sort(key=lambda row: codes.index(row.code))
    return {"items": [plain.procedure_line(row) for row in found], "page": given.page, "next": more}


@router.get("/procedures/{code}", auth=PUBLIC, summary="One procedure as it stands, or stood on a day")
def procedure(request: HttpRequest, code: str, on: date | None = None) -> dict[str, Any]:
    """All parts, the province's layer, and the versions there are; of an abolished procedure the last version."""
    row = public_procedure(code) or find(actor_of(request), code)
    version = find_version(row, on)
    versions = row.versions.visible_to(actor_of(request)).order_by("-number")
    return {
        **plain.procedure_dict(version, layer_on(row, on or timezone.localdate())),
        "versions": [plain.version_line(one) for one in versions],
    }


@router.get("/procedures/{code}/diff", auth=PUBLIC, summary="What changed between two versions")
def diff(request: HttpRequest, code: str, old: str | None = None, new: str | None = None) -> dict[str, Any]:
    """The newest version against the one before it where none are named."""
    return terminal.diff(actor_of(request), code, old, new, docx=None)


@router.get("/search", auth=PUBLIC, summary="Find procedures as a citizen would ask")
def search(request: HttpRequest, given: Query[SearchText]) -> dict[str, Any]:
    """Procedures, best first, with what matched; guidance where the words name no procedure."""
    return result_dict(search_procedures(given.q, limit=given.limit))


@router.get("/findings", auth=needs("catalog.view"), summary="Defects found in the catalogue, paged")
def findings(request: HttpRequest, given: Query[FindingFilter]) -> dict[str, Any]:
    """The worklist, oldest first."""
    rows = finding_rows(actor_of(request), state=given.state, kind=given.kind, code=given.code)
    found, more = page_of(rows, given)
    return {"items": [plain.finding_dict(row) for row in found], "page": given.page, "next": more}


@router.post("/findings/{public_id}/decision", auth=needs("catalog.settle"), summary="Decide one finding")
def decide(request: HttpRequest, public_id: str, given: Decision) -> dict[str, Any]:
    """Settled, not a defect, or open again."""
    actor = actor_of(request)
    row = get_object_or_404(finding_rows(actor, state=""), public_id=public_id)
    if given.state == FindingState.OPEN:
        row = reopen_finding(actor=actor, finding=row, version=given.version)
    else:
        row = settle_finding(
            actor=actor,
            finding=row,
            state=given.state,
            decision=given.decision,
            value=given.value,
            version=given.version,
        )
    return plain.finding_dict(row)


@router.post("/procedures", auth=needs("catalog.edit"), summary="Open a procedure of the province with a draft")
def create(request: HttpRequest, given: RecordGiven) -> dict[str, Any]:
    """The draft; nobody else sees it until it is published."""
    draft = create_own(actor=actor_of(request), record=record_from(given.record, "API"))
    return draft_dict(request, draft.procedure.code)
