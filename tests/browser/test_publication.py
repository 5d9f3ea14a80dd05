"""Pages of announcing and making public: usable by everyone, on a phone and on a desk."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.processes import Site

FaultFinder = Callable[[Page], list[str]]
WIDTHS = (320, 1366)
ROOT = "/kiem-soat/cong-bo/"
PAGES = [ROOT, f"{ROOT}moi/", f"{ROOT}han/", f"{ROOT}chi-so/", f"{ROOT}chi-so/noi-dung-day-du/", f"{ROOT}danh-muc/"]


@pytest.fixture(scope="module")
def decision(site: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A decision of the seeded province, checked, with two procedures of its catalogue."""
    file = tmp_path_factory.mktemp("decision") / "decision.json"
    rows = json.loads(site.motcua("units", "list", "--json", "--name", "so tu phap").stdout)
    found = [row for row in rows if row["name"].startswith("Sở Tư pháp")]
    lines = [{"code": code, "kind": "amended"} for code in ("1.001193", "2.000908")]
    content = {"title": "Công bố danh mục lĩnh vực hộ tịch", "advising_unit": found[0]["id"], "lines": lines}
    file.write_text(json.dumps(content), encoding="utf-8")
    made = json.loads(site.motcua("decision", "draft", str(file), "--json").stdout)
    return str(made["id"])


def check(page: Page, axe_faults: FaultFinder, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


@pytest.mark.parametrize("path", PAGES)
def test_pages_have_no_axe_fault_and_fit(
    signed_in: Callable[[str], Page], axe_faults: FaultFinder, decision: str, path: str
) -> None:
    page = signed_in("kiemsoat")
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200
    for width in WIDTHS:
        check(page, axe_faults, width)


def test_a_decision_is_led_to_public_by_hand(
    signed_in: Callable[[str], Page], axe_faults: FaultFinder, decision: str
) -> None:
    page = signed_in("kiemsoat")
    page.goto(f"{ROOT}{decision}/")
    for width in WIDTHS:
        check(page, axe_faults, width)
    page.get_by_role("button", name="Kiểm soát xong").click()
    page.get_by_text("Ghi số, ngày ký bằng tay").click()
    page.get_by_label("Số, ký hiệu").fill("77/QĐ-UBND")
    page.get_by_label("Ngày ký").fill(page.evaluate("new Date().toLocaleDateString('en-GB')"))
    page.get_by_label("Người ký", exact=True).fill("Người ký thử")
    page.get_by_role("button", name="Ghi quyết định đã ký").click()
    page.get_by_text("Ghi việc công khai các dòng đã đánh dấu").click()
    page.get_by_role("button", name="Ghi công khai tất cả").click()
    assert page.get_by_text("đã công khai", exact=True).count() >= 1
    for width in WIDTHS:
        check(page, axe_faults, width)
