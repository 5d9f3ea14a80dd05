"""Pages of review campaigns: usable by everyone, on a phone and on a desk; a unit's part led through by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

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
    for part in ("", "thu-tuc/", "hop/", "doi-chieu/"):
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
