"""A file is kept once by content, whole or not at all, and is known by who brought it."""

from __future__ import annotations

import hashlib
import io
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command

from motcua.access.actors import NOBODY, Actor, system_actor
from motcua.files import blobs, media, selectors, services
from motcua.files.models import ScanState, StoredFile
from motcua.web.faults import Denied, UserError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]
SYSTEM = system_actor(via="job", label="system")


def store(content: bytes = b"%PDF-1.7 x", name: str = "a.pdf", actor: Actor = SYSTEM, **more: object) -> StoredFile:
    return services.store(actor=actor, stream=io.BytesIO(content), name=name, purpose="story", **more)  # type: ignore[arg-type]


def contents() -> list[Path]:
    return list(blobs.all_contents())


def test_a_file_is_known_by_content_kind_and_bringer(staff_with: Callable[..., Actor]) -> None:
    actor = staff_with("files.store")
    kept = store(actor=actor)
    assert kept.digest == hashlib.sha256(b"%PDF-1.7 x").hexdigest()
    assert (kept.size, kept.media_type, kept.name, kept.uploaded_by) == (10, media.PDF, "a.pdf", actor.user)
    path = selectors.path_of(kept)
    assert path.parts[-3:] == (kept.digest[:2], kept.digest[2:4], kept.digest)
    with selectors.open_file(kept) as stream:
        assert stream.read() == b"%PDF-1.7 x"


def test_without_a_scanner_a_file_says_that_nobody_scanned_it() -> None:
    assert store().scan_state == ScanState.NOT_SCANNED
    assert store().get_scan_state_display() == "chưa quét mã độc"


def test_the_same_content_is_kept_once_under_two_names() -> None:
    first, second = store(name="a.pdf"), store(name="b.pdf")
    assert first.pk != second.pk
    assert len(contents()) == 1


def test_nobody_keeps_nothing() -> None:
    with pytest.raises(Denied):
        store(actor=NOBODY)
    assert contents() == []


@pytest.mark.parametrize(
    ("content", "more", "code", "status"),
    [
        (b"", {}, "file-empty", 400),
        (b"%PDF-" + b"x" * 100, {"limit": 50}, "file-too-large", 413),
        (b"\x7fELF\x00", {}, "file-kind", 415),
        (b"%PDF-1.7", {"accept": [media.DOCX]}, "file-kind", 415),
    ],
)
def test_what_is_not_wanted_is_refused_and_leaves_nothing(
    content: bytes, more: dict[str, object], code: str, status: int, folder: Path
) -> None:
    with pytest.raises(UserError) as refusal:
        store(content, **more)
    assert (refusal.value.code, refusal.value.status) == (code, status)
    assert refusal.value.hint
    assert not StoredFile.objects.exists()
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_an_upload_that_breaks_off_leaves_nothing(folder: Path) -> None:
    class Broken:
        def __init__(self) -> None:
            self.left = 2

        def read(self, size: int = -1, /) -> bytes:
            self.left -= 1
            if self.left < 0:
                raise ConnectionResetError
            return b"%PDF-1.7"

    with pytest.raises(ConnectionResetError):
        services.store(actor=SYSTEM, stream=Broken(), name="a.pdf", purpose="story")
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def age(path: Path, hours: float = 48) -> None:
    old = time.time() - hours * 3600
    os.utime(path, (old, old))


def test_contents_that_no_row_names_go_after_a_day_and_others_stay() -> None:
    kept, orphan, young = store(b"%PDF-1"), store(b"%PDF-2"), store(b"%PDF-3")
    for file in (kept, orphan):
        age(blobs.address(file.digest))
    StoredFile.objects.exclude(pk=kept.pk).delete()
    assert services.clean(actor=SYSTEM) == {"contents": 1, "leavings": 0}
    assert {path.name for path in contents()} == {kept.digest, young.digest}


def test_half_received_files_of_yesterday_go(folder: Path) -> None:
    store()
    left = folder / "tmp" / "left-behind"
    left.write_bytes(b"half")
    assert services.clean(actor=SYSTEM)["leavings"] == 0
    age(left)
    assert services.clean(actor=SYSTEM)["leavings"] == 1


def test_content_brought_again_while_it_is_being_cleaned_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    first = store()
    path = blobs.address(first.digest)
    age(path)
    first.delete()
    rename = Path.rename

    def brought_in_between(self: Path, target: Path) -> Path:
        store()  # marks the content fresh just before it is moved aside
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", brought_in_between)
    assert services.clean(actor=SYSTEM)["contents"] == 0
    assert selectors.path_of(StoredFile.objects.get()) == path


def test_content_brought_again_after_it_was_moved_aside_is_written_anew() -> None:
    first = store()
    blobs.address(first.digest).unlink()
    second = store()
    assert selectors.path_of(first) == selectors.path_of(second)


def test_a_changed_and_a_missing_content_are_found(capsys: pytest.CaptureFixture[str]) -> None:
    good, changed, missing = store(b"%PDF-1"), store(b"%PDF-2"), store(b"%PDF-3")
    assert list(selectors.faults()) == []
    path = blobs.address(changed.digest)
    path.chmod(0o600)
    path.write_bytes(b"%PDF-X")
    blobs.address(missing.digest).unlink()
    with pytest.raises(SystemExit) as end:
        call_command("files", "verify", "--json")
    assert end.value.code == 1
    found = {row["id"]: row["fault"] for row in json.loads(capsys.readouterr().out)["faults"]}
    assert found == {changed.public_id: "changed", missing.public_id: "missing"}
    assert good.public_id not in found
    with pytest.raises(UserError) as refusal:
        selectors.open_file(missing)
    assert refusal.value.code == "file-gone"


def test_the_terminal_keeps_and_shows_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "quyết định.json"
    source.write_text('{"a": 1}')
    call_command("files", "store", str(source), "--json")
    kept = json.loads(capsys.readouterr().out)
    assert (kept["name"], kept["media_type"], kept["scan"]) == ("quyết định.json", media.JSON, "not_scanned")
    call_command("files", "show", kept["id"], "--json")
    assert json.loads(capsys.readouterr().out) == kept
