"""What the province writes, for machines: its layer, its own procedures, marks of papers, many decisions at once."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema

from motcua.access.api import PUBLIC, needs
from motcua.access.routes import actor_of
from motcua.catalog import plain
from motcua.catalog.asking import find, find_draft, find_paper, layer_from, record_from
from motcua.catalog.intake.json_out import row_of
from motcua.catalog.models import Finding, FindingState
from motcua.catalog.rows import record_of
from motcua.catalog.selectors import layer_on
from motcua.catalog.services.drafting import discard_draft, open_draft, publish_draft, save_draft
from motcua.catalog.services.findings import settle_findings
from motcua.catalog.services.layers import set_layer
from motcua.catalog.services.marking import mark_component
from motcua.catalog.services.marks import Mark

router = Router(tags=["catalog"])
_VERSION: Any = Field(ge=0, le=2_000_000_000, description="the version that was looked at")


class LayerGiven(Schema):
    """What the province decides about a procedure from a day; blank says nothing. `version` is the procedure's."""

    effective_from: date
    receiving_desk: str = Field("", max_length=2000)
    competent_agency: str = Field("", max_length=2000)
    delegated_agency: str = Field("", max_length=2000)
    fee_text: str = Field("", max_length=2000)
    fee_instrument: str = Field("", max_length=300)
    limit_value: float | None = Field(None, gt=0, lt=1_000_000)
    limit_unit: str = Field("", max_length=12, examples=["working_day"])
    limit_instrument: str = Field("", max_length=300)
    contact: str = Field("", max_length=2000)
    note: str = Field("", max_length=2000)
    version: int = _VERSION


class RecordGiven(Schema):
    """A procedure as one object of the JSON lines form; `version` is the procedure's (0 for a new one)."""

    record: dict[str, Any] = Field(examples=[{"code": "1.012345.H61", "name": "Hỗ trợ chi phí hỏa táng"}])
    version: int = Field(0, ge=0, le=2_000_000_000)


class Publication(Schema):
    """From which day a draft is in force."""

    effective_from: date
    version: int = _VERSION


class MarkGiven(Schema):
    """Whether a paper's data can come from a database (null: nobody knows yet), from which, on what ground."""

    from_database: bool | None
    database: str = Field("", max_length=300)
    ground: str = Field("", max_length=500)
    version: int = _VERSION


class Decisions(Schema):
    """One decision on many findings."""

    ids: list[str] = Field(min_length=1, max_length=2_000)
    state: FindingState
    decision: str = Field(max_length=2000, examples=["Đã đối chiếu quyết định công bố."])


@router.get("/procedures/{code}/layer", auth=PUBLIC, summary="What the province adds to a procedure, on a day")
def layer(request: HttpRequest, code: str, on: date | None = None) -> dict[str, Any]:
    """The layer in force, null where the province says nothing; `version` to send back with a change."""
    procedure = find(actor_of(request), code)
    found = layer_on(procedure, on or timezone.localdate())
    return {"code": code, "layer": plain.layer_dict(found), "version": procedure.version}


@router.put("/procedures/{code}/layer", auth=needs("catalog.edit"), summary="Set the province's layer from a day")
def write_layer(request: HttpRequest, code: str, given: LayerGiven) -> dict[str, Any]:
    """The layer before it ends on that day."""
    actor = actor_of(request)
    start, content = layer_from(given.dict(exclude={"version"}))
    procedure = find(actor, code)
    found = set_layer(actor=actor, procedure=procedure, effective_from=start, content=content, version=given.version)
    return {"code": code, "layer": plain.layer_dict(found), "version": procedure.version}


@router.get("/procedures/{code}/versions", auth=PUBLIC, summary="All versions of a procedure, newest first")
def versions(request: HttpRequest, code: str) -> dict[str, Any]:
    """Number, state, period, decision of each."""
    actor = actor_of(request)
    rows = find(actor, code).versions.visible_to(actor).order_by("-number")
    return {"code": code, "items": [plain.version_line(row) for row in rows]}


def draft_dict(request: HttpRequest, code: str) -> dict[str, Any]:
    """The open draft of a procedure, with the version to send back."""
    draft = find_draft(actor_of(request), code)
    return {**plain.version_line(draft), "record": row_of(record_of(draft)), "version": draft.procedure.version}


@router.get("/procedures/{code}/draft", auth=needs("catalog.edit"), summary="The open draft")
def draft(request: HttpRequest, code: str) -> dict[str, Any]:
    """Its record, to be changed and sent back."""
    return draft_dict(request, code)


@router.post(
    "/procedures/{code}/draft", auth=needs("catalog.edit"), summary="Open a draft as a copy of what is in force"
)
def copy(request: HttpRequest, code: str) -> dict[str, Any]:
    """The one already open where there is one."""
    actor = actor_of(request)
    open_draft(actor=actor, procedure=find(actor, code))
    return draft_dict(request, code)


@router.put("/procedures/{code}/draft", auth=needs("catalog.edit"), summary="Write the draft anew")
def write(request: HttpRequest, code: str, given: RecordGiven) -> dict[str, Any]:
    """The whole content is replaced."""
    actor = actor_of(request)
    record = record_from({**given.record, "code": code}, "API")
    save_draft(actor=actor, draft=find_draft(actor, code), record=record, version=given.version)
    return draft_dict(request, code)


@router.delete("/procedures/{code}/draft", auth=needs("catalog.edit"), summary="Throw the draft away")
def discard(request: HttpRequest, code: str, version: int) -> dict[str, Any]:
    """What is in force stays."""
    actor = actor_of(request)
    discard_draft(actor=actor, draft=find_draft(actor, code), version=version)
    return {"code": code, "draft": None}


@router.post("/procedures/{code}/draft/publish", auth=needs("catalog.publish"), summary="Put the draft in force")
def publish(request: HttpRequest, code: str, given: Publication) -> dict[str, Any]:
    """From now on its content is locked."""
    actor = actor_of(request)
    found = publish_draft(
        actor=actor, draft=find_draft(actor, code), effective_from=given.effective_from, version=given.version
    )
    return {"code": code, **plain.version_line(found)}


@router.put(
    "/procedures/{code}/components/{ordinal}/database",
    auth=needs("catalog.edit"),
    summary="Say whether a paper's data can come from a database",
)
def mark(request: HttpRequest, code: str, ordinal: int, given: MarkGiven) -> dict[str, Any]:
    """The ministry's text stays as it is."""
    actor = actor_of(request)
    component = find_paper(actor, code, ordinal if 0 <= ordinal < 1_000_000 else -1)
    said = Mark(given.from_database, given.database, given.ground)
    return plain.component_dict(mark_component(actor=actor, component=component, mark=said, version=given.version))


@router.post("/findings/decisions", auth=needs("catalog.settle"), summary="Decide many findings with one reason")
def decide_many(request: HttpRequest, given: Decisions) -> dict[str, int]:
    """How many were decided, and how many another had decided before."""
    actor = actor_of(request)
    ids = [public_id for public_id in given.ids if "\x00" not in public_id]
    rows = list(Finding.objects.visible_to(actor).filter(public_id__in=ids))
    done, passed = settle_findings(actor=actor, findings=rows, state=given.state, decision=given.decision)
    return {"decided": done, "passed_over": passed}
