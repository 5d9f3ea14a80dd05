"""Reads of stored papers. Who may open a file is decided by the room that owns it; it asks here for the content."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from motcua.files import blobs, media
from motcua.files.models import ScanState, StoredFile
from motcua.web.faults import UserError


def path_of(file: StoredFile) -> Path:
    """Where the content lies; never to be written to.

    Raises `UserError` where the content is malicious, still to be scanned, or gone from the store.
    """
    if file.scan_state == ScanState.INFECTED:
        raise UserError("file-infected", _("Tệp có mã độc, không mở được."), status=403)
    if file.scan_state == ScanState.WAITING:
        raise UserError("file-waiting", _("Tệp đang chờ quét mã độc."), hint=_("Thử lại sau ít phút."), status=409)
    path = blobs.address(file.digest)
    if not path.is_file():
        raise UserError("file-gone", _("Không tìm thấy nội dung tệp trong kho."), status=410)
    return path


def open_file(file: StoredFile) -> BinaryIO:
    """The content, open for reading; raises as `path_of`."""
    return path_of(file).open("rb")


def by_public_id(public_id: str) -> StoredFile | None:
    """The file of this public id, or None."""
    return StoredFile.objects.filter(public_id=public_id).first()


def faults() -> Iterator[dict[str, str]]:
    """Every content that is missing from the store or is not what its digest says: `{"id", "digest", "fault"}`."""
    last, fault = "", ""
    for public_id, digest in StoredFile.objects.order_by("digest", "id").values_list("public_id", "digest").iterator():
        if digest != last:
            last, fault = digest, _fault(digest)
        if fault:
            yield {"id": public_id, "digest": digest, "fault": fault}


def to_dict(file: StoredFile) -> dict[str, Any]:
    """A file as the terminal and machines show it."""
    return {
        "id": file.public_id,
        "name": file.name,
        "size": file.size,
        "media_type": file.media_type,
        "kind": media.WORDS.get(file.media_type, file.media_type),
        "digest": file.digest,
        "purpose": file.purpose,
        "uploaded_by": file.uploader_label,
        "created_at": file.created_at,
        "scan": file.scan_state,
        "scan_words": file.get_scan_state_display(),
    }


def _fault(digest: str) -> str:
    path = blobs.address(digest)
    if not path.is_file():
        return "missing"
    return "" if blobs.digest_of(path) == digest else "changed"
