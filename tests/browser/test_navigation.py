"""The navigation of procedure control: folded by group, behind one button on a telephone, also without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from motcua.web.context import GROUPS_COOKIE
from tests.processes import Site

OFFICER = "kiemsoat"
PAGE = "/kiem-soat/danh-muc/"
PHONE = {"width": 360, "height": 740}
WAITS = 200


@pytest.fixture
def staff(signed_in: Callable[[str], Page]) -> Page:
    """The page of the province's control officer."""
    return signed_in(OFFICER)


@pytest.fixture
def plain_phone(chromium: Browser, site: Site) -> Iterator[Page]:
    """A telephone's page without scripts, signed in."""
    context = chromium.new_context(base_url=site.url, java_script_enabled=False, viewport=PHONE, locale="vi-VN")
    context.add_cookies([{"name": "sessionid", "value": site.session(OFFICER), "url": site.url}])
    yield context.new_page()
    context.close()


def open_groups(page: Page) -> list[str]:
    """The headings that stand open."""
    return [text.strip() for text in page.locator(".rail details[open] > summary").all_inner_texts()]


def remembered(page: Page, groups: str) -> None:
    """Wait until the browser keeps these groups as opened by hand. The content policy forbids to wait by a script."""
    for _ in range(WAITS):
        if any(row.get("name") == GROUPS_COOKIE and row.get("value") == groups for row in page.context.cookies()):
            return
        page.wait_for_timeout(50)
    raise AssertionError(page.context.cookies())


def test_the_group_of_the_page_stands_open_and_the_others_are_folded(staff: Page):
    staff.goto(PAGE)
    assert open_groups(staff) == ["Cơ sở dữ liệu thủ tục"]
    assert staff.locator(".rail a[aria-current=page]").inner_text() == "Danh mục thủ tục"
    assert staff.locator(".rail details").count() >= 5
    assert staff.get_by_role("link", name="Nhật ký").is_hidden()
    staff.goto("/kiem-soat/nhat-ky/")
    assert open_groups(staff) == ["Quản trị hệ thống"]


def test_a_group_opens_by_keyboard_and_leads_to_its_page(staff: Page):
    staff.goto(PAGE)
    staff.locator(".rail summary", has_text="Đơn vị, thẩm quyền").focus()
    staff.keyboard.press("Enter")
    staff.keyboard.press("Tab")
    assert staff.evaluate("document.activeElement.textContent.trim()") == "Đơn vị"
    staff.keyboard.press("Enter")
    staff.wait_for_url("**/don-vi/**")
    assert "Đơn vị, thẩm quyền" in open_groups(staff)


def test_a_group_that_was_opened_stays_open_on_the_next_page_until_it_is_folded(staff: Page):
    staff.goto(PAGE)
    staff.locator(".rail summary", has_text="Rà soát, đánh giá").click()
    remembered(staff, "reviewing")
    staff.goto("/kiem-soat/nhat-ky/")
    assert open_groups(staff) == ["Rà soát, đánh giá", "Quản trị hệ thống"]
    staff.locator(".rail summary", has_text="Rà soát, đánh giá").click()
    remembered(staff, "")
    staff.goto(PAGE)
    assert open_groups(staff) == ["Cơ sở dữ liệu thủ tục"]


def test_on_a_telephone_the_page_begins_on_the_first_screen(staff: Page, axe_faults: Callable[[Page], list[str]]):
    staff.set_viewport_size(PHONE)
    staff.goto(PAGE)
    assert staff.locator(".rail-menu").is_hidden()
    box = staff.locator("h1").bounding_box()
    assert box is not None
    assert box["y"] < PHONE["height"] / 2
    staff.get_by_role("button", name="Các mục").click()
    assert staff.get_by_role("link", name="Danh mục thủ tục").is_visible()
    assert axe_faults(staff) == []
    staff.keyboard.press("Escape")
    assert staff.locator(".rail-menu").is_hidden()
    assert staff.evaluate("document.activeElement.textContent.trim()") == "Các mục"


def test_on_a_telephone_the_keyboard_goes_from_the_button_into_the_menu(staff: Page):
    staff.set_viewport_size(PHONE)
    staff.goto(PAGE)
    staff.get_by_role("button", name="Các mục").focus()
    staff.keyboard.press("Enter")
    staff.keyboard.press("Tab")
    assert staff.evaluate("document.activeElement.textContent.trim()") == "Đóng"
    staff.keyboard.press("Tab")
    assert staff.evaluate("document.activeElement.textContent.trim()") == "Tổng quan"


def test_the_menu_works_without_scripts(plain_phone: Page):
    plain_phone.goto(PAGE)
    plain_phone.get_by_role("button", name="Các mục").click()
    plain_phone.locator(".rail summary", has_text="Quy định, văn bản").click()
    plain_phone.get_by_role("link", name="Biểu mẫu").click()
    assert "/kiem-soat/" in plain_phone.url
    assert plain_phone.locator(".rail-menu").is_hidden()
    assert plain_phone.locator("h1").is_visible()


def test_on_a_wide_screen_the_rail_stands_without_a_button(staff: Page):
    staff.goto(PAGE)
    assert staff.locator(".rail-open").is_hidden()
    assert staff.locator(".rail-close").is_hidden()
    assert staff.locator(".rail-menu").is_visible()
