"""Texts in any writing become what rules look for, and every quote is what was written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.proposals.engine_phrases import PhraseFaultError, matcher, read_phrase
from motcua.proposals.engine_text import bare, even_tones, plain

VIETNAMESE = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầờộủỵỹẤĐƯ \n\t.;:()…\u200b\u00a0\u0301\u0323İǆ", max_size=80
)


@given(VIETNAMESE | st.text(max_size=80))
def test_a_text_comes_back_whole_and_in_every_part(text: str) -> None:
    form = plain(text)
    for start in range(0, len(form.text), 7):
        assert form.written(start, min(start + 9, len(form.text))) in text
    if form.places is None:
        assert form.written(0, len(form.text)) == text


@pytest.mark.parametrize(
    "written",
    [
        "Phải xuất trình Thẻ căn cước để hòa giải",
        "PHẢI XUẤT TRÌNH THẺ CĂN CƯỚC ĐỂ HOÀ GIẢI",
        unicodedata.normalize("NFD", "Phải xuất trình thẻ căn cước để hoà giải"),
        "Phải xu\u200bất\u00a0trình thẻ căn cước để hòa\ufeff giải",
        "phai xuat trinh the can cuoc de hoa giai",
        "Phải  xuất   trình thẻ căn cước để hòa giải",
    ],
)
def test_one_phrase_fits_every_writing(written: str) -> None:
    found = matcher(["xuất trình … hoà giải"])
    assert found is not None
    form = plain(written)
    match = found.search(form.text, form.accented)
    assert match is not None
    assert form.written(*match.span()) in written


def test_tones_stand_on_the_first_vowel() -> None:
    assert even_tones("hoà thuỷ khoẻ") == "hòa thủy khỏe"
    assert bare("đường thủy") == "duong thuy"


@pytest.mark.parametrize("text", ["sự kiểm tracker", "tiền kiểm tra"])
def test_a_phrase_ends_where_words_end(text: str) -> None:
    found = matcher(["kiểm tra"])
    assert found is not None
    assert (found.search(text, True) is not None) is text.endswith("tra")


def test_a_phrase_says_one_of_several_or_none_and_leaves_gaps() -> None:
    found = matcher(["(kiểm tra|thẩm định) (trực tiếp)? … tại (cơ sở|kho)", "^biển số"])
    assert found is not None
    assert found.search("sẽ thẩm định điều kiện tại kho", True)
    assert found.search("kiểm tra trực tiếp tại cơ sở", True)
    assert found.search("- biển số xe", True)
    assert not found.search("thu biển số xe", True)
    assert not found.search("kiểm tra hồ sơ; bán hàng tại kho", True), "a gap ends with the clause"


@pytest.mark.parametrize(
    "phrase", ["", "   ", "(a|", "a)", "(a||b)", "(có)?", "a … b … c … d", "x" * 401, "((a|b)|c)", "…"]
)
def test_a_phrase_that_cannot_be_read_is_refused(phrase: str) -> None:
    with pytest.raises(PhraseFaultError):
        read_phrase(phrase)


@given(st.text(max_size=60))
def test_no_phrase_breaks_the_reader_or_means_more_than_its_words(phrase: str) -> None:
    try:
        found = matcher([phrase])
    except PhraseFaultError:
        return
    assert found is not None
    assert found.search("kiểm tra thực tế", True) is None or any(
        trigger in "kiểm tra thực tế" for trigger in found.triggers
    )
