"""Online services: from a signed decision to the citizen's page, usable by everyone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

FaultFinder = Callable[[Page], list[str]]
WIDTHS = (320, 1366)
HOME = "/kiem-soat/dich-vu-cong/"


def check(page: Page, axe_faults: FaultFinder) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        assert axe_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def codes_of(page: Page) -> list[str]:
    """The codes of the first procedures of the portal's list."""
    page.goto("/thu-tuc/")
    links = page.locator("ol.hits a").all()
    return [str(link.get_attribute("href")).strip("/").split("/")[-1] for link in links[:6]]


def decide(page: Page, codes: list[str], number: str, level: str, **more: str) -> None:
    page.goto(f"{HOME}ghi-quyet-dinh/")
    page.get_by_label("Số quyết định").fill(number)
    page.locator("#id_signed_on").fill("03/08/2026")
    page.get_by_label("Người ký").fill("Chủ tịch")
    page.locator("#id_effective_from").fill("03/08/2026")
    page.get_by_label("Mức độ", exact=True).select_option(level)
    page.locator("#id_codes").fill("\n".join(codes))
    if "article" in more:
        page.locator("#id_reason").select_option("presence")
        page.locator("#id_article").fill(more["article"])
    page.get_by_role("button", name="Ghi vào sổ").click()


def test_from_a_decision_to_the_citizens_page(signed_in: Callable[[str], Page], axe_faults: FaultFinder):
    page = signed_in("kiemsoat")
    codes = codes_of(page)
    decide(page, codes[:3], "1200/QĐ-UBND", "partial")
    assert "chưa nêu lý do" in page.content()
    check(page, axe_faults)
    decide(page, codes[:3], "1200/QĐ-UBND", "partial", article="khoản 2 Điều 10 Luật Hộ tịch")
    decide(page, codes[3:], "1201/QĐ-UBND", "full")
    assert "Đã ghi" in page.content()
    check(page, axe_faults)
    page.goto(f"{HOME}khai-thac/")
    page.locator("#id_codes").fill(" ".join(codes[:2]))
    page.locator("#id_day").fill("01/09/2026")
    page.get_by_role("button", name="Ghi đưa vào khai thác").click()
    page.goto(f"{HOME}thu-tuc/{codes[0]}/")
    check(page, axe_faults)
    page.get_by_text("Ghi tạm dừng").first.click()
    page.locator("#dung_day").fill("10/11/2026")
    page.locator("#dung_reason").fill("Nâng cấp hệ thống")
    page.get_by_role("button", name="Ghi tạm dừng").click()
    check(page, axe_faults)
    page.goto(f"/thu-tuc/{codes[0]}/")
    part = page.locator("#nop-truc-tuyen").inner_text()
    assert "Đang tạm dừng nộp trực tuyến từ 10/11/2026" in part
    assert "khoản 2 Điều 10 Luật Hộ tịch" in part
    check(page, axe_faults)
    page.goto("/dich-vu-cong/")
    assert "Nâng cấp hệ thống" in page.content()
    check(page, axe_faults)


def test_a_plan_is_made_and_shown_with_its_chart(signed_in: Callable[[str], Page], axe_faults: FaultFinder):
    page = signed_in("kiemsoat")
    codes = codes_of(page)
    page.goto(f"{HOME}lo-trinh/moi/")
    page.locator("#id_codes").fill(" ".join(codes[3:]))
    page.locator("#id_year").fill("2027")
    page.locator("#id_quarter").select_option("2")
    page.get_by_role("button", name="Thêm vào lộ trình").click()
    page.goto(f"{HOME}lo-trinh/?year=2027")
    assert page.locator("figure.chart li").count() == 4
    check(page, axe_faults)
    page.locator("table a[data-open]").last.click()
    check(page, axe_faults)


@pytest.mark.parametrize(
    "path",
    [
        "chi-tieu/",
        "chi-tieu/moi/",
        "chi-tieu/2021-launched/",
        "su-dung/",
        "lo-trinh/",
        "lo-trinh/moi/",
        "ghi-quyet-dinh/",
        "khai-thac/",
    ],
)
def test_pages_of_online_services_have_no_axe_fault_and_fit(
    signed_in: Callable[[str], Page], axe_faults: FaultFinder, path: str
):
    page = signed_in("kiemsoat")
    answer = page.goto(f"{HOME}{path}")
    assert answer is not None
    assert answer.status == 200
    check(page, axe_faults)
