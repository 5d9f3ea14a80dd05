"""The citizen's pages in a real browser: usable by everyone, without scripts, on a phone, on paper, and light."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_pages_are_light import LIMITS, WHOLE, weights
from tests.processes import Site

FaultFinder = Callable[[Page], list[str]]
PAGES = [
    "/",
    "/tim/?q=khai+sinh",
    "/tim/?q=ly+hon",
    "/tim/?q=zzzz+qqqq",
    "/thu-tuc/",
    "/thu-tuc/1.001193/",
    "/viec-doi/sinh-con/",
    "/du-lieu-mo/",
]


@pytest.mark.parametrize("address", PAGES)
def test_everyone_can_use_it_on_a_phone_and_on_a_laptop(page: Page, axe_faults: FaultFinder, address: str):
    for width, height in ((320, 720), (1366, 768)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.goto(address).status == 200
        assert axe_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("coding", ["br, gzip", "gzip"])
def test_every_page_is_light(site: Site, address: str, coding: str):
    found = weights(site, address, coding)
    assert {kind: size for kind, size in found.items() if size > LIMITS[kind]} == {}
    assert sum(found.values()) <= WHOLE


def test_a_citizen_types_chooses_and_reads(page: Page):
    page.goto("/")
    page.type("#tim-portal", "lam giay khai sinh")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/thu-tuc/**")
    assert "khai sinh" in page.locator("h1").inner_text().lower()
    page.get_by_text("Vì sao thời hạn như vậy?").click()
    assert page.locator(".why[open] li").first.is_visible()


def test_it_all_works_without_scripts(chromium: Browser, site: Site):
    context = chromium.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.fill("#tim-portal", "dang ky khai sinh")
    page.get_by_role("button", name="Tìm thủ tục").click()
    page.locator(".hits a").first.click()
    assert "khai sinh" in page.locator("h1").inner_text().lower()
    page.locator("summary", has_text="Trình tự thực hiện").click()
    assert page.locator(".written").first.is_visible()
    page.goto("/tim/?q=")
    page.locator("fieldset input[type=checkbox]").first.check()
    page.get_by_role("button", name="Lọc", exact=True).click()
    assert page.locator("fieldset input:checked").count() == 1
    context.close()


def test_the_printed_page_holds_the_checklist_the_code_and_the_source(page: Page):
    page.goto("/thu-tuc/1.001193/")
    page.emulate_media(media="print")
    assert page.locator(".qr").is_visible()
    assert page.locator(".checklist li").first.is_visible()
    assert page.locator(".top nav").is_hidden()
    assert page.locator(".whys").is_hidden()
    assert "Nguồn:" in page.locator(".print-foot").inner_text()
    code, title = page.locator(".qr").bounding_box(), page.locator("h1").bounding_box()
    assert code is not None
    assert title is not None
    assert code["y"] < title["y"] + title["height"]  # on the first sheet, beside the title: no sheet for the code alone
    assert page.locator(".page details:not([open])").first.is_hidden()
    assert len(page.pdf(format="A4", prefer_css_page_size=True)) > 10_000
