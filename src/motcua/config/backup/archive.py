"""The archive of a backup: a gzipped tar whose last member lists every other with its size and digest."""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from motcua.web.faults import UserError

FORMAT = 1
MANIFEST = "manifest.json"
PIECE = 1024 * 1024


class BadArchive(UserError):
    """The file is not a whole backup of this product."""

    def __init__(self, message: str) -> None:
        super().__init__("backup.bad", message, hint="Dùng một tệp sao lưu khác.")


def digest_of(stream: BinaryIO) -> tuple[int, str]:
    """Size in bytes and SHA-256 of what is left of a stream."""
    total, size = hashlib.sha256(), 0
    while piece := stream.read(PIECE):
        total.update(piece)
        size += len(piece)
    return size, total.hexdigest()


@dataclass
class Writer:
    """Writes an archive under a temporary name, readable by its owner only; `close` gives it its own."""

    path: Path
    facts: dict[str, Any]
    members: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._part = self.path.with_name(f".{self.path.name}.part")
        descriptor = os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._file = os.fdopen(descriptor, "wb")
        self._tar = tarfile.TarFile.gzopen(None, "w", fileobj=self._file, compresslevel=1)

    def add(self, name: str, source: Path) -> None:
        """Add a file under `name`."""
        with source.open("rb") as stream:
            size, digest = digest_of(stream)
            stream.seek(0)
            info = tarfile.TarInfo(name)
            info.size = size
            info.mode = 0o600
            self._tar.addfile(info, stream)
        self.members[name] = {"size": size, "sha256": digest}

    def add_folder(self, name: str, folder: Path) -> None:
        """Add every file below a folder."""
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                self.add(str(PurePosixPath(name, *path.relative_to(folder).parts)), path)

    def close(self, staging: Path) -> None:
        """Write the list of members and put the archive in place, on disk."""
        manifest = staging / MANIFEST
        manifest.write_text(json.dumps({"format": FORMAT, **self.facts, "members": self.members}, indent=1))
        self.add(MANIFEST, manifest)
        self._tar.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._part.replace(self.path)

    def abandon(self) -> None:
        """Leave nothing behind."""
        self._tar.close()
        self._file.close()
        self._part.unlink(missing_ok=True)


def unpack(path: Path, folder: Path) -> dict[str, Any]:
    """Unpack an archive into `folder` and check every member; returns its facts.

    Raises `BadArchive` where it is cut, changed, not a backup, or of a later form than this product knows.
    """
    if not path.is_file():
        raise BadArchive(f"Không có tệp sao lưu ở “{path}”.")
    try:
        with tarfile.open(path, "r:gz") as tar:
            tar.extractall(folder, filter="data")
        facts: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
        members: dict[str, dict[str, Any]] = facts["members"]
        form = int(facts["format"])
    except (tarfile.TarError, EOFError, OSError, ValueError, KeyError, TypeError) as error:
        raise BadArchive(f"{path.name} không phải tệp sao lưu nguyên vẹn ({type(error).__name__}).") from error
    if form > FORMAT:
        raise BadArchive(f"{path.name} do phiên bản mới hơn tạo ra (dạng {form}).")
    found = {str(PurePosixPath(*file.relative_to(folder).parts)) for file in folder.rglob("*") if file.is_file()}
    if found - {MANIFEST} != set(members):
        raise BadArchive(f"{path.name}: danh sách tệp không khớp.")
    for name, expected in members.items():
        with (folder / name).open("rb") as stream:
            if digest_of(stream) != (expected["size"], expected["sha256"]):
                raise BadArchive(f"{path.name}: {name} đã bị thay đổi.")
    return facts
