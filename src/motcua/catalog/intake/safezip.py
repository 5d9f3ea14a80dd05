"""Opens a zip without trusting it: counts, sizes, ratio, names and methods are checked before a byte is unpacked."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from django.utils.translation import gettext as _

from motcua.catalog.intake.faults import RefusedError
from motcua.catalog.intake.limits import MEGABYTE, Limits

_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_CHUNK = 256 * 1024


class Budget:
    """What may still be unpacked in this import; archives inside archives draw on the same one."""

    def __init__(self, limits: Limits) -> None:
        self.left = limits.unpacked_bytes
        self.total = limits.unpacked_bytes

    def take(self, size: int) -> None:
        """Use up `size` bytes. Raises `RefusedError` when nothing is left."""
        self.left -= size
        if self.left < 0:
            raise RefusedError(
                _("Giải nén vượt quá %(limit)d MB, có thể là tệp bom nén. Chia nhỏ rồi nhập lại.")
                % {"limit": self.total // MEGABYTE}
            )


def open_zip(file: IO[bytes], limits: Limits) -> zipfile.ZipFile:
    """Open an archive and check its directory. Raises `RefusedError` for a broken or oversized one."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
        raise RefusedError(_("Tệp nén hỏng hoặc bị cắt cụt. Tải lại tệp gốc rồi nhập lại.")) from error
    members = archive.infolist()
    if len(members) > limits.members:
        raise RefusedError(
            _("Tệp nén có %(count)d tệp con, quá giới hạn %(limit)d. Chia nhỏ rồi nhập lại.")
            % {"count": len(members), "limit": limits.members}
        )
    return archive


def check_member(member: zipfile.ZipInfo, limits: Limits) -> None:
    """Refuse a member that is encrypted, oversized, suspiciously dense or packed by an unusual method."""
    if member.flag_bits & 0x1:
        raise RefusedError(_("Tệp có mật khẩu. Bỏ mật khẩu rồi nhập lại."))
    if member.compress_type not in _METHODS:
        raise RefusedError(_("Tệp nén bằng cách không được hỗ trợ. Nén lại bằng ZIP thông thường."))
    if member.file_size > limits.member_bytes:
        raise RefusedError(
            _("Tệp giải nén ra %(size)d MB, quá giới hạn %(limit)d MB.")
            % {"size": member.file_size // MEGABYTE, "limit": limits.member_bytes // MEGABYTE}
        )
    dense = member.file_size > limits.ratio * max(member.compress_size, 1)
    if dense and member.file_size > limits.ratio_free_bytes:
        raise RefusedError(
            _("Tệp giải nén ra lớn gấp hơn %(ratio)d lần, có thể là tệp bom nén. Kiểm tra nguồn gửi tệp.")
            % {"ratio": limits.ratio}
        )


def unsafe_name(name: str) -> bool:
    """Tell whether a member's name points outside the archive (we never unpack by name, but say so)."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return not parts or name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in name


def chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits, budget: Budget) -> Iterator[bytes]:
    """Yield a member's bytes piece by piece. Raises `RefusedError` at the first thing that is not right."""
    check_member(member, limits)
    try:
        with archive.open(member) as stream:
            while piece := stream.read(_CHUNK):
                budget.take(len(piece))
                yield piece
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise RefusedError(_("Một tệp con bị hỏng, không giải nén được. Tải lại tệp gốc rồi nhập lại.")) from error


def read_part(
    archive: zipfile.ZipFile, name: str, limits: Limits, budget: Budget, max_bytes: int | None = None
) -> bytes:
    """Return one part of an office file whole. Raises `RefusedError` when it is absent or larger than allowed."""
    try:
        member = archive.getinfo(name)
    except KeyError as error:
        raise RefusedError(_("Tệp thiếu phần “%(part)s”, có thể đã hỏng. Tải lại tệp gốc.") % {"part": name}) from error
    if max_bytes is not None and member.file_size > max_bytes:
        raise RefusedError(
            _("Phần “%(part)s” của tệp lớn quá %(limit)d MB.") % {"part": name, "limit": max_bytes // MEGABYTE}
        )
    return b"".join(chunks(archive, member, limits, budget))
