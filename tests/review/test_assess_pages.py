"""The pages lead a reviewer through a procedure without script, and say what happened."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.access.actors import system_actor
from motcua.audit.models import Entry
from motcua.organisation.models import Unit
from motcua.review.answering import Given
from motcua.review.models import Answer, CampaignLine, Clash, EffortSheet, LineState, Opening, PartAnswer
from motcua.review.services.assessing import answer_criterion
from tests.review import sheets
from tests.review.test_assess_answers import answer_all


@pytest.fixture
def row(justice: Unit) -> CampaignLine:
    """A procedure under review by the department of justice."""
    return sheets.line(sheets.campaign(), justice)


@pytest.fixture
def client(justice: Unit, client_with: Callable[..., Client]) -> Client:
    """Someone of the department."""
    return client_with("review.assess", unit_id=justice.pk)


def page(client: Client, name: str, *args: str, **query: str) -> str:
    """A page that answers."""
    response = client.get(reverse(f"review:{name}", args=args), query)
    assert response.status_code == 200, response.content[:500]
    return response.content.decode()


def test_the_sheet_opens_at_the_doubtful_question_with_its_passage(client: Client, row: CampaignLine) -> None:
    """What stands against the service is open first, quoted and marked; that it was opened is noted."""
    html = page(client, "assess", row.public_id)
    assert "chưa xác nhận" in html
    assert "<mark>" in html
    assert "#:~:text=" in html
    html = page(client, "assess", row.public_id, muc="C6d")
    assert "Không kiểm tra tại thực địa" in html
    assert Opening.objects.filter(line=row, subject="C6d").exists()
    assert not Answer.objects.filter(line=row).exists()


def test_a_campaign_that_asks_for_no_criteria_begins_with_the_parts(client: Client, justice: Unit) -> None:
    row = sheets.line(sheets.campaign(kind="simplification"), justice)
    assert "0/0" not in client.get(reverse("review:work")).content.decode()
    answer = client.get(reverse("review:assess", args=[row.public_id]))
    assert answer.headers["Location"] == reverse("review:assess-parts", args=[row.public_id])
    shown = client.get(answer.headers["Location"]).content.decode()
    assert ">Tiêu chí</a>" not in shown
    assert "Bộ phận, giấy tờ" in shown


def test_answering_goes_on_to_the_next_and_accepting_is_one_press(client: Client, row: CampaignLine) -> None:
    """The button that accepts needs no other field; one act takes the rest."""
    address = reverse("review:assess-answer", args=[row.public_id, "C6d"])
    response = client.post(address, {"version": "0", "accept": "no", "reason": "phải đi thực tế"})
    assert response.status_code == 302
    assert Answer.objects.get(line=row, key="C6d").value == "no"
    html = page(client, "assess", row.public_id)
    fits = [part.split('"')[0] for part in html.split('name="fit" value="')[1:]]
    assert fits
    client.post(reverse("review:assess-accept", args=[row.public_id]), {"fit": fits})
    assert Answer.objects.filter(line=row).count() == 1 + len(fits)


def test_a_page_that_saves_by_itself_gets_the_verdict_back(client: Client, row: CampaignLine) -> None:
    """Only the verdict and the state of saving come back; what is wrong is told and nothing is lost."""
    address = reverse("review:assess-answer", args=[row.public_id, "C6d"])
    response = client.post(address, {"version": "0", "value": "no"}, headers={"HX-Request": "true"})
    html = response.content.decode()
    assert "Đã tự lưu" in html
    assert 'id="ket-qua"' in html
    assert 'value="1"' in html
    assert "<html" not in html
    wrong = client.post(
        address, {"version": "1", "value": "no", "due_on": "ngày mai"}, headers={"HX-Request": "true"}
    )  # fmt: skip
    assert "Chưa lưu" in wrong.content.decode()


def test_a_form_without_an_answer_comes_back_with_what_is_missing(client: Client, row: CampaignLine) -> None:
    """No script needed to be told."""
    response = client.post(reverse("review:assess-answer", args=[row.public_id, "C7"]), {"version": "0"})
    assert response.status_code == 400
    assert "Cần sửa trước khi tiếp tục" in response.content.decode()


def test_parts_and_papers_are_answered_one_by_one_or_together(client: Client, row: CampaignLine) -> None:
    """Each paper has its row; what fits is taken in one act."""
    html = page(client, "assess-parts", row.public_id)
    assert "Thuyết minh cơ sở vật chất" in html
    client.post(reverse("review:assess-parts-accept", args=[row.public_id]))
    n = PartAnswer.objects.filter(line=row).count()
    assert n > 8
    address = reverse("review:assess-part", args=[row.public_id, "part:dossier:2"])
    kept = PartAnswer.objects.filter(line=row, part="dossier", ordinal=2).first()
    given = {"version": str(kept.version if kept else 0), "value": "amend", "document": "38/2018/TT-BNNPTNT"}
    given |= {"article": "Điều 5", "wording": "Bỏ thuyết minh.", "remedy": "ministry", "reason": "đã có dữ liệu"}
    assert client.post(address, given).status_code == 302
    assert PartAnswer.objects.get(line=row, part="dossier", ordinal=2).value == "amend"


def test_effort_needs_a_source_and_places_the_procedure(client: Client, row: CampaignLine) -> None:
    """A volume without source is refused; with it the procedure stands among the four."""
    address = reverse("review:assess-effort", args=[row.public_id])
    assert client.post(address, {"version": "0", "components": "2", "volume": "900"}).status_code == 400
    given = {"version": "0", "components": "2", "volume": "900", "volume_source": "Báo cáo năm 2025"}
    assert client.post(address, given).status_code == 302
    assert EffortSheet.objects.get(line=row).volume == 900
    assert "làm trước" in page(client, "assess-effort", row.public_id)


def test_concluding_names_what_is_missing_then_goes_on_to_the_next(
    client: Client, row: CampaignLine, justice: Unit
) -> None:
    """What lacks is listed with links; a concluded procedure leads to the next that waits."""
    other = sheets.line(row.campaign, justice)
    assert "chưa có kết luận" in page(client, "assess-end", row.public_id)
    answer_all(system_actor(), row)
    row.refresh_from_db()
    address = reverse("review:assess-end", args=[row.public_id])
    given = {"version": str(row.version), "level": "full", "suitable": "yes", "year": "2026"}
    response = client.post(address, given)
    assert response.status_code == 302, response.content.decode()[-3000:]
    assert other.public_id in response["Location"]
    row.refresh_from_db()
    assert row.state == LineState.ASSESSED
    assert "toàn trình" in page(client, "work")


def test_a_simplification_does_not_speak_of_levels_of_services_and_their_selection(
    client_with: Callable[..., Client], justice: Unit
) -> None:
    row = sheets.line(sheets.campaign(kind="internal"), justice)
    client = client_with("review.assess", "review.plan", unit_id=justice.pk)
    html = page(client, "assess-end", row.public_id)
    assert "Đưa vào phương án của đơn vị" in html
    assert "theo mức độ và thời gian bên dưới" not in html
    assert "Trọng số lựa chọn" not in page(client, "plan", row.campaign.public_id)
    online = sheets.line(sheets.campaign(), justice)
    assert "theo mức độ và thời gian bên dưới" in page(client, "assess-end", online.public_id)
    assert "Trọng số lựa chọn" in page(client, "plan", online.campaign.public_id)


def test_two_answers_are_shown_beside_each_other_and_made_one(client: Client, row: CampaignLine) -> None:
    """The later one waits; taking it keeps both on record."""
    system = system_actor()
    answer_criterion(actor=system, line=row, key="C1", given=Given("yes"), seen=0)
    address = reverse("review:assess-answer", args=[row.public_id, "C1"])
    response = client.post(address, {"version": "0", "value": "no", "reason": "thiếu biểu mẫu"})
    clash = Clash.objects.get(line=row)
    assert response["Location"] == reverse("review:clash", args=[clash.public_id])
    html = page(client, "clash", clash.public_id)
    assert "thiếu biểu mẫu" in html
    assert "Hai người trả lời" in page(client, "assess", row.public_id)
    kept = Answer.objects.get(line=row, key="C1")
    done = client.post(response["Location"], {"version": str(kept.version), "outcome": "taken"})
    assert done.status_code == 302
    kept.refresh_from_db()
    clash.refresh_from_db()
    assert (kept.value, clash.outcome) == ("no", "taken")
    assert "Đã hợp nhất" in page(client, "clash", clash.public_id)


def test_twins_are_compared_and_answers_copied_where_nothing_stands_against_it(
    client: Client, row: CampaignLine, justice: Unit
) -> None:
    """Differences are shown before, and kept unless marked."""
    twin = sheets.line(row.campaign, justice)
    system = system_actor()
    answer_criterion(actor=system, line=row, key="C1", given=Given("yes"), seen=0)
    answer_criterion(actor=system, line=row, key="C6a", given=Given("no", reason="giấy"), seen=0)
    answer_criterion(actor=system, line=twin, key="C6a", given=Given("yes"), seen=0)
    assert twin.procedure.code in page(client, "assess", row.public_id)
    assert "1 mục khác nhau" in page(client, "assess-compare", row.public_id, twin.public_id).replace("\xa0", " ")
    html = page(client, "assess-copy", row.public_id, line=twin.public_id)
    assert "Chỗ khác nhau" in html
    copy = reverse("review:assess-copy", args=[row.public_id])
    client.post(copy, {"line": twin.public_id})
    assert Answer.objects.get(line=twin, key="C1").basis == "copied"
    kept = Answer.objects.get(line=twin, key="C6a")
    assert kept.value == "yes"
    client.post(copy, {"line": twin.public_id, "step": f"{twin.public_id}:C6a:{kept.version}"})
    assert Answer.objects.get(line=twin, key="C6a").value == "no"


def test_what_a_copy_would_replace_is_shown_with_its_reason_and_stays_in_the_log(
    client: Client, row: CampaignLine, justice: Unit
) -> None:
    """The reason somebody wrote is not lost with the answer."""
    twin = sheets.line(row.campaign, justice)
    system = system_actor()
    answer_criterion(actor=system, line=row, key="C6a", given=Given("no", reason="giấy"), seen=0)
    answer_criterion(actor=system, line=twin, key="C6a", given=Given("yes", reason="đã bỏ bản giấy"), seen=0)
    assert "đã bỏ bản giấy" in page(client, "assess-copy", row.public_id, line=twin.public_id)
    mark = f"{twin.public_id}:C6a:{Answer.objects.get(line=twin, key='C6a').version}"
    copy = reverse("review:assess-copy", args=[row.public_id])
    done = client.post(copy, {"line": twin.public_id, "step": mark}, follow=True)
    assert "Mở từng thủ tục đã chép sang" in done.content.decode()
    told = Entry.objects.get(verb="review.line.copied").facts
    assert told["keys"] == "C6a (trước đó: đạt, đã bỏ bản giấy)"
    assert "Không còn gì để chép" in page(client, "assess-copy", row.public_id, line=twin.public_id)


def test_copying_says_what_it_waits_for(client: Client, row: CampaignLine, justice: Unit) -> None:
    """No answer to copy, no procedure marked: the page says so; a comparison leads on to the copy."""
    twin = sheets.line(row.campaign, justice)
    assert "chưa có câu trả lời nào để chép" in page(client, "assess-copy", row.public_id)
    answer_criterion(actor=system_actor(), line=row, key="C1", given=Given("yes"), seen=0)
    assert "Đánh dấu ít nhất một thủ tục" not in page(client, "assess-copy", row.public_id)
    assert "Đánh dấu ít nhất một thủ tục" in page(client, "assess-copy", row.public_id, xem="1")
    leads = f"{reverse('review:assess-copy', args=[row.public_id])}?xem=1&amp;line={twin.public_id}"
    assert leads in page(client, "assess-compare", row.public_id, twin.public_id)


@pytest.mark.parametrize("name", ["assess", "assess-parts", "assess-effort", "assess-end"])
def test_a_page_asks_the_database_as_often_for_many_answers_as_for_none(
    client: Client, row: CampaignLine, justice: Unit, name: str
) -> None:
    """The number of statements does not grow with answers, twins or lines."""
    address = reverse(f"review:{name}", args=[row.public_id])
    client.get(address)  # what is kept once, and the mark of opening
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address)
    answer_all(system_actor(), row)
    for _one in range(5):
        sheets.line(row.campaign, justice)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) <= len(few) + 2
    assert len(many) < 60


def test_the_list_costs_the_same_for_one_line_and_for_many(client: Client, row: CampaignLine, justice: Unit) -> None:
    """No statement a row."""
    address = reverse("review:work")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        assert row.procedure.code in client.get(address).content.decode()
    for _one in range(12):
        sheets.line(row.campaign, justice)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_strangers_read_and_do_not_write(client_with: Callable[..., Client], finance: Unit, row: CampaignLine) -> None:
    """Another department sees the sheet without forms and is refused where it posts."""
    stranger = client_with("review.answer", unit_id=finance.pk)
    html = page(stranger, "assess", row.public_id)
    assert "chỉ để xem" in html
    assert 'name="value"' not in html
    response = stranger.post(
        reverse("review:assess-answer", args=[row.public_id, "C1"]), {"value": "yes", "version": "0"}
    )
    assert response.status_code == 403
    assert not Answer.objects.exists()
