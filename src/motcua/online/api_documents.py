"""Lists of services as documents, for machines: ask for them, see what was made, take a file."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, QueryDict
from django.utils import timezone
from ninja import Field, Query, Schema

from motcua.access.routes import actor_of
from motcua.audit.services import exported
from motcua.catalog.api_paging import Paging, page_of
from motcua.files.selectors import open_file
from motcua.online.api_reading import VIEW, router
from motcua.online.models import DocumentSet
from motcua.online.selectors import document_by_id, document_sets
from motcua.online.services import make_documents
from motcua.papers.rendering import MEDIA_TYPES
from motcua.web.words import storable


class DocumentsSent(Schema):
    """Which services; empty: all in force. With a year the roadmap of that year instead."""

    q: str = Field("", max_length=200)
    level: str = Field("", max_length=20, examples=["full"])
    state: str = Field("", max_length=12)
    year: int | None = Field(None, ge=2000, le=2100)


def set_dict(row: DocumentSet) -> dict[str, Any]:
    """A set with its job and its files."""
    return {
        "id": row.public_id,
        "query": row.query,
        "scope": row.scope,
        "job": row.job,
        "asked_at": timezone.localtime(row.asked_at),
        "finished_at": timezone.localtime(row.finished_at) if row.finished_at else None,
        "files": [
            {"id": file.public_id, "kind": file.kind, "format": file.format, "lines": file.rows}
            for file in row.files.all()
        ],
    }


@router.get("/online/documents", auth=VIEW, summary="Lists of services made as documents, paged")
def documents(request: HttpRequest, given: Query[Paging]) -> dict[str, Any]:
    """The latest first."""
    found, more = page_of(document_sets(actor_of(request)), given)
    return {"items": [set_dict(row) for row in found], "page": given.page, "next": more}


@router.post(
    "/online/documents", auth=VIEW, summary="Make lists of services as documents", response={202: dict[str, Any]}
)
def documents_make(request: HttpRequest, given: DocumentsSent) -> tuple[int, dict[str, Any]]:
    """The set that is being made, with its job."""
    chosen = QueryDict(mutable=True)
    for name, value in given.dict().items():
        if value:
            chosen[name] = storable(str(value))
    return 202, set_dict(make_documents(actor=actor_of(request), query=chosen.urlencode()))


@router.get("/online/documents/files/{public_id}", auth=VIEW, summary="One made document")
def document_file(request: HttpRequest, public_id: str) -> FileResponse:
    """The file."""
    actor = actor_of(request)
    found = document_by_id(actor, public_id)
    if found is None:
        raise Http404
    exported(actor=actor, what=f"{found.kind}.{found.format}", rows=found.rows)
    kind = MEDIA_TYPES[found.format]
    return FileResponse(open_file(found.file), as_attachment=True, filename=found.file.name, content_type=kind)
