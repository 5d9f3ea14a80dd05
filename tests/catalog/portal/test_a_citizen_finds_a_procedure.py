"""A citizen types as people speak and is led to the procedure, or told where else to go."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest
from django.test import Client

from motcua.catalog.models import Procedure, ProcedureVersion, VersionState
from motcua.catalog.search.fold import fold
from motcua.catalog.showing import parts_of
from tests.catalog.records import BIRTH, another

pytestmark = pytest.mark.django_db
Bring = Callable[..., object]
MARRIAGE = replace(BIRTH, code="1.000894", name="Đăng ký kết hôn")
BUILDING = replace(
    BIRTH,
    code="1.013236",
    name="Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ",
    field="Hoạt động xây dựng",
    levels=("province", "commune"),
    subjects=("Doanh nghiệp",),
)
SCRIPT = another("1.000009", field="<script>alert(2)</script>")


@pytest.fixture
def three(bring: Bring) -> None:
    bring(BIRTH, MARRIAGE, BUILDING)


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content[:400]
    return unescape(answer.content.decode())


def test_words_without_marks_lead_to_the_procedure(client: Client, three: None):
    page = text_of(client, "/tim/?q=lam+giay+khai+sinh+cho+con")
    assert "/thu-tuc/1.001193/" in page
    assert "<mark>Đăng ký khai sinh</mark>" in page
    assert "được hiểu là" in page


def test_instant_results_come_in_the_shape_of_the_search_field(client: Client, three: None):
    answer = client.get("/tim/goi-y/", {"q": "khai si"})
    results = json.loads(answer.content)["results"]
    first = next(row for row in results if row["group"] == "Thủ tục")
    assert first["name"] == "Đăng ký khai sinh"
    assert first["url"] == "/thu-tuc/1.001193/"
    start, end = first["spans"][0]
    assert fold(first["name"][start:end]).startswith("khai s") or "khai" in fold(first["name"][start:end])
    assert "Xã, phường" in first["note"]
    groups = [row["group"] for row in results]
    assert groups == sorted(groups, key=groups.index), "a group stands in one piece"


def test_instant_results_of_nothing_are_none(client: Client, three: None):
    assert json.loads(client.get("/tim/goi-y/?q=%20").content) == {"results": []}
    assert json.loads(client.get("/tim/goi-y/").content) == {"results": []}


def test_what_is_no_procedure_gets_guidance_first_and_nothing_else(client: Client, three: None):
    page = text_of(client, "/tim/?q=ly+hon")
    assert "Ly hôn do Tòa án giải quyết" in page
    assert 'class="hits"' not in page


def test_guidance_can_be_passed_by(client: Client, three: None):
    assert 'class="hits"' in text_of(client, "/tim/?q=dang+ky+ket+hon+ly+hon&het=1")


def test_filters_are_check_boxes_that_stay_in_the_address(client: Client, three: None):
    whole = text_of(client, "/tim/?q=dang+ky+giay+phep")
    assert 'name="cap"' in whole or 'name="linh-vuc"' in whole
    page = text_of(client, "/tim/?q=&linh-vuc=Hoạt+động+xây+dựng")
    assert "1.013236" in page
    assert "1.001193" not in page
    assert 'value="Hoạt động xây dựng" checked' in page
    assert "Bỏ lọc" in page


def test_a_search_without_result_says_what_to_do(client: Client, three: None):
    page = text_of(client, "/tim/?q=zzzz+qqqq")
    assert "Không thấy thủ tục nào" in page
    assert "/thu-tuc/" in page


def test_a_code_is_found_as_it_stands(client: Client, three: None):
    page = text_of(client, "/tim/?q=1.000894")
    assert "đúng mã 1.000894" in page


@pytest.mark.parametrize(
    "text",
    ["%00%ff%fe", "'%22)%3B--", "<script>alert(1)</script>", "%F0%9F%92%A9" * 90, "a" * 5000, "{{7*7}}{%25", "%E1%BB"],
)
def test_hostile_words_are_searched_and_shown_harmlessly(client: Client, three: None, text: str):
    for address in ("/tim/", "/tim/goi-y/"):
        answer = client.get(f"{address}?q={text}")
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content
    assert client.get(f"/tim/?q=khai+sinh&trang={text}&cap={text}&viec={text}").status_code == 200


def test_markup_in_names_is_shown_as_text(client: Client, bring: Bring):
    bring(SCRIPT, replace(BIRTH, name='<img src=x onerror="alert(1)"> khai sinh'))
    for address in ("/tim/?q=khai+sinh", "/thu-tuc/", "/thu-tuc/1.001193/", "/thu-tuc/1.000009/", "/tim/?q="):
        page = client.get(address).content.decode()
        assert "<img src=x" not in page, address
        assert "<script>alert" not in page, address


def test_internal_procedures_and_drafts_are_not_for_citizens(client: Client, bring: Bring):
    bring(BIRTH, replace(MARRIAGE, internal=True))
    draft = Procedure.objects.create(code="9.999999")
    ProcedureVersion.objects.create(procedure=draft, number=1, name="Dự thảo kín", state=VersionState.DRAFT)
    for address in ("/tim/?q=ket+hon", "/tim/?q=", "/thu-tuc/", "/tim/goi-y/?q=ket+hon", "/sitemap.xml"):
        answer = client.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"1.000894" not in body, address
        assert b"9.999999" not in body, address
    for code in ("1.000894", "9.999999", "0.000000", "%00", "%0A", "x" * 500, "'%22--", "%F0%9F%92%A9"):
        for tail in ("", "qr.svg"):
            assert client.get(f"/thu-tuc/{code}/{tail}").status_code == 404


def test_the_list_goes_from_a_to_z_by_field_tier_and_letter(client: Client, three: None):
    page = text_of(client, "/thu-tuc/")
    assert page.index("Cấp giấy phép xây dựng mới") < page.index("Đăng ký kết hôn</a>")
    assert "Đăng ký kết hôn" not in text_of(client, "/thu-tuc/?chu=C")
    assert "1.013236" in text_of(client, "/thu-tuc/?cap=tinh")
    assert "1.001193" not in text_of(client, "/thu-tuc/?cap=tinh")
    assert "1.001193" in text_of(client, "/thu-tuc/?linh-vuc=H%E1%BB%99+t%E1%BB%8Bch")
    assert "Không có thủ tục nào" in text_of(client, "/thu-tuc/?linh-vuc=khong-co")


def test_an_event_of_life_gathers_its_procedures(client: Client, three: None):
    page = text_of(client, "/viec-doi/sinh-con/")
    assert "Đăng ký khai sinh" in page
    assert "1.013236" not in page
    assert client.get("/viec-doi/khong-co/").status_code == 404


def test_the_home_page_counts_each_event(client: Client, three: None):
    page = text_of(client, "/")
    assert "Ông/bà cần làm thủ tục gì?" in page
    assert "/viec-doi/sinh-con/" in page
    assert "Tất cả 3 thủ tục" in page


def test_an_empty_house_says_so(client: Client, db: None):
    assert "đang được nạp" in text_of(client, "/")
    assert "đang được nạp" in text_of(client, "/thu-tuc/")
    assert client.get("/tim/?q=khai+sinh").status_code == 200


@pytest.mark.parametrize(
    "address", ["/", "/tim/?q=khai+sinh", "/thu-tuc/", "/thu-tuc/1.001193/", "/viec-doi/sinh-con/"]
)
def test_public_pages_set_no_cookie_and_may_be_kept_a_minute(client: Client, three: None, address: str):
    answer = client.get(address)
    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert "Cookie" in answer.headers["Vary"]


def test_a_signed_in_persons_page_is_kept_by_no_proxy(client_with: Callable[..., Client], bring: Bring):
    bring(BIRTH)
    assert "private" in client_with("catalog.view").get("/thu-tuc/1.001193/").headers["Cache-Control"]


def test_lists_cost_the_same_however_many_rows(client: Client, bring: Bring, django_assert_num_queries):
    bring(BIRTH)
    for address in ("/tim/?q=dang+ky", "/thu-tuc/", "/viec-doi/sinh-con/", "/", "/tim/goi-y/?q=dang"):
        client.get(address)  # builds the index
    costs = {"/tim/?q=": 3, "/thu-tuc/": 1, "/": 2, "/tim/goi-y/?q=dang": 2}
    for address, cost in costs.items():
        with django_assert_num_queries(cost):
            client.get(address)
    bring(*[another(f"1.00{n:04}") for n in range(1, 31)])
    client.get("/tim/?q=")
    for address, cost in costs.items():
        with django_assert_num_queries(cost):
            client.get(address)


def test_a_name_is_cut_at_its_matching_places():
    assert parts_of("Đăng ký khai sinh", [(8, 17)]) == [("Đăng ký ", False), ("khai sinh", True)]
    assert parts_of("khai sinh", []) == [("khai sinh", False)]
