"""The paper of a decision and its number, lists as annexes, and the measures over what was done."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.utils import timezone

from motcua.access.actors import Actor
from motcua.catalog.models import Procedure
from motcua.files.selectors import open_file
from motcua.jobs.models import Job, JobState
from motcua.organisation.models import Unit
from motcua.papers.models import Paper, PaperState
from motcua.papers.selectors import document_of
from motcua.papers.services import record_signed, return_paper
from motcua.publication.clocks import ClockReader
from motcua.publication.decision_paper import cited
from motcua.publication.lists import ListAsked, list_document, list_title, listed
from motcua.publication.measures import measure_announcing, measure_content, measure_uploading, missing_parts
from motcua.publication.models import AnnexState, AnnouncementDecision, DecisionState, LineKind, ListAnnex, Place
from motcua.publication.services.annexes import ask_annex
from motcua.publication.services.checking import check_decision, return_decision
from motcua.publication.services.effects import apply_abolitions
from motcua.publication.services.publishing import publish_lines
from motcua.publication.services.signing import decision_signed, submit_for_signature
from motcua.web.faults import UserError
from tests.publication.conftest import NOTARY, bring

Draft = Callable[..., AnnouncementDecision]
TODAY = date(2026, 3, 2)


def submitted(actor: Actor, row: AnnouncementDecision) -> tuple[AnnouncementDecision, Paper]:
    """The draft checked and at signature."""
    row = check_decision(actor=actor, decision=row, version=row.version)
    paper = submit_for_signature(
        actor=actor, decision=row, version=row.version, signature=["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    )
    row.refresh_from_db()
    return row, paper


def signed(actor: Actor, paper: Paper, day: date = TODAY) -> Paper:
    """The paper with its number back."""
    return record_signed(
        actor=actor, paper=paper, version=paper.version, number=31, symbol="QĐ-UBND", signed_on=day, signer="Người ký"
    )


def test_the_paper_says_what_the_decision_says(draft: Draft, system: Actor) -> None:
    """Agency of the day, scope, one annex for each kind, the signature block that was asked for."""
    row, paper = submitted(system, draft("2.000908", "2.000815", source="1024/QĐ-BTP ngày 01/3/2026"))
    assert (row.paper, paper.state, paper.object_id) == (paper.public_id, PaperState.SUBMITTED, row.public_id)
    document = document_of(paper)
    assert document.agency.name == "Ủy ban nhân dân tỉnh Vĩnh Long"
    assert document.place == "Vĩnh Long"
    assert document.signature.lines == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert [annex.subtitle for annex in document.annexes] == ["DANH MỤC THỦ TỤC HÀNH CHÍNH ĐƯỢC SỬA ĐỔI, BỔ SUNG"]
    assert "lĩnh vực chứng thực" in document.subject
    rows = paper.data["amended"]
    assert [line["code"] for line in rows] == ["2.000908", "2.000815"]
    assert rows[0]["time_limit"] == "Ngay trong ngày làm việc"
    assert rows[0]["legal_basis"] == "23/2015/NĐ-CP"


@pytest.mark.parametrize(
    ("typed", "cited_as"),
    [
        ("163/QĐ-BTP (Bộ Tư pháp)", "Quyết định số 163/QĐ-BTP của Bộ Tư pháp"),
        (
            "163/QĐ-BTP ngày 01/07/2026 (Bộ Tư pháp)",
            "Quyết định số 163/QĐ-BTP ngày 01 tháng 7 năm 2026 của Bộ Tư pháp",
        ),
        ("163/QĐ-BTP", "Quyết định số 163/QĐ-BTP"),
        ("Quyết định số 163/QĐ-BTP của Bộ trưởng Bộ Tư pháp", "Quyết định số 163/QĐ-BTP của Bộ trưởng Bộ Tư pháp"),
        ("163/QĐ-BTP và 164/QĐ-BTP", "163/QĐ-BTP và 164/QĐ-BTP"),
    ],
)
def test_a_ministry_s_decision_is_cited_as_legal_bases_are(typed: str, cited_as: str) -> None:
    assert cited(typed) == cited_as


def test_the_number_that_comes_back_announces_the_decision(draft: Draft, system: Actor) -> None:
    """By the job that follows a signature; a second call changes nothing."""
    row, paper = submitted(system, draft("2.000908"))
    paper = signed(system, paper)
    decision_signed(system, paper)
    row.refresh_from_db()
    assert (row.state, row.number, row.signed_on) == (DecisionState.ANNOUNCED, "31/QĐ-UBND", TODAY)
    version = row.version
    decision_signed(system, paper)
    row.refresh_from_db()
    assert row.version == version


def test_a_number_that_cannot_be_recorded_is_shown_as_trouble(draft: Draft, announced: Draft, system: Actor) -> None:
    """The job does not fail: a person is told what contradicts what."""
    row, paper = submitted(system, draft("2.000908"))
    announced("2.000908", kind=LineKind.ABOLISHED, on=date(2026, 2, 27))
    decision_signed(system, signed(system, paper))
    row.refresh_from_db()
    assert row.state == DecisionState.CHECKED
    assert "đã bị bãi bỏ theo quyết định 12/QĐ-UBND" in row.trouble


def test_a_paper_at_signature_holds_the_decision(draft: Draft, system: Actor) -> None:
    """It cannot be submitted twice or sent back; returned unsigned, it is written anew and submitted again."""
    row, paper = submitted(system, draft("2.000908"))
    with pytest.raises(UserError) as refused:
        submit_for_signature(actor=system, decision=row, version=row.version)
    assert refused.value.code == "at-signature"
    with pytest.raises(UserError) as refused:
        return_decision(actor=system, decision=row, reason="sai", version=row.version)
    assert refused.value.code == "at-signature"
    return_paper(actor=system, paper=paper, version=paper.version, reason="Sửa trích yếu")
    again = submit_for_signature(actor=system, decision=row, version=row.version)
    assert (again.pk, again.state) == (paper.pk, PaperState.SUBMITTED)
    assert document_of(again).signature.lines == ("CHỦ TỊCH",)


@pytest.fixture
def changed(procedures: list[Procedure], announced: Draft, system: Actor, clock: Callable[[str], object]) -> None:
    """Since 1 February: one procedure came, one was amended, one was abolished."""
    bring(
        replace(NOTARY, code="2.000815", name="Tên đã sửa", collected="2026-09"),
        replace(
            NOTARY, code="3.000001", name="Thủ tục mới", field="Hộ tịch", levels=("province",), agency="Sở Tư pháp"
        ),
        on=date(2026, 2, 20),
    )
    announced("2.000884", kind=LineKind.ABOLISHED, law_effective_on=date(2026, 3, 1))
    apply_abolitions(actor=system, on=TODAY)


def test_a_list_keeps_apart_what_came_changed_and_went(changed: None, vinh_long: Unit) -> None:
    """Three annexes of changes and one of everything in force, rows grouped by field."""
    found = listed(ListAsked(TODAY, since=date(2026, 2, 1)))
    codes = {
        name: [row.procedure.code for row in getattr(found, name)] for name in ("whole", "new", "amended", "abolished")
    }
    assert codes == {
        "whole": ["1.001193", "2.000815", "2.000908", "3.000001"],
        "new": ["3.000001"],
        "amended": ["2.000815"],
        "abolished": ["2.000884"],
    }
    document = list_document(ListAsked(TODAY, since=date(2026, 2, 1)), found)
    assert [annex.subtitle.rpartition("HÀNH CHÍNH ")[2] for annex in document.annexes] == [
        "MỚI BAN HÀNH",
        "ĐƯỢC SỬA ĐỔI, BỔ SUNG",
        "BỊ BÃI BỎ",
        "ĐANG ÁP DỤNG",
    ]
    table = document.annexes[-1].blocks[0]
    assert [row.kind for row in table.rows].count("group") == 2  # type: ignore[union-attr]
    before = listed(ListAsked(date(2026, 1, 31)))
    assert [row.procedure.code for row in before.whole] == ["1.001193", "2.000815", "2.000884", "2.000908"]


def test_a_list_by_field_tier_and_unit(changed: None, justice: Unit) -> None:
    """Each filter alone; what would be empty is refused."""
    chosen = {
        "field": listed(ListAsked(TODAY, field="Hộ tịch")),
        "tier": listed(ListAsked(TODAY, tier="province")),
        "unit": listed(ListAsked(TODAY, unit=justice.public_id)),
    }
    assert {name: [row.procedure.code for row in found.whole] for name, found in chosen.items()} == {
        "field": ["3.000001"],
        "tier": ["3.000001"],
        "unit": ["3.000001"],
    }
    assert "lĩnh vực hộ tịch" in list_title(ListAsked(TODAY, field="Hộ tịch"))
    with pytest.raises(UserError, match="Không có thủ tục nào"):
        listed(ListAsked(TODAY, field="Đất đai"))


def test_a_list_is_made_by_a_job_as_word_and_excel(
    changed: None, staff_with: Callable[..., Actor], system: Actor
) -> None:
    """Files that are what they say; a list that cannot be made says why."""
    from motcua.jobs.registry import find
    from motcua.jobs.run import Run

    annex = ask_annex(actor=system, asked=ListAsked(TODAY, since=date(2026, 2, 1)))
    job = Job.objects.get(public_id=annex.job)
    assert job.state == JobState.WAITING
    find(job.kind).function(_Run(system, job.arguments))  # type: ignore[arg-type]
    annex.refresh_from_db()
    assert (annex.state, annex.rows) == (AnnexState.READY, 5)
    assert annex.docx is not None
    assert annex.xlsx is not None
    with zipfile.ZipFile(io.BytesIO(open_file(annex.docx).read())) as word:
        text = word.read("word/document.xml").decode()
    assert "Tên đã sửa" in text
    assert "ĐANG ÁP DỤNG" in text
    with zipfile.ZipFile(io.BytesIO(open_file(annex.xlsx).read())) as book:
        assert sum(name.startswith("xl/worksheets/sheet") for name in book.namelist()) == 4
    empty = ask_annex(actor=system, asked=ListAsked(TODAY, field="Đất đai"))
    find(job.kind).function(_Run(system, {"annex": empty.public_id}))  # type: ignore[arg-type]
    empty.refresh_from_db()
    assert empty.state == AnnexState.FAILED
    assert "Không có thủ tục nào" in empty.fault
    with pytest.raises(UserError, match="Ngày so sánh"):
        ask_annex(actor=system, asked=ListAsked(TODAY, since=date(2026, 3, 3)))
    assert ListAnnex.objects.count() == 2
    assert Run is not None


class _Run:
    """A run without a worker."""

    def __init__(self, actor: Actor, arguments: dict[str, str]) -> None:
        self.actor, self.arguments, self.failures = actor, arguments, []  # type: ignore[var-annotated]

    def progress(self, *_args: object) -> None:
        """Nobody watches."""

    def note_failure(self, what: str, why: str) -> None:
        """Keep it."""
        self.failures.append((what, why))


def upload(actor: Actor, row: AnnouncementDecision, at: str) -> None:
    """Every line into the national database at a moment."""
    moment = timezone.make_aware(datetime.fromisoformat(at))
    publish_lines(actor=actor, lines=list(row.lines.all()), place=Place.NATIONAL, published_at=moment)


def test_the_measures_over_a_quarter(announced: Draft, system: Actor, clock: Callable[[str], object]) -> None:
    """In time, late, without a day to judge by, not uploaded: each falls where it belongs."""
    on_time = announced("2.000908", number="1/QĐ-UBND")
    late = announced("2.000815", number="2/QĐ-UBND", law_effective_on=date(2026, 3, 4))
    undated = announced("2.000884", number="3/QĐ-UBND", law_effective_on=None)
    announced("1.001193", number="4/QĐ-UBND")
    clock("2026-04-10 09:00")
    upload(system, on_time, "2026-03-09 10:00")
    upload(system, late, "2026-03-10 10:00")
    upload(system, undated, "2026-03-03 10:00")
    reader = ClockReader(date(2026, 4, 10))
    quarter = (date(2026, 1, 1), date(2026, 3, 31))
    first = measure_announcing(reader, *quarter).value
    assert (first.good, first.bad, first.unknown) == (("2.000908",), ("2.000815",), ("2.000884",))
    assert first.score == 3.0
    second = measure_uploading(reader, *quarter).value
    assert set(second.good) == {"2.000908", "2.000884"}
    assert set(second.bad) == {"2.000815", "1.001193"}
    assert second.score == 2.0
    upload(system, on_time, "2026-04-02 10:00")  # corrected after the quarter
    assert measure_uploading(reader, *quarter).value == second
    assert measure_announcing(reader, date(2026, 4, 1), date(2026, 4, 10)).value.score is None
    assert measure_announcing(reader, *quarter, unit=Unit.objects.order_by("pk").first()).value.denominator == 0


def test_the_measure_of_content_reads_the_parts_of_each_procedure(procedures: list[Procedure]) -> None:
    """A procedure without a time limit is not complete, and the list says what it lacks."""
    bring(replace(NOTARY, code="3.000002", name="Thiếu", steps="", subjects=()), on=date(2026, 2, 1))
    reader = ClockReader(TODAY)
    measure = measure_content(reader).value
    assert (len(measure.good), measure.bad) == (4, ("3.000002",))
    assert missing_parts(["3.000002"], reader) == {"3.000002": ["trình tự thực hiện", "đối tượng thực hiện"]}
