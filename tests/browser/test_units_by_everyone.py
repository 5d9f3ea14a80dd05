"""Pages of units and focal officers: usable by everyone, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

FaultFinder = Callable[[Page], list[str]]
WIDTHS = (320, 1366)
PUBLIC = ["/noi-tiep-nhan/", "/noi-tiep-nhan/?q=zzz", "/don-vi/tra-xa-cu/?q=an+phu+tan"]
CONTROL = [
    "/kiem-soat/don-vi/",
    "/kiem-soat/don-vi/cay/",
    "/kiem-soat/don-vi/moi/",
    "/kiem-soat/don-vi/phat-hien/",
    "/kiem-soat/don-vi/vi-tri/",
    "/kiem-soat/dau-moi/",
    "/kiem-soat/dau-moi/kien-toan/",
    "/kiem-soat/dau-moi/phu-luc/",
]


def check(page: Page, axe_faults: FaultFinder, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_of_units_have_no_axe_fault_and_fit(page: Page, axe_faults: FaultFinder, path: str):
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200
    for width in WIDTHS:
        check(page, axe_faults, width)


def test_from_an_old_name_to_the_unit_of_today_on_a_phone(narrow_page: Page, axe_faults: FaultFinder):
    narrow_page.goto("/don-vi/tra-xa-cu/")
    narrow_page.get_by_label("Tên xã, phường, huyện cũ").fill("nhuan phu tan")
    narrow_page.locator("main").get_by_role("button", name="Tìm", exact=True).click()
    narrow_page.get_by_role("link", name="Xã Nhuận Phú Tân").first.click()
    assert "Hình thành từ" in narrow_page.content()
    check(narrow_page, axe_faults, 320)


@pytest.mark.parametrize("path", CONTROL)
def test_pages_of_control_about_units_have_no_axe_fault_and_fit(
    signed_in: Callable[[str], Page], axe_faults: FaultFinder, path: str
):
    page = signed_in("kiemsoat")
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200
    for width in WIDTHS:
        check(page, axe_faults, width)


def test_an_officer_is_appointed_by_decision(signed_in: Callable[[str], Page], axe_faults: FaultFinder):
    page = signed_in("kiemsoat")
    page.goto("/kiem-soat/dau-moi/?q=so+cong+thuong")
    page.get_by_role("link", name="Sở Công Thương tỉnh Vĩnh Long").click()
    page.get_by_role("button", name="Cử công chức đầu mối").click()
    assert "Cần sửa trước khi tiếp tục" in page.content()
    check(page, axe_faults, 1366)
    for label, value in {
        "Họ và tên": "Công chức thử nghiệm",
        "Số quyết định": "12/QĐ-UBND",
        "Ngày ký": "01/07/2025",
        "Người ký": "Chủ tịch Ủy ban nhân dân tỉnh",
        "Làm đầu mối từ ngày": "02/07/2025",
    }.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Cử công chức đầu mối").click()
    assert "Đã ghi việc cử công chức đầu mối" in page.content()
    check(page, axe_faults, 1366)
