"""A sheet saves itself in the browser: two reviewers at one procedure, leaving and coming back, no connection."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

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


def left_and_back(page: Page, address: str, label: str, text: str) -> None:
    """Leave a page and come back until a field holds what was typed last; a busy machine keeps it a moment later."""
    for _turn in range(40):
        page.goto(WORK)
        page.goto(address)
        if page.get_by_label(label).input_value() == text:
            return
        page.wait_for_timeout(250)
    assert page.get_by_label(label).input_value() == text


def both_at(address: str, signed_in: Callable[[str], Page], another: Callable[[str], Page]) -> tuple[Page, Page]:
    """Two people with the same page open."""
    pages = signed_in("daumoi.so"), another("kiemsoat")
    for page in pages:
        page.goto(address)
    return pages


def test_two_reviewers_leave_and_come_back_and_neither_loses_a_word(
    signed_in: Callable[[str], Page], another: Callable[[str], Page], axe_faults: FaultFinder, parts: str
) -> None:
    here = f"{parts}?muc=part:dossier:0"
    first, second = both_at(here, signed_in, another)

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
    left_and_back(first, here, "Nội dung đề nghị sửa, một câu", "Bỏ bản thuyết minh.")
    assert first.locator("#muc input[value=amend]").is_checked()
    assert first.get_by_label("Điều, khoản, điểm").input_value() == "Điều 5 khoản 2"

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
    page, here = signed_in("daumoi.so"), f"{parts}?muc=part:fee:0"
    page.goto(here)
    page.context.set_offline(True)
    choose(page, "technical")
    page.get_by_text("Chưa lưu được. Câu trả lời vẫn ở trên trang").wait_for()
    page.context.set_offline(False)
    page.get_by_label("Lý do").fill("Kết nối dịch vụ thanh toán")
    page.get_by_text("Đã tự lưu lúc").wait_for()
    left_and_back(page, here, "Lý do", "Kết nối dịch vụ thanh toán")
    assert page.locator("#muc input[value=technical]").is_checked()


def test_what_was_not_saved_is_saved_when_the_connection_is_back(signed_in: Callable[[str], Page], parts: str) -> None:
    page = signed_in("daumoi.so")
    page.goto(f"{parts}?muc=part:fee:0")
    page.context.set_offline(True)
    choose(page, "technical")
    page.get_by_text("Chưa lưu được. Câu trả lời vẫn ở trên trang").wait_for()
    page.context.set_offline(False)  # and nobody touches a key
    page.get_by_text("Đã tự lưu lúc").wait_for()
    page.reload()
    assert page.locator("#muc input[value=technical]").is_checked()


def test_an_ended_session_is_told_and_does_not_spoil_the_page(signed_in: Callable[[str], Page], parts: str) -> None:
    page = signed_in("daumoi.so")
    page.goto(f"{parts}?muc=part:fee:0")
    page.context.clear_cookies(name="sessionid")
    choose(page, "technical")
    page.get_by_text("Chưa lưu được: phiên làm việc đã hết").wait_for()
    assert page.locator("#muc input[value=technical]").is_checked()
    assert page.locator("#da-tra-loi").count() == 1
    signed_in("daumoi.so")
    choose(page, "fits")
    page.get_by_text("Đã tự lưu lúc").wait_for()


@pytest.fixture
def sheet(parts: str) -> str:
    """The address of the sheet of a procedure that nobody answered."""
    return parts.removesuffix("bo-phan/")


def test_figures_save_themselves_and_two_people_do_not_overwrite_each_other(
    signed_in: Callable[[str], Page], another: Callable[[str], Page], axe_faults: FaultFinder, sheet: str
) -> None:
    here = f"{sheet}do-phuc-tap/"
    first, second = both_at(here, signed_in, another)
    first.get_by_label("Số bước thực hiện").fill("7")
    first.get_by_label("Số hồ sơ một năm").fill("1500")
    first.get_by_label("Nguồn số liệu").focus()
    first.get_by_text("Số hồ sơ một năm cần ghi nguồn số liệu").wait_for()
    first.get_by_label("Nguồn số liệu").fill("báo cáo của Sở")
    first.get_by_label("Số bước thực hiện").focus()
    first.get_by_text("Đã tự lưu lúc").wait_for()
    first.locator("#xep-nhom", has_text="thủ tục này").wait_for()
    check(first, axe_faults)
    first.get_by_label("Chi phí xây dựng").fill("90000000")  # and leaves without a further key
    left_and_back(first, here, "Chi phí xây dựng", "90000000")

    second.get_by_label("Số bước thực hiện").fill("9")
    second.get_by_label("Nguồn số liệu").focus()
    second.get_by_text("Người khác vừa ghi phần này").wait_for()
    first.reload()
    assert first.get_by_label("Số bước thực hiện").input_value() == "7"
    second.get_by_role("link", name="So hai bản").click()
    second.get_by_role("cell", name="Số bước thực hiện").wait_for()
    assert second.get_by_label("Số bước thực hiện").input_value() == "9"
    check(second, axe_faults)
    second.get_by_role("button", name="Ghi số liệu của tôi").click()
    second.get_by_text("Đã lưu.").wait_for()
    first.reload()
    assert first.get_by_label("Số bước thực hiện").input_value() == "9"


def test_what_was_on_its_way_when_the_page_was_left_is_not_lost(signed_in: Callable[[str], Page], sheet: str) -> None:
    page = signed_in("daumoi.so")
    here = f"{sheet}do-phuc-tap/"
    page.goto(here)

    def held(route: Route) -> None:
        """What the page sends by itself never arrives; what it sends as it is left does."""
        if route.request.resource_type != "xhr":
            route.continue_()

    page.route(f"**{here}", held)
    page.get_by_label("Số bước thực hiện").fill("11")
    with page.expect_request(lambda request: request.resource_type == "xhr"):
        page.get_by_label("Nguồn số liệu").focus()
    left_and_back(page, here, "Số bước thực hiện", "11")


def test_what_is_typed_for_the_conclusion_is_there_on_return(
    signed_in: Callable[[str], Page], axe_faults: FaultFinder, sheet: str
) -> None:
    page = signed_in("daumoi.so")
    page.goto(f"{sheet}ket-luan/")
    page.get_by_text("Chưa, ghi lý do ở phần ghi chú").click()
    page.get_by_text("Đã giữ bản nháp lúc").wait_for()
    page.context.set_offline(True)
    page.get_by_label("Năm thực hiện").fill("2028")
    page.get_by_label("Giai đoạn").focus()
    page.get_by_text("Chưa lưu được. Câu trả lời vẫn ở trên trang").wait_for()
    page.context.set_offline(False)
    page.get_by_label("Ghi chú, lý do").fill("Chờ kết nối thanh toán")  # and leaves at once
    left_and_back(page, f"{sheet}ket-luan/", "Ghi chú, lý do", "Chờ kết nối thanh toán")
    page.get_by_text("Đây là bản nháp của ông/bà").wait_for()
    assert page.locator("input[name=suitable][value=no]").is_checked()
    assert page.get_by_label("Năm thực hiện").input_value() == "2028"
    check(page, axe_faults)
    page.get_by_role("button", name="Bỏ bản nháp").click()
    assert page.get_by_label("Ghi chú, lý do").input_value() == ""
