"""The first page of a seeded province, in a real browser."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.smoke


def test_a_citizen_lands_on_a_page_that_everyone_can_use(page, axe_faults):
    answer = page.goto("/")
    assert answer.status == 200
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "vi"
    assert axe_faults(page) == []


def test_it_fits_a_narrow_telephone(narrow_page):
    narrow_page.goto("/")
    width = narrow_page.evaluate("document.documentElement.scrollWidth")
    assert width <= 320


def test_it_works_without_scripts(chromium, site):
    context = chromium.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.locator("input[type=search], input[name=q]").first.fill("khai sinh")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=khai*")
    assert page.locator("h1").count() == 1
    context.close()


def test_a_seeded_account_reaches_its_own_face(signed_in):
    page = signed_in("kiemsoat")
    assert page.goto("/kiem-soat/").status == 200
    assert "/kiem-soat/" in page.url
