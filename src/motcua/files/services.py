"""Every write to stored papers: keep one, scan it, let go of contents that nobody names."""

from __future__ import annotations

import time
from collections.abc import Collection
from typing import BinaryIO, Protocol, cast

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, Plain, record
from motcua.access.service import service
from motcua.files import blobs, media
from motcua.files.models import ScanState, StoredFile
from motcua.files.names import clean_name
from motcua.files.scanning.base import Verdict
from motcua.files.scanning.registry import scanner
from motcua.jobs.services import enqueue
from motcua.web.faults import UserError

GRACE = 24 * 3600.0  # seconds before a content that no row names is let go
_MEGABYTE = 1024 * 1024


class Readable(Protocol):
    """Anything with bytes to read: an open file, an upload, a buffer."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""


@service(permission=None)
def store(
    *,
    actor: Actor,
    stream: Readable,
    name: str,
    purpose: str,
    accept: Collection[str] | None = None,
    limit: int | None = None,
) -> StoredFile:
    """Keep a file: content at its digest, flushed to disk before the row that names it is committed.

    `purpose` says what it was brought for ("catalog.import"); `accept` are the media types allowed (None: any that is
    known, see `motcua.files.media`), told by content; `limit` is the most bytes (default: the upload limit).
    The service that receives the file checks its own permission; this one asks for someone who acts at all.
    Raises `UserError` for a file that is empty, too large or of another kind, `Denied` for nobody.
    """
    if not actor.system:
        actor.require("files.store")
    most = limit or settings.UPLOAD_LIMIT_BYTES
    try:
        spooled = blobs.spool(cast(BinaryIO, stream), most)
    except blobs.TooLarge:
        raise _too_large(most) from None
    try:
        kind = _kind_of(spooled, accept)
        blobs.keep(spooled)
    finally:
        spooled.discard()
    has_scanner = scanner() is not None
    kept = StoredFile.objects.create(
        digest=spooled.digest,
        size=spooled.size,
        media_type=kind,
        name=clean_name(name),
        purpose=purpose,
        uploaded_by=actor.user,
        uploader_label=actor.label[:200],
        scan_state=ScanState.WAITING if has_scanner else ScanState.NOT_SCANNED,
    )
    facts: dict[str, Plain] = {"size": kept.size, "media_type": kind, "purpose": purpose, "digest": kept.digest}
    record(Event("files.stored", "files.storedfile", kept.public_id, facts=facts))
    if has_scanner:
        enqueue(actor=actor, kind="files.scan", key=kept.public_id, arguments={"file": kept.public_id})
    return kept


@service(permission=None)
def note_verdict(*, actor: Actor, file: StoredFile, verdict: Verdict) -> StoredFile:
    """Write down what the scanner said. A malicious content can no longer be opened; its row stays as evidence."""
    file.scan_state = ScanState.CLEAN if verdict.clean else ScanState.INFECTED
    file.scan_note = f"{verdict.engine} {verdict.found}".strip()[:200]
    file.scanned_at = timezone.now()
    file.save(update_fields=["scan_state", "scan_note", "scanned_at"])
    record(Event("files.scanned", "files.storedfile", file.public_id, facts={"clean": verdict.clean}))
    return file


@service(permission="jobs.manage")
def clean(*, actor: Actor, grace: float = GRACE) -> dict[str, int]:
    """Let go of contents that no row names and of half-received ones, both untouched for `grace` seconds.

    Returns how many of each went.
    """
    orphans = [path for path in blobs.all_contents() if not StoredFile.objects.filter(digest=path.name).exists()]
    gone = {
        "contents": blobs.remove_unless_fresh(orphans, time.time() - grace),
        "leavings": blobs.remove_leavings(grace),
    }
    if any(gone.values()):
        record(Event("files.cleaned", "files.storedfile", facts=gone))
    return gone


def _kind_of(spooled: blobs.Spooled, accept: Collection[str] | None) -> str:
    if spooled.size == 0:
        raise UserError("file-empty", _("Tệp không có nội dung."), hint=_("Chọn tệp khác rồi gửi lại."), field="file")
    with spooled.path.open("rb") as content:
        kind = media.detect(content)
    allowed = set(media.WORDS) - {media.UNKNOWN} if accept is None else set(accept)
    if kind not in allowed:
        names = ", ".join(media.WORDS.get(one, one) for one in sorted(allowed))
        raise UserError(
            "file-kind",
            _("Không nhận loại tệp này: nội dung là {kind}.").format(kind=media.WORDS.get(kind, kind)),
            hint=_("Gửi một trong các loại: {names}.").format(names=names),
            field="file",
            status=415,
        )
    return kind


def _too_large(most: int) -> UserError:
    words = _("Tệp lớn hơn {limit} MB, không nhận.").format(limit=max(most // _MEGABYTE, 1))
    return UserError("file-too-large", words, hint=_("Chia nhỏ tệp rồi gửi từng phần."), field="file", status=413)
