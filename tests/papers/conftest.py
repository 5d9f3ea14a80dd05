"""A unit that issues documents, data for a template, a document at each stage of its life."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.utils import timezone

from motcua.access.actors import Actor, system_actor
from motcua.jobs.worker import JobWorker
from motcua.organisation.models import Unit
from motcua.organisation.services.units import UnitContent, open_unit
from motcua.organisation.services.vocabulary import shipped_words
from motcua.papers.docsystem.contrib.simulator.server import serve
from motcua.papers.models import Paper
from motcua.papers.services import make_paper, record_signed, submit_paper

LETTER: dict[str, Any] = {
    "symbol": "VP-KSTT",
    "place": "Vĩnh Long",
    "subject": "rà soát thủ tục hành chính",
    "addressees": ["Sở Tư pháp"],
    "body": ["Đề nghị rà soát danh mục thủ tục hành chính."],
    "signature_lines": ["CHÁNH VĂN PHÒNG"],
    "recipients": ["Như trên;", "Lưu: VT, KSTT."],
}


@pytest.fixture
def system() -> Actor:
    """The system acting by itself."""
    return system_actor()


@pytest.fixture
def office(db: None, system: Actor) -> Unit:
    """The office that issues."""
    return office_of(system)


def office_of(actor: Actor, name: str = "Văn phòng Ủy ban nhân dân tỉnh") -> Unit:
    """An office of its own."""
    words = shipped_words()
    content = UnitContent(name, words.kinds["office"], words.tiers["province"], "01/NQ-HĐND")
    return open_unit(actor=actor, content=content, day=date(2025, 7, 1))


@pytest.fixture
def draft(office: Unit, system: Actor) -> Callable[..., Paper]:
    """`draft(title=…)`: a letter that is a draft."""

    def make(**more: Any) -> Paper:
        given = {"unit": office, "data": LETTER, "title": "Rà soát thủ tục", "template": "letter", **more}
        return make_paper(**{"actor": system, **given})

    return make


@pytest.fixture
def submitted(draft: Callable[..., Paper], system: Actor) -> Callable[..., Paper]:
    """`submitted()`: a letter that waits for its signature."""

    def make(**more: Any) -> Paper:
        paper = draft(**more)
        return submit_paper(actor=system, paper=paper, version=paper.version)

    return make


@pytest.fixture
def signed(submitted: Callable[..., Paper], system: Actor) -> Callable[..., Paper]:
    """`signed(number=7)`: a letter with number and date of today."""

    def make(number: int = 7, **more: Any) -> Paper:
        return sign(system, submitted(**more), number)

    return make


def sign(actor: Actor, paper: Paper, number: int = 7, **more: Any) -> Paper:
    """Record a signature of today."""
    told = {"symbol": "VP-KSTT", "signed_on": timezone.localdate(), "signer": "Người ký thử", **more}
    return record_signed(actor=actor, paper=paper, version=paper.version, number=number, **told)


@pytest.fixture
def worker() -> JobWorker:
    """A worker of both queues inside the test's own transaction."""
    return JobWorker(["quick", "slow"], threaded=False)


@pytest.fixture
def province_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The stand-in of the province's document system, answering on a port of its own; gives its book."""
    server = serve(0, tmp_path / "docsystem", token="khoa-thu")
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    monkeypatch.setenv("MOTCUA_DOCSYSTEM", f"simulator:http://127.0.0.1:{server.server_address[1]}")
    monkeypatch.setenv("MOTCUA_DOCSYSTEM_TOKEN", "khoa-thu")
    yield server.__dict__["book"]
    server.shutdown()
    server.server_close()
    thread.join(5)
