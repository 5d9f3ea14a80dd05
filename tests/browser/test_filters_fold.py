"""On a telephone the filters of a list wait behind one line; on a wide screen they stand open. No script is needed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import NARROW, WIDE
from tests.processes import Site

LIST = "/noi-tiep-nhan/"


@pytest.mark.parametrize("scripts", [True, False])
def test_filters_fold_on_a_telephone_and_stand_open_on_a_desk(site: Site, chromium: Browser, scripts: bool):
    context = chromium.new_context(base_url=site.url, locale="vi-VN", java_script_enabled=scripts, viewport=WIDE)
    page = context.new_page()
    page.goto(LIST)
    assert page.locator(".filters").is_visible()
    assert not page.locator(".filters-fold > summary").is_visible()
    page.set_viewport_size(NARROW)
    page.goto(f"{LIST}?q=xa")
    fold = page.get_by_text("Bộ lọc (1)", exact=True)
    assert not page.locator(".filters").is_visible()
    fold.click()
    assert page.get_by_label("Tên xã, phường hoặc cơ quan").is_visible()
    context.close()
