"""Proposals in the browser: a doubtful one is opened and answered by its reader, the undoubted ones in one act."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.test_review_assess import check
from tests.processes import Site

FaultFinder = Callable[[Page], list[str]]
ROOT = "/kiem-soat/goi-y/"
WORK = "/can-bo/ra-soat/"
_MADE = """
from datetime import timedelta
from django.utils import timezone
from motcua.catalog.models import Procedure
from motcua.organisation.models import Position
from motcua.review.models import Campaign, CampaignLine, CampaignUnit
today = timezone.localdate()
unit = Position.objects.filter(user__username="daumoi.so").first().unit
found = Campaign.objects.create(
    title="Xác nhận gợi ý", year=today.year, state="open", law_date=today, opens_on=today,
    unit_result_due=today + timedelta(days=40), check_due=today + timedelta(days=60),
    consolidation_due=today + timedelta(days=80),
)
CampaignUnit.objects.create(campaign=found, unit=unit)
for procedure in Procedure.objects.filter(current__isnull=False).select_related("current").order_by("code")[:2]:
    made = CampaignLine.objects.create(
        campaign=found, procedure=procedure, procedure_version=procedure.current, law_date=today, unit=unit
    )
    print("LINE=" + made.public_id + "=" + procedure.code)
"""


@pytest.fixture(scope="module")
def lines(site: Site) -> list[tuple[str, str]]:
    """Two procedures under review with what is proposed for them kept: address of the sheet, code."""
    site.motcua("proposals", "refresh", "--json")
    told = site.motcua("shell", "-c", _MADE).stdout
    rows = [row.split("=") for row in told.splitlines() if row.startswith("LINE=")]
    return [(f"{WORK}{public_id}/", code) for _word, public_id, code in rows]


@pytest.mark.parametrize("part", ["uu-tien/", "so-lieu/", "co-so-du-lieu/", "quy-tac/"])
def test_pages_of_the_room_have_no_axe_fault_and_fit(
    signed_in: Callable[[str], Page], axe_faults: FaultFinder, lines: list[tuple[str, str]], part: str
) -> None:
    page = signed_in("kiemsoat")
    answer = page.goto(f"{ROOT}{part}")
    assert answer is not None
    assert answer.status == 200
    check(page, axe_faults)


def test_a_reader_finds_a_procedure_by_what_stands_against_it_and_reads_why(
    signed_in: Callable[[str], Page], axe_faults: FaultFinder, lines: list[tuple[str, str]]
) -> None:
    page = signed_in("daumoi.so")
    page.goto(ROOT)
    check(page, axe_faults)
    page.get_by_label("Tên hoặc mã thủ tục").last.fill(lines[0][1])
    page.get_by_role("button", name="Lọc").press("Enter")
    page.get_by_text("1 dòng", exact=True).first.wait_for()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.get_by_text("Câu trả lời chỉ được tính khi có người xác nhận").wait_for()
    assert lines[0][1] in page.url
    check(page, axe_faults)
    page.get_by_text("Vì sao?").first.press("Enter")
    page.get_by_text("Quy tắc:").first.wait_for()


def shown(page: Page, key: str) -> str:
    """What the sheet says of a criterion."""
    return page.locator("tr[data-row]", has=page.locator(f"a[href*='muc={key}#']")).inner_text()


def answer_of(site: Site, code: str, key: str) -> tuple[str, str, str]:
    """Value, basis and reason of an answer as kept."""
    rows = site.query(
        "SELECT a.value, a.basis, a.reason FROM review_answer a JOIN review_campaignline l ON l.id = a.line_id"
        " JOIN review_campaign c ON c.id = l.campaign_id JOIN catalog_procedure p ON p.id = l.procedure_id"
        f" WHERE c.title = 'Xác nhận gợi ý' AND p.code = '{code}' AND a.key = '{key}'"
    )
    return rows[0]


def open_question(page: Page, sheet: str, key: str) -> str:
    """Open a question with the keyboard; returns the proposed value."""
    page.goto(sheet)
    page.locator(f"a[href*='muc={key}#']").press("Enter")
    page.wait_for_url(f"**muc={key}**")
    accept = page.get_by_role("button", name="Chấp nhận gợi ý")
    return (accept.get_attribute("value") or "") if accept.count() else ""


def save(page: Page, value: str, reason: str) -> None:
    """Choose with the space bar, say why, save with Enter on the button; the next question comes."""
    page.locator(f"#muc input[name=value][value={value}]").press("Space")
    page.get_by_text("Đã tự lưu lúc").wait_for()
    page.get_by_label("Lý do").fill(reason)
    page.get_by_role("button", name="Lưu kết luận").press("Enter")
    page.wait_for_load_state()


def test_proposals_are_accepted_changed_and_rejected_by_a_person_and_the_rest_in_one_act(
    signed_in: Callable[[str], Page], axe_faults: FaultFinder, lines: list[tuple[str, str]], site: Site
) -> None:
    sheet, code = lines[0]
    page = signed_in("daumoi.so")
    page.goto(sheet)
    assert page.locator("#muc h2").count() == 1  # what is doubted most stands open
    check(page, axe_faults)
    asked = [one.get_attribute("href") or "" for one in page.locator("tr[data-row] a").all()]
    keys = [href.partition("muc=")[2].partition("#")[0] for href in asked]
    proposed = {key: value for key in keys if (value := open_question(page, sheet, key)) in ("yes", "no")}
    accepted, changed, rejected = list(proposed)[:3]

    open_question(page, sheet, accepted)
    page.get_by_role("button", name="Chấp nhận gợi ý").press("Enter")
    page.wait_for_load_state()
    open_question(page, sheet, changed)
    other = {"yes": "no", "no": "yes"}
    save(page, other[proposed[changed]], "Đã xem hồ sơ thực tế")
    open_question(page, sheet, rejected)
    page.get_by_label("Gợi ý đọc sai hồ sơ: bác bỏ").press("Space")
    save(page, other[proposed[rejected]], "Đoạn trích nói về trường hợp khác")

    assert answer_of(site, code, accepted)[:2] == (proposed[accepted], "accepted")
    assert answer_of(site, code, changed) == (other[proposed[changed]], "changed", "Đã xem hồ sơ thực tế")
    assert answer_of(site, code, rejected)[1:] == ("rejected", "Đoạn trích nói về trường hợp khác")
    page.goto(sheet)
    for key in (accepted, changed, rejected):
        assert "chưa xác nhận" not in shown(page, key)
    check(page, axe_faults)


def test_everything_undoubted_and_unopened_is_taken_in_one_act_and_told_so(
    signed_in: Callable[[str], Page], axe_faults: FaultFinder, lines: list[tuple[str, str]], site: Site
) -> None:
    sheet, code = lines[1]
    page = signed_in("daumoi.so")
    page.goto(sheet)
    fits = page.locator("input[name=fit]").count()
    assert fits > 1
    page.get_by_role("button", name="mục không nghi ngờ").press("Enter")
    page.get_by_text(f"Đã chấp nhận {fits} mục không nghi ngờ").wait_for()
    check(page, axe_faults)
    assert page.locator("input[name=fit]").count() == 0
    rows = site.query(
        "SELECT a.basis FROM review_answer a JOIN review_campaignline l ON l.id = a.line_id"
        " JOIN review_campaign c ON c.id = l.campaign_id JOIN catalog_procedure p ON p.id = l.procedure_id"
        f" WHERE c.title = 'Xác nhận gợi ý' AND p.code = '{code}'"
    )
    assert [basis for (basis,) in rows] == ["exception"] * fits
    doubted = page.locator("tr[data-row]", has_text="mở xem").count()
    assert (
        doubted
        == page.locator("tr[data-row]", has_text="chưa xác nhận")
        .or_(page.locator("tr[data-row]", has_text="chưa có gợi ý"))
        .count()
    )
