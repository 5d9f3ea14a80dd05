"""Signing in with a real security key, and the pages of accounts and of the log, usable by everyone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.processes import Site

FaultFinder = Callable[[Page], list[str]]
WIDTHS = (320, 1366)
OWN = [
    "/tai-khoan/",
    "/tai-khoan/buoc-hai/",
    "/tai-khoan/doi-mat-khau/",
    "/tai-khoan/xac-nhan/",
    "/tai-khoan/dang-xuat/",
    "/tai-khoan/buoc-hai/khoa/",
]
CONTROL = [
    "/kiem-soat/tai-khoan/",
    "/kiem-soat/tai-khoan/?tim=zzz",
    "/kiem-soat/tai-khoan/moi/",
    "/kiem-soat/tai-khoan/quyen/",
    "/kiem-soat/tai-khoan/khoa/",
    "/kiem-soat/tai-khoan/khoa/moi/",
    "/kiem-soat/nhat-ky/",
    "/kiem-soat/nhat-ky/?nguoi=zzz",
]


def check(page: Page, axe_faults: FaultFinder) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        assert axe_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_the_sign_in_page_and_its_errors_are_usable_by_everyone(page: Page, axe_faults: FaultFinder):
    page.goto("/tai-khoan/dang-nhap/")
    check(page, axe_faults)
    page.get_by_label("Tên đăng nhập").fill("khongco")
    page.get_by_label("Mật khẩu").fill("sai mat khau")
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    assert page.get_by_text("Tên đăng nhập hoặc mật khẩu không đúng.").first.is_visible()
    check(page, axe_faults)


@pytest.mark.parametrize("path", OWN)
def test_ones_own_pages_have_no_axe_fault_and_fit(signed_in, axe_faults: FaultFinder, path: str):
    page = signed_in("chuyenvien.so")
    answer = page.goto(path)
    assert answer.status == 200
    check(page, axe_faults)


@pytest.mark.parametrize("path", CONTROL)
def test_pages_of_accounts_and_log_have_no_axe_fault_and_fit(signed_in, axe_faults: FaultFinder, path: str):
    page = signed_in("quantri")
    answer = page.goto(path)
    assert answer.status == 200
    check(page, axe_faults)


def test_one_account_and_one_row_open_from_their_lists(signed_in, axe_faults: FaultFinder):
    page = signed_in("quantri")
    page.goto("/kiem-soat/tai-khoan/")
    page.locator("a[data-open]").first.click()
    check(page, axe_faults)
    page.goto("/kiem-soat/nhat-ky/")
    page.locator("a[data-open]").first.click()
    check(page, axe_faults)


def enter(page: Page, home: str, username: str, password: str) -> None:
    page.goto(f"{home}/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()


def test_a_security_key_is_added_and_opens_the_account(page: Page, site: Site):
    """With the virtual authenticator of Chromium: the real protocol from end to end, under the content policy."""
    home = re.sub(r"//127\.0\.0\.1", "//localhost", site.url)  # a security key belongs to a name, not to an address
    password = next(one["password"] for one in site.sign_ins if one["username"] == "congchuc.xa")
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasResidentKey": False,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    enter(page, home, "congchuc.xa", password)
    page.wait_for_url("**/can-bo/")
    page.goto(f"{home}/tai-khoan/buoc-hai/khoa/them/")
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("button", name="Thêm khóa").click()
    page.wait_for_url("**/ma-du-phong/")
    assert page.locator("li code").count() == 10
    page.goto(f"{home}/tai-khoan/dang-xuat/")
    page.get_by_role("main").get_by_role("button", name="Đăng xuất").click()
    enter(page, home, "congchuc.xa", password)
    page.wait_for_url("**/buoc-hai/xac-thuc/")
    page.get_by_role("button", name="Dùng khóa bảo mật").click()
    page.wait_for_url("**/can-bo/")
    page.goto(f"{home}/tai-khoan/")
    assert page.get_by_text("Đã có").is_visible()
