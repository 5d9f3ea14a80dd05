"""Documents and registers: usable by everyone, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.processes import Site

FaultFinder = Callable[[Page], list[str]]
WIDTHS = (320, 1366)
PAGES = [
    "/kiem-soat/van-ban/",
    "/kiem-soat/van-ban/?q=zzz&tinh_trang=draft",
    "/kiem-soat/van-ban/moi/",
    "/kiem-soat/so-van-ban/",
    "/kiem-soat/so-van-ban/mo/",
]
_OFFICE = (
    "SELECT u.public_id FROM organisation_unit u JOIN organisation_unitperiod p ON p.unit_id = u.id"
    " WHERE p.name LIKE 'Sở Tư pháp%' AND p.valid_to IS NULL ORDER BY u.id"
)


def check(page: Page, axe_faults: FaultFinder) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        assert axe_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


@pytest.mark.parametrize("path", PAGES)
def test_pages_of_documents_have_no_axe_fault_and_fit(
    signed_in: Callable[[str], Page], axe_faults: FaultFinder, path: str
) -> None:
    page = signed_in("kiemsoat")
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200
    check(page, axe_faults)


def test_a_letter_is_drafted_numbered_sent_and_recalled(
    site: Site, signed_in: Callable[[str], Page], axe_faults: FaultFinder
) -> None:
    page, office = signed_in("kiemsoat"), site.query(_OFFICE)[0][0]
    page.goto("/kiem-soat/so-van-ban/mo/")
    page.get_by_label("Đơn vị", exact=True).fill(office)
    page.get_by_label("Loại văn bản").select_option("letter")
    page.get_by_label("Số, ký hiệu").fill("{number}/STP-KSTT")
    page.get_by_role("button", name="Mở sổ").click()
    page.goto("/kiem-soat/van-ban/moi/")
    page.get_by_label("Mẫu văn bản").select_option("letter")
    page.get_by_label("Đơn vị ban hành").fill(office)
    page.get_by_role("button", name="Tiếp tục").click()
    check(page, axe_faults)
    for label, value in {
        "Ký hiệu": "STP-KSTT",
        "Địa danh": "Vĩnh Long",
        "Kính gửi": "Ủy ban nhân dân các xã, phường",
        "Nội dung": "Đề nghị rà soát danh mục thủ tục hành chính đang niêm yết.",
        "Quyền hạn, chức vụ của người ký": "GIÁM ĐỐC",
    }.items():
        page.get_by_label(label, exact=True).fill(value)
    page.locator("[name=muc-subject]").fill("rà soát thủ tục hành chính lĩnh vực hộ tịch")
    page.get_by_role("button", name="Ghi dự thảo").click()
    assert "Đã ghi dự thảo" in page.content()
    check(page, axe_faults)
    page.get_by_role("button", name="Trình ký").click()
    check(page, axe_faults)
    page.get_by_role("button", name="Lấy số và ghi đã ký").click()
    assert "Chưa ghi mục “Người ký”" in page.content()
    check(page, axe_faults)
    page.get_by_label("Người ký", exact=True).fill("Người ký thử nghiệm")
    page.get_by_role("button", name="Lấy số và ghi đã ký").click()
    assert "01/STP-KSTT" in page.content()
    page.get_by_label("Nơi nhận").fill("Bộ Tư pháp")
    page.get_by_role("button", name="Gửi", exact=True).click()
    page.get_by_role("button", name="Ghi đã nhận").click()
    check(page, axe_faults)
    page.get_by_text("Thu hồi văn bản").click()
    page.locator("#thu-reason").fill("Sai thẩm quyền")
    page.get_by_role("button", name="Thu hồi", exact=True).click()
    assert "đã thu hồi" in page.content()
    check(page, axe_faults)
    page.goto("/kiem-soat/so-van-ban/")
    page.get_by_role("link", name="…/STP-KSTT").click()
    assert "01/STP-KSTT" in page.content()
    check(page, axe_faults)
