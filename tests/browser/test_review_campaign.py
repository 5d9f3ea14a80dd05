"""Pages of review campaigns: usable by everyone, on a phone and on a desk; a unit's part led through by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.processes import Site

FaultFinder = Callable[[Page], list[str]]
WIDTHS = (320, 1366)
ROOT = "/kiem-soat/ra-soat/"


@pytest.fixture(scope="module")
def campaign(site: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A plan over the catalogue of the seeded province, not open yet."""
    today = datetime.now(UTC).date()
    days = [(today + timedelta(days=far)).isoformat() for far in (0, 60, 90, 120)]
    names = ("opens_on", "unit_result_due", "check_due", "consolidation_due")
    scope = {"announced": True, "unannounced": True, "incomplete": True}
    plan = {
        "title": "Rà soát để thử trang",
        "year": today.year,
        "scope": scope,
        **dict(zip(names, days, strict=True)),
    }
    file = tmp_path_factory.mktemp("plan") / "plan.json"
    file.write_text(json.dumps(plan), encoding="utf-8")
    made = json.loads(site.motcua("review", "campaign", "plan", "--data", str(file), "--json").stdout)
    return str(made["id"])


def check(page: Page, axe_faults: FaultFinder, width: int) -> None:
    """No fault of accessibility, no sideways scrolling."""
    page.set_viewport_size({"width": width, "height": 768})
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


@pytest.mark.parametrize("path", ["", "moi/", "loai-tru/"])
def test_pages_have_no_axe_fault_and_fit(
    signed_in: Callable[[str], Page], axe_faults: FaultFinder, campaign: str, path: str
) -> None:
    page = signed_in("kiemsoat")
    answer = page.goto(f"{ROOT}{path}")
    assert answer is not None
    assert answer.status == 200
    for width in WIDTHS:
        check(page, axe_faults, width)


def test_a_plan_is_opened_assigned_and_followed_by_hand(
    signed_in: Callable[[str], Page], axe_faults: FaultFinder, campaign: str, site: Site
) -> None:
    page = signed_in("kiemsoat")
    page.goto(f"{ROOT}{campaign}/ke-hoach/")
    for width in WIDTHS:
        check(page, axe_faults, width)
    page.get_by_role("button", name="Mở đợt rà soát").click()
    for _look in range(60):
        page.goto(f"{ROOT}{campaign}/thu-tuc/")
        if page.locator("tr[data-row]").count():
            break
        page.wait_for_timeout(500)
    assert page.locator("tr[data-row]").count()
    for width in WIDTHS:
        check(page, axe_faults, width)
    for part in ("", "thu-tuc/", "hop/", "doi-chieu/", "theo-doi/", "cham-diem/"):
        page.goto(f"{ROOT}{campaign}/{part}")
        for width in WIDTHS:
            check(page, axe_faults, width)
    page.goto(f"{ROOT}{campaign}/thu-tuc/")
    page.locator("tr[data-row] a").first.click()
    for width in WIDTHS:
        check(page, axe_faults, width)
    shown = json.loads(site.motcua("review", "campaign", "show", campaign, "--json").stdout)
    if shown["units"]:
        page.goto(f"{ROOT}phan-viec/{shown['units'][0]['id']}/")
        for width in WIDTHS:
            check(page, axe_faults, width)


def small_plan(site: Site, folder: Path) -> str:
    """A plan over two procedures alone, put in by hand."""
    rows = site.query("SELECT code FROM catalog_procedure WHERE current_id IS NOT NULL ORDER BY code LIMIT 2")
    today = datetime.now(UTC).date()
    days = [(today + timedelta(days=far)).isoformat() for far in (0, 30, 40, 50)]
    names = ("opens_on", "unit_result_due", "check_due", "consolidation_due")
    plan = {
        "title": "Rà soát của một đơn vị",
        "year": today.year,
        "scope": {"announced": False, "unannounced": True, "fields": ["Không có lĩnh vực này"]},
        **dict(zip(names, days, strict=True)),
    }
    file = folder / "small.json"
    file.write_text(json.dumps(plan), encoding="utf-8")
    made = str(json.loads(site.motcua("review", "campaign", "plan", "--data", str(file), "--json").stdout)["id"])
    choice = {"codes": [code for (code,) in rows], "wanted": True, "reason": "chọn để làm trước"}
    file.write_text(json.dumps(choice), encoding="utf-8")
    site.motcua("review", "campaign", "choose", made, "--data", str(file), "--json")
    return made


def assess(page: Page, *, suitable: bool) -> None:
    """Lead through the open procedure: every criterion, every part, the conclusion."""
    home = page.url.partition("?")[0]
    for tab, address in (("criteria", home), ("parts", f"{home}bo-phan/")):
        page.goto(address)
        accept = page.get_by_role("button", name="không nghi ngờ" if tab == "criteria" else "không vướng")
        if accept.count():
            accept.click()
        for _turn in range(40):
            page.goto(address)
            if (
                not page.locator("small", has_text="chưa xác nhận").count()
                and not page.get_by_text("chưa có gợi ý").count()
            ):
                break
            value = "yes" if tab == "criteria" else "fits"
            page.locator(f"#muc input[name=value][value={value}]").check()
            if tab == "criteria":
                page.get_by_text("Đã tự lưu lúc").wait_for()
            page.locator("#muc textarea[name=reason], #muc input[name=reason]").first.fill(
                "Đã xem hồ sơ, làm được trực tuyến"
            )
            page.get_by_role("button", name="Lưu kết luận").click()
    page.goto(f"{home}ket-luan/")
    page.locator(f"input[name=suitable][value={'yes' if suitable else 'no'}]").check()
    if suitable:
        page.get_by_label("Năm thực hiện").fill(str(datetime.now(UTC).year))
    else:
        page.locator("input[name=level]").last.check()
    page.get_by_label("Ghi chú, lý do").fill("Kết luận của đơn vị")
    page.get_by_role("button", name="Kết luận thủ tục này").click()
    page.get_by_text("Đã kết luận thủ tục").wait_for()


def test_a_campaign_of_one_unit_goes_its_whole_way_by_hand(
    signed_in: Callable[[str], Page], axe_faults: FaultFinder, site: Site, tmp_path: Path
) -> None:
    made = small_plan(site, tmp_path)
    page = signed_in("kiemsoat")
    page.goto(f"{ROOT}{made}/ke-hoach/")
    page.get_by_role("button", name="Mở đợt rà soát").click()
    for _look in range(60):
        page.goto(f"{ROOT}{made}/thu-tuc/")
        if page.locator("tr[data-row]").count() == 2:
            break
        page.wait_for_timeout(500)
    unit = site.query(
        "SELECT u.public_id FROM organisation_unit u JOIN organisation_position p ON p.unit_id = u.id"
        " JOIN access_user a ON a.id = p.user_id WHERE a.username = 'giamdoc.so' LIMIT 1"
    )[0][0]
    for box in page.locator("input[name=line]").all():
        box.check()
    page.get_by_label("Giao các thủ tục đã đánh dấu cho").fill(unit)
    page.get_by_role("button", name="Giao đơn vị").click()
    page.get_by_text("Đã giao 2 thủ tục").wait_for()

    page = signed_in("daumoi.so")
    page.goto("/can-bo/ra-soat/phan-viec/")
    part = page.locator("tr[data-row] a").first.get_attribute("href") or ""
    for place in range(2):
        page.goto(part)
        page.locator("tr[data-row] a").nth(place).click()
        assess(page, suitable=place == 0)
    for width in WIDTHS:
        check(page, axe_faults, width)

    page = signed_in("giamdoc.so")
    page.goto(part)
    page.get_by_role("button", name="Duyệt kết quả của đơn vị").click()
    page.get_by_role("button", name="Gửi kết quả về văn phòng").click()
    page.get_by_text("Đã gửi kết quả rà soát").wait_for()

    page = signed_in("kiemsoat")
    page.goto(part)
    page.get_by_role("button", name="Rút mẫu").click()
    for width in WIDTHS:
        check(page, axe_faults, width)
    while page.locator("li", has_text="chưa xem").count():
        sheet = page.locator("li", has_text="chưa xem").first
        sheet.locator("summary").click()
        for point in sheet.locator("input[type=checkbox]").all():
            point.check()
        sheet.get_by_role("button", name="Ghi phiếu").click()
        page.get_by_text("Đã ghi:").wait_for()
    page.get_by_role("button", name="Xác nhận kết quả của đơn vị").click()
    page.goto(f"{ROOT}{made}/")
    page.get_by_role("button", name="Tổng hợp kết quả").click()
    page.get_by_text("Ghi số, ngày ký bằng tay").click()
    page.get_by_label("Số, ký hiệu").fill("1024/QĐ-UBND")
    page.get_by_label("Ngày ký").fill(datetime.now(UTC).strftime("%d/%m/%Y"))
    page.get_by_label("Người ký", exact=True).fill("Người ký thử")
    page.get_by_role("button", name="Ghi quyết định đã ký").click()
    page.get_by_text("kết quả được giữ nguyên từ nay").wait_for()
    for width in WIDTHS:
        check(page, axe_faults, width)
    page.get_by_role("button", name="Lập giai đoạn hai").click()
    page.get_by_text("Đã lập giai đoạn hai").wait_for()
    for width in WIDTHS:
        check(page, axe_faults, width)
    page.goto(page.url.replace("ke-hoach/", "theo-doi/"))
    for width in WIDTHS:
        check(page, axe_faults, width)
