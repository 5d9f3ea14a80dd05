"""A document from draft to signature, sending, recall and replacement; what is signed never changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from motcua.access.actors import Actor
from motcua.audit.models import Entry
from motcua.files.services import store
from motcua.jobs.models import Job, JobState
from motcua.jobs.worker import JobWorker
from motcua.organisation.models import Unit
from motcua.organisation.services.units import UnitContent, rename_unit
from motcua.organisation.services.vocabulary import shipped_words
from motcua.papers import signing
from motcua.papers.models import Dispatch, Paper, PaperState
from motcua.papers.selectors import document_of, paper_by_id, papers_of, papers_rows
from motcua.papers.services import (
    change_paper,
    make_paper,
    note_received,
    recall_paper,
    replace_paper,
    return_paper,
    send_paper,
    submit_paper,
)
from motcua.papers.words import long_day
from motcua.web.faults import Denied, Stale, UserError
from tests.papers.conftest import LETTER, office_of, sign

pytestmark = pytest.mark.django_db


def fresh(paper: Paper) -> Paper:
    return Paper.objects.get(pk=paper.pk)


def test_a_draft_keeps_the_data_and_the_version_of_its_template(draft: Callable[..., Paper]) -> None:
    paper = draft(purpose="story.letter", object_id="abc")
    assert (paper.state, paper.template, paper.template_version) == (PaperState.DRAFT, "letter", "1")
    assert paper.data["subject"] == LETTER["subject"]
    assert paper.data["agency_name"] == "Văn phòng Ủy ban nhân dân tỉnh"
    assert len(paper.data_digest) == 64
    assert (paper.purpose, paper.object_id, paper.version) == ("story.letter", "abc", 1)


def test_data_that_the_template_cannot_take_is_refused_by_field(draft: Callable[..., Paper]) -> None:
    with pytest.raises(UserError) as error:
        draft(data={key: value for key, value in LETTER.items() if key != "addressees"})
    assert error.value.field == "addressees"
    with pytest.raises(UserError) as error:
        draft(template="no-such")
    assert error.value.status == 404
    with pytest.raises(UserError) as error:
        draft(title="  ")
    assert error.value.field == "title"


def test_a_draft_is_changed_by_one_at_a_time(draft: Callable[..., Paper], system: Actor) -> None:
    paper = draft()
    changed = change_paper(actor=system, paper=paper, version=1, data={**LETTER, "subject": "khác"}, title="Khác")
    assert (changed.data["subject"], changed.title, changed.version) == ("khác", "Khác", 2)
    assert changed.data_digest != paper.data_digest
    with pytest.raises(Stale):
        change_paper(actor=system, paper=paper, version=1, data=LETTER)
    submit_paper(actor=system, paper=changed, version=2)
    with pytest.raises(UserError) as error:
        change_paper(actor=system, paper=changed, version=3, data=LETTER)
    assert error.value.code == "paper-state"


def test_a_signed_document_is_drawn_with_its_number_day_and_signer(signed: Callable[..., Paper]) -> None:
    paper = signed(number=7)
    document = document_of(paper)
    assert (document.number, document.symbol, document.on) == ("07", "VP-KSTT", timezone.localdate())
    assert document.signature.name == "Người ký thử"
    assert document.agency.name == "Văn phòng Ủy ban nhân dân tỉnh"


def test_annexes_cite_the_number_and_day_that_the_document_got(signed: Callable[..., Paper]) -> None:
    row = {"code": "1.001193", "name": "Đăng ký khai sinh", "kind": "chưa đầy đủ", "part": "thời hạn"}
    given = {key: value for key, value in LETTER.items() if key != "body"}
    paper = signed(number=7, template="defect-letter", data={**given, "lines": [row]})
    day = timezone.localdate()
    [annex] = document_of(paper).annexes
    assert annex.note == f"(Kèm theo Công văn số 07/VP-KSTT {long_day(day)})"


def test_what_cannot_be_printed_is_said_before_anyone_is_asked_to_sign(
    draft: Callable[..., Paper], system: Actor
) -> None:
    paper = draft(data={**LETTER, "body": ["Đề nghị rà soát 😀 ngay."]})
    with pytest.raises(UserError, match="😀") as error:
        submit_paper(actor=system, paper=paper, version=paper.version)
    assert error.value.code == "paper_letter"
    assert fresh(paper).state == PaperState.DRAFT
    printable = draft(data={**LETTER, "body": ["“Mức 5 %” – từ 01/7/2026, ½ ngày…"]})
    assert submit_paper(actor=system, paper=printable, version=printable.version).state == PaperState.SUBMITTED


def test_a_returned_document_is_a_draft_again_with_the_reason(submitted: Callable[..., Paper], system: Actor) -> None:
    paper = submitted()
    with pytest.raises(UserError) as error:
        return_paper(actor=system, paper=paper, version=paper.version, reason=" ")
    assert error.value.field == "reason"
    back = return_paper(actor=system, paper=paper, version=paper.version, reason="Sửa căn cứ")
    assert (back.state, back.note) == (PaperState.DRAFT, "Sửa căn cứ")
    assert submit_paper(actor=system, paper=back, version=back.version).note == ""


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"signed_on": date(2999, 1, 1)}, "signed-later"),
        ({"signer": " "}, "no-signer"),
        ({"symbol": "/"}, "no-symbol"),
        ({"number": 0}, "no-number"),
    ],
)
def test_a_signature_that_cannot_be_is_refused(
    submitted: Callable[..., Paper], system: Actor, told: dict[str, object], code: str
) -> None:
    paper = submitted()
    with pytest.raises(UserError) as error, transaction.atomic():
        sign(system, paper, **{"number": 7, **told})  # type: ignore[arg-type]
    assert error.value.code == code
    assert Paper.objects.get().state == PaperState.SUBMITTED


def test_a_unit_uses_a_number_once_a_year(
    signed: Callable[..., Paper], submitted: Callable[..., Paper], system: Actor
) -> None:
    signed(number=7)
    with pytest.raises(UserError) as error, transaction.atomic():
        sign(system, submitted(), 7)
    assert error.value.code == "number-used"
    before = timezone.localdate() - timedelta(days=366)
    older = submitted(on=before)
    assert sign(system, older, 7, signed_on=before).number_text == "07/VP-KSTT"
    other = submitted(unit=office_of(system, "Sở thử"))
    assert sign(system, other, 7).state == PaperState.SIGNED


def test_the_room_of_its_purpose_is_called_once_when_it_is_signed(
    submitted: Callable[..., Paper], system: Actor, worker: JobWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[str, bool]] = []
    monkeypatch.setattr(signing, "_handlers", signing.defaultdict(list))

    def hear(actor: Actor, paper: Paper) -> None:
        heard.append((paper.number_text, actor.system))

    signing.when_signed("story.letter", hear)
    signing.when_signed("story.letter", hear)
    paper = sign(system, submitted(purpose="story.letter", object_id="x"), 9)
    sign(system, submitted(purpose="story.other"), 10)
    assert heard == []
    worker.drain()
    Job.objects.filter(kind="papers.signed").update(state=JobState.WAITING)
    worker.drain()
    assert heard == [("09/VP-KSTT", True)]
    assert list(papers_of(system, "story.letter", "x")) == [paper]


def test_a_handler_that_fails_is_told_and_tried_again(
    submitted: Callable[..., Paper], system: Actor, worker: JobWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "_handlers", signing.defaultdict(list))
    calls: list[int] = []

    def stumble(actor: Actor, paper: Paper) -> None:
        calls.append(1)
        if len(calls) == 1:
            raise ConnectionError

    signing.when_signed("story.letter", stumble)
    paper = sign(system, submitted(purpose="story.letter"))
    worker.drain()
    assert Job.objects.get(kind="papers.signed").state == JobState.WAITING
    Job.objects.update(due_at=timezone.now())
    worker.drain()
    assert Job.objects.get(kind="papers.signed").state == JobState.DONE
    assert len(calls) == 2
    assert fresh(paper).state == PaperState.SIGNED


def test_a_signed_document_is_sent_and_its_receipts_are_noted(
    signed: Callable[..., Paper], system: Actor, office: Unit
) -> None:
    paper = signed()
    sent = send_paper(actor=system, paper=paper, version=paper.version, to=[office, "Bộ Tư pháp", " Bộ  Tư pháp "])
    names = list(Dispatch.objects.values_list("name", "unit_id"))
    assert names == [("Văn phòng Ủy ban nhân dân tỉnh", office.pk), ("Bộ Tư pháp", None)]
    again = send_paper(actor=system, paper=sent, version=sent.version, to=["Bộ Tư pháp", "Sở Tư pháp"])
    assert again.dispatches.count() == 3
    row = again.dispatches.get(name="Bộ Tư pháp")
    noted = note_received(actor=system, dispatch=row)
    assert noted.received_at is not None
    assert note_received(actor=system, dispatch=row).received_at == noted.received_at
    other = again.dispatches.get(name="Sở Tư pháp")
    with pytest.raises(UserError) as error:
        note_received(actor=system, dispatch=other, at=other.sent_at - timedelta(seconds=1))
    assert error.value.code == "received-early"
    with pytest.raises(UserError) as error:
        send_paper(actor=system, paper=again, version=again.version, to=["  "])
    assert error.value.field == "to"


def test_receipts_are_noted_by_those_who_sent_a_document_and_those_who_got_it(
    signed: Callable[..., Paper], system: Actor, office: Unit, staff_with: Callable[..., Actor]
) -> None:
    paper = signed()
    other = office_of(system, "Sở Tư pháp")
    paper = send_paper(actor=system, paper=paper, version=paper.version, to=[other, "Bộ Tư pháp"])
    own, foreign = paper.dispatches.get(unit=None), paper.dispatches.get(unit=other)
    guest = staff_with("papers.submit", unit_id=other.pk)
    with pytest.raises(Denied):
        note_received(actor=guest, dispatch=own)
    assert note_received(actor=guest, dispatch=foreign).received_at is not None
    assert note_received(actor=staff_with("papers.submit", unit_id=office.pk), dispatch=own).received_at is not None


def test_a_draft_is_not_sent(draft: Callable[..., Paper], system: Actor) -> None:
    with pytest.raises(UserError) as error:
        send_paper(actor=system, paper=draft(), version=1, to=["Bộ Tư pháp"])
    assert error.value.code == "paper-state"


def test_a_recalled_document_keeps_its_number_and_is_sent_no_more(
    signed: Callable[..., Paper], submitted: Callable[..., Paper], system: Actor
) -> None:
    paper = signed(number=7)
    gone = recall_paper(actor=system, paper=paper, version=paper.version, reason="Sai thẩm quyền")
    assert (gone.state, gone.note, gone.number_text) == (PaperState.RECALLED, "Sai thẩm quyền", "07/VP-KSTT")
    with pytest.raises(UserError):
        send_paper(actor=system, paper=gone, version=gone.version, to=["Bộ Tư pháp"])
    with pytest.raises(UserError) as error, transaction.atomic():
        sign(system, submitted(), 7)
    assert error.value.code == "number-used"


def test_a_replacement_takes_over_when_it_is_signed(signed: Callable[..., Paper], system: Actor) -> None:
    paper = signed(number=7)
    new = replace_paper(actor=system, paper=paper, version=paper.version, reason="Sai tên thủ tục")
    assert (new.state, new.data, new.replaces) == (PaperState.DRAFT, paper.data, paper)
    old = fresh(paper)
    assert (old.state, old.replaced_by) == (PaperState.SIGNED, None)
    with pytest.raises(UserError) as error:
        replace_paper(actor=system, paper=old, version=old.version, reason="Lần nữa")
    assert error.value.code == "replacement-open"
    new = sign(system, submit_paper(actor=system, paper=new, version=new.version), 8)
    old = fresh(paper)
    assert (old.state, old.replaced_by) == (PaperState.REPLACED, new)


def test_a_replacement_is_issued_under_the_name_of_its_own_day(
    clock: Callable[[str], object], signed: Callable[..., Paper], office: Unit, system: Actor
) -> None:
    clock("2026-03-02 09:00")
    paper, words = signed(number=7), shipped_words()
    content = UnitContent("Văn phòng mới", words.kinds["office"], words.tiers["province"], "02/NQ-HĐND")
    rename_unit(actor=system, unit=office, content=content, day=date(2026, 3, 9), version=office.version)
    clock("2026-03-10 09:00")
    new = replace_paper(actor=system, paper=paper, version=paper.version, reason="Sai tên thủ tục")
    assert new.data == {**paper.data, "agency_name": "Văn phòng mới"}
    assert fresh(paper).data["agency_name"] == "Văn phòng Ủy ban nhân dân tỉnh"


def test_the_database_keeps_what_was_signed(signed: Callable[..., Paper]) -> None:
    signed()
    for changes in ({"title": "Khác"}, {"data": {}}, {"number": 8}, {"signed_on": date(2026, 1, 1)}, {"signer": "A"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Paper.objects.update(**changes)
    with pytest.raises(DatabaseError), transaction.atomic():
        Paper.objects.all().delete()


def test_a_signed_copy_may_come_later_and_then_stays(signed: Callable[..., Paper], system: Actor) -> None:
    paper = signed()
    first, second = (
        store(actor=system, stream=BytesIO(b"%PDF-1.7 " + mark), name="a.pdf", purpose="papers.signed")
        for mark in (b"a", b"b")
    )
    Paper.objects.filter(pk=paper.pk).update(file=first)
    with pytest.raises(DatabaseError), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).update(file=second)


def test_drafts_are_for_those_who_work_on_them(
    draft: Callable[..., Paper], signed: Callable[..., Paper], office: Unit, staff_with: Callable[..., Actor]
) -> None:
    paper, done = draft(), signed()
    reader, own = staff_with("papers.view", unit_id=office.pk + 1), staff_with("papers.draft", unit_id=office.pk)
    other = staff_with("papers.draft", unit_id=office.pk + 1)
    assert list(papers_rows(reader)) == [done]
    assert paper_by_id(reader, paper.public_id) is None
    assert set(papers_rows(own)) == {paper, done}
    assert list(papers_rows(other)) == [done]
    with pytest.raises(Denied):
        change_paper(actor=other, paper=paper, version=1, data=LETTER)
    assert change_paper(actor=own, paper=paper, version=1, data=LETTER).version == 2
    with pytest.raises(Denied):
        make_paper(actor=reader, template="letter", unit=office, data=LETTER, title="Thử")


def test_the_log_tells_each_step_without_names(signed: Callable[..., Paper], system: Actor) -> None:
    paper = signed()
    rows = Entry.objects.filter(object_id=paper.public_id).order_by("sequence")
    assert [row.verb.rpartition(".")[2] for row in rows] == ["made", "submitted", "signed"]
    assert "Người ký thử" not in str([row.facts for row in rows])


def test_what_no_database_keeps_is_left_out(draft: Callable[..., Paper], system: Actor) -> None:
    paper = draft(title="Rà\x00 soát\ud800", data={**LETTER, "body": ["Một\x00 câu\udfff."]})
    assert (paper.title, paper.data["body"]) == ("Rà soát", ["Một câu."])
    assert list(papers_rows(system, text="Rà\x00 soát")) == [paper]
    assert paper_by_id(system, f"{paper.public_id}\x00") == paper
