"""Pages of processes: drawn up by anyone, with a keyboard, on a phone and on a desk, with and without scripts."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.processes import Site

FaultFinder = Callable[[Page], list[str]]
WIDTHS = (320, 1366)
LIST = "/kiem-soat/quy-trinh/"
_FIRST = """
from motcua.catalog.models import Procedure
print("CODE=" + Procedure.objects.filter(current__isnull=False).order_by("code").first().code)
"""


def check(page: Page, axe_faults: FaultFinder, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


@pytest.fixture(scope="module")
def process(site: Site) -> str:
    """The address of a process drafted from a record of the seeded catalogue."""
    found = site.motcua("shell", "-c", _FIRST).stdout
    code = found.partition("CODE=")[2].split()[0]
    made = json.loads(site.motcua("processes", "draft", code, "--json").stdout)
    return f"{LIST}{made['id']}/"


def test_every_page_of_a_process_has_no_axe_fault_and_fits(
    signed_in: Callable[[str], Page], axe_faults: FaultFinder, process: str
):
    page = signed_in("kiemsoat")
    for path in (LIST, f"{LIST}?q=zzz", f"{LIST}moi/", process, f"{process}sua/", f"{process}so-sanh/"):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200
        for width in WIDTHS:
            check(page, axe_faults, width)


def test_a_step_is_added_moved_and_written_and_the_picture_follows(
    signed_in: Callable[[str], Page], axe_faults: FaultFinder, process: str
):
    page = signed_in("kiemsoat")
    page.goto(f"{process}sua/")
    page.get_by_role("button", name="Chèn dưới (bước 1)").click()
    page.locator("tbody tr").nth(1).get_by_label("Việc làm").fill("Đóng dấu đến")
    page.locator("tbody tr").nth(1).get_by_label("Người thực hiện").fill("Văn thư")
    page.get_by_role("button", name="Xuống (bước 2)").click()
    assert page.locator("tbody tr").nth(2).get_by_label("Việc làm").input_value() == "Đóng dấu đến"
    assert "Đang mở phần chưa ghi" in page.content()
    check(page, axe_faults, 1366)
    page.get_by_role("button", name="Ghi quy trình").last.click()
    assert "Đã ghi quy trình" in page.content()
    assert page.locator("svg text", has_text="Đóng dấu đến").count() == 1
    assert page.get_by_role("img", name="Sơ đồ").first.is_visible()


def test_what_is_typed_saves_itself_and_is_found_again(signed_in: Callable[[str], Page], process: str):
    page = signed_in("kiemsoat")
    page.goto(f"{process}sua/")
    page.locator("tbody tr").nth(1).get_by_label("Ghi chú").fill("Gõ dở dang")
    page.get_by_text("Đã tự lưu").wait_for()
    page.goto(LIST)
    page.goto(f"{process}sua/")
    assert page.locator("tbody tr").nth(1).get_by_label("Ghi chú").input_value() == "Gõ dở dang"
    page.get_by_role("button", name="Bỏ phần chưa ghi, mở bản đã ghi").click()
    assert page.locator("tbody tr").nth(1).get_by_label("Ghi chú").input_value() != "Gõ dở dang"


def test_without_scripts_the_table_works_the_same(chromium: Browser, site: Site, process: str):
    context = chromium.new_context(base_url=site.url, java_script_enabled=False, locale="vi-VN")
    context.add_cookies([{"name": "sessionid", "value": site.session("kiemsoat"), "url": site.url}])
    page = context.new_page()
    page.goto(f"{process}sua/")
    before = page.locator('input[name="row"]').count()
    page.get_by_role("button", name="Thêm bước").click()
    assert page.locator('input[name="row"]').count() == before + 1
    page.get_by_role("button", name=f"Bỏ bước (bước {before + 1})").click()
    assert page.locator('input[name="row"]').count() == before
    context.close()
