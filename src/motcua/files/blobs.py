"""The folder of contents: each content once, under its own digest, whole or not there at all.

A content lies at `MEDIA_ROOT/ab/cd/abcd…`. It is written under another name, flushed to disk and then renamed, so that
neither a killed process nor a power cut leaves half a file at an address.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

PIECE = 256 * 1024
_TEMPORARY = "tmp"


class TooLarge(Exception):
    """The content is longer than allowed."""


@dataclass(frozen=True, slots=True)
class Spooled:
    """A content received but not yet at its address."""

    path: Path
    digest: str
    size: int  # bytes

    def discard(self) -> None:
        """Forget it."""
        self.path.unlink(missing_ok=True)


def root() -> Path:
    """The folder of contents."""
    return Path(settings.MEDIA_ROOT)


def address(digest: str) -> Path:
    """Where the content of this digest lies, or would lie."""
    return root() / digest[:2] / digest[2:4] / digest


def spool(stream: BinaryIO, limit: int) -> Spooled:
    """Receive a content of at most `limit` bytes, flushed to disk. Raises `TooLarge`, leaving nothing behind."""
    folder = root() / _TEMPORARY
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / secrets.token_hex(12)
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("xb") as target:
            for piece in _pieces(stream):
                size += len(piece)
                if size > limit:
                    raise TooLarge
                digest.update(piece)
                target.write(piece)
            target.flush()
            os.fsync(target.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Spooled(path, digest.hexdigest(), size)


def keep(spooled: Spooled) -> Path:
    """Put a received content at its address; one that is there already is marked as fresh. Returns the address."""
    target = address(spooled.digest)
    try:
        os.utime(target)
    except FileNotFoundError:
        _make_folders(target.parent)
        spooled.path.chmod(0o440)
        spooled.path.replace(target)
        os.utime(target)
        _flush_folder(target.parent)
    else:
        spooled.discard()
    return target


def digest_of(path: Path) -> str:
    """The SHA-256 of what lies at `path`, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def all_contents() -> Iterator[Path]:
    """Every content in the folder."""
    for first in sorted(root().glob("[0-9a-f][0-9a-f]")):
        for path in sorted(first.glob("[0-9a-f][0-9a-f]/*")):
            if len(path.name) == 64:
                yield path


def remove_unless_fresh(paths: Iterable[Path], older_than: float) -> int:
    """Remove contents last marked before `older_than` (seconds of the epoch); returns how many went.

    A content is first moved aside: someone who brings the same content at this moment then finds the address empty
    and writes it anew, or has marked it fresh, in which case it is moved back.
    """
    gone = 0
    aside = root() / _TEMPORARY
    aside.mkdir(parents=True, exist_ok=True)
    for path in paths:
        moved = aside / f"gone-{path.name}"
        try:
            if path.stat().st_mtime >= older_than:
                continue
            path.rename(moved)
        except FileNotFoundError:
            continue
        if moved.stat().st_mtime >= older_than:
            moved.replace(path)
        else:
            moved.unlink()
            gone += 1
    return gone


def remove_leavings(age: float) -> int:
    """Remove received contents that nobody kept for `age` seconds; returns how many went."""
    old = time.time() - age
    gone = 0
    for path in (root() / _TEMPORARY).glob("*"):
        if path.stat().st_mtime < old:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.read(PIECE):
        yield piece


def _make_folders(folder: Path) -> None:
    """Make the folders of an address so that they, too, survive a power cut."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        for path in (folder.parent, folder.parent.parent):
            _flush_folder(path)


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
