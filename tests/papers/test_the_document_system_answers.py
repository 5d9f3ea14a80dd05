"""A document goes to the province's document system and comes back with number, date and signed copy, or a reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from motcua.access.actors import Actor
from motcua.files.selectors import open_file
from motcua.jobs.models import Job, JobState
from motcua.jobs.services import enqueue
from motcua.jobs.worker import JobWorker
from motcua.papers.docsystem import registry
from motcua.papers.docsystem.base import Outgoing, SystemAway, SystemRefused
from motcua.papers.docsystem.contrib.simulator.book import Book
from motcua.papers.docsystem.contrib.simulator.client import SimulatorSystem, answer_from
from motcua.papers.models import Paper, PaperState, RegisterEntry, RegisterSource, Submission, SubmissionState
from motcua.papers.services import change_paper, recall_paper, return_paper, send_paper, submit_paper
from motcua.papers.services.answers import ask_system, note_answer
from motcua.web.faults import UserError
from tests.papers.conftest import LETTER, sign

pytestmark = pytest.mark.django_db
Make = Callable[..., Paper]


def fresh(paper: Paper) -> Paper:
    return Paper.objects.get(pk=paper.pk)


@pytest.fixture
def ask(worker: JobWorker, system: Actor) -> Callable[[], None]:
    """Have the system asked once about everything, as the schedule does; waiting retries are due at once."""

    def run() -> None:
        enqueue(actor=system, kind="papers.poll")
        Job.objects.filter(state=JobState.WAITING).update(due_at=timezone.now())
        worker.drain()

    return run


def only(book: Book) -> Any:
    (entry,) = book.all()
    return entry


def test_number_day_signer_and_signed_copy_come_back(
    province_system: Book, submitted: Make, worker: JobWorker, ask: Callable[[], None]
) -> None:
    paper = submitted()
    worker.drain()
    entry = only(province_system)
    assert (entry.title, entry.symbol, entry.unit_name) == (
        "Rà soát thủ tục",
        "VP-KSTT",
        "Văn phòng Ủy ban nhân dân tỉnh",
    )
    ask()
    assert fresh(paper).state == PaperState.SUBMITTED
    province_system.sign(entry.id)
    ask()
    paper = fresh(paper)
    today = timezone.localdate()
    assert (paper.state, paper.number_text, paper.signed_on) == (PaperState.SIGNED, "01/VP-KSTT", today)
    assert paper.file is not None
    with open_file(paper.file) as stream:
        content = stream.read()
    assert content.startswith(b"%PDF-")
    assert f"01/VP-KSTT {today.isoformat()}" in content.decode("utf-8", "replace").splitlines()[-1]
    row = RegisterEntry.objects.select_related("register").get(paper=paper)
    assert (row.register.source, row.register.kind) == (RegisterSource.DOCSYSTEM, "letter")
    assert Submission.objects.get().state == SubmissionState.SIGNED
    ask()
    assert Job.objects.filter(kind="papers.signed").count() == 1


def test_a_document_that_is_turned_back_is_a_draft_with_the_reason_and_goes_again(
    province_system: Book, submitted: Make, worker: JobWorker, ask: Callable[[], None], system: Actor
) -> None:
    paper = submitted()
    worker.drain()
    province_system.turn_back(only(province_system).id, "Sai thể thức")
    ask()
    paper = fresh(paper)
    assert (paper.state, paper.note) == (PaperState.DRAFT, "Sai thể thức")
    paper = change_paper(actor=system, paper=paper, version=paper.version, data={**LETTER, "subject": "đã sửa"})
    submit_paper(actor=system, paper=paper, version=paper.version)
    worker.drain()
    assert len(province_system.all()) == 2
    states = Submission.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == [SubmissionState.RETURNED, SubmissionState.HANDED]


def test_a_system_that_is_away_is_asked_again_and_has_one_document_in_the_end(
    province_system: Book, submitted: Make, worker: JobWorker, ask: Callable[[], None]
) -> None:
    province_system.play_fault(503, 1)
    submitted()
    worker.drain()
    row = Submission.objects.get()
    assert row.state == SubmissionState.WAITING
    assert "503" in row.fault
    assert province_system.all() == []
    ask()
    row.refresh_from_db()
    assert (row.state, row.fault) == (SubmissionState.HANDED, "")
    assert only(province_system).id == row.external_id


def test_an_answer_that_was_lost_on_the_way_makes_no_second_document(
    province_system: Book, submitted: Make, worker: JobWorker, ask: Callable[[], None]
) -> None:
    """The system took the document, its answer never came: the next try gets the same id."""
    paper = submitted()
    worker.drain()
    first = only(province_system).id
    Submission.objects.update(state=SubmissionState.WAITING, external_id="")
    ask()
    assert only(province_system).id == first
    assert Submission.objects.get(paper=paper).external_id == first


def test_a_hand_over_given_up_by_its_job_is_taken_up_by_the_next_round(
    province_system: Book, submitted: Make, worker: JobWorker, ask: Callable[[], None]
) -> None:
    province_system.play_fault(500, 1)
    submitted()
    worker.drain()
    Job.objects.filter(kind="papers.hand-over").update(state=JobState.FAILED)
    ask()
    assert Submission.objects.get().state == SubmissionState.HANDED


def test_a_refusal_is_told_and_the_document_can_be_signed_by_hand(
    province_system: Book, submitted: Make, worker: JobWorker, system: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTCUA_DOCSYSTEM_TOKEN", "khoa-sai")
    paper = submitted()
    worker.drain()
    row = Submission.objects.get()
    assert (row.state, row.fault) == (SubmissionState.FAILED, "Khóa truy cập không đúng.")
    assert sign(system, fresh(paper), 12).state == PaperState.SIGNED


def test_taking_a_document_back_here_takes_it_back_there(
    province_system: Book, submitted: Make, worker: JobWorker, system: Actor
) -> None:
    paper = submitted()
    worker.drain()
    return_paper(actor=system, paper=paper, version=paper.version, reason="Sửa")
    worker.drain()
    assert province_system.all() == []
    assert Submission.objects.get().state == SubmissionState.WITHDRAWN


def test_a_document_taken_back_while_it_is_being_handed_over_does_not_stay_there(
    province_system: Book, submitted: Make, worker: JobWorker, system: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system has taken it but its id is not known here yet: it is withdrawn as soon as the id arrives."""
    paper, hand_over = submitted(), SimulatorSystem.hand_over

    def slow(self: SimulatorSystem, outgoing: Outgoing) -> str:
        identity = hand_over(self, outgoing)
        return_paper(actor=system, paper=paper, version=fresh(paper).version, reason="Sửa")
        Job.objects.filter(kind="papers.withdraw").update(state=JobState.DONE)  # it ran, and knew no id
        return identity

    monkeypatch.setattr(SimulatorSystem, "hand_over", slow)
    worker.drain()
    assert province_system.all() == []
    assert (fresh(paper).state, Submission.objects.get().state) == (PaperState.DRAFT, SubmissionState.WITHDRAWN)


def test_an_answer_for_a_document_that_went_another_way_changes_nothing(
    province_system: Book, submitted: Make, worker: JobWorker, system: Actor
) -> None:
    paper = submitted()
    worker.drain()
    row = Submission.objects.get()
    province_system.sign(row.external_id)
    answer = registry.document_system().look(row.external_id)  # type: ignore[union-attr]
    return_paper(actor=system, paper=paper, version=paper.version, reason="Sửa")
    assert note_answer(actor=system, submission=row, answer=answer, content=b"%PDF-1.7") == 0
    assert fresh(paper).state == PaperState.DRAFT
    worker.drain()
    assert "đã ký" in Submission.objects.get().fault


def test_a_number_that_was_used_here_is_told_and_not_taken(
    province_system: Book, submitted: Make, worker: JobWorker, system: Actor, ask: Callable[[], None]
) -> None:
    first = submitted()
    sign(system, first, 1)
    paper = submitted()
    worker.drain()
    province_system.sign(Submission.objects.get(state=SubmissionState.HANDED).external_id)
    ask()
    assert fresh(paper).state == PaperState.SUBMITTED
    assert "đã dùng" in Submission.objects.get(paper=paper).fault


def test_a_document_is_sent_through_the_system_and_receipts_come_back(
    province_system: Book, submitted: Make, worker: JobWorker, system: Actor, ask: Callable[[], None]
) -> None:
    paper = submitted()
    worker.drain()
    province_system.sign(only(province_system).id)
    ask()
    paper = fresh(paper)
    send_paper(actor=system, paper=paper, version=paper.version, to=["Bộ Tư pháp", "Sở Tư pháp"])
    worker.drain()
    assert only(province_system).sent_to == ["Bộ Tư pháp", "Sở Tư pháp"]
    assert paper.dispatches.filter(received_at__isnull=False).count() == 0
    ask()
    assert paper.dispatches.filter(received_at__isnull=False).count() == 2


SIGNED = {"decision": "signed", "number": 7, "symbol": "VP-KSTT", "signed_on": "2026-11-20", "signer": "Người ký thử"}


@pytest.mark.parametrize(
    "told",
    [{"number": 3_000_000_000}, {"number": 0}, {"received": {"Bộ Tư pháp": "2026-11-20T08:00:00"}}, {"signer": ""}],
)
def test_an_answer_that_cannot_be_is_not_taken(told: dict[str, Any]) -> None:
    assert answer_from(SIGNED).number == 7
    with pytest.raises(ValueError, match=r"signed document|time zone"):
        answer_from({**SIGNED, **told})


def test_a_document_that_the_system_cannot_answer_for_does_not_stand_in_the_way_of_others(
    province_system: Book, submitted: Make, worker: JobWorker, ask: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, well = submitted(), submitted(title="Rà soát lần hai")
    worker.drain()
    for entry in province_system.all():
        province_system.sign(entry.id)
    spoilt = Submission.objects.get(paper=broken).external_id
    look = SimulatorSystem.look

    def nonsense(self: SimulatorSystem, external_id: str) -> Any:
        if external_id == spoilt:
            raise SystemAway("unreadable answer")
        return look(self, external_id)

    monkeypatch.setattr(SimulatorSystem, "look", nonsense)
    ask()
    ask()
    assert (fresh(broken).state, fresh(well).state) == (PaperState.SUBMITTED, PaperState.SIGNED)


def test_a_person_asks_for_the_answer_at_once(
    province_system: Book,
    submitted: Make,
    worker: JobWorker,
    client_with: Callable[..., Client],
    monkeypatch: pytest.MonkeyPatch,
    system: Actor,
) -> None:
    officer = client_with("papers.view", "papers.submit", "papers.register")
    paper = submitted()
    worker.drain()
    assert "Hỏi kết quả ngay" in officer.get(reverse("papers:paper", args=[paper.public_id])).content.decode()
    province_system.sign(only(province_system).id)
    assert officer.post(reverse("papers:ask", args=[paper.public_id])).status_code == 302
    worker.drain()
    assert fresh(paper).state == PaperState.SIGNED
    monkeypatch.delenv("MOTCUA_DOCSYSTEM")
    with pytest.raises(UserError) as error:
        ask_system(actor=system, paper=paper)
    assert error.value.code == "no-docsystem"


def test_without_a_document_system_nothing_is_handed_over(submitted: Make, worker: JobWorker, system: Actor) -> None:
    paper = sign(system, submitted())
    recall_paper(actor=system, paper=paper, version=paper.version, reason="Thử")
    worker.drain()
    assert not Submission.objects.exists()


def test_a_setting_that_names_no_known_system_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_DOCSYSTEM", "khac:http://127.0.0.1:1")
    with pytest.raises(LookupError, match="unknown kind"):
        registry.document_system()
    monkeypatch.setenv("MOTCUA_DOCSYSTEM", "simulator:127.0.0.1")
    with pytest.raises(LookupError, match="no address"):
        registry.document_system()


def test_the_client_tells_an_absent_system_from_a_refusal(province_system: Book) -> None:
    system = registry.document_system()
    assert system is not None
    with pytest.raises(SystemRefused, match="Không có văn bản này"):
        system.look("khong-co")
    with pytest.raises(SystemRefused, match="PDF"):
        system.hand_over(Outgoing("k", "", "Văn phòng", "Thư", "VP", b"chu"))
    province_system.play_fault(429, 1)
    with pytest.raises(SystemAway, match="429"):
        system.look("khong-co")
    with pytest.raises(SystemAway):
        SimulatorSystem("http://127.0.0.1:9", patience=2).look("x")


def test_the_stand_in_keeps_its_numbers_over_a_restart(tmp_path: Path) -> None:
    told = {"unit": "", "unit_name": "Văn phòng", "title": "Thư", "symbol": "VP"}
    book = Book(tmp_path, sign_after=0)
    first = book.take({**told, "key": "a"}, b"%PDF-1.7")
    assert book.find(first.id).number == 1
    again = Book(tmp_path, sign_after=0)
    assert again.take({**told, "key": "a"}, b"%PDF-1.7").id == first.id
    second = again.take({**told, "key": "b"}, b"%PDF-1.7")
    assert again.find(second.id).number == 2
