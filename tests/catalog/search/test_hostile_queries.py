"""Whatever is typed or pasted, the answer is quick and sensible."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.catalog.search.index import SearchIndex
from motcua.catalog.search.results import SearchRequest

HOSTILE = [
    "",
    " " * 10_000,
    "a" * 100_000,
    "khai sinh " * 10_000,
    "nhập khẩu con " * 8_000,
    ".*+?^${}()|[]\\",
    "'; DROP TABLE procedure; --",
    "<script>alert(1)</script>",
    "😀👨‍👩‍👧‍👦🇻🇳",
    "\u202eخطأ في البحث\u202c",
    "\x00\x01\ud800",
    "漢字 한국어 ไทย",
    "%s %(x)s {0} {{7*7}}",
    "1.001193" * 5_000,
    "9" * 5_000,
    "\u0301" * 5_000,
    "dd" * 2_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_answered(sample: SearchIndex, text: str) -> None:
    result = sample.search(SearchRequest(text))
    sample.suggest(text)
    assert len(result.hits) <= 20


def test_nonsense_finds_nothing(sample: SearchIndex) -> None:
    for text in ("asdfgh qwerty", "😀👨‍👩‍👧‍👦", ".*+?^${}()|[]\\", "\u202eخطأ في البحث", "zzzzzzzz"):
        assert sample.search(SearchRequest(text)).total == 0, text


def test_markup_in_a_name_comes_back_as_it_is_with_true_places(small: SearchIndex) -> None:
    hit = small.search(SearchRequest("hộ tiểu thương")).hits[0]
    assert hit.name == "Ủy ban nhân dân cấp xã xác nhận <b>hộ</b> tiểu thương"
    assert [hit.name[start:end] for start, end in hit.spans] == ["hộ", "tiểu thương"]


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=80), limit=st.integers(0, 50), offset=st.integers(0, 5000))
def test_no_text_raises_and_every_place_is_inside_its_name(
    small: SearchIndex, text: str, limit: int, offset: int
) -> None:
    result = small.search(SearchRequest(text, limit=limit, offset=offset))
    assert len(result.hits) <= limit
    assert result.total <= len(small)
    for hit in (*result.hits, *small.suggest(text).hits):
        for start, end in hit.spans:
            assert 0 <= start < end <= len(hit.name)
