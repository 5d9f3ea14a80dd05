"""Facets narrow and count; what is no procedure gets guidance, not a bluff."""

from __future__ import annotations

import pytest

from motcua.catalog.search.index import SearchIndex
from motcua.catalog.search.results import SearchRequest
from motcua.catalog.search.vocabulary import shipped_vocabulary


def test_facets_count_the_hits_and_a_choice_narrows_them(small: SearchIndex) -> None:
    open_search = small.search(SearchRequest("đăng ký"))
    fields = {value.value: value.count for value in open_search.facets["field"]}
    assert fields["Hộ tịch"] == 4
    chosen = small.search(SearchRequest("đăng ký", {"field": frozenset({"Đăng ký, quản lý cư trú"})}))
    assert [hit.code for hit in chosen.hits] == ["1.004222"]
    assert chosen.total == 1
    assert {v.value: v.count for v in chosen.facets["field"]}["Hộ tịch"] == 4, "own choice hides no neighbour"
    assert [v.value for v in chosen.facets["unit"]] == ["Công an xã"]


def test_browsing_without_words_shows_all_and_respects_filters(small: SearchIndex) -> None:
    assert small.search(SearchRequest("   ")).total == len(small)
    ministry = small.search(SearchRequest("", {"tier": frozenset({"bo"})}))
    assert [hit.code for hit in ministry.hits] == ["9.000001"]
    unknown = small.search(SearchRequest("", {"tier": frozenset({"sao hỏa"}), "colour": frozenset({"red"})}))
    assert unknown.total == 0


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ly hôn", "ly-hon"),
        ("don ly di", "ly-hon"),
        ("muốn kiện hàng xóm", "khoi-kien"),
        ("tố cáo cán bộ", "to-cao"),
        ("xin visa đi mỹ", "visa"),
        ("bị mất trộm xe", "mat-cap"),
        ("nộp phạt nguội", "phat-nguoi"),
        ("công ty nợ lương", "thoi-tiet-lao-dong"),
    ],
)
def test_what_is_no_procedure_gets_a_place_to_go(small: SearchIndex, text: str, key: str) -> None:
    result = small.search(SearchRequest(text))
    assert key in [row.key for row in result.guidance]
    assert result.related
    assert all(row.where for row in result.guidance)


@pytest.mark.parametrize(
    "text", ["đăng ký khai sinh", "giấy chứng nhận đủ điều kiện", "mở quán ăn", "kiện toàn tổ chức"]
)
def test_guidance_stays_silent_where_a_procedure_is_meant(small: SearchIndex, text: str) -> None:
    assert small.search(SearchRequest(text)).guidance == ()


def test_related_searches_of_guidance_find_something(sample: SearchIndex) -> None:
    for row in shipped_vocabulary().guidance:
        for text in row.related:
            assert sample.search(SearchRequest(text)).hits, (row.key, text)
