"""Vietnamese first; English only when chosen, kept in a cookie, without leaving the page."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def switch(client, **form: str):
    return client.post("/ngon-ngu/", form)


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True)


def test_a_page_is_vietnamese_whatever_the_device_was_sold_with(browser):
    answer = browser.get("/khong-co-trang-nay/", headers={"accept-language": "en-US,en;q=0.9"})
    assert answer["Content-Language"] == "vi"
    assert '<html lang="vi"' in answer.content.decode()


def test_the_switch_keeps_the_choice_and_returns_to_the_page(browser):
    answer = switch(browser, language="en", next="/thu-tuc/?q=x")
    assert (answer.status_code, answer["Location"]) == (302, "/thu-tuc/?q=x")
    cookie = answer.cookies["django_language"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("en", True, "Lax")
    later = browser.get("/khong-co-trang-nay/")
    assert later["Content-Language"] == "en"
    assert '<html lang="en"' in later.content.decode()


def test_the_way_back_to_vietnamese_is_on_the_english_page(browser):
    switch(browser, language="en")
    assert 'value="vi" lang="vi">Tiếng Việt' in browser.get("/khong-co-trang-nay/").content.decode()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_the_switch_leads_nowhere_else(browser, target):
    assert switch(browser, language="en", next=target)["Location"] == "/"


def test_an_unknown_language_changes_nothing(browser):
    assert "django_language" not in switch(browser, language="xx", next="/").cookies
    browser.cookies["django_language"] = "xx"
    assert browser.get("/khong-co-trang-nay/")["Content-Language"] == "vi"


def test_only_a_form_can_switch(browser):
    assert browser.get("/ngon-ngu/").status_code == 405


def test_a_cache_never_hands_one_readers_language_to_another(browser):
    assert "Cookie" in browser.get("/khong-co-trang-nay/")["Vary"]
