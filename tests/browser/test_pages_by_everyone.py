"""The faces and the component page: usable by everyone, at every width, with and without scripts, on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.processes import Site

OFFICER = "kiemsoat"
WIDTHS = (320, 768, 1366)
PUBLIC = ["/", "/khong-co-trang-nay/"]
STAFF = ["/can-bo/", "/kiem-soat/", "/kieu-dang/"]
FaultFinder = Callable[[Page], list[str]]


@pytest.fixture
def staff(signed_in: Callable[[str], Page]) -> Page:
    """The page of the province's control officer."""
    return signed_in(OFFICER)


@pytest.fixture
def plain(chromium: Browser, site: Site) -> Iterator[Page]:
    """A page in a browser without scripts, signed in as a control officer."""
    context = chromium.new_context(base_url=site.url, java_script_enabled=False, locale="vi-VN")
    context.add_cookies([{"name": "sessionid", "value": site.session(OFFICER), "url": site.url}])
    yield context.new_page()
    context.close()


def sideways(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def check(page: Page, axe_faults: FaultFinder) -> None:
    """No axe fault and no sideways scrolling at any width."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        assert axe_faults(page) == [], width
        assert sideways(page) == 0, width


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_has_no_axe_fault_and_fits(page: Page, axe_faults: FaultFinder, path: str):
    page.goto(path)
    check(page, axe_faults)


@pytest.mark.parametrize("path", STAFF)
def test_a_staff_page_has_no_axe_fault_and_fits(staff: Page, axe_faults: FaultFinder, path: str):
    answer = staff.goto(path)
    assert answer is not None
    assert answer.status == 200
    check(staff, axe_faults)


@pytest.mark.parametrize("path", ["/", "/kieu-dang/"])
def test_forced_colours_and_double_size_lose_nothing(staff: Page, axe_faults: FaultFinder, path: str):
    staff.emulate_media(forced_colors="active", reduced_motion="reduce")
    staff.set_viewport_size({"width": 640, "height": 400})
    staff.goto(path)
    staff.evaluate("document.documentElement.style.fontSize = '200%'")
    assert axe_faults(staff) == []
    assert sideways(staff) == 0


def test_the_first_tab_leads_to_the_content(page: Page):
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hash") == "#noi-dung"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "noi-dung"


def test_all_that_can_be_focused_can_be_seen_when_focused(staff: Page):
    staff.goto("/kieu-dang/")
    seen = 0
    for _ in range(60):
        staff.keyboard.press("Tab")
        mark = staff.evaluate(
            """() => { const style = getComputedStyle(document.activeElement), before = document.activeElement;
            return before === document.body ? null : style.outlineStyle + style.outlineWidth + style.boxShadow }"""
        )
        if mark is None:
            break
        assert mark != "none0pxnone"
        seen += 1
    assert seen > 20


def test_pages_work_without_scripts(plain: Page):
    plain.goto("/")
    plain.fill("#tim-portal", "khai sinh")
    plain.click("main button.button")
    assert "/tim/?q=khai+sinh" in plain.url
    plain.goto("/kieu-dang/")
    assert plain.locator("[data-print]").is_hidden()
    plain.locator("details.why summary").first.click()
    assert plain.get_by_text("đã đọc nguyên văn").first.is_visible()


def test_the_shortcuts_move_choose_open_and_explain(staff: Page):
    staff.goto("/kieu-dang/")
    staff.keyboard.press("j")
    assert staff.evaluate("document.activeElement.textContent") == "1.000001"
    staff.keyboard.press("j")
    staff.keyboard.press("j")
    staff.keyboard.press("j")
    assert staff.evaluate("document.activeElement.textContent") == "1.000003"
    staff.keyboard.press("k")
    staff.keyboard.press("x")
    assert not staff.locator("[data-row] input").nth(1).is_checked()
    staff.keyboard.press("Enter")
    assert staff.url.endswith("#dong-2")
    staff.keyboard.press("?")
    assert staff.locator("dialog[open]").is_visible()
    staff.keyboard.press("Escape")
    staff.keyboard.press("/")
    assert staff.evaluate("document.activeElement.id") == "tim-nhanh"
    staff.keyboard.type("jxk?")
    assert staff.input_value("#tim-nhanh") == "jxk?"


def test_the_letters_can_be_switched_off(staff: Page):
    staff.goto("/kieu-dang/")
    staff.keyboard.press("?")
    staff.uncheck("[data-keys-on]")
    staff.reload()
    staff.keyboard.press("j")
    assert staff.evaluate("document.activeElement.closest('[data-row]')") is None
    staff.keyboard.press("?")
    assert not staff.is_checked("[data-keys-on]")


def test_density_is_kept_without_a_jump(staff: Page):
    staff.goto("/kieu-dang/")
    staff.click("[data-density-switch]")
    staff.reload()
    assert staff.get_attribute("html", "data-density") == "day"
    assert staff.get_attribute("[data-density-switch]", "aria-pressed") == "true"


def test_results_come_as_one_types_and_are_chosen_by_keyboard(page: Page, axe_faults: FaultFinder):
    found = [
        {"name": "Đăng ký khai sinh", "url": "/?a", "note": "Xã, phường", "group": "Thủ tục", "spans": [[8, 17]]},
        {"name": "<img src=x onerror=alert(1)>", "url": "/?b", "note": "", "group": "Thủ tục"},
    ]
    page.route("**/tim/goi-y/**", lambda route: route.fulfill(json={"results": found}))
    page.goto("/")
    page.type("#tim-portal", "khai sinh")
    page.wait_for_selector("[role=option]")
    assert page.get_attribute("#tim-portal", "aria-expanded") == "true"
    assert page.locator("[role=option]").first.locator("mark").inner_text() == "khai sinh"
    assert page.locator(".suggest img").count() == 0
    assert axe_faults(page) == []
    page.keyboard.press("ArrowDown")
    chosen = page.get_attribute("#tim-portal", "aria-activedescendant")
    assert page.get_attribute(f"#{chosen}", "aria-selected") == "true"
    page.keyboard.press("Escape")
    assert page.locator(".suggest").is_hidden()
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?a")


def test_a_broken_line_leaves_the_search_form_as_it_is(page: Page):
    page.route("**/tim/goi-y/**", lambda route: route.abort())
    page.goto("/")
    page.type("#tim-portal", "khai sinh")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim/?q=khai+sinh")


def test_errors_take_the_focus_and_lead_to_the_field(staff: Page):
    staff.goto("/kieu-dang/")
    assert "govuk-error-summary" in str(staff.evaluate("document.activeElement.className"))
    staff.click(".govuk-error-summary a >> nth=0")
    assert staff.evaluate("document.activeElement.id") == "id_name"


def test_english_is_one_button_away(page: Page):
    page.goto("/")
    page.get_by_role("button", name="English").click()
    assert page.get_attribute("html", "lang") == "en"
    page.get_by_role("button", name="Tiếng Việt").click()
    assert page.get_attribute("html", "lang") == "vi"


def test_a_printed_page_has_its_content_source_and_time_and_no_navigation(staff: Page):
    staff.goto("/kieu-dang/")
    staff.emulate_media(media="print")
    assert staff.locator(".bar").is_hidden()
    assert staff.locator(".rail ul").first.is_hidden()
    assert staff.locator(".print-foot").is_visible()
    assert "Nguồn:" in staff.locator(".print-foot").inner_text()
    assert len(staff.pdf(format="A4", prefer_css_page_size=True)) > 10_000


def test_nothing_jumps_while_the_page_loads(page: Page):
    page.add_init_script(
        """window.moved = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((one) => { window.moved += one.value }))
        .observe({ type: "layout-shift", buffered: true })"""
    )
    page.goto("/", wait_until="networkidle")
    assert page.evaluate("window.moved") < 0.05
