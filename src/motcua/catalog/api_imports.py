"""Imports for machines: upload, preview, choose, apply."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from django.http import FileResponse, HttpRequest
from ninja import Field, File, Form, Query, Router, Schema
from ninja.files import UploadedFile

from motcua.access.api import needs
from motcua.access.routes import actor_of
from motcua.catalog import plain
from motcua.catalog.api_paging import Paging, page_of
from motcua.catalog.asking import find_import
from motcua.catalog.intake.workbook_write import write_workbook
from motcua.catalog.models import Outcome
from motcua.catalog.selectors import import_rows, item_rows
from motcua.catalog.services.imports import choose_items
from motcua.catalog.services.uploads import apply_in_background, upload_import

router = Router(tags=["imports"])


class ItemFilter(Paging):
    """Which rows of an import; without `outcome` all."""

    outcome: Outcome | None = None


class Choice(Schema):
    """Rows to choose or leave out, by their place in the source (null: all); `version` is the import's."""

    chosen: bool
    ordinals: list[int] | None = Field(None, max_length=10_000)
    version: int = Field(ge=0, le=2_000_000_000)


class Approval(Schema):
    """The version of the import that was looked at."""

    version: int = Field(ge=0, le=2_000_000_000)


class Start(Schema):
    """From which day the content holds; null: as the source says."""

    effective_from: date | None = Field(None, examples=["2026-06-01"])


@router.get("/imports", auth=needs("catalog.import"), summary="Imports, newest first, paged")
def imports(request: HttpRequest, given: Query[Paging]) -> dict[str, Any]:
    """State and counts of each."""
    found, more = page_of(import_rows(actor_of(request)), given)
    return {"items": [plain.import_dict(row) for row in found], "page": given.page, "next": more}


@router.post("/imports", auth=needs("catalog.import"), summary="Upload a file; a job reads it")
def upload(request: HttpRequest, file: File[UploadedFile], given: Form[Start]) -> dict[str, Any]:
    """The import to look at; nothing in the catalogue changes until it is applied."""
    batch = upload_import(actor=actor_of(request), upload=file, effective_from=given.effective_from)
    return plain.import_dict(batch)


@router.get("/imports/template.xlsx", auth=needs("catalog.import"), summary="The workbook for procedures typed by hand")
def template(request: HttpRequest) -> FileResponse:
    """Our own form, empty."""
    file = BytesIO()
    write_workbook(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename="bieu-nhap-thu-tuc.xlsx")


@router.get("/imports/{public_id}", auth=needs("catalog.import"), summary="One import")
def one_import(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """State, counts, version."""
    return plain.import_dict(find_import(actor_of(request), public_id))


@router.get("/imports/{public_id}/items", auth=needs("catalog.import"), summary="Rows of an import, paged")
def items(request: HttpRequest, public_id: str, given: Query[ItemFilter]) -> dict[str, Any]:
    """What each row would do, or did, and what would change."""
    actor = actor_of(request)
    rows = item_rows(find_import(actor, public_id), actor, given.outcome or "")
    found, more = page_of(rows, given)
    return {"items": [plain.item_dict(row) for row in found], "page": given.page, "next": more}


@router.post("/imports/{public_id}/choice", auth=needs("catalog.import"), summary="Choose rows or leave them out")
def choose(request: HttpRequest, public_id: str, given: Choice) -> dict[str, Any]:
    """How many rows changed, and the import's new version."""
    actor = actor_of(request)
    batch = find_import(actor, public_id)
    ids = None
    if given.ordinals is not None:
        wanted = [number for number in given.ordinals if 0 <= number <= 2_000_000_000]
        ids = list(item_rows(batch, actor).filter(ordinal__in=wanted).values_list("pk", flat=True))
    changed = choose_items(actor=actor, batch=batch, chosen=given.chosen, item_ids=ids, version=given.version)
    return {"changed": changed, **plain.import_dict(batch)}


@router.post("/imports/{public_id}/apply", auth=needs("catalog.import"), summary="Apply the chosen rows by a job")
def apply(request: HttpRequest, public_id: str, given: Approval) -> dict[str, Any]:
    """The import, being applied."""
    actor = actor_of(request)
    batch = apply_in_background(actor=actor, batch=find_import(actor, public_id), version=given.version)
    return plain.import_dict(batch)
