"""Answers that the page saves by itself: parts as criteria, two people, what is wrong, without script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from motcua.access.actors import system_actor
from motcua.organisation.models import Unit
from motcua.review.answering import Given
from motcua.review.models import Answer, CampaignLine, Clash, PartAnswer
from motcua.review.services.assessing import answer_criterion
from motcua.review.services.assessing_parts import answer_part
from tests.review import sheets

AMENDED = {
    "value": "amend",
    "document": "38/2018/TT-BNNPTNT",
    "article": "Điều 5 khoản 2",
    "wording": "Bỏ bản thuyết minh cơ sở vật chất.",
    "remedy": "ministry",
    "reason": "đã có dữ liệu",
}


@pytest.fixture
def row(justice: Unit) -> CampaignLine:
    """A procedure under review by the department of justice."""
    return sheets.line(sheets.campaign(), justice)


@pytest.fixture
def client(justice: Unit, client_with: Callable[..., Client]) -> Client:
    """Someone of the department."""
    return client_with("review.assess", unit_id=justice.pk)


def part_of(row: CampaignLine, subject: str) -> str:
    return reverse("review:assess-part", args=[row.public_id, subject])


def saved(client: Client, address: str, **given: str) -> str:
    """What the page gets back that saved by itself."""
    response = client.post(address, {"version": "0", **given}, headers={"HX-Request": "true"})
    assert response.status_code == 200, response.content[:500]
    html = response.content.decode()
    assert "<html" not in html
    return html


def parts_page(client: Client, row: CampaignLine, subject: str) -> str:
    return client.get(reverse("review:assess-parts", args=[row.public_id]), {"muc": subject}).content.decode()


@pytest.mark.parametrize("subject", ["part:dossier:0", "part:dossier:2"])
def test_a_part_is_saved_as_it_is_given_and_stands_there_on_return(
    client: Client, row: CampaignLine, subject: str
) -> None:
    """Document, article and wording come along; the page is told the time, its next version and how much is done."""
    html = saved(client, part_of(row, subject), **AMENDED)
    assert "Đã tự lưu lúc" in html
    assert 'id="phien-ban" value="1"' in html
    assert "Đã trả lời 1/" in html.replace("\xa0", " ")
    assert "cần sửa đổi, bổ sung văn bản" in html
    kept = PartAnswer.objects.get(line=row)
    assert {name: getattr(kept, name) for name in AMENDED} == AMENDED
    html = saved(client, part_of(row, subject), **AMENDED | {"version": "1", "article": "Điều 7"})
    assert 'id="phien-ban" value="2"' in html
    page = parts_page(client, row, subject)
    assert 'value="Điều 7"' in page
    assert "Bỏ bản thuyết minh cơ sở vật chất." in page
    assert "Đã trả lời 1/" in page.replace("\xa0", " ")


def test_saving_the_same_again_writes_nothing(client: Client, row: CampaignLine) -> None:
    """A field that is left unchanged costs no version and no line of the log."""
    for _turn in range(3):
        saved(client, part_of(row, "part:sequence:0"), value="fits", reason="xem rồi")
    assert PartAnswer.objects.get(line=row).version == 1


def test_the_act_for_all_that_fits_counts_what_is_left(client: Client, row: CampaignLine) -> None:
    """The number on the button follows the answers that save themselves."""
    before = parts_page(client, row, "part:dossier:0")
    html = saved(client, part_of(row, "part:result:0"), value="fits")
    told = [text.partition("mục không vướng")[0].rpartition("Ghi")[2].strip() for text in (before, html)]
    assert int(told[1]) == int(told[0]) - 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"value": ""}, "Chưa chọn mục “Kết luận”"),
        ({"value": "replace"}, "Kết luận"),
        ({"value": "amend", "due_on": "ngày mai"}, "Thời hạn"),
        ({"value": "amend", "article": "Đ" * 301}, "Điều, khoản, điểm"),
    ],
)
def test_what_is_wrong_is_told_in_words_with_its_field_and_nothing_is_written(
    client: Client, row: CampaignLine, wrong: dict[str, str], told: str
) -> None:
    """No code, no whole page: one sentence where the state of saving stands; the version stays as it was."""
    html = saved(client, part_of(row, "part:dossier:0"), **AMENDED | wrong)
    assert "Chưa lưu:" in html
    assert told in html
    assert 'id="phien-ban"' not in html
    assert not PartAnswer.objects.exists()


def test_a_refusal_is_told_in_its_place_to_the_page_and_as_a_page_to_a_person(
    client_with: Callable[..., Client], finance: Unit, row: CampaignLine
) -> None:
    """Someone of another unit whose page is still open hears why nothing is kept any more."""
    stranger = client_with("review.assess", unit_id=finance.pk)
    assert "đơn vị khác rà soát" in saved(stranger, part_of(row, "part:dossier:0"), **AMENDED)
    assert stranger.post(part_of(row, "part:dossier:0"), {"version": "0", **AMENDED}).status_code == 403
    assert not PartAnswer.objects.exists()


def test_a_part_that_the_procedure_does_not_have_is_no_place_to_save(client: Client, row: CampaignLine) -> None:
    """An address made up is not found, with script or without."""
    for subject in ("part:dossier:99", "part:nothing", "C1"):
        for headers in ({}, {"HX-Request": "true"}):
            answer = client.post(part_of(row, subject), {"version": "0", "value": "fits"}, headers=headers)
            assert answer.status_code == 404


def test_of_two_people_on_one_part_the_later_is_told_and_both_answers_are_kept(
    client: Client, row: CampaignLine
) -> None:
    """However often the later page saves again, the earlier answer stands until a person merges them."""
    first = Given("fits", reason="giấy này vẫn cần")
    answer_part(actor=system_actor(), line=row, part="dossier", ordinal=2, given=first, seen=0)
    html = saved(client, part_of(row, "part:dossier:2"), **AMENDED)
    assert "Người khác vừa trả lời mục này" in html
    assert 'id="phien-ban"' not in html
    clash = Clash.objects.get(line=row)
    assert reverse("review:clash", args=[clash.public_id]) in html
    saved(client, part_of(row, "part:dossier:2"), **AMENDED | {"article": "Điều 9"})
    clash.refresh_from_db()
    assert clash.content["article"] == "Điều 9"
    assert Clash.objects.count() == 1
    kept = PartAnswer.objects.get(line=row)
    assert (kept.value, kept.reason) == ("fits", "giấy này vẫn cần")
    merge = {"version": str(kept.version), "outcome": "taken"}
    client.post(reverse("review:clash", args=[clash.public_id]), merge)
    kept.refresh_from_db()
    assert (kept.value, kept.article) == ("amend", "Điều 9")


def test_a_criterion_that_clashed_is_not_written_over_by_the_next_change(client: Client, row: CampaignLine) -> None:
    """The page is not handed the version of an answer that its reader has not seen."""
    answer_criterion(actor=system_actor(), line=row, key="C1", given=Given("yes"), seen=0)
    address = reverse("review:assess-answer", args=[row.public_id, "C1"])
    html = saved(client, address, value="no")
    assert "Người khác vừa trả lời" in html
    assert 'id="phien-ban"' not in html
    saved(client, address, value="no", reason="thiếu biểu mẫu")
    assert Answer.objects.get(line=row, key="C1").value == "yes"
    assert Clash.objects.get(line=row).content["reason"] == "thiếu biểu mẫu"


def test_without_script_the_button_saves_and_goes_on(client: Client, row: CampaignLine) -> None:
    """The same address, the same form: the next part stands open, a mistake comes back as a page."""
    response = client.post(part_of(row, "part:dossier:1"), {"version": "0", **AMENDED})
    assert response.status_code == 302
    assert "muc=part:dossier:2" in response["Location"]
    wrong = client.post(part_of(row, "part:dossier:2"), {"version": "0"})
    assert wrong.status_code == 400
    assert "Cần sửa trước khi tiếp tục" in wrong.content.decode()
