"""Making a backup and putting one back."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.audit import anchor as anchors
from motcua.audit.services import anchor as take_anchor
from motcua.config.backup import snapshot
from motcua.config.backup.archive import Writer, unpack
from motcua.jobs.selectors import workers_alive
from motcua.web.faults import UserError

ANCHOR = "anchor.json"
KEYS = "keys"
FILES = "files"

Say = Callable[[str], None]


def name_now() -> str:
    """The name of an archive made now."""
    return f"motcua-{timezone.localtime():%Y%m%d-%H%M%S}.tar.gz"


def backup(*, actor: Actor, out: Path, say: Say) -> dict[str, Any]:
    """Write database, stored papers, keys and the log's anchor to the archive `out` (a folder gets a name by date).

    Order matters: the anchor before the database, whose log then reaches at least that far; the database before the
    papers, so that every paper a row names is there. Returns the file, its size in bytes and what it holds.
    Raises `UserError` where the place cannot be written.
    """
    path = out / name_now() if out.is_dir() else out
    try:
        staging = Path(tempfile.mkdtemp(prefix=".backup-", dir=path.parent))
    except OSError as error:
        raise UserError("backup.place", _("Không ghi được vào %(place)s.") % {"place": path.parent}) from error
    writer = Writer(path, {"product": version("motcua"), "at": timezone.now().isoformat(timespec="seconds")})
    try:
        anchors.write(take_anchor(actor=actor), staging / ANCHOR)
        writer.add(ANCHOR, staging / ANCHOR)
        say("cơ sở dữ liệu")
        (staging / "database").mkdir()
        writer.facts["database"] = snapshot.take(staging / "database")
        writer.add_folder("database", staging / "database")
        say("tệp đã lưu")
        writer.add_folder(FILES, Path(settings.MEDIA_ROOT))
        writer.add_folder(KEYS, settings.HOME / KEYS)
        writer.close(staging)
    except BaseException:
        writer.abandon()
        raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return {"file": str(path), "bytes": path.stat().st_size, "members": len(writer.members)}


def restore(*, archive: Path, is_forced: bool, say: Say) -> dict[str, Any]:
    """Put a backup in the place of what is here. What was here is kept beside it, in `before-restore-…`.

    Nothing is touched before the archive has been checked whole. Raises `UserError` where it is not, where the product
    is running, or where there is data already and `is_forced` is false.
    """
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=settings.HOME) as folder:
        unpacked = Path(folder)
        say("kiểm tra tệp sao lưu")
        facts = unpack(archive, unpacked)
        _refuse_unfit(is_forced)
        say("cơ sở dữ liệu")
        kept = _put_aside()
        snapshot.put(unpacked / "database", facts["database"])
        say("tệp đã lưu")
        for name, place in ((FILES, Path(settings.MEDIA_ROOT)), (KEYS, settings.HOME / KEYS)):
            if (unpacked / name).is_dir():
                shutil.copytree(unpacked / name, place, dirs_exist_ok=True)
        (settings.HOME / KEYS).chmod(0o700)
        (settings.HOME / ".migrated").unlink(missing_ok=True)
        shutil.copy(unpacked / ANCHOR, settings.HOME / f"restored-{ANCHOR}")
    return {"from": str(archive), "made_at": facts["at"], "members": len(facts["members"]), "kept": kept}


def restored_anchor() -> Path:
    """The anchor of the backup that was put back last."""
    return Path(settings.HOME) / f"restored-{ANCHOR}"


def _refuse_unfit(is_forced: bool) -> None:
    if snapshot.migrations():
        if any(workers_alive().values()):
            raise UserError(
                "restore.running",
                _("Hệ thống đang chạy."),
                hint=_("Dừng hệ thống, chờ một phút rồi làm lại."),
                status=409,
            )
        if not is_forced and not snapshot.is_empty():
            raise UserError(
                "restore.not_empty",
                _("Ở đây đã có dữ liệu."),
                hint=_("Thêm --force để thay bằng bản sao lưu."),
                status=409,
            )


def _put_aside() -> str:
    """Move stored papers and keys aside and copy a SQLite database; returns the folder, or nothing where all is new."""
    aside = Path(settings.HOME) / f"before-restore-{timezone.localtime():%Y%m%d-%H%M%S-%f}"
    if snapshot.is_empty():
        return ""
    aside.mkdir(mode=0o700)
    facts = {"database": snapshot.take(aside)}
    (aside / "facts.json").write_text(json.dumps(facts))
    for name, place in ((FILES, Path(settings.MEDIA_ROOT)), (KEYS, settings.HOME / KEYS)):
        if place.is_dir():
            shutil.move(place, aside / name)
    return str(aside)
