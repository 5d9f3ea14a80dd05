"""The parts of a procedure save themselves in the browser: two reviewers at one part, leaving and coming back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_review_assess import check
from tests.processes import Site

FaultFinder = Callable[[Page], list[str]]
WORK = "/can-bo/ra-soat/"
_MADE = """
from datetime import timedelta
from django.utils import timezone
from motcua.access.models import User
from motcua.catalog.models import Component, Procedure
from motcua.organisation.models import Position
from motcua.review.models import Campaign, CampaignLine, CampaignUnit
today = timezone.localdate()
unit = Position.objects.filter(user__username="daumoi.so").first().unit
found = Campaign.objects.create(
    title="Hai người rà soát", year=today.year, state="open", law_date=today, opens_on=today,
    unit_result_due=today + timedelta(days=40), check_due=today + timedelta(days=60),
    consolidation_due=today + timedelta(days=80),
)
CampaignUnit.objects.create(campaign=found, unit=unit)
with_papers = Component.objects.values("case__procedure_version")
procedure = Procedure.objects.filter(current__in=with_papers).select_related("current").order_by("code").first()
made = CampaignLine.objects.create(
    campaign=found, procedure=procedure, procedure_version=procedure.current, law_date=today, unit=unit
)
print("LINE=" + made.public_id)
"""


@pytest.fixture
def parts(site: Site) -> str:
    """The address of the parts of a procedure that nobody answered."""
    told = site.motcua("shell", "-c", _MADE).stdout
    return f"{WORK}{told.partition('LINE=')[2].split()[0]}/bo-phan/"


@pytest.fixture
def another(chromium: Browser, site: Site) -> Iterator[Callable[[str], Page]]:
    """`another("kiemsoat")`: a page of a second person, in a browser session of their own."""
    made = chromium.new_context(base_url=site.url, locale="vi-VN")
    made.set_default_timeout(60_000)

    def enter(username: str) -> Page:
        made.add_cookies([{"name": "sessionid", "value": site.session(username), "url": site.url}])
        return made.new_page()

    yield enter
    made.close()


def choose(page: Page, value: str) -> None:
    """Say what a part is, with the keyboard."""
    page.locator(f"#muc input[name=value][value={value}]").press("Space")


def test_two_reviewers_leave_and_come_back_and_neither_loses_a_word(
    signed_in: Callable[[str], Page], another: Callable[[str], Page], axe_faults: FaultFinder, parts: str
) -> None:
    here = f"{parts}?muc=part:dossier:0"
    first, second = signed_in("daumoi.so"), another("kiemsoat")
    first.goto(here)
    second.goto(here)

    choose(first, "amend")
    first.get_by_text("Đã tự lưu lúc").wait_for()
    first.locator("#kl-4", has_text="cần sửa đổi, bổ sung văn bản").wait_for()
    first.get_by_text("Đã trả lời 1/").wait_for()
    fold = first.get_by_text("Căn cứ và giải pháp khi chưa đạt")
    if not first.get_by_label("Văn bản quy định").is_visible():
        fold.click()
    first.get_by_label("Văn bản quy định").fill("38/2018/TT-BNNPTNT")
    first.get_by_label("Điều, khoản, điểm").fill("Điều 5 khoản 2")
    first.get_by_label("Nội dung đề nghị sửa, một câu").fill("Bỏ bản thuyết minh.")  # and leaves without a further key
    check(first, axe_faults)
    first.goto(WORK)
    first.goto(here)
    assert first.locator("#muc input[value=amend]").is_checked()
    assert first.get_by_label("Điều, khoản, điểm").input_value() == "Điều 5 khoản 2"
    assert first.get_by_label("Nội dung đề nghị sửa, một câu").input_value() == "Bỏ bản thuyết minh."

    choose(second, "fits")
    second.get_by_text("Người khác vừa trả lời mục này").wait_for()
    second.get_by_label("Lý do").fill("Giấy này cần để đối chiếu")
    second.get_by_label("Minh chứng").focus()
    second.wait_for_timeout(1000)
    first.reload()
    assert first.locator("#muc input[value=amend]").is_checked()
    check(second, axe_faults)
    second.get_by_role("link", name="So và chọn câu trả lời").last.click()
    second.get_by_text("Giấy này cần để đối chiếu").first.wait_for()
    second.get_by_role("button", name="Giữ câu trả lời trước").click()
    second.get_by_text("Đã hợp nhất hai câu trả lời").wait_for()
    second.goto(here)
    assert second.locator("#muc input[value=amend]").is_checked()
    assert second.get_by_label("Nội dung đề nghị sửa, một câu").input_value() == "Bỏ bản thuyết minh."


def test_a_page_that_cannot_save_says_so_and_saves_with_the_next_change(
    signed_in: Callable[[str], Page], parts: str
) -> None:
    page = signed_in("daumoi.so")
    page.goto(f"{parts}?muc=part:fee:0")
    page.context.set_offline(True)
    choose(page, "technical")
    page.get_by_text("Chưa lưu được. Câu trả lời vẫn ở trên trang").wait_for()
    page.context.set_offline(False)
    page.get_by_label("Lý do").fill("Kết nối dịch vụ thanh toán")
    page.get_by_text("Đã tự lưu lúc").wait_for()
    page.reload()
    assert page.locator("#muc input[value=technical]").is_checked()
    assert "Kết nối dịch vụ thanh toán" in page.content()


def test_an_ended_session_is_told_and_does_not_spoil_the_page(signed_in: Callable[[str], Page], parts: str) -> None:
    page = signed_in("daumoi.so")
    page.goto(f"{parts}?muc=part:fee:0")
    page.context.clear_cookies(name="sessionid")
    choose(page, "technical")
    page.get_by_text("Chưa lưu được. Câu trả lời vẫn ở trên trang").wait_for()
    assert page.locator("#muc input[value=technical]").is_checked()
    assert page.locator("#da-tra-loi").count() == 1
    signed_in("daumoi.so")
    choose(page, "fits")
    page.get_by_text("Đã tự lưu lúc").wait_for()
