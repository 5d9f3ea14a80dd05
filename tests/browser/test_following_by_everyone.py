"""Pages of following ministries' decisions: usable by everyone, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

FaultFinder = Callable[[Page], list[str]]
WIDTHS = (320, 1366)
ROOT = "/kiem-soat/viec-cong-bo/"
CONTROL = [ROOT, f"{ROOT}bo-nganh/", f"{ROOT}bo-nganh/moi/", f"{ROOT}linh-vuc/", f"{ROOT}quy-trinh/"]


def check(page: Page, axe_faults: FaultFinder, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


@pytest.mark.parametrize("path", CONTROL)
def test_pages_have_no_axe_fault_and_fit(signed_in: Callable[[str], Page], axe_faults: FaultFinder, path: str):
    page = signed_in("kiemsoat")
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200
    for width in WIDTHS:
        check(page, axe_faults, width)


def test_a_ministry_s_decision_is_typed_and_followed(signed_in: Callable[[str], Page], axe_faults: FaultFinder):
    page = signed_in("kiemsoat")
    page.goto(ROOT)
    page.get_by_role("link", name="Ghi quyết định của bộ, ngành").click()
    page.get_by_role("button", name="Ghi và mở việc").click()
    assert "Cần sửa trước khi tiếp tục" in page.content()
    check(page, axe_faults, 1366)
    for label, value in {
        "Số, ký hiệu quyết định": "4321/QĐ-BTP",
        "Bộ, ngành ban hành": "Bộ Tư pháp",
        "Ngày ký": "01/07/2026",
        "Thủ tục": "1.001193",
    }.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Ghi và mở việc").click()
    assert "Đã ghi quyết định và mở việc" in page.content()
    for width in WIDTHS:
        check(page, axe_faults, width)
    page.get_by_role("link", name="Sở Tư pháp tỉnh Vĩnh Long").click()
    page.get_by_text("Vì sao có hạn này?").first.click()
    for width in WIDTHS:
        check(page, axe_faults, width)
    page.goto(ROOT)
    for width in WIDTHS:
        check(page, axe_faults, width)
    page.goto(f"{ROOT}linh-vuc/")
    for width in WIDTHS:
        check(page, axe_faults, width)
