"""The page that tries answers out is usable by everyone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

FaultFinder = Callable[[Page], list[str]]
PAGE = "/kiem-soat/thu-phan-muc/"
TICKED = "&".join(f"{key}=dat" for key in ("C1", "C2", "C3a", "C3b", "C4", "C5", "C6a", "C6c", "C6d", "C7", "C8"))


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}?ngay=03/08/2026&{TICKED}&C6b=khong", f"{PAGE}?cu=1&L1=dat"])
def test_it_has_no_axe_fault_and_fits(signed_in: Callable[[str], Page], axe_faults: FaultFinder, path: str):
    page = signed_in("kiemsoat")
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200
    for width in (320, 1366):
        page.set_viewport_size({"width": width, "height": 768})
        assert axe_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_an_officer_ticks_with_the_keyboard_and_reads_why(signed_in: Callable[[str], Page]):
    page = signed_in("kiemsoat")
    page.goto(PAGE)
    for group in page.get_by_role("radiogroup").all():
        group.get_by_role("radio", name="Đạt", exact=True).press("Space")
    page.get_by_role("radiogroup", name="Có kết quả bản điện tử").get_by_role("radio", name="Không đạt").press("Space")
    page.get_by_role("button", name="Xem mức độ").press("Enter")
    result = page.locator("#ket-qua")
    result.get_by_text("cung cấp thông tin trực tuyến", exact=True).wait_for()
    assert "văn bản không nêu mức độ" in result.inner_text()


@pytest.mark.parametrize("width", [320, 390, 768, 1000, 1180, 1280, 1366])
def test_an_answer_stands_on_one_line_with_its_button(signed_in: Callable[[str], Page], width: int):
    page = signed_in("kiemsoat")
    page.set_viewport_size({"width": width, "height": 768})
    page.goto(PAGE)
    apart = page.locator(".choices label").evaluate_all(
        """labels => labels.filter(label => {
            const words = document.createRange();
            words.selectNodeContents(label);
            const button = label.querySelector("input").getBoundingClientRect();
            const lines = [...words.getClientRects()];
            return lines.some(line => line.bottom < button.top || line.top > button.bottom);
        }).length"""
    )
    assert page.locator(".choices label").count() > 20
    assert apart == 0
