"""Lists of a campaign and impact files are usable by everyone, on a phone and on a desk."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.processes import Site

FaultFinder = Callable[[Page], list[str]]
WIDTHS = (320, 390, 1366)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
FORMS = ("1", "2", "online", "partial", "amendments", "own-documents", "consultation", "history")


def check(page: Page, axe_faults: FaultFinder) -> None:
    """No fault of accessibility, no sideways scrolling."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        assert axe_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


@pytest.fixture(scope="module")
def lists(site: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the lists of an opened campaign of a few procedures stand."""
    today = datetime.now(UTC).date()
    days = [(today + timedelta(days=far)).isoformat() for far in (0, 60, 90, 120)]
    names = ("opens_on", "unit_result_due", "check_due", "consolidation_due")
    plan = {
        "title": "Rà soát để thử danh mục",
        "year": today.year,
        "scope": {"announced": True, "unannounced": True, "incomplete": True},
        **dict(zip(names, days, strict=True)),
    }
    file = tmp_path_factory.mktemp("plan") / "plan.json"
    file.write_text(json.dumps(plan), encoding="utf-8")
    made = json.loads(site.motcua("review", "campaign", "plan", "--data", str(file), "--json").stdout)
    return f"/kiem-soat/ra-soat/{made['id']}/danh-muc/"


def test_every_list_has_no_axe_fault_and_fits(
    signed_in: Callable[[str], Page], axe_faults: FaultFinder, lists: str
) -> None:
    page = signed_in("kiemsoat")
    for path in ("", *(f"{form}/" for form in FORMS)):
        answer = page.goto(f"{lists}{path}")
        assert answer is not None
        assert answer.status == 200, path
        check(page, axe_faults)


def test_an_impact_file_is_led_by_hand(
    signed_in: Callable[[str], Page], axe_faults: FaultFinder, tmp_path: Path
) -> None:
    page = signed_in("kiemsoat")
    page.goto("/can-bo/ra-soat/tac-dong/")
    check(page, axe_faults)
    page.get_by_role("link", name="Mở hồ sơ").click()
    check(page, axe_faults)
    page.get_by_label("Tên dự thảo văn bản").fill("Quyết định quy định thủ tục để thử trang")
    page.get_by_label("Cơ quan soạn thảo").fill("Không có đơn vị này")
    page.get_by_label("Cơ quan thẩm định").fill("Không có đơn vị này")
    page.get_by_role("button", name="Mở hồ sơ").click()
    check(page, axe_faults)
    for label, name in (("Cơ quan soạn thảo", "Sở Tài chính"), ("Cơ quan thẩm định", "Sở Tư pháp")):
        page.get_by_label(label).fill(f"{name} tỉnh Vĩnh Long")
    page.get_by_role("button", name="Mở hồ sơ").click()
    check(page, axe_faults)
    page.get_by_label("Thủ tục hành chính").last.fill("Thủ tục thử một\nThủ tục thử hai")
    page.get_by_role("button", name="Thêm thủ tục").click()
    product = tmp_path / "bieu-danh-gia.pdf"
    product.write_bytes(PDF)
    page.locator("#sp_subject").select_option(label="Thủ tục thử một")
    page.locator("input[type=file]").set_input_files(str(product))
    page.locator("#sp_on_date").fill("01/01/2026")
    page.get_by_role("button", name="Ghi sản phẩm").click()
    check(page, axe_faults)
    assert page.get_by_role("link", name="bieu-danh-gia.pdf").count() == 1
