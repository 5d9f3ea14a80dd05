"""The shipped words are many, well formed and general; a province's rows lie over them."""

from __future__ import annotations

from collections import Counter

import pytest

from motcua.catalog.search.documents import SearchDocument
from motcua.catalog.search.index import SearchIndex
from motcua.catalog.search.life_events import life_events_of
from motcua.catalog.search.results import SearchRequest
from motcua.catalog.search.vocabulary import (
    VocabularyError,
    guidance_from,
    shipped_vocabulary,
    synonym_from,
)
from tests.catalog.search.conftest import SMALL

VOCABULARY = shipped_vocabulary()


def test_enough_words_ship() -> None:
    assert len(VOCABULARY.synonyms) >= 250
    assert len(VOCABULARY.guidance) >= 25
    assert len(VOCABULARY.life_events) >= 12
    assert {row.kind for row in VOCABULARY.synonyms} == {"viet_tat", "dong_nghia", "doi_thuong"}


def test_keys_are_unique_and_no_row_names_a_procedure_by_code() -> None:
    for rows in (VOCABULARY.synonyms, VOCABULARY.guidance, VOCABULARY.life_events):
        assert max(Counter(row.key for row in rows).values()) == 1
    assert not [row.key for row in VOCABULARY.synonyms if row.codes], "shipped rows are general"


@pytest.mark.parametrize(
    "values", [{}, {"say": ["a"]}, {"say": [], "means": ["b"]}, {"say": ["a"], "means": ["b"], "kind": "x"}]
)
def test_a_row_that_cannot_work_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(VocabularyError, match="r-1"):
        synonym_from(values, "r-1")
    with pytest.raises(VocabularyError, match="r-1"):
        guidance_from(values, "r-1")


def test_a_province_lays_its_rows_over_the_shipped_ones() -> None:
    own = synonym_from({"say": ["giấy con chim"], "means": [], "codes": ["1.000894"]}, "own-1")
    index = SearchIndex(SMALL, VOCABULARY.with_rows([own]))
    assert index.search(SearchRequest("giấy con chim")).hits[0].code == "1.000894"
    replaced = synonym_from({"say": ["xyz"], "means": ["kết hôn"]}, VOCABULARY.synonyms[0].key)
    laid = VOCABULARY.with_rows([replaced], without=[VOCABULARY.guidance[0].key])
    assert len(laid.synonyms) == len(VOCABULARY.synonyms)
    assert len(laid.guidance) == len(VOCABULARY.guidance) - 1


@pytest.mark.parametrize(
    ("name", "field", "levels", "event"),
    [
        ("Đăng ký khai sinh cho trẻ bị bỏ rơi", "Hộ tịch", ("xa",), "sinh-con"),
        ("Cấp giấy xác nhận tình trạng hôn nhân", "Hộ tịch", ("xa",), "ket-hon"),
        ("Đăng ký, cấp Giấy chứng nhận lần đầu", "Đất đai", ("tinh",), "nha-dat"),
        ("Cấp giấy phép xây dựng nhà ở riêng lẻ", "Quy hoạch xây dựng", ("xa",), "xay-nha"),
        ("Tạm ngừng kinh doanh hộ kinh doanh", "Hộ kinh doanh", ("xa",), "mo-cua-hang"),
        ("Chuyển trường học sinh tiểu học", "Giáo dục tiểu học", ("xa",), "hoc-tap"),
        ("Đăng ký thường trú", "Đăng ký, quản lý cư trú", ("xa",), "cu-tru"),
        ("Cấp lại giấy phép lái xe", "Sát hạch, cấp giấy phép lái xe", ("tinh",), "xe-co"),
        ("Hỗ trợ mai táng phí", "Bảo trợ xã hội", ("xa",), "nguoi-than-mat"),
        ("Trợ cấp thờ cúng liệt sĩ", "Người có công", ("xa",), "nguoi-co-cong"),
        ("Kê khai hoạt động chăn nuôi", "Chăn nuôi", ("xa",), "nuoi-trong"),
        ("Hưởng trợ cấp thất nghiệp", "Việc làm", ("tinh",), "viec-lam"),
        ("Cấp thẻ bảo hiểm y tế", "Bảo hiểm y tế", ("xa",), "suc-khoe"),
    ],
)
def test_unseen_procedures_fall_into_their_event(name: str, field: str, levels: tuple[str, ...], event: str) -> None:
    assert event in life_events_of(name, field, levels, VOCABULARY.life_events)


def test_exceptions_and_tiers_keep_strangers_out() -> None:
    events = VOCABULARY.life_events
    assert "nguoi-than-mat" not in life_events_of("Công nhận di sản văn hóa phi vật thể", "Di sản", ("bo",), events)
    assert "nuoi-trong" not in life_events_of("Xuất khẩu giống vật nuôi", "Chăn nuôi", ("bo",), events)


def test_every_event_gathers_real_procedures_and_its_search_finds_one_of_them(sample: SearchIndex) -> None:
    for event in VOCABULARY.life_events:
        members: list[SearchDocument] = [d for d in sample.documents if event.key in d.life_events]
        assert len(members) >= 5, event.key
        assert len(members) < 500, event.key
        assert any(event.key in hit.document.life_events for hit in sample.search(SearchRequest(event.search)).hits[:3])
