"""Pages of the lists of what is received where: usable by everyone, from draft to force by keyboard and hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

FaultFinder = Callable[[Page], list[str]]
WIDTHS = (320, 1366)
HOME = "/kiem-soat/noi-tiep-nhan/"


def check(page: Page, axe_faults: FaultFinder) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        assert axe_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


@pytest.mark.parametrize("path", [HOME, f"{HOME}moi/", f"{HOME}chua-co/"])
def test_pages_of_the_lists_have_no_axe_fault_and_fit(
    signed_in: Callable[[str], Page], axe_faults: FaultFinder, path: str
):
    page = signed_in("kiemsoat")
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200
    check(page, axe_faults)


def test_a_list_is_drafted_refused_while_empty_and_discarded(signed_in: Callable[[str], Page], axe_faults: FaultFinder):
    page = signed_in("kiemsoat")
    page.goto(f"{HOME}moi/?kind=free_nation")
    page.get_by_label("Để trống, thêm từng mã").check()
    page.get_by_role("button", name="Lập danh mục").click()
    check(page, axe_faults)
    page.get_by_text("Ghi quyết định đã ký").click()
    page.get_by_label("Số quyết định").fill("15/QĐ-UBND")
    page.get_by_label("Ngày ký").fill("02/11/2026")
    page.locator("#qd_signer").fill("Chủ tịch")
    page.locator("#qd_effective_from").fill("02/11/2026")
    page.get_by_role("button", name="Ghi ban hành").click()
    assert "Danh mục chưa có thủ tục nào." in page.content()
    check(page, axe_faults)
    page.get_by_text("Hủy bản đang lập").first.click()
    page.get_by_role("button", name="Hủy bản đang lập").click()
    assert "Đã hủy bản đang lập." in page.content()
