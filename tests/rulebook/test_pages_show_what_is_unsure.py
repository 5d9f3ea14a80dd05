"""Pages of the law: sources, doubts, the province's rows, history, instruments, calendars, due dates, print."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from motcua.law.explained import Citation
from motcua.rulebook.furniture import rule_page
from motcua.rulebook.reading import anchor
from motcua.rulebook.selectors import book
from motcua.rulebook.services import rules as services
from motcua.rulebook.shipped import shipped_book

pytestmark = pytest.mark.django_db


def page(client, address: str, **given) -> str:
    answer = client.get(address, given)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.fixture
def local_row(control, content, decision):
    row = services.propose_rule(actor=control, content=content(), instrument=decision)
    return services.approve_rule(actor=control, rule=row, version=1)


def test_every_rule_of_the_day_stands_on_the_page_with_its_source(client):
    text = page(client, "/quy-dinh/", ngay="01/03/2026")
    for row in book().at(date(2026, 3, 1)).rows():
        assert reverse("rulebook:rule", args=[row.key]) in text
        assert f"#{anchor(row.instrument)}" in text
    assert "Quy định áp dụng ngày 01/03/2026" in text


def test_a_rule_shows_only_on_its_days(client):
    before, after = (page(client, "/quy-dinh/", ngay=day, q="owner.portal") for day in ("04/08/2026", "05/08/2026"))
    assert ("118/2025/NĐ-CP" in before, "309/2026/NĐ-CP" in before) == (True, False)
    assert ("118/2025/NĐ-CP" in after, "309/2026/NĐ-CP" in after) == (False, True)


def test_what_nobody_compared_and_what_is_disputed_is_marked(client):
    text = page(client, "/quy-dinh/", ngay="01/03/2026", q="gia hạn xin lỗi hẹn lại")
    assert "chưa đối chiếu" in page(client, "/quy-dinh/", ngay="01/03/2026", q="clock.extension_notice")
    disputed = page(client, "/quy-dinh/", ngay="01/03/2026", q="extension_notice_days_are")
    assert "còn hiểu khác nhau" in disputed
    assert "Đang chọn: Mốc nào đến trước trong hai cách tính" in disputed.replace("\n", " ")
    assert "Ngày dương lịch; Ngày làm việc" in disputed
    assert "Không có quy định nào khớp" in text


@pytest.mark.parametrize(
    ("only", "wanted"), [("unverified", lambda row: not row.verified), ("contested", lambda row: row.contested)]
)
def test_the_filter_of_doubts_shows_those_and_no_others(client, only, wanted):
    text = page(client, "/quy-dinh/", ngay="01/03/2026", chi=only)
    for row in book().at(date(2026, 3, 1)).rows():
        chosen = [one for one in book().at(date(2026, 3, 1)).rows(row.key) if one.key == row.key]
        assert (f'/quy-dinh/{row.key}/"' in text) == any(wanted(one) for one in chosen), row.key


def test_the_filter_of_groups_and_words(client):
    text = page(client, "/quy-dinh/", nhom="Phản ánh, kiến nghị")
    assert "feedback.handle" in text
    assert "clock.start" not in text
    assert "publish.upload" in page(client, "/quy-dinh/", q="dang len co so du lieu quoc gia")


def test_a_wrong_filter_is_left_out(client):
    assert "clock.start" in page(client, "/quy-dinh/", ngay="32/13/2026", nhom="không có", chi="?")


def test_the_provinces_row_stands_beside_the_one_it_replaces(client, local_row):
    text = page(client, "/quy-dinh/", ngay="02/03/2026", q="same_day_cutoff", chi="local")
    assert "16:00" in text
    assert "Thay quy định chung: 15:00" in text
    assert "của tỉnh" in text
    assert "Không có quy định nào khớp" in page(client, "/quy-dinh/", ngay="31/01/2026", chi="local")


def test_a_rule_page_shows_all_its_periods(client, local_row):
    text = page(client, "/quy-dinh/clock.same_day_cutoff/")
    assert "từ 01/02/2026" in text
    assert "từ 01/01/2000" in text
    both = page(client, "/quy-dinh/clock.forward_cutoff/")
    assert "đến hết 30/06/2025" in both
    assert "từ 01/07/2025" in both
    assert client.get("/quy-dinh/clock.nothing/").status_code == 404


def test_why_links_lead_to_the_rule(client):
    for key in shipped_book().keys:
        assert rule_page(Citation(key, "x").to_dict()) == f"/quy-dinh/{key}/"
    assert rule_page({"key": "gone.rule"}) is None
    assert client.get(rule_page({"key": "clock.start"})).status_code == 200


def test_instruments_say_what_replaced_them(client):
    text = page(client, "/quy-dinh/van-ban/", ngay="01/03/2026")
    old = text.split(f'id="{anchor("61/2018/NĐ-CP")}"')[1].split("</tr>")[0]
    assert "hết hiệu lực" in old
    assert f'href="#{anchor("118/2025/NĐ-CP")}"' in old
    coming = text.split(f'id="{anchor("309/2026/NĐ-CP")}"')[1].split("</tr>")[0]
    assert "chưa có hiệu lực" in coming
    assert "còn hiệu lực" in page(client, "/quy-dinh/van-ban/", ngay="01/01/2020").split('id="61-2018-nd-cp"')[1]


def test_no_two_instruments_share_a_place_on_the_page():
    numbers = list(book().instruments)
    assert len({anchor(number) for number in numbers}) == len(numbers)


def test_a_calendar_shows_its_days_their_sources_and_whether_it_is_approved(client):
    text = page(client, "/quy-dinh/lich/2026/")
    assert "Quốc khánh" in text
    assert "thứ Hai 31/08/2026" in text
    assert "đổi với 22/08/2026" in text
    assert "9441/TB-BNV" in text
    assert "đã duyệt" in text
    assert "chưa được phê duyệt" in page(client, "/quy-dinh/lich/2027/")
    assert "Chưa có lịch của năm này" in page(client, "/quy-dinh/lich/2033/")
    assert client.get("/quy-dinh/lich/").status_code == 302
    for year in (1900, 0, 9999, 99999):
        assert client.get(f"/quy-dinh/lich/{year}/").status_code == 404


DUE = {"ngay": "05/03/2026", "gio": "14:00", "thoi_han": "03 ngày làm việc"}


def test_the_tool_answers_with_its_reasons(client):
    text = page(client, "/quy-dinh/tinh-han/", **DUE)
    assert "17:30 10/03/2026" in text
    assert "Ngày tiếp nhận không tính vào thời hạn" in text
    assert '<a href="/quy-dinh/clock.first_day/">Điều 147 khoản 2, 91/2015/QH13' in text


def test_a_limit_without_a_unit_is_not_guessed(client):
    text = page(client, "/quy-dinh/tinh-han/", **{**DUE, "thoi_han": "7"})
    assert "Chưa tính được ngày hẹn trả" in text
    assert "không được tự hiểu là ngày" in text


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"ngay": "hôm qua"}, "Ghi ngày như 20/11/2026"),
        ({"gio": "chiều"}, "Ghi giờ như 15:30"),
        ({"thoi_han": ""}, "Chưa ghi mục “Thời hạn giải quyết”"),
        ({"ngay": "31/12/9999"}, "từ năm 1900 đến năm 2199"),
        ({"ngay": "05/03/1995"}, "Chưa có quy định nào được ghi cho ngày 05/03/1995"),
    ],
)
def test_what_cannot_be_read_is_said_in_the_form(client, given, sentence):
    assert sentence in page(client, "/quy-dinh/tinh-han/", **{**DUE, **given})


def test_an_empty_tool_asks_nothing_and_blames_no_one(client):
    assert "Cần sửa trước khi tiếp tục" not in page(client, "/quy-dinh/tinh-han/")


def test_script_in_a_limit_stays_text(client):
    text = page(client, "/quy-dinh/tinh-han/", **{**DUE, "thoi_han": "<script>alert(1)</script>"})
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize(
    "address", ["/quy-dinh/", "/quy-dinh/van-ban/", "/quy-dinh/lich/2026/", "/quy-dinh/clock.start/"]
)
def test_pages_can_be_printed_and_cost_few_statements(client, address, local_row, django_assert_max_num_queries):
    client.get(address)
    with django_assert_max_num_queries(2):
        text = page(client, address)
    assert "data-print" in text
    assert 'media="print"' in text
    assert "print-foot" in text


def test_the_printed_page_says_which_rules_it_shows(client):
    text = page(client, "/quy-dinh/", ngay="01/03/2026")
    assert book().at(date(2026, 3, 1)).digest[:16] in text.split("print-foot")[1]
