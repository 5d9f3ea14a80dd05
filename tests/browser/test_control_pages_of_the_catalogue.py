"""The control pages of the catalogue in a real browser: for everyone, at every width, by keyboard."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from motcua.catalog.intake.json_out import row_of
from motcua.catalog.record import ChannelRecord
from tests.catalog.records import BIRTH, another
from tests.processes import Site

OFFICER = "kiemsoat"
CODE = "1.990001"
WIDTHS = (320, 1366)
PAGES = [
    "/kiem-soat/danh-muc/",
    "/kiem-soat/danh-muc/?with_findings=on",
    f"/kiem-soat/danh-muc/{CODE}/",
    f"/kiem-soat/danh-muc/{CODE}/phan-cua-tinh/",
    f"/kiem-soat/danh-muc/{CODE}/giay-to/?giay=1",
    f"/thu-tuc/{CODE}/so-sanh/",
    "/kiem-soat/thu-tuc-cua-tinh/",
    "/kiem-soat/thu-tuc-cua-tinh/moi/",
    "/kiem-soat/nhap/",
    "/kiem-soat/phat-hien/",
    "/kiem-soat/phat-hien/?kind=time_no_unit",
]
FaultFinder = Callable[[Page], list[str]]


@pytest.fixture(scope="module", autouse=True)
def _defects(site: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Three procedures whose time has no unit, one of them in two versions."""
    folder = tmp_path_factory.mktemp("records")
    unclear = (ChannelRecord("counter", time="7"), ChannelRecord("online", time="5"))
    rows = [row_of(another(f"1.99000{place}", channels=unclear)) for place in range(1, 4)]
    older = {**rows[0], "steps": "Trình tự cũ.", "collected": "2025-12"}
    for number, lines in enumerate((rows, [older])):
        file = folder / f"{number}.jsonl"
        file.write_text("\n".join(json.dumps(row) for row in lines))
        site.motcua("catalog", "import", str(file), "--apply")
    assert BIRTH.collected == "2026-06"


@pytest.fixture
def staff(signed_in: Callable[[str], Page]) -> Page:
    return signed_in(OFFICER)


@pytest.mark.parametrize("path", PAGES)
def test_a_control_page_has_no_axe_fault_and_fits(staff: Page, axe_faults: FaultFinder, path: str):
    answer = staff.goto(path)
    assert answer is not None
    assert answer.status == 200
    for width in WIDTHS:
        staff.set_viewport_size({"width": width, "height": 768})
        assert axe_faults(staff) == []
        wider = staff.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider == 0, width


def test_an_import_and_a_finding_can_be_used_by_everyone(staff: Page, axe_faults: FaultFinder):
    staff.goto("/kiem-soat/nhap/")
    staff.locator("[data-row] a").first.click()
    assert axe_faults(staff) == []
    staff.goto("/kiem-soat/phat-hien/?kind=time_no_unit")
    staff.locator("[data-row] a[data-open]").first.click()
    assert axe_faults(staff) == []


def test_the_worklist_is_worked_by_keyboard(staff: Page):
    staff.goto("/kiem-soat/phat-hien/?kind=time_no_unit&code=1.990002")
    ticks = staff.locator("[data-row] input[type=checkbox]")
    rows = ticks.count()
    assert rows >= 1
    staff.keyboard.press("j")
    staff.keyboard.press("x")
    assert ticks.first.is_checked()
    staff.keyboard.press("x")
    assert not ticks.first.is_checked()
    staff.keyboard.press("Enter")
    staff.wait_for_url(re.compile(r"/kiem-soat/phat-hien/[\w-]{22}/"))


def test_findings_are_decided_together_from_the_keyboard(staff: Page):
    staff.goto("/kiem-soat/phat-hien/?kind=time_no_unit&code=1.990003")
    staff.keyboard.press("j")
    staff.keyboard.press("x")
    staff.get_by_text("Xử lý các dòng đã đánh dấu").click()
    staff.get_by_label("Không phải lỗi").check()
    staff.get_by_label("Cách xử lý").fill("Nguồn ghi thiếu đơn vị, đã đối chiếu.")
    staff.get_by_role("button", name="Ghi quyết định cho các dòng đã đánh dấu").click()
    assert staff.get_by_text(re.compile("Đã xử lý 1 phát hiện")).is_visible()
