"""Every address without a part to fill in answers before anything is seeded, and whatever is written behind its "?"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from motcua.access.table import PERMISSIONS

BAD = ("", "\0", "<script>alert(1)</script>", "99/99/9999", "-1", "9" * 30, "' OR 1=1 --", "ă" * 900, "%")
BAD_FOR_SQLITE = ("<script>alert(1)</script>", "9" * 30)  # a number past 64 bits is what SQLite's own driver refuses
READ_EVERYWHERE = {"q", "trang", "ngay"}
NOT_PAGES = {"/metrics", "/readyz", "/tai-khoan/dang-xuat/"}  # readiness asks for workers, which tests have not
_FIELD = re.compile(r'<(?:input|select|textarea)[^>]*\sname="([\w-]+)"')


def _plain(patterns: Iterable[Any], before: str = "/") -> Iterator[str]:
    """Addresses without a part to fill in."""
    for one in patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _plain(one.url_patterns, path)
        elif isinstance(one, URLPattern) and "<" not in path and "(" not in path:
            yield path


ADDRESSES = sorted(
    address
    for address in set(_plain(get_resolver().url_patterns)) - NOT_PAGES
    if not address.startswith(("/api/", "/static"))
)


@pytest.fixture
def everyone(client_with: Callable[..., Client]) -> Client:
    """Someone who may open everything; a fault of the server comes back as an answer."""
    client = client_with(*PERMISSIONS)
    client.raise_request_exception = False
    return client


def test_the_list_of_addresses_is_not_empty() -> None:
    assert len(ADDRESSES) > 40
    assert "/kiem-soat/danh-muc/" in ADDRESSES


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_answers_when_nothing_is_seeded_and_whatever_is_asked(
    address: str, everyone: Client, on_postgres: bool
) -> None:
    first = everyone.get(address)
    assert first.status_code < 500
    text = first.content.decode(errors="replace") if not first.streaming else ""
    names = READ_EVERYWHERE | set(_FIELD.findall(text))
    bad = BAD if on_postgres else BAD_FOR_SQLITE
    answers = {value[:30]: everyone.get(address, dict.fromkeys(names, value)) for value in bad}
    assert not {value: answer.status_code for value, answer in answers.items() if answer.status_code >= 500}
    pages = [answer.content for answer in answers.values() if not answer.streaming]
    assert not any(b"<script>alert(1)" in page for page in pages)
