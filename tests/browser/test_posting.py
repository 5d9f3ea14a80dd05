"""Boards of the desks: confirmed by an officer, overseen by control, framed by another website; usable by everyone."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

FaultFinder = Callable[[Page], list[str]]
WIDTHS = (320, 1366)
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def check(page: Page, axe_faults: FaultFinder) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        assert axe_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_an_officer_confirms_what_hangs_and_takes_it_back(signed_in: Callable[[str], Page], axe_faults: FaultFinder):
    page = signed_in("motcua.xa")
    page.goto("/can-bo/niem-yet/")
    assert "Việc niêm yết" in page.title()
    check(page, axe_faults)
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Xác nhận các dòng đã đánh dấu").click()
    assert "Cần sửa trước khi tiếp tục" in page.content()
    check(page, axe_faults)
    page.get_by_role("checkbox").first.check()
    page.get_by_label("Ảnh chụp bảng niêm yết").set_input_files(
        {"name": "bang.png", "mimeType": "image/png", "buffer": PNG}
    )
    page.get_by_role("button", name="Xác nhận các dòng đã đánh dấu").click()
    assert "Đã ghi xác nhận niêm yết." in page.content()
    check(page, axe_faults)
    page.get_by_text("Rút lại lần xác nhận", exact=True).click()
    page.get_by_role("button", name="Rút lại", exact=True).click()
    assert "Bảng niêm yết trở về như trước" in page.content()
    page.get_by_role("link", name="Các lần xác nhận").click()
    assert "đã rút lại" in page.content()
    check(page, axe_faults)


@pytest.mark.parametrize(
    "path", ["/kiem-soat/niem-yet/", "/kiem-soat/niem-yet/?state=never", "/kiem-soat/niem-yet/dung-han/"]
)
def test_control_sees_every_board(signed_in: Callable[[str], Page], axe_faults: FaultFinder, path: str):
    page = signed_in("kiemsoat")
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200
    check(page, axe_faults)


def test_the_list_works_inside_a_frame_and_leads_out_of_it(signed_in: Callable[[str], Page], axe_faults: FaultFinder):
    page = signed_in("motcua.xa")
    page.goto("/can-bo/niem-yet/")
    page.get_by_role("link", name="Trang của đơn vị").click()
    check(page, axe_faults)
    frame = page.frame_locator("iframe")
    frame.get_by_label("Tên hoặc mã thủ tục").fill("khai sinh")
    frame.get_by_role("button", name="Tìm").click()
    first = frame.get_by_role("listitem").get_by_role("link").first
    with page.context.expect_page() as opened:
        first.click()
    assert "/thu-tuc/" in opened.value.url
