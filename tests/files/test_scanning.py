"""With a scanner a file waits for its verdict before anyone opens it; a malicious one is never opened."""

from __future__ import annotations

import io
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from motcua.access.actors import system_actor
from motcua.files import selectors, services
from motcua.files.models import ScanState, StoredFile
from motcua.files.scanning.base import ScannerAway
from motcua.files.scanning.contrib.clamd import ClamdScanner
from motcua.files.scanning.registry import scanner
from motcua.jobs.models import Job
from motcua.jobs.worker import JobWorker
from motcua.web.faults import UserError

SYSTEM = system_actor(via="job", label="system")
Daemon = Callable[[str], str]


def _serve(listening: socket.socket, verdict: str) -> None:
    """Speak INSTREAM once: read the pieces to the empty one, answer. A content with the word EVIL is found out."""
    link, _peer = listening.accept()
    with link:
        stream = link.makefile("rb")
        assert stream.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack(">I", stream.read(4))[0]:
            content += stream.read(size)
        answer = verdict or ("stream: Story.Evil FOUND" if b"EVIL" in content else "stream: OK")
        link.sendall(answer.encode() + b"\0")


@pytest.fixture
def daemon() -> Iterator[Daemon]:
    """Start a daemon for one question; returns its address."""
    open_sockets: list[socket.socket] = []

    def start(verdict: str = "") -> str:
        listening = socket.create_server(("127.0.0.1", 0))
        open_sockets.append(listening)
        threading.Thread(target=_serve, args=(listening, verdict), daemon=True).start()
        return f"127.0.0.1:{listening.getsockname()[1]}"

    yield start
    for listening in open_sockets:
        listening.close()


def store(content: bytes) -> StoredFile:
    return services.store(actor=SYSTEM, stream=io.BytesIO(content), name="a.pdf", purpose="story")


def work() -> None:
    JobWorker(["quick"], threaded=False).drain()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "state", "code"),
    [(b"%PDF-1.7 good", ScanState.CLEAN, ""), (b"%PDF-1.7 EVIL" * 20_000, ScanState.INFECTED, "file-infected")],
)
def test_a_file_waits_for_its_verdict(
    folder: Path, daemon: Daemon, monkeypatch: pytest.MonkeyPatch, content: bytes, state: str, code: str
) -> None:
    monkeypatch.setenv("MOTCUA_VIRUS_SCANNER", f"clamd:{daemon('')}")
    kept = store(content)
    with pytest.raises(UserError) as waiting:
        selectors.open_file(kept)
    assert waiting.value.code == "file-waiting"
    work()
    kept.refresh_from_db()
    assert kept.scan_state == state
    assert kept.scanned_at is not None
    if not code:
        selectors.open_file(kept).close()
        return
    with pytest.raises(UserError) as refusal:
        selectors.open_file(kept)
    assert refusal.value.code == code


@pytest.mark.django_db
def test_a_scanner_that_is_away_is_asked_again_later(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_VIRUS_SCANNER", "clamd:/nowhere/clamd.ctl")
    kept = store(b"%PDF-1.7")
    work()
    kept.refresh_from_db()
    job = Job.objects.get(kind="files.scan")
    assert kept.scan_state == ScanState.WAITING
    assert job.state == "waiting"
    assert job.due_at > timezone.now()


def test_an_answer_without_a_verdict_is_no_verdict(daemon: Daemon, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"x")
    with pytest.raises(ScannerAway, match="INSTREAM size limit"):
        ClamdScanner(daemon("INSTREAM size limit exceeded. ERROR")).scan(path)


def test_an_unknown_kind_of_scanner_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_VIRUS_SCANNER", "magic:1")
    with pytest.raises(LookupError, match="magic"):
        scanner()
    monkeypatch.setenv("MOTCUA_VIRUS_SCANNER", "")
    assert scanner() is None
