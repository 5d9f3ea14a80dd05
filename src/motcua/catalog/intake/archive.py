"""Walks folders and zips, handing each file to the readers; nothing is ever unpacked by its own name."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from django.utils.translation import gettext as _

from motcua.catalog.intake.faults import RefusedError
from motcua.catalog.intake.limits import MEGABYTE, Limits
from motcua.catalog.intake.safezip import Budget, chunks, open_zip, unsafe_name
from motcua.catalog.record import Item, Rejection

Read = Callable[[IO[bytes], str], Iterator[Item]]
_MEMORY = 8 * MEGABYTE
_CHATTER = ("__MACOSX",)
_CHATTER_FILES = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


def read_archive(file: IO[bytes], name: str, limits: Limits, budget: Budget, read: Read) -> Iterator[Item]:
    """Yield what the members of a zip state, in the archive's order; a bad member is rejected by name."""
    with open_zip(file, limits) as archive:
        files = [
            member
            for member in archive.infolist()
            if not member.is_dir() and not _chatter(member.filename.replace("\\", "/"))
        ]
        if not files:
            raise RefusedError(_("Tệp nén không có tệp nào để nhập."))
        for member in files:
            shown = f"{name}/{readable_name(member)}"
            if unsafe_name(member.filename):
                yield Rejection(shown, _("Tên tệp con trỏ ra ngoài thư mục, không được chấp nhận vì lý do an toàn."))
                continue
            yield from _member(archive, member, shown, limits, budget, read)


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, shown: str, limits: Limits, budget: Budget, read: Read
) -> Iterator[Item]:
    with tempfile.SpooledTemporaryFile(max_size=_MEMORY) as spool:
        try:
            for piece in chunks(archive, member, limits, budget):
                spool.write(piece)
        except RefusedError as refusal:
            yield Rejection(shown, str(refusal))
            if budget.left < 0:
                raise
            return
        spool.seek(0)
        yield from read(spool, shown)


def read_folder(folder: Path, name: str, limits: Limits, read: Read) -> Iterator[Item]:
    """Yield what the files of a folder and its sub-folders state, by name; links to elsewhere are not followed."""
    count = 0
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if _chatter(inner.as_posix()) or path.is_dir():
            continue
        shown = f"{name}/{inner.as_posix()}"
        count += 1
        if count > limits.members:
            yield Rejection(name, _("Thư mục có hơn %(limit)d tệp. Chia nhỏ rồi nhập lại.") % {"limit": limits.members})
            return
        if path.is_symlink() or not path.is_file():
            yield Rejection(shown, _("Không phải tệp thường (liên kết hoặc thiết bị), không được đọc."))
            continue
        try:
            with path.open("rb") as file:
                yield from read(file, shown)
        except OSError as error:
            yield Rejection(shown, _("Không mở được tệp (%(why)s).") % {"why": error.strerror or type(error).__name__})
    if not count:
        yield Rejection(name, _("Thư mục không có tệp nào để nhập."))


def readable_name(member: zipfile.ZipInfo) -> str:
    """A member's name as people wrote it: old archivers on Windows store UTF-8 without saying so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def _chatter(name: str) -> bool:
    parts = PurePosixPath(name).parts
    last = parts[-1] if parts else ""
    return (
        any(part in _CHATTER for part in parts)
        or last.startswith(("~$", "._"))
        or last.casefold() in _CHATTER_FILES
        or (last.startswith(".") and last not in {".", ".."})
    )
