"""Pages of defects as letters: usable by everyone, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

FaultFinder = Callable[[Page], list[str]]
WIDTHS = (320, 1366)
CONTROL = "/kiem-soat/phan-anh-noi-dung/"
PAGES = [CONTROL, f"{CONTROL}cho-gui/", f"{CONTROL}phat-hien/", "/can-bo/phan-anh-noi-dung/"]


@pytest.mark.parametrize("path", PAGES)
def test_pages_of_defects_have_no_axe_fault_and_fit(
    signed_in: Callable[[str], Page], axe_faults: FaultFinder, path: str
):
    page = signed_in("kiemsoat")
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        assert axe_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
