"""Pages of procedures on the spot, delegations and seals: usable by everyone, narrow and wide; one goes all its way."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import Page

from tests.processes import Site

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


def check(page: Page, axe_faults: FaultFinder) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        assert axe_faults(page) == [], page.url
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over == 0, page.url


def test_pages_have_no_axe_fault_and_fit(signed_in: Callable[[str], Page], axe_faults: FaultFinder):
    page = signed_in("kiemsoat")
    for path in PATHS:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        check(page, axe_faults)


def test_a_proposal_of_an_unknown_procedure_is_told_beside_its_field(
    signed_in: Callable[[str], Page], axe_faults: FaultFinder
):
    page = signed_in("kiemsoat")
    page.goto("/kiem-soat/tai-cho/de-xuat/")
    propose(page, "9.999999")
    assert axe_faults(page) == []
    assert page.locator("[aria-invalid=true]").count() == 1
    assert "Không có thủ tục “9.999999”" in page.content()


def propose(page: Page, code: str) -> None:
    page.get_by_label("Mã thủ tục").fill(code)
    page.get_by_label("Cơ quan", exact=True).fill("Sở Tư pháp")
    page.get_by_label("Nơi làm tại chỗ").fill("Trung tâm Phục vụ hành chính công tỉnh")
    for act in ("tiếp nhận", "thẩm định", "trả kết quả"):
        page.get_by_label(act, exact=True).check()
    page.get_by_label("Quy trình tại chỗ để công khai").fill("Tiếp nhận tại quầy\nThẩm định tại quầy\nTrả kết quả")
    page.get_by_role("button", name="Ghi đề xuất").click()


def test_a_procedure_goes_from_the_proposal_to_the_public_list(
    site: Site, signed_in: Callable[[str], Page], axe_faults: FaultFinder
):
    rows = site.query(
        "SELECT p.code, v.name FROM catalog_procedure p JOIN catalog_procedureversion v ON v.id = p.current_id"
        " WHERE NOT p.internal ORDER BY p.code LIMIT 1"
    )
    code, name = rows[0]
    page = signed_in("kiemsoat")
    page.goto("/kiem-soat/tai-cho/de-xuat/")
    propose(page, code)
    page.get_by_role("heading", name=name).wait_for()
    check(page, axe_faults)
    page.get_by_role("button", name="Xác nhận đề xuất").click()
    page.goto("/kiem-soat/tai-cho/tien-do/")
    page.get_by_text("Lập danh mục từ các thủ tục đã kiểm tra").click()
    page.get_by_label("Tên danh mục").fill("Danh mục thủ tục thực hiện tại chỗ đợt 1")
    page.get_by_role("button", name="Lập danh mục").click()
    check(page, axe_faults)
    page.get_by_role("heading", name="Danh mục thủ tục thực hiện tại chỗ đợt 1").wait_for()
    page.get_by_role("button", name="Trình ký").click()
    assert "Đã trình ký danh mục" in page.content()
    page.get_by_text("Ghi quyết định đã ký").click()
    page.get_by_label("Số quyết định").fill("30/QĐ-UBND")
    page.get_by_label("Ngày ký").fill(f"{timezone.localdate():%d/%m/%Y}")
    page.get_by_label("Người ký").fill("Chủ tịch Ủy ban nhân dân tỉnh")
    page.get_by_role("button", name="Ghi quyết định").click()
    assert "đã ban hành" in page.content()
    check(page, axe_faults)
    page.get_by_role("link", name=name).first.click()
    page.get_by_role("button", name="Ghi thực hiện").click()
    assert "đang thực hiện" in page.content()
    check(page, axe_faults)
    page.goto("/lam-tai-cho/")
    assert name in page.content()
    check(page, axe_faults)
