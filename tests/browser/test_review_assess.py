"""A reviewer assesses a procedure in the browser: with the keyboard, with and without script, on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.processes import Site

FaultFinder = Callable[[Page], list[str]]
WIDTHS = (320, 1366)
WORK = "/can-bo/ra-soat/"
_MADE = """
from datetime import timedelta
from django.utils import timezone
from motcua.access.actors import system_actor
from motcua.catalog.models import Procedure
from motcua.organisation.models import UnitPeriod
from motcua.review.models import Campaign, CampaignLine, CampaignUnit
today = timezone.localdate()
found = Campaign.objects.filter(title="Rà soát trên trình duyệt").first()
if found is None:
    found = Campaign.objects.create(
        title="Rà soát trên trình duyệt", year=today.year, state="open", law_date=today, opens_on=today,
        unit_result_due=today + timedelta(days=40), check_due=today + timedelta(days=60),
        consolidation_due=today + timedelta(days=80),
    )
    unit = UnitPeriod.objects.filter(name__startswith="Sở Tư pháp", valid_to__isnull=True).first().unit
    CampaignUnit.objects.create(campaign=found, unit=unit)
    for procedure in Procedure.objects.filter(current__isnull=False).select_related("current")[:3]:
        CampaignLine.objects.create(
            campaign=found, procedure=procedure, procedure_version=procedure.current, law_date=today, unit=unit
        )
print("LINE=" + CampaignLine.objects.filter(campaign=found).order_by("pk").first().public_id)
"""


@pytest.fixture
def line(site: Site) -> str:
    """The address of a procedure under review."""
    told = site.motcua("shell", "-c", _MADE).stdout
    return f"{WORK}{told.partition('LINE=')[2].split()[0]}/"


def check(page: Page, axe_faults: FaultFinder) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        assert axe_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


@pytest.mark.parametrize("tab", ["", "bo-phan/", "do-phuc-tap/", "ket-luan/"])
def test_the_sheet_has_no_axe_fault_and_fits(
    signed_in: Callable[[str], Page], axe_faults: FaultFinder, line: str, tab: str
) -> None:
    page = signed_in("kiemsoat")
    answer = page.goto(f"{line}{tab}")
    assert answer is not None
    assert answer.status == 200
    check(page, axe_faults)


@pytest.mark.parametrize("path", [WORK, "/can-bo/lay-y-kien/", "/can-bo/lay-y-kien/moi/", "/can-bo/vuong-mac/moi/"])
def test_lists_and_forms_have_no_axe_fault_and_fit(
    signed_in: Callable[[str], Page], axe_faults: FaultFinder, line: str, path: str
) -> None:
    page = signed_in("kiemsoat")
    page.goto(path)
    check(page, axe_faults)


def test_a_change_saves_itself_and_the_next_change_does_not_clash_with_it(
    signed_in: Callable[[str], Page], line: str
) -> None:
    page = signed_in("kiemsoat")
    page.goto(f"{line}?muc=C7")
    page.locator("input[name=value][value=no]").check()
    page.get_by_text("Đã tự lưu lúc").wait_for()
    page.get_by_label("Lý do", exact=False).first.fill("Kết quả cấp bản giấy")
    page.get_by_label("Minh chứng", exact=False).first.focus()
    page.locator("#phien-ban[value='2']").wait_for(state="attached")
    page.goto(f"{line}?muc=C7")
    assert page.locator("input[name=value][value=no]").is_checked()
    assert "Kết quả cấp bản giấy" in page.content()
    assert "Hai người trả lời" not in page.content()
