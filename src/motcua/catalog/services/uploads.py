"""Imports from the web: the file is kept, the work is done by jobs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.catalog.models import ImportBatch
from motcua.catalog.services.imports import begin_applying, open_import
from motcua.files.services import store
from motcua.jobs.services import enqueue


@service(permission="catalog.import")
def upload_import(*, actor: Actor, upload: UploadedFile[Any], effective_from: date | None) -> ImportBatch:
    """Keep the uploaded file and have it read; raises `UserError` for a file that is too large or of no known kind."""
    name = upload.name or "tep"
    file = store(actor=actor, stream=upload, name=name, purpose="catalog.import")
    batch = open_import(actor=actor, title=name, file=file, effective_from=effective_from)
    return _enqueue(actor, batch, "catalog.read-import")


@service(permission="catalog.import")
def apply_in_background(*, actor: Actor, batch: ImportBatch, version: int) -> ImportBatch:
    """Approve the chosen rows and have a job apply them: both or neither. Raises as `begin_applying`."""
    return _enqueue(actor, begin_applying(actor=actor, batch=batch, version=version), "catalog.apply-import")


def _enqueue(actor: Actor, batch: ImportBatch, kind: str) -> ImportBatch:
    job = enqueue(
        actor=actor, kind=kind, key=f"{kind}:{batch.public_id}", arguments={"batch": batch.public_id}, queue="slow"
    )
    batch.job = job.public_id
    batch.save(update_fields=["job"])
    return batch
