"""Lists of services as documents: asked for, made by a job one by one, kept."""

from __future__ import annotations

import io

from django.utils import timezone

from motcua.access.actors import Actor
from motcua.access.events import Event, Plain, record
from motcua.access.service import service
from motcua.files.services import store
from motcua.jobs.services import enqueue
from motcua.online.models import DocumentFile, DocumentSet
from motcua.web.publicid import new_public_id

KIND, PURPOSE = "online.documents", "online.document"


@service(permission="online.view")
def make_documents(*, actor: Actor, query: str = "", scope: str = "") -> DocumentSet:
    """Ask for the lists of the services that `query` (filters as an address has them) chooses, in every format.

    `scope` says the same in words. While such a set is still being made, that one is returned.
    """
    waiting = DocumentSet.objects.filter(query=query[:2000], finished_at=None).order_by("-id").first()
    if waiting is not None:
        enqueue(actor=actor, kind=KIND, key=waiting.public_id, arguments={"set": waiting.public_id}, again=True)
        return waiting
    key = new_public_id()
    job = enqueue(actor=actor, kind=KIND, key=key, arguments={"set": key})
    row = DocumentSet.objects.create(
        public_id=key,
        query=query[:2000],
        scope=scope[:1000],
        job=job.public_id,
        by=actor.user,
        by_label=actor.label[:200],
        asked_at=timezone.now(),
    )
    _tell("asked", row)
    return row


@service(permission="online.view")
def keep_document(
    *, actor: Actor, document_set: DocumentSet, kind: str, form: str, content: bytes, rows: int
) -> DocumentFile:
    """Keep one made document with its set; one that is there already stays."""
    there = document_set.files.filter(kind=kind, format=form).first()
    if there is not None:
        return there
    name = f"{kind}-{timezone.localdate(document_set.asked_at).isoformat()}.{form}"
    file = store(actor=actor, stream=io.BytesIO(content), name=name, purpose=PURPOSE, limit=len(content) + 1)
    return DocumentFile.objects.create(document_set=document_set, kind=kind, format=form, file=file, rows=rows)


@service(permission="online.view")
def finish_documents(*, actor: Actor, document_set: DocumentSet) -> DocumentSet:
    """Say that a set is whole."""
    if document_set.finished_at is None:
        document_set.finished_at = timezone.now()
        document_set.save(update_fields=["finished_at"])
        _tell("made", document_set, files=document_set.files.count())
    return document_set


def _tell(verb: str, row: DocumentSet, **facts: Plain) -> None:
    record(Event(f"online.documents.{verb}", "online.documents", row.public_id, facts=facts))
