"""The page of a procedure: the answer at the top, the checklist by case, both layers, other days, print and QR."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
import segno
from django.conf import settings
from django.test import Client

from motcua.access.actors import system_actor
from motcua.catalog.models import Procedure, ProcedureCase, ProcedureVersion, VersionState
from motcua.catalog.portal import is_case
from motcua.catalog.qr import qr_svg
from motcua.catalog.record import ChannelRecord, ComponentRecord
from motcua.catalog.services.layers import LayerContent, set_layer
from tests.catalog.records import BIRTH, another

pytestmark = pytest.mark.django_db
Bring = Callable[..., object]
CASES = replace(
    BIRTH,
    components=(
        ComponentRecord("Tờ khai chung", case="* Giấy tờ phải nộp:", originals=1, copies=0),
        ComponentRecord("Biên bản trẻ bị bỏ rơi", case="Trường hợp trẻ bị bỏ rơi", originals=1, copies=0),
        ComponentRecord("Giấy tờ của nước ngoài", case="Trường hợp sinh ở nước ngoài", originals=0, copies=2),
    ),
)


def page_of(client: Client, address: str = "/thu-tuc/1.001193/", status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def test_the_answer_stands_at_the_top(client: Client, bring: Bring):
    bring(BIRTH)
    page = page_of(client)
    head = page[page.index("<dl") : page.index("</dl>")]
    for words in ("Bao lâu", "Miễn phí", "Xã, phường", "Giấy khai sinh", "Công dân Việt Nam", "3 giấy tờ"):
        assert words in head
    assert page.index("</dl>") < page.index("Chuẩn bị giấy tờ") < page.index("Trình tự thực hiện")


def test_a_number_without_unit_is_shown_as_unknown_never_as_a_number(client: Client, bring: Bring):
    bring(replace(BIRTH, channels=(ChannelRecord("counter", time="7", fee=None, quality="thieu_don_vi"),)))
    page = page_of(client)
    head = page[page.index("<dl") : page.index("</dl>")]
    assert "Chưa rõ" in head
    assert "Nội dung đang được rà soát" in head
    assert "7" not in head
    table = page[page.index("Cách nộp</th>") : page.index("</table>")]
    assert ">7<" not in table
    assert "Chỉ ghi số, không có đơn vị" in page


def test_time_and_fee_tell_why_with_the_decision(client: Client, bring: Bring):
    bring(BIRTH)
    page = page_of(client)
    why = page[page.index("Vì sao thời hạn như vậy?") : page.index("Vì sao mức phí như vậy?")]
    assert "Quyết định 1872/QĐ-BTP" in why
    assert "“Ngay trong ngày làm việc”" in why
    assert "Ngày đầu của thời hạn" in why, "the rule of counting stands with its source"


def test_each_paper_tells_why_it_is_asked_for(client: Client, bring: Bring):
    bring(BIRTH)
    assert page_of(client).count("Vì sao hỏi giấy này?") == 3


def test_cases_are_links_and_what_is_for_everyone_stays(client: Client, bring: Bring):
    bring(CASES)
    first = page_of(client)
    assert "Tờ khai chung" in first
    assert "Biên bản trẻ bị bỏ rơi" in first
    assert "Giấy tờ của nước ngoài" not in first
    second = page_of(client, "/thu-tuc/1.001193/?truong-hop=3")
    assert "Tờ khai chung" in second
    assert "Biên bản trẻ bị bỏ rơi" not in second
    assert "2 bản sao" in second
    whole = page_of(client, "/thu-tuc/1.001193/?truong-hop=tat-ca")
    assert "Biên bản trẻ bị bỏ rơi" in whole
    assert "Giấy tờ của nước ngoài" in whole
    assert page_of(client, "/thu-tuc/1.001193/?truong-hop=<x>").count("Biên bản trẻ bị bỏ rơi") == 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Trường hợp trẻ bị bỏ rơi", True),
        ("1. Đối với tổ chức", True),
        ("(1.2) Đối với công trình theo tuyến", True),
        ("II. Đối với cơ sở khác", True),
        ("a1) Trường hợp nộp trực tuyến", True),
        ("Dành cho cá nhân", True),
        ("Trường hợp ủy quyền thực hiện thủ tục", False),
        ("* Giấy tờ phải xuất trình:", False),
        ("Thành phần hồ sơ", False),
        ("", False),
    ],
)
def test_only_a_case_is_something_to_choose(name: str, expected: bool):
    assert is_case(ProcedureCase(name=name)) is expected


def test_no_paper_listed_is_not_no_paper_needed(client: Client, bring: Bring):
    bring(replace(BIRTH, components=()))
    assert "không có nghĩa là không cần giấy tờ" in page_of(client)


def test_both_layers_are_shown_and_told_apart(client: Client, bring: Bring):
    bring(replace(BIRTH, channels=(ChannelRecord("counter", time="15 Ngày làm việc", fee="120.000 Đồng"),)))
    shorter = LayerContent(
        limit_value=Decimal(9),
        limit_unit="working_day",
        limit_instrument="Quyết định 10/QĐ-UBND",
        fee_text="Miễn phí đến hết năm",
        fee_instrument="Nghị quyết 05/NQ-HĐND",
        receiving_desk="Trung tâm Phục vụ hành chính công xã",
    )
    row = Procedure.objects.get()
    set_layer(
        actor=system_actor(), procedure=row, effective_from=date(2026, 1, 1), content=shorter, version=row.version
    )
    page = page_of(client)
    head = page[page.index("<dl") : page.index("</dl>")]
    assert "9 ngày làm việc" in head
    assert "bộ, ngành quy định: 15 ngày làm việc" in head
    layer = page[page.index("Phần do tỉnh quy định") : page.index("Nội dung đầy đủ")]
    for words in ("Quyết định 10/QĐ-UBND", "Nghị quyết 05/NQ-HĐND", "Miễn phí đến hết năm", "120.000 đồng"):
        assert words in layer
    before = page_of(client, "/thu-tuc/1.001193/?ngay=2026-11-20")
    assert "9 ngày làm việc" in before


def test_another_day_shows_the_version_of_that_day(client: Client, bring: Bring):
    bring(replace(BIRTH, collected="2025-12"))
    bring(replace(BIRTH, name="Đăng ký khai sinh mới", steps="Khác.", collected="2026-06"))
    now, then = page_of(client), page_of(client, "/thu-tuc/1.001193/?ngay=15/01/2026")
    assert "Đăng ký khai sinh mới</h1>" in now
    assert "Đăng ký khai sinh</h1>" in then
    assert "Đây là bản cũ" in then
    assert "Những gì đã đổi" in now
    assert 'rel="canonical" href="' + settings.BASE_URL + '/thu-tuc/1.001193/"' in then


def test_a_day_before_the_first_version_and_no_day_at_all_are_told(client: Client, bring: Bring):
    bring(BIRTH)
    assert "không có hiệu lực vào ngày đó" in page_of(client, "/thu-tuc/1.001193/?ngay=1990-01-01", 404)
    for text in ("32/13/2026", "hôm nay", "%00", "9" * 400):
        assert "Không đọc được ngày" in page_of(client, f"/thu-tuc/1.001193/?ngay={text}", 400)


def test_a_version_replaced_on_its_first_day_is_told_so_and_leads_nowhere(client: Client, bring: Bring):
    for number in ("1/QĐ-BTP", "2/QĐ-BTP"):
        bring(replace(BIRTH, decision_no=number))
    page = page_of(client)
    first, last = (
        one.strftime("%Y-%m-%d") for one in ProcedureVersion.objects.values_list("effective_from", flat=True)
    )
    assert first == last
    assert "được thay ngay trong ngày" in page
    assert "đến trước" not in page
    assert f"?ngay={first}" not in page


def test_an_abolished_procedure_says_so_and_offers_no_way_in(client: Client, bring: Bring):
    bring(BIRTH)
    ProcedureVersion.objects.update(state=VersionState.ABOLISHED, effective_to=date(2026, 12, 1))
    Procedure.objects.update(current=None)
    page = page_of(client)
    assert "không còn hiệu lực từ ngày 01/12/2026" in page
    assert "không còn nhận hồ sơ" in page
    assert "rồi bấm Nộp hồ sơ" not in page


def test_findings_are_not_told_to_citizens(client: Client, bring: Bring):
    bring(
        replace(
            BIRTH, channels=(ChannelRecord("counter", time="5 Ngày", fee="Miễn phí", note="trong 5 ngày làm việc"),)
        )
    )
    page = page_of(client)
    assert "Nội dung đang được rà soát" in page
    for finding in Procedure.objects.get().findings.all():
        assert finding.message not in page


def test_the_page_costs_the_same_for_94_papers_as_for_one(client: Client, bring: Bring, django_assert_max_num_queries):
    many = tuple(ComponentRecord(f"Giấy số {n}", case=f"Trường hợp {n % 20}", originals=1, copies=n) for n in range(94))
    bring(BIRTH, another("2.002011", components=many, steps="Dài. " * 2000))
    client.get("/thu-tuc/1.001193/")
    with django_assert_max_num_queries(17) as small:
        client.get("/thu-tuc/1.001193/")
    with django_assert_max_num_queries(17) as large:
        client.get("/thu-tuc/2.002011/?truong-hop=tat-ca")
    assert len(small) == len(large)


def test_the_qr_code_leads_to_the_page(client: Client, bring: Bring):
    bring(BIRTH)
    answer = client.get("/thu-tuc/1.001193/qr.svg")
    address = f"{settings.BASE_URL}/thu-tuc/1.001193/"
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.content == qr_svg(address)
    assert address in answer.content.decode()
    expected = segno.make(address, error="m", micro=False)
    assert f'viewBox="0 0 {expected.symbol_size()[0]}' in answer.content.decode() or b"<path" in answer.content
    assert b"<script" not in answer.content
    assert b"style=" not in answer.content
    assert "qr.svg" in page_of(client)


def test_search_engines_read_what_the_page_is(client: Client, bring: Bring):
    bring(replace(BIRTH, name='Đăng ký "khai sinh" </script><b>'))
    raw = client.get("/thu-tuc/1.001193/").content.decode()
    assert "</script><b>" not in raw
    assert '"@type": "GovernmentService"' in raw
    assert '<meta name="description"' in raw
