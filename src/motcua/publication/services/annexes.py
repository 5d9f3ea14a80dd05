"""Lists as decision annexes: asked for on a page, made by a job, kept as files."""

from __future__ import annotations

import io

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.files.services import store
from motcua.jobs.services import enqueue
from motcua.publication.lists import ListAsked, list_title
from motcua.publication.models import AnnexState, ListAnnex
from motcua.web.faults import UserError

KIND = "publication.list-annex"
PURPOSE = "publication.annex"


@service(permission="publication.draft")
def ask_annex(*, actor: Actor, asked: ListAsked) -> ListAnnex:
    """Ask for a list as DOCX and XLSX; a job makes it. Raises `UserError` for days in the wrong order."""
    if asked.since is not None and asked.since > asked.on:
        raise UserError("since-later", _("Ngày so sánh không thể sau ngày của danh mục."), field="since")
    annex = ListAnnex.objects.create(title=list_title(asked), asked=asked.plain(), created_by=actor.user)
    job = enqueue(actor=actor, kind=KIND, key=annex.public_id, arguments={"annex": annex.public_id})
    annex.job = job.public_id
    annex.save(update_fields=["job"])
    record(Event("publication.annex.asked", "publication.annex", annex.public_id))
    return annex


@service(permission="publication.draft")
def keep_annex(*, actor: Actor, annex: ListAnnex, docx: bytes, xlsx: bytes, rows: int) -> ListAnnex:
    """Keep the files of a list that was made."""
    name = annex.title[:120]
    annex.docx = store(actor=actor, stream=io.BytesIO(docx), name=f"{name}.docx", purpose=PURPOSE)
    annex.xlsx = store(actor=actor, stream=io.BytesIO(xlsx), name=f"{name}.xlsx", purpose=PURPOSE)
    annex.state, annex.rows, annex.made_at, annex.fault = AnnexState.READY, rows, timezone.now(), ""
    annex.save()
    return annex


@service(permission="publication.draft")
def note_annex_fault(*, actor: Actor, annex: ListAnnex, why: str) -> ListAnnex:
    """Keep why a list could not be made."""
    annex.state, annex.fault = AnnexState.FAILED, why[:1000]
    annex.save(update_fields=["state", "fault"])
    return annex
