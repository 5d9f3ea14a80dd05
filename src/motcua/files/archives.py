"""Reading zips from strangers: how much they would unfold to is known before anything is unfolded."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, BinaryIO

from django.utils.translation import gettext as _

from motcua.web.faults import UserError


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """How much a zip may hold: members, bytes of one, bytes of all, and how many times smaller it may be packed."""

    members: int = 20_000
    member_bytes: int = 256 * 1024 * 1024
    total_bytes: int = 1024 * 1024 * 1024
    ratio: int = 200
    ratio_from: int = 10 * 1024 * 1024  # below this size a high ratio is harmless


def check_zip(archive: zipfile.ZipFile, limits: ZipLimits | None = None) -> None:
    """Raise `UserError` for a zip that is encrypted, too large when unfolded, or names places outside itself."""
    allowed = limits or ZipLimits()
    members = archive.infolist()
    if len(members) > allowed.members:
        raise UserError("zip-members", _("Tệp ZIP có quá {most} mục.").format(most=allowed.members))
    if sum(member.file_size for member in members) > allowed.total_bytes:
        raise _too_large(allowed.total_bytes)
    for member in members:
        _check_member(member, allowed)


def read_members(stream: BinaryIO, limits: ZipLimits | None = None) -> Iterator[tuple[str, IO[bytes]]]:
    """The files of a zip, in its order, each as an open stream that ends with an error where it is longer than told.

    Raises `UserError` as `check_zip`, and for a stream that is no readable zip.
    """
    allowed = limits or ZipLimits()
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise UserError("zip-broken", _("Tệp ZIP hỏng, không mở được."), hint=_("Nén lại rồi gửi lại.")) from error
    with archive:
        check_zip(archive, allowed)
        for member in archive.infolist():
            if not member.is_dir():
                with archive.open(member) as inner:
                    yield member.filename, inner


def _check_member(member: zipfile.ZipInfo, allowed: ZipLimits) -> None:
    name = PurePosixPath(member.filename.replace("\\", "/"))
    if member.flag_bits & 0x1:
        raise UserError("zip-encrypted", _("Tệp ZIP có mật khẩu. Bỏ mật khẩu rồi gửi lại."))
    if name.is_absolute() or ".." in name.parts or "\x00" in member.filename:
        raise UserError("zip-outside", _("Tệp ZIP chứa đường dẫn ra ngoài, không nhận."))
    if member.file_size > allowed.member_bytes:
        raise _too_large(allowed.member_bytes)
    packed = max(member.compress_size, 1)
    if member.file_size > allowed.ratio_from and member.file_size / packed > allowed.ratio:
        raise UserError("zip-bomb", _("Tệp ZIP giải nén ra lớn bất thường, không nhận."))


def _too_large(limit: int) -> UserError:
    return UserError(
        "zip-too-large", _("Tệp ZIP giải nén ra quá {limit} MB, không nhận.").format(limit=limit // 1024 // 1024)
    )
