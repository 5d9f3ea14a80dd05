"""A report's form is usable by everyone, at both widths, with the keyboard and without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.processes import Site

FaultFinder = Callable[[Page], list[str]]
WIDTHS = (320, 1366)
FORM = "/kiem-soat/bieu-mau/ii-06a/"
NUMBERS = {"c4": "10", "c5": "0", "c6": "0", "c8": "4", "c9": "0", "c10": "0", "c12": "0", "c13": "0"}


def check(page: Page, axe_faults: FaultFinder) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        assert axe_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


@pytest.mark.parametrize("path", ["/kiem-soat/bieu-mau/", "/kiem-soat/bieu-mau/?ngay=01/01/2015", FORM])
def test_pages_of_forms_have_no_axe_fault_and_fit(
    signed_in: Callable[[str], Page], axe_faults: FaultFinder, path: str
) -> None:
    page = signed_in("kiemsoat")
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200
    check(page, axe_faults)


def test_a_form_is_filled_in_and_the_cells_that_do_not_agree_are_shown(
    signed_in: Callable[[str], Page], axe_faults: FaultFinder
) -> None:
    page = signed_in("kiemsoat")
    page.goto(FORM)
    page.locator("#c-tinh-1-c2").fill("Đất đai")
    for key, value in NUMBERS.items():
        page.locator(f"#c-tinh-1-{key}").fill(value)
    page.locator("#c-tinh-1-c13").press("Enter")  # the same as the main button, not "Bỏ dòng"
    page.get_by_text("vế trái là 10, vế phải là 4").first.wait_for()
    assert page.locator("#c-tong-c3").inner_text() == "10"
    check(page, axe_faults)
    page.locator("#c-tinh-1-c8").fill("mười")
    page.get_by_role("button", name="Tính và kiểm tra").last.click()
    page.get_by_role("link", name="Cần một số").click()
    assert page.evaluate("document.activeElement.id") == "c-tinh-1-c8"
    check(page, axe_faults)


def test_rows_are_added_without_scripts(site: Site, chromium: Browser) -> None:
    made = chromium.new_context(base_url=site.url, java_script_enabled=False, locale="vi-VN")
    made.add_cookies([{"name": "sessionid", "value": site.session("kiemsoat"), "url": site.url}])
    page = made.new_page()
    page.goto(FORM)
    page.locator("#c-xa-1-c2").fill("Hộ tịch")
    page.get_by_role("button", name="Thêm dòng").last.click()
    assert page.locator("#c-xa-1-c2").input_value() == "Hộ tịch"
    assert page.locator("#c-xa-2-c2").input_value() == ""
    made.close()
