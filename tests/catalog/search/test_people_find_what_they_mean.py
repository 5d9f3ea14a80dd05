"""Everyday words, abbreviations and slips lead to the right procedure, and the answer says why."""

from __future__ import annotations

import pytest

from motcua.catalog.search.index import SearchIndex
from motcua.catalog.search.results import SearchRequest


def codes(index: SearchIndex, text: str, limit: int = 5) -> list[str]:
    return [hit.code for hit in index.search(SearchRequest(text, limit=limit)).hits]


def test_the_common_procedure_comes_before_its_special_cases(small: SearchIndex) -> None:
    assert codes(small, "đăng ký khai sinh")[0] == "1.001193"
    assert set(codes(small, "đăng ký khai sinh")) == {"1.001193", "1.004884", "2.000528"}
    assert codes(small, "khai sinh nước ngoài")[0] == "2.000528"
    assert codes(small, "đăng ký lại khai sinh")[0] == "1.004884"


@pytest.mark.parametrize(
    "text",
    [
        "dang ky khai sinh",
        "dang ki khai sinhh",
        "ddawng kys khai sinh",
        "d9ang8 ky1 khai sinh",
        "dangkykhaisinh",
        "đk khai sinh",
        "lam giay khai sinh cho con",
        "KHAI   SINH!!!",
    ],
)
def test_slips_and_shorthand_are_forgiven(small: SearchIndex, text: str) -> None:
    assert codes(small, text)[0] == "1.001193"


def test_bringing_a_child_into_the_household_is_not_import(small: SearchIndex) -> None:
    assert codes(small, "nhập khẩu cho con")[0] == "1.004222"
    assert "9.000001" not in codes(small, "nhap khau cho con")
    assert codes(small, "nhập khẩu hàng hóa")[0] == "9.000001"
    assert codes(small, "giấy phép nhập khẩu")[0] == "9.000001"


def test_marks_tell_a_mine_from_opening(small: SearchIndex) -> None:
    assert codes(small, "mỏ")[0] == "9.000002"
    assert codes(small, "mở cảng cá")[0] == "9.000003"


def test_an_unmarked_word_in_marked_text_means_itself(small: SearchIndex) -> None:
    hits = small.search(SearchRequest("cho thuê sân")).hits
    assert all(match.row == "" for hit in hits for match in hit.matches)


def test_an_abbreviation_in_a_name_is_found_by_its_full_words(small: SearchIndex) -> None:
    assert codes(small, "hoàn thuế thu nhập cá nhân")[0] == "9.000004"


def test_a_hit_says_which_words_and_which_row_found_it(small: SearchIndex) -> None:
    hit = small.search(SearchRequest("nhập khẩu cho con")).hits[0]
    (match,) = [match for match in hit.matches if match.row]
    assert (match.said, match.understood, match.how) == ("nhập khẩu", "đăng ký thường trú", "doi_thuong")
    assert [hit.name[start:end] for start, end in hit.spans] == ["Đăng ký thường trú"]


def test_a_mended_slip_is_shown_with_its_marks(small: SearchIndex) -> None:
    result = small.search(SearchRequest("dang ky khai sinhh"))
    assert result.did_you_mean == "dang ky khai sinh"
    assert [m.said for m in result.hits[0].matches if m.how == "sua_loi"] == ["sinhh"]


def test_a_code_leads_straight_to_its_procedure(small: SearchIndex) -> None:
    result = small.search(SearchRequest("mã 1.000894"))
    assert [hit.code for hit in result.hits] == ["1.000894"]
    assert [hit.code for hit in small.suggest("1.00089").hits] == ["1.000894"]
    assert small.search(SearchRequest("7.777777")).total == 0


def test_a_paper_in_the_dossier_is_enough_to_find_the_procedure(small: SearchIndex) -> None:
    assert codes(small, "con ốc sên") == ["9.000005"]


def test_suggestions_follow_the_word_being_typed(small: SearchIndex) -> None:
    assert small.suggest("khai s").hits[0].code == "1.001193"
    assert small.suggest("ket h").hits[0].code == "1.000894"
    assert "làm sổ đỏ" in small.suggest("làm sổ").phrases
    assert small.suggest("").hits == ()


def test_every_page_of_hits_is_part_of_one_order(small: SearchIndex) -> None:
    everything = small.search(SearchRequest("đăng ký", limit=50))
    pages = [small.search(SearchRequest("đăng ký", limit=2, offset=n)).hits for n in range(0, everything.total, 2)]
    assert [hit.code for page in pages for hit in page] == [hit.code for hit in everything.hits]
