"""Figures and conclusions save themselves: what stands, what is kept as a draft, two people, what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from motcua.access.actors import Actor, system_actor
from motcua.access.models import User
from motcua.organisation.models import Unit
from motcua.review.models import CampaignLine, Draft, EffortSheet, LineState
from motcua.review.services.assessing_parts import EffortGiven, save_effort
from motcua.review.services.drafting import END, keep_draft
from motcua.web.faults import Denied, UserError
from tests.review import sheets
from tests.review.test_assess_answers import answer_all

pytestmark = pytest.mark.django_db
FIGURES = {"cases": "2", "components": "3", "agencies": "1", "steps": "4", "volume": "1500", "volume_source": "báo cáo"}
END_GIVEN = {"level": "full", "suitable": "yes", "year": "2027", "period": "Q3", "note": "chờ kết nối thanh toán"}
ITSELF = {"HX-Request": "true"}


@pytest.fixture
def row(justice: Unit) -> CampaignLine:
    """A procedure under review by the department of justice."""
    return sheets.line(sheets.campaign(), justice)


@pytest.fixture
def client(justice: Unit, client_with: Callable[..., Client]) -> Client:
    """Someone of the department."""
    return client_with("review.assess", unit_id=justice.pk)


@pytest.fixture
def other(justice: Unit, client_with: Callable[..., Client]) -> Client:
    """Someone else of the department."""
    return client_with("review.assess", unit_id=justice.pk)


def at(row: CampaignLine, name: str, *more: str) -> str:
    return reverse(f"review:{name}", args=[row.public_id, *more])


def saved(client: Client, address: str, **given: str) -> str:
    """What the page gets back that saved by itself."""
    response = client.post(address, {"version": "0", **given}, headers=ITSELF)
    assert response.status_code == 200, response.content[:500]
    html = response.content.decode()
    assert "<html" not in html
    return html


def shown(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def beside(html: str) -> list[tuple[str, ...]]:
    """The rows in which a draft differs: field, what stands, what was typed."""
    draft = html.partition('id="ban-nhap"')[2].partition("<form")[0]
    body = draft.partition("<tbody>")[2].partition("</tbody>")[0]
    return [tuple(re.findall(r"<td[^>]*>([^<]*)</td>", line)) for line in body.split("</tr>") if "<td" in line]


def test_figures_are_saved_as_they_are_given_and_the_picture_follows(client: Client, row: CampaignLine) -> None:
    html = saved(client, at(row, "assess-effort"), **FIGURES)
    assert "Đã tự lưu lúc" in html
    assert 'id="phien-ban" value="1"' in html
    assert "thủ tục này" in html.partition('id="xep-nhom"')[2]
    html = saved(client, at(row, "assess-effort"), **FIGURES | {"version": "1", "steps": "9"})
    assert 'id="phien-ban" value="2"' in html
    kept = EffortSheet.objects.get(line=row)
    assert (kept.steps, kept.volume, kept.volume_source, kept.build_cost) == (9, 1500, "báo cáo", None)
    assert not Draft.objects.exists()


def test_the_same_figures_again_write_nothing(client: Client, row: CampaignLine) -> None:
    for _turn in range(3):
        saved(client, at(row, "assess-effort"), **FIGURES)
    assert EffortSheet.objects.get(line=row).version == 1


def test_figures_that_cannot_stand_yet_are_told_and_are_there_on_return(client: Client, row: CampaignLine) -> None:
    """A volume without its source is no figure; whoever typed it and was called away finds it again."""
    html = saved(client, at(row, "assess-effort"), **FIGURES | {"volume_source": ""})
    assert "Chưa lưu: " in html
    assert "cần ghi nguồn số liệu" in html
    assert not EffortSheet.objects.exists()
    page = shown(client, at(row, "assess-effort"))
    assert 'value="1500"' in page
    assert "bản nháp của ông/bà" in page
    assert "Đã tự lưu" in saved(client, at(row, "assess-effort"), **FIGURES)
    assert "bản nháp của ông/bà" not in shown(client, at(row, "assess-effort"))


def test_words_where_a_number_belongs_are_not_lost_either(client: Client, row: CampaignLine) -> None:
    saved(client, at(row, "assess-effort"), **FIGURES | {"steps": "khoảng năm"})
    assert 'value="khoảng năm"' in shown(client, at(row, "assess-effort"))


def test_a_page_left_in_haste_keeps_the_figures_without_script_answering(client: Client, row: CampaignLine) -> None:
    """The last save of a page that is left has no head of its own; what cannot stand is a draft even so."""
    assert client.post(at(row, "assess-effort"), {"version": "0", **FIGURES, "volume_source": ""}).status_code == 400
    assert Draft.objects.get().content["volume"] == "1500"
    assert client.post(at(row, "assess-effort"), {"version": "0", **FIGURES}).status_code == 302
    assert EffortSheet.objects.get(line=row).volume == 1500
    assert not Draft.objects.exists()


@pytest.mark.parametrize("headers", [{}, ITSELF])
def test_figures_of_two_people_do_not_overwrite_each_other(
    client: Client, row: CampaignLine, headers: dict[str, str]
) -> None:
    """By the button or by itself: the first stand, the second are kept apart, shown beside, written on purpose."""
    save_effort(actor=system_actor(), line=row, given=EffortGiven(steps=7, cases=2), seen=0)
    told = client.post(at(row, "assess-effort"), {"version": "0", **FIGURES}, headers=headers, follow=not headers)
    if headers:
        assert "Người khác vừa ghi phần này" in told.content.decode()
        assert 'id="phien-ban"' not in told.content.decode()
        saved(client, at(row, "assess-effort"), **FIGURES | {"steps": "5"})  # however often the page saves again
    assert EffortSheet.objects.get(line=row).steps == 7
    page = shown(client, at(row, "assess-effort"))
    typed = "5" if headers else "4"
    assert ("Số bước thực hiện", "7", typed) in beside(page)
    assert "Số trường hợp, nhánh" not in [label for label, *_sides in beside(page)]  # both say two
    assert 'id="phien-ban" value="0"' in page  # saving by itself stays apart until the button is pressed
    assert 'name="version" value="1">Ghi số liệu của tôi' in page
    last = client.post(at(row, "assess-effort"), {"version": ["0", "1"], **FIGURES, "steps": typed})
    assert last.status_code == 302
    assert EffortSheet.objects.get(line=row).steps == int(typed)
    assert not Draft.objects.exists()


def test_what_was_left_empty_does_not_stand_against_the_figures_of_another(client: Client, row: CampaignLine) -> None:
    """Who counted the steps alone does not wipe out the volume that a colleague brought in meanwhile."""
    given = EffortGiven(steps=7, volume=1500, volume_source="báo cáo")
    save_effort(actor=system_actor(), line=row, given=given, seen=0)
    saved(client, at(row, "assess-effort"), steps="9", volume="", volume_source="")
    page = shown(client, at(row, "assess-effort"))
    assert beside(page) == [("Số bước thực hiện", "7", "9")]
    assert 'value="1500"' in page


def test_a_draft_that_says_the_same_as_what_another_wrote_is_no_dispute(client: Client, row: CampaignLine) -> None:
    save_effort(actor=system_actor(), line=row, given=EffortGiven(steps=7, cases=2), seen=0)
    saved(client, at(row, "assess-effort"), steps="9")
    save_effort(actor=system_actor(), line=row, given=EffortGiven(steps=9, cases=2), seen=1)
    page = shown(client, at(row, "assess-effort"))
    assert beside(page) == []
    assert 'id="phien-ban" value="2"' in page
    assert "Ghi số liệu của tôi" not in page


def test_a_draft_is_thrown_away_on_purpose(client: Client, row: CampaignLine) -> None:
    save_effort(actor=system_actor(), line=row, given=EffortGiven(steps=7), seen=0)
    saved(client, at(row, "assess-effort"), **FIGURES)
    assert client.post(at(row, "assess-draft-drop", "effort")).status_code == 302
    assert not Draft.objects.exists()
    assert 'value="7"' in shown(client, at(row, "assess-effort"))
    assert client.post(at(row, "assess-draft-drop", "C1")).status_code == 404


def test_a_refusal_is_told_in_its_place_and_keeps_nothing(
    client_with: Callable[..., Client], finance: Unit, row: CampaignLine
) -> None:
    stranger = client_with("review.assess", unit_id=finance.pk)
    for name, given in (("assess-effort", FIGURES), ("assess-end-draft", END_GIVEN)):
        assert "đơn vị khác rà soát" in saved(stranger, at(row, name), **given)
        assert stranger.post(at(row, name), {"version": "0", **given}).status_code == 403
    assert not Draft.objects.exists()
    assert not EffortSheet.objects.exists()


def test_what_is_typed_for_a_conclusion_is_kept_and_concludes_nothing(
    client: Client, other: Client, row: CampaignLine
) -> None:
    html = saved(client, at(row, "assess-end-draft"), **END_GIVEN)
    assert "Đã giữ bản nháp lúc" in html
    assert "chưa kết luận" in html
    row.refresh_from_db()
    assert (row.state, row.level, row.suitable, row.note) == (LineState.OPEN, "", None, "")
    page = shown(client, at(row, "assess-end"))
    assert "chờ kết nối thanh toán" in page
    assert 'value="2027"' in page
    assert 'value="Q3"' in page
    theirs = shown(other, at(row, "assess-end"))
    assert "chờ kết nối thanh toán" not in theirs
    assert "cũng đang soạn kết luận" in theirs


def test_a_draft_holds_what_no_conclusion_may(client: Client, row: CampaignLine) -> None:
    """Half a year, no choice yet, far too long a note: a draft is not judged, only bounded."""
    saved(client, at(row, "assess-end-draft"), year="20", note="x" * 9000)
    kept = Draft.objects.get()
    assert kept.content["year"] == "20"
    assert len(kept.content["note"]) == 4000
    assert set(kept.content) <= {"level", "suitable", "year", "period", "proactive", "note", "answer"}
    assert shown(client, at(row, "assess-end"))


def test_without_script_a_button_keeps_the_draft(client: Client, row: CampaignLine) -> None:
    assert client.post(at(row, "assess-end-draft"), {"version": "1", **END_GIVEN}).status_code == 302
    page = shown(client, at(row, "assess-end"))
    assert "chờ kết nối thanh toán" in page
    assert f'formaction="{at(row, "assess-end-draft")}"' in page


def answered(row: CampaignLine) -> None:
    """Every question of the line answered, so that it may be concluded."""
    answer_all(system_actor(), row)
    row.refresh_from_db()


def test_concluding_ends_the_draft_of_who_concludes(client: Client, row: CampaignLine) -> None:
    answered(row)
    saved(client, at(row, "assess-end-draft"), **END_GIVEN)
    response = client.post(at(row, "assess-end"), {"version": str(row.version), **END_GIVEN})
    assert response.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.note) == (LineState.ASSESSED, "chờ kết nối thanh toán")
    assert not Draft.objects.exists()


def test_a_conclusion_that_came_second_is_kept_beside_the_first(
    client: Client, other: Client, row: CampaignLine
) -> None:
    """The page of the second was open before the first concluded: nothing is written over, nothing typed is lost."""
    answered(row)
    given = {"version": str(row.version), **END_GIVEN}
    assert other.post(at(row, "assess-end"), {**given, "year": "2026", "note": "làm ngay"}).status_code == 302
    told = client.post(at(row, "assess-end"), given, follow=True).content.decode()
    row.refresh_from_db()
    assert (row.year, row.note) == (2026, "làm ngay")
    assert "vừa được người khác sửa" in told
    assert ("Năm thực hiện", "2026", "2027") in beside(told)
    assert ("Ghi chú, lý do", "làm ngay", "chờ kết nối thanh toán") in beside(told)
    again = {**given, "version": str(row.version)}
    assert client.post(at(row, "assess-end"), again).status_code == 302
    row.refresh_from_db()
    assert row.year == 2027


def test_a_conclusion_that_the_answers_do_not_carry_is_kept_too(client: Client, row: CampaignLine) -> None:
    response = client.post(at(row, "assess-end"), {"version": str(row.version), **END_GIVEN})
    assert response.status_code == 400
    assert "chờ kết nối thanh toán" in shown(client, at(row, "assess-end"))
    assert Draft.objects.get(subject=END).content["period"] == "Q3"


def test_a_draft_belongs_to_a_person_and_to_a_sheet(
    actor_with: Callable[..., Actor], user_with: Callable[..., User], justice: Unit, row: CampaignLine
) -> None:
    about = {"line": row, "content": {"note": "x"}, "seen": 0}
    with pytest.raises(UserError):
        keep_draft(actor=system_actor(), subject=END, **about)
    writer = replace(actor_with("review.assess", unit_id=justice.pk), user=user_with("review.assess"))
    with pytest.raises(UserError):
        keep_draft(actor=writer, subject="C1", **about)
    with pytest.raises(Denied):
        keep_draft(actor=actor_with("review.view"), subject=END, **about)
    keep_draft(actor=writer, subject=END, **about)
    kept = keep_draft(actor=writer, subject=END, line=row, content={"note": "a\x00b"}, seen=1)
    assert (kept.content, kept.seen, Draft.objects.count()) == ({"note": "ab"}, 1, 1)
