"""Whoever is asked about a part sees its text: the passages of a proposal, the part as it is held, its documents."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from motcua.access.actors import system_actor
from motcua.catalog.models import ProcedureVersion
from motcua.organisation.models import Unit
from motcua.review.answering import Given
from motcua.review.models import CampaignKind, CampaignLine, PartAnswer
from motcua.review.part_texts import LEAD, part_of_place, part_text
from motcua.review.questions import part_names
from motcua.review.selectors_assessment import version_of_line
from motcua.review.services.assessing_parts import answer_part
from motcua.review.sheeting import line_sheet, part_rows
from tests.review import sheets

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(justice: Unit) -> CampaignLine:
    """A procedure whose steps send an officer to the site."""
    return sheets.line(sheets.campaign(), justice)


@pytest.fixture
def client(justice: Unit, client_with: Callable[..., Client]) -> Client:
    """Someone of the department."""
    return client_with("review.assess", unit_id=justice.pk)


def pane(client: Client, row: CampaignLine, subject: str) -> str:
    """What stands beside the list of parts."""
    page = client.get(reverse("review:assess-parts", args=[row.public_id]), {"muc": subject}).content.decode()
    return unescape(page.partition('<div id="muc">')[2]).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("name", "Thủ tục 1."),
        ("sequence", sheets.VISIT),
        ("manner", "không ghi chú thêm"),
        ("dossier", "Thuyết minh cơ sở vật chất"),
        ("time_limit", "15 ngày làm việc"),
        ("subject", "Doanh nghiệp"),
        ("agency", "Sở Nông nghiệp và Môi trường"),
        ("result", "Giấy chứng nhận"),
        ("forms", "mau.doc"),
        ("fee", "Không thu phí"),
    ],
)
def test_each_part_stands_with_its_text_its_documents_and_its_source(
    client: Client, row: CampaignLine, part: str, told: str
) -> None:
    shown = pane(client, row, f"part:{part}:0")
    current = shown.partition("Nội dung hiện hành")[2]
    assert told in current
    assert "Căn cứ pháp lý của thủ tục (1)" in current
    assert "38/2018/TT-BNNPTNT" in current
    assert "phiên bản 1 trong danh mục, quyết định công bố 12/QĐ-UBND, áp dụng từ 01/07/2017" in current


def test_every_part_of_the_law_has_a_text_to_show() -> None:
    """A part that the rules name and that no text belongs to would stand empty for ever."""
    from motcua.review.part_texts import _TEXTS

    assert set(part_names(sheets.DAY)) == set(_TEXTS)


def test_a_paper_stands_alone(client: Client, row: CampaignLine) -> None:
    shown = pane(client, row, "part:dossier:1").partition("Nội dung hiện hành")[2]
    assert "Đơn đề nghị theo mẫu" in shown
    assert "mau.doc" in shown
    assert "Thuyết minh cơ sở vật chất" not in shown


def test_what_the_record_does_not_say_is_told(client: Client, row: CampaignLine) -> None:
    assert "không ghi nội dung của bộ phận này" in pane(client, row, "part:conditions:0")


def test_a_part_proposed_for_a_change_quotes_the_passage_it_rests_on(client: Client, row: CampaignLine) -> None:
    """The officer sent to the site stands in the steps: there, and in no other part."""
    by_subject = {one.subject: one for one in part_rows(line_sheet(row))}
    steps = by_subject["part:sequence:0"]
    assert steps.doubtful
    assert steps.proposal["criteria"] == ["C6d"]
    assert all(quote["field"] == "steps" and quote["quote"] in sheets.VISIT for quote in steps.proposal["evidence"])
    shown = pane(client, row, steps.subject)
    before = shown.partition("Nội dung hiện hành")[0]
    assert "<mark>" in before
    assert "Vướng ở tiêu chí: 6d. Không kiểm tra tại thực địa." in before
    assert "có trích dẫn" in before
    for subject, one in by_subject.items():
        if not one.doubtful:
            assert "evidence" not in one.proposal
            assert "<blockquote>" not in pane(client, row, subject)


def test_criteria_are_named_only_where_they_are_asked(client: Client, justice: Unit) -> None:
    """A review of rules asks about parts alone: the passage and the why stand there, the criterion does not."""
    row = sheets.line(sheets.campaign(kind=CampaignKind.SIMPLIFICATION), justice)
    shown = pane(client, row, "part:sequence:0")
    assert "<mark>" in shown
    assert "Vướng ở tiêu chí" not in shown


def test_an_answer_keeps_the_passage_it_was_given_upon(row: CampaignLine) -> None:
    given = Given("amend", reason="thay bằng ảnh", document="38/2018/TT-BNNPTNT", article="Điều 17", wording="bỏ")
    answer_part(actor=system_actor(), line=row, part="sequence", ordinal=0, given=given, seen=0)
    assert PartAnswer.objects.get(line=row).proposal["evidence"][0]["field"] == "steps"


@pytest.mark.parametrize(("size", "folded"), [(LEAD - 1, False), (LEAD + 1, True)])
def test_a_long_part_is_folded_and_its_beginning_stands_open(
    client: Client, justice: Unit, size: int, folded: bool
) -> None:
    row = sheets.line(sheets.campaign(), justice, steps=("Nộp hồ sơ rồi chờ. " * 60)[:size])
    assert ("Đọc hết nội dung" in pane(client, row, "part:sequence:0")) is folded
    text = part_text(row, version_of_line(row), "sequence")
    assert text is not None
    assert text.long is folded
    assert text.lead.endswith(" …") is folded
    assert len(text.lead) <= LEAD + 2


def test_without_a_version_there_is_no_text(row: CampaignLine) -> None:
    assert part_text(row, None, "sequence") is None
    assert ProcedureVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("place", "part"),
    [
        ("steps", "sequence"), ("description", "sequence"), ("conditions", "conditions"), ("results[0].name", "result"),
        ("components[3].name", "dossier"), ("channels[1].note", "manner"), ("channels[1].fee", "fee"),
        ("channels[0].time", "time_limit"), ("fees", "fee"), ("agencies[0].name", "agency"), ("keywords", ""),
    ],
)  # fmt: skip
def test_a_place_of_the_record_lies_in_one_part(place: str, part: str) -> None:
    assert part_of_place(place) == part
