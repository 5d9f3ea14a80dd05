"""Pages of procedures on the spot, delegations and seals: usable by everyone, narrow and wide."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

FaultFinder = Callable[[Page], list[str]]
WIDTHS = (320, 1366)
PATHS = [
    "/kiem-soat/tai-cho/",
    "/kiem-soat/tai-cho/tien-do/",
    "/kiem-soat/tai-cho/de-xuat/",
    "/kiem-soat/uy-quyen/",
    "/kiem-soat/uy-quyen/moi/",
    "/kiem-soat/uy-quyen/ra-soat/",
    "/kiem-soat/con-dau/",
    "/kiem-soat/con-dau/moi/",
    "/lam-tai-cho/",
]


def test_pages_have_no_axe_fault_and_fit(signed_in: Callable[[str], Page], axe_faults: FaultFinder):
    page = signed_in("kiemsoat")
    for path in PATHS:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 768})
            assert axe_faults(page) == [], path
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over == 0, path


def test_a_proposal_of_an_unknown_procedure_is_told_beside_its_field(
    signed_in: Callable[[str], Page], axe_faults: FaultFinder
):
    page = signed_in("kiemsoat")
    page.goto("/kiem-soat/tai-cho/de-xuat/")
    page.get_by_role("textbox", name="Mã thủ tục").fill("9.999999")
    page.get_by_role("button", name="Ghi đề xuất").click()
    assert axe_faults(page) == []
    assert page.locator("[aria-invalid=true], .govuk-form-group--error").count() > 0
