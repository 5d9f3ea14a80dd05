"""The room `processes` for machines."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, File, Form, Query, Router, Schema
from ninja.files import UploadedFile

from motcua.access.actors import Actor
from motcua.access.api import needs
from motcua.access.routes import actor_of
from motcua.audit.services import exported
from motcua.catalog.api_paging import Paging, page_of
from motcua.organisation.selectors import find_unit
from motcua.processes import plain
from motcua.processes.asking import find_edition, find_process
from motcua.processes.content import MOST_MEMBERS, content_from
from motcua.processes.flow.changes import compared
from motcua.processes.flow.steps import MOST_STEPS, Kind
from motcua.processes.models import EditionState, Process, ProcessKind, Relation
from motcua.processes.output.files import TYPES, file_of, name_of
from motcua.processes.output.reading import MOST_BYTES, taken_from
from motcua.processes.selectors import editions_of, process_rows, steps_of
from motcua.processes.services.opening import Opening, discard_draft, open_process, reopen_process
from motcua.processes.services.writing import confirm_process, import_process, write_process

router = Router(tags=["processes"])
_ONE = "/processes/{public_id}"
_VERSION: Any = Field(ge=0, le=2_000_000_000, description="the version that was read", examples=[1])


class ProcessFilter(Paging):
    """Filters of the list: part of the title or a code, single or group, draft or confirmed."""

    q: str = Field("", max_length=200)
    kind: ProcessKind | None = None
    state: EditionState | None = None


class OpeningSent(Schema):
    """One code: a single procedure; more: a group in its order. `unit` is a unit's code or id."""

    codes: list[str] = Field(min_length=1, max_length=MOST_MEMBERS, examples=[["1.001193"]])
    title: str = Field("", max_length=1000)
    unit: str = Field("", max_length=60)
    from_record: bool = True


class BranchSent(Schema):
    """One way out of a split."""

    label: str = Field("", max_length=200)
    to: str = Field("", max_length=20)


class StepSent(Schema):
    """One step; `time` as written, papers one a line."""

    key: str = Field("", max_length=20)
    kind: Kind = Kind.TASK
    name: str = Field("", max_length=500)
    actor: str = Field("", max_length=500)
    channel: str = Field("", max_length=500)
    time: str = Field("", max_length=500)
    paper_in: str = Field("", max_length=4_000)
    paper_out: str = Field("", max_length=4_000)
    note: str = Field("", max_length=20_000)
    code: str = Field("", max_length=60)
    then: str = Field("", max_length=20)
    branches: list[BranchSent] = Field(default_factory=list, max_length=12)


class MemberSent(Schema):
    """One procedure of a group."""

    code: str = Field(max_length=40)
    relation: Relation = Relation.AFTER
    duty: str = Field("", max_length=1000)


class ContentSent(Schema):
    """The draft written anew; without `members` those of a group stay."""

    steps: list[StepSent] = Field(max_length=MOST_STEPS)
    members: list[MemberSent] | None = Field(None, max_length=MOST_MEMBERS)
    version: int = _VERSION


class VersionSent(Schema):
    """The version that was read."""

    version: int = _VERSION


class ReasonSent(Schema):
    """Why a confirmed process is drawn up anew."""

    reason: str = Field(max_length=1000)


class FileSent(Schema):
    """The format of a file (told by content without it) and the version that was read."""

    version: int = _VERSION
    format: str = Field("", max_length=10, examples=["bpmn"])


class Of(Schema):
    """Which version; the newest without it."""

    number: int | None = Field(None, ge=1, le=2_000_000_000)


class Both(Schema):
    """Two versions by number."""

    old: int = Field(ge=1, le=2_000_000_000)
    new: int = Field(ge=1, le=2_000_000_000)


def _whole(actor: Actor, row: Process, number: int | None = None) -> dict[str, Any]:
    fresh = find_process(actor, row.public_id)
    history = [plain.edition_line(one) for one in editions_of(fresh)]
    return {**plain.edition_dict(fresh, find_edition(fresh, number)), "history": history}


@router.get("/processes", auth=needs("processes.view"), summary="Processes, newest first")
def listing(request: HttpRequest, given: Query[ProcessFilter]) -> dict[str, Any]:
    """With the number and state of their newest version."""
    rows = process_rows(actor_of(request), text=given.q, kind=given.kind or "", state=given.state or "")
    found, more = page_of(rows, given)
    return {"items": [plain.process_line(row) for row in found], "page": given.page, "next": more}


@router.post("/processes", auth=needs("processes.edit"), summary="Open a process with a first draft")
def opened(request: HttpRequest, given: OpeningSent) -> dict[str, Any]:
    """The steps come from the records, or from the processes of the procedures of a group."""
    actor = actor_of(request)
    unit = find_unit(given.unit, timezone.localdate()) if given.unit else None
    asked = Opening(tuple(given.codes), given.title, unit, given.from_record)
    return _whole(actor, open_process(actor=actor, asked=asked))


@router.get(_ONE, auth=needs("processes.view"), summary="One process by id or code of its procedure")
def one(request: HttpRequest, public_id: str, given: Query[Of]) -> dict[str, Any]:
    """Steps, counts, what is to be mended, its versions."""
    actor = actor_of(request)
    return _whole(actor, find_process(actor, public_id), given.number)


@router.put(_ONE, auth=needs("processes.edit"), summary="Write the draft anew")
def written(request: HttpRequest, public_id: str, given: ContentSent) -> dict[str, Any]:
    """All its steps and, for a group, its procedures."""
    actor = actor_of(request)
    row = find_process(actor, public_id)
    content = content_from(given.dict(include={"steps", "members"}))
    write_process(actor=actor, process=row, content=content, version=given.version)
    return _whole(actor, row)


@router.delete(_ONE, auth=needs("processes.edit"), summary="Throw the draft away")
def discarded(request: HttpRequest, public_id: str, given: Query[VersionSent]) -> dict[str, Any]:
    """A process without a confirmed version goes with it."""
    actor = actor_of(request)
    gone = discard_draft(actor=actor, process=find_process(actor, public_id), version=given.version)
    return {"id": public_id, "discarded": True, "gone": gone}


@router.post(f"{_ONE}/file", auth=needs("processes.edit"), summary="Take the steps from a file")
def imported(request: HttpRequest, public_id: str, given: Form[FileSent], file: File[UploadedFile]) -> dict[str, Any]:
    """BPMN 2.0, XLSX, CSV or our JSON; they take the place of the draft's steps."""
    actor = actor_of(request)
    row = find_process(actor, public_id)
    taken = taken_from(file.read(MOST_BYTES + 1), given.format)
    import_process(actor=actor, process=row, taken=taken, version=given.version)
    return _whole(actor, row)


@router.post(f"{_ONE}/confirm", auth=needs("processes.edit"), summary="Confirm the draft: it is frozen")
def confirmed(request: HttpRequest, public_id: str, given: VersionSent) -> dict[str, Any]:
    """Refused while something keeps it from being whole."""
    actor = actor_of(request)
    row = find_process(actor, public_id)
    confirm_process(actor=actor, process=row, version=given.version)
    return _whole(actor, row)


@router.post(f"{_ONE}/reopen", auth=needs("processes.edit"), summary="Draw a confirmed process up anew")
def reopened(request: HttpRequest, public_id: str, given: ReasonSent) -> dict[str, Any]:
    """What was confirmed stays as it is."""
    actor = actor_of(request)
    row = find_process(actor, public_id)
    reopen_process(actor=actor, process=row, reason=given.reason)
    return _whole(actor, row)


@router.get(f"{_ONE}/changes", auth=needs("processes.view"), summary="Two versions side by side")
def changes(request: HttpRequest, public_id: str, given: Query[Both]) -> dict[str, Any]:
    """Row by row."""
    row = find_process(actor_of(request), public_id)
    old, new = find_edition(row, given.old), find_edition(row, given.new)
    return {"id": row.public_id, "rows": [plain.pair_dict(pair) for pair in compared(steps_of(old), steps_of(new))]}


@router.get(f"{_ONE}/files/{{form}}", auth=needs("processes.view"), summary="A version as a file")
def file(request: HttpRequest, public_id: str, form: str, given: Query[Of]) -> HttpResponse:
    """bpmn, svg, png, csv, json, pdf, docx or xlsx."""
    actor = actor_of(request)
    row = find_process(actor, public_id)
    edition = find_edition(row, given.number)
    data = file_of(row, edition, form)
    exported(actor=actor, what=f"processes.process.{form}", rows=1)
    response = HttpResponse(data, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name_of(row, edition, form)}"'
    return response
