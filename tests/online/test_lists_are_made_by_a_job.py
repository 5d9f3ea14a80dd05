"""Lists of services as documents are made by a job with progress and kept; the terminal still writes one at once."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from motcua.access.actors import Actor
from motcua.audit.models import Entry
from motcua.files.selectors import open_file
from motcua.jobs.models import Job
from motcua.online.content import Planned, ServiceLine
from motcua.online.jobs import documents
from motcua.online.models import DocumentFile, DocumentSet, RoadmapEntry
from motcua.online.services import make_documents, plan_entries, record_decided
from motcua.online.services.documents import KIND
from motcua.organisation.models import Unit
from motcua.web.faults import Denied
from tests.online.conftest import PRESENCE, decided, procedure
from tests.online.test_pages_machines_and_the_terminal import province

__all__ = ["province"]
pytestmark = pytest.mark.django_db


@dataclass
class Told:
    """As much of a run as the job uses."""

    actor: Actor
    document_set: DocumentSet
    summary: dict[str, Any] = field(default_factory=dict)
    steps: list[tuple[int, int]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def arguments(self) -> dict[str, str]:
        """What the job was asked with."""
        return {"set": self.document_set.public_id}

    def progress(self, done: int, total: int, text: str = "") -> None:
        """Remember how far it was."""
        self.steps.append((done, total))

    def note_failure(self, what: str, why: str) -> None:
        """Remember what could not be made."""
        self.failures.append(what)


def run(actor: Actor, row: DocumentSet) -> Told:
    """Do the job of a set."""
    told = Told(actor, row)
    documents(told)  # type: ignore[arg-type]  # as much of a run as the job uses
    row.refresh_from_db()
    return told


@pytest.fixture
def register(today: date, province: Unit, system: Actor) -> None:
    """Three services in force, one of them partial with its reason."""
    for code in ("1.000001", "1.000002", "1.000003"):
        procedure(code)
    lines = [
        ServiceLine("1.000001", "full"),
        ServiceLine("1.000002", "full"),
        ServiceLine("1.000003", "partial", reasons=(PRESENCE,)),
    ]
    record_decided(actor=system, decision=decided(), lines=lines)


def test_one_job_makes_each_list_in_each_format_and_tells_how_far_it_is(register: None, system: Actor) -> None:
    row = make_documents(actor=system)
    assert Job.objects.get(public_id=row.job).kind == KIND
    assert row.finished_at is None
    told = run(system, row)
    assert row.finished_at is not None
    assert told.steps[1] == (0, 6)
    assert told.steps[-1] == (6, 6)
    assert [done for done, _total in told.steps] == sorted(done for done, _total in told.steps)
    kept = set(row.files.values_list("kind", "format", "rows"))
    assert kept == {
        (kind, form, rows)
        for kind, rows in (("online-list", 3), ("online-partial", 1))
        for form in ("pdf", "docx", "xlsx")
    }
    word = row.files.get(kind="online-partial", format="docx")
    with open_file(word.file) as file:
        assert "khoản 2 Điều 10 Luật Hộ tịch" in ZipFile(BytesIO(file.read())).read("word/document.xml").decode()


def test_a_job_done_again_makes_only_what_is_missing(register: None, system: Actor) -> None:
    row = make_documents(actor=system)
    run(system, row)
    before = set(row.files.values_list("public_id", flat=True))
    run(system, row)
    assert set(row.files.values_list("public_id", flat=True)) == before
    assert Entry.objects.filter(verb="online.documents.made").count() == 1


def test_asking_twice_for_the_same_waits_for_the_one_job(register: None, system: Actor) -> None:
    row = make_documents(actor=system, query="level=full")
    assert make_documents(actor=system, query="level=full") == row
    assert make_documents(actor=system) != row


def test_the_filters_asked_with_are_those_of_the_lists_and_an_empty_one_is_noted(register: None, system: Actor) -> None:
    row = make_documents(actor=system, query="level=full", scope="")
    told = run(system, row)
    assert set(row.files.values_list("kind", "rows")) == {("online-list", 2)}
    assert told.failures == ["Dịch vụ một phần kèm lý do"]
    assert told.steps[-1] == (6, 6)


def test_the_register_leads_to_the_job_and_the_files_to_their_page(
    register: None, system: Actor, client_with: Callable[..., Client]
) -> None:
    client = client_with("online.view", "jobs.view")
    assert "Lập tệp danh mục" in client.get(reverse("online:register")).content.decode()
    answer = client.post(reverse("online:documents-make") + "?level=full&page=2&state=khac")
    row = DocumentSet.objects.get()
    assert answer.headers["Location"] == reverse("jobs_detail", args=[row.job])
    assert row.query == "level=full"
    page = reverse("online:documents")
    assert "đang lập" in client.get(page).content.decode()
    run(system, row)
    file = DocumentFile.objects.get(format="xlsx")
    where = reverse("online:document-kept", args=[file.public_id])
    assert where in client.get(page).content.decode()
    assert b"".join(client.get(where).streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert client.get(reverse("online:document-kept", args=["khong-co"])).status_code == 404


def test_pages_of_files_cost_the_same_for_one_set_and_for_many(
    register: None, system: Actor, client_with: Callable[..., Client], django_assert_max_num_queries: Any
) -> None:
    client = client_with("online.view")
    run(system, make_documents(actor=system, query="level=full"))
    client.get(reverse("online:documents"))
    with django_assert_max_num_queries(40) as one:
        client.get(reverse("online:documents"))
    for word in ("a", "b"):
        run(system, make_documents(actor=system, query=f"level=full&q=1.00000&x={word}"))
    with django_assert_max_num_queries(len(one)):
        client.get(reverse("online:documents"))


def test_machines_ask_see_and_take(register: None, system: Actor, client_with: Callable[..., Client]) -> None:
    client = client_with("online.view")
    made = client.post("/api/v1/online/documents", {"level": "full"}, content_type="application/json")
    assert made.status_code == 202
    run(system, DocumentSet.objects.get(public_id=made.json()["id"]))
    [row] = client.get("/api/v1/online/documents").json()["items"]
    assert {file["lines"] for file in row["files"]} == {2}
    taken = client.get(f"/api/v1/online/documents/files/{row['files'][0]['id']}")
    assert taken.status_code == 200


def test_who_does_not_see_the_register_makes_nothing(register: None, actor_with: Callable[..., Actor]) -> None:
    with pytest.raises(Denied):
        make_documents(actor=actor_with())


def test_the_terminal_writes_one_list_at_once(register: None, tmp_path: Path) -> None:
    out, file = io.StringIO(), tmp_path / "danh-muc.docx"
    call_command("online", "export", "danh-muc", "--format", "docx", "--out", str(file), "--json", stdout=out)
    assert json.loads(out.getvalue()) == {"file": str(file), "lines": 3}
    assert ZipFile(file).testzip() is None


@pytest.fixture
def roadmap(register: None, system: Actor) -> None:
    """Two procedures planned for a year, one of them late with what stands in its way, and one of the year after."""
    plans = [
        Planned("1.000001", "full", 2026, 4, cause="central_law", cause_note="Luật Hộ tịch"),
        Planned("1.000002", "full", 2026, None),
        Planned("1.000003", "partial", 2027, 2),
    ]
    plan_entries(actor=system, plans=plans, source="")
    RoadmapEntry.objects.filter(quarter=4).update(quarter=1)  # planned in time, and its quarter went by


def test_the_roadmap_of_a_year_is_made_by_the_same_job(
    roadmap: None, system: Actor, client_with: Callable[..., Client]
) -> None:
    client = client_with("online.view", "jobs.view")
    assert "Lập tệp lộ trình" in client.get(reverse("online:roadmap") + "?year=2026").content.decode()
    client.post(reverse("online:roadmap-make") + "?year=2026")
    row = DocumentSet.objects.get()
    assert row.query == "year=2026"
    told = run(system, row)
    assert told.steps[-1] == (3, 3)
    assert set(row.files.values_list("kind", "format", "rows")) == {
        ("online-roadmap", form, 2) for form in ("pdf", "docx", "xlsx")
    }
    with open_file(row.files.get(format="docx").file) as file:
        text = ZipFile(BytesIO(file.read())).read("word/document.xml").decode()
    assert "Luật Hộ tịch" in text
    assert "quá hạn" in text
    assert "1.000003" not in text
    assert reverse("online:document-kept", args=[row.files.get(format="pdf").public_id]) in (
        client.get(reverse("online:documents")).content.decode()
    )


def test_a_year_without_a_roadmap_says_so(roadmap: None, system: Actor) -> None:
    row = make_documents(actor=system, query="year=2030")
    assert run(system, row).failures == ["Lộ trình của năm"]
    assert not row.files.exists()


def test_machines_and_the_terminal_ask_for_the_roadmap_too(
    roadmap: None, system: Actor, client_with: Callable[..., Client], tmp_path: Path
) -> None:
    made = client_with("online.view").post("/api/v1/online/documents", {"year": 2027}, content_type="application/json")
    run(system, DocumentSet.objects.get(public_id=made.json()["id"]))
    assert {(file.kind, file.rows) for file in DocumentFile.objects.all()} == {("online-roadmap", 1)}
    out, file = io.StringIO(), tmp_path / "lo-trinh.xlsx"
    call_command("online", "export", "lo-trinh", "--year", "2026", "--out", str(file), "--json", stdout=out)
    assert json.loads(out.getvalue()) == {"file": str(file), "lines": 2}
