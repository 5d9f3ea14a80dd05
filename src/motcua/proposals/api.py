"""The room `proposals` for machines."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, File, Form, Query, Router, Schema
from ninja.files import UploadedFile

from motcua.access.api import needs
from motcua.access.routes import actor_of
from motcua.catalog.api_paging import Paging, page_of
from motcua.catalog.models import Procedure
from motcua.proposals import plain, selectors, terminal
from motcua.proposals.jobs import ask_refresh
from motcua.proposals.services import (
    import_volumes,
    note_publication,
    record_volume,
    restore_rule,
    set_estimate,
    set_rule,
    turn_off_rule,
)
from motcua.proposals.volumes_in import VolumeLine, read_volumes
from motcua.web.faults import UserError

router = Router(tags=["proposals"])
_VERSION: Any = Field(ge=0, le=2_000_000_000, description="the version of the row that was looked at; 0 for a new one")


class KeptFilter(Paging):
    """Which procedures: a criterion proposed not to hold, or not readable; words of name or code."""

    against: str = Field("", max_length=4, examples=["C6d"])
    unsure: str = Field("", max_length=4)
    q: str = Field("", max_length=300)
    data: bool = Field(False, description="with papers whose information a database has")


class VolumeFilter(Paging):
    """Of a year, of procedures whose code or name has the words."""

    year: int | None = Field(None, ge=2000, le=2100)
    q: str = Field("", max_length=300)


class VolumeGiven(Schema):
    """Dossiers of a procedure in a year, with the source."""

    code: str = Field(max_length=60)
    year: int
    count: int
    source: str = Field(max_length=300)
    tier: str = Field("", max_length=20)
    version: int | None = Field(None, ge=0, le=2_000_000_000)


class RuleGiven(Schema):
    """A rule as a table (see the documentation of rules) and why it is laid over the shipped one."""

    table: dict[str, Any]
    reason: str = Field(max_length=500)
    version: int = _VERSION


class Reason(Schema):
    """Why, and which row was looked at."""

    reason: str = Field("", max_length=500)
    version: int = _VERSION


class PublicationGiven(Schema):
    """The day on which a database's data were published, and by which notice."""

    published_on: date
    notice: str = Field(max_length=300)
    version: int = _VERSION


class EstimateGiven(Schema):
    """What building the service is reckoned to cost (đồng), and on what ground."""

    cost: int = Field(ge=0, le=10**15)
    ground: str = Field(max_length=300)
    version: int = _VERSION


@router.get("/proposals", auth=needs("proposals.view"), summary="Procedures with kept proposals")
def kept(request: HttpRequest, given: Query[KeptFilter]) -> dict[str, Any]:
    """Criteria proposed not to hold and those not readable; `stale` procedures wait to be reckoned."""
    actor = actor_of(request)
    rows = selectors.kept_rows(actor, against=given.against, unsure=given.unsure, text=given.q, data=given.data)
    found, more = page_of(rows, given)
    items = [plain.kept_dict(row) for row in found]
    return {"items": items, "page": given.page, "next": more, "stale": selectors.stale_number(actor)}


@router.get("/proposals/rules", auth=needs("proposals.view"), summary="Rules of the proposals as they stand here")
def rules(request: HttpRequest) -> dict[str, Any]:
    """Every rule with its phrases; faults of own rows that had to stay out."""
    return terminal.rules()


@router.post(
    "/proposals/rules", auth=needs("proposals.rules"), summary="Lay an own rule over a shipped one, or add one"
)
def put_rule(request: HttpRequest, given: RuleGiven) -> dict[str, Any]:
    """The row's key and version."""
    row = set_rule(actor=actor_of(request), table=given.table, reason=given.reason, version=given.version)
    return {"key": row.key, "version": row.version}


@router.post("/proposals/rules/{key}/off", auth=needs("proposals.rules"), summary="Turn a rule off")
def rule_off(request: HttpRequest, key: str, given: Reason) -> dict[str, Any]:
    """The row's key and version."""
    row = turn_off_rule(actor=actor_of(request), key=key, reason=given.reason, version=given.version)
    return {"key": row.key, "version": row.version}


@router.post("/proposals/rules/{key}/restore", auth=needs("proposals.rules"), summary="Let the shipped rule hold again")
def rule_restore(request: HttpRequest, key: str, given: Reason) -> dict[str, Any]:
    """The key."""
    restore_rule(actor=actor_of(request), key=key, version=given.version)
    return {"key": key}


@router.get("/proposals/databases", auth=needs("proposals.view"), summary="Databases whose data replace papers")
def databases(request: HttpRequest) -> dict[str, Any]:
    """With the clock that runs from publication, and why."""
    return {"items": terminal.databases()}


@router.post("/proposals/databases/{key}", auth=needs("proposals.facts"), summary="Note a database's publication")
def publication(request: HttpRequest, key: str, given: PublicationGiven) -> dict[str, Any]:
    """The noted day."""
    row = note_publication(actor=actor_of(request), key=key, **given.dict())
    return {"key": row.key, "published_on": row.published_on, "notice": row.notice, "version": row.version}


@router.get("/proposals/volumes", auth=needs("proposals.view"), summary="Dossiers a year with their sources")
def volumes(request: HttpRequest, given: Query[VolumeFilter]) -> dict[str, Any]:
    """Newest year first."""
    found, more = page_of(selectors.volume_rows(actor_of(request), year=given.year, text=given.q), given)
    return {"items": [plain.volume_dict(row) for row in found], "page": given.page, "next": more}


@router.post("/proposals/volumes", auth=needs("proposals.facts"), summary="Write dossiers of a year")
def volume(request: HttpRequest, given: VolumeGiven) -> dict[str, Any]:
    """The row as it stands now."""
    line = VolumeLine(given.code, given.year, given.count, given.source, given.tier)
    return plain.volume_dict(record_volume(actor=actor_of(request), line=line, version=given.version))


@router.post("/proposals/volumes/file", auth=needs("proposals.facts"), summary="Read a file of volumes")
def volume_file(
    request: HttpRequest, file: File[UploadedFile], year: Form[int | None] = None, source: Form[str] = ""
) -> dict[str, Any]:
    """How many lines were written, and the others with their reasons."""
    name = file.name or "tep"
    lines = read_volumes(file.read(), name, year=year, source=source)
    done = import_volumes(actor=actor_of(request), lines=lines, name=name)
    return {"written": done.written, "left_out": [{"line": line, "why": why} for line, why in done.left_out]}


@router.get("/proposals/picture", auth=needs("proposals.view"), summary="Effort against volume")
def picture(request: HttpRequest, given: Query[KeptFilter]) -> dict[str, Any]:
    """A page of procedures with factors, volume, quadrant and why."""
    found, more = page_of(selectors.kept_rows(actor_of(request), text=given.q), given)
    items = [plain.placed_dict(one) for one in selectors.placed(found, timezone.localdate())]
    return {"items": items, "page": given.page, "next": more}


@router.post("/proposals/refresh", auth=needs("proposals.facts"), summary="Reckon all proposals anew")
def refresh(request: HttpRequest) -> dict[str, Any]:
    """The job that does it."""
    return {"job": ask_refresh(actor_of(request)).public_id}


@router.get("/proposals/procedures/{code}", auth=needs("proposals.view"), summary="Proposals for one procedure")
def one(request: HttpRequest, code: str) -> dict[str, Any]:
    """Per criterion: answer, basis, confidence, passages, rule; parts and papers."""
    actor = actor_of(request)
    found = selectors.current_versions(actor, [code]).first() if code.isprintable() else None
    if found is None:
        raise UserError("no-procedure", _("Danh mục không có thủ tục {code}.").format(code=code), status=404)
    return selectors.propose(found).to_dict()


@router.post("/proposals/procedures/{code}/estimate", auth=needs("proposals.facts"), summary="Estimate of build cost")
def estimate(request: HttpRequest, code: str, given: EstimateGiven) -> dict[str, Any]:
    """The estimate as it stands now."""
    actor = actor_of(request)
    found = Procedure.objects.visible_to(actor).filter(code=code).first() if code.isprintable() else None
    if found is None:
        raise UserError("no-procedure", _("Danh mục không có thủ tục {code}.").format(code=code), status=404)
    row = set_estimate(actor=actor, procedure=found, **given.dict())
    return {"code": code, "cost": row.cost, "ground": row.ground, "version": row.version}
