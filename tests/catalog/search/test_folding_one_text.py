"""However a word is written, it folds to one text, and its place in the original is kept."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.catalog.search.fold import accent_key, fold, fold_words, tokens

VIETNAMESE = st.text(
    "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ ", max_size=60
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ủy ban", "Uỷ ban"),
        ("ĐĂNG KÝ", "dang ki"),
        ("hoá chất", "hóa chất"),
        ("thuỷ sản", "thủy sản"),
        ("sĩ quan", "sỹ quan"),
        ("quý", "quí"),
        ("địa phương", "dia phuong"),
        ("lần 02", "lần 2"),
        ("chứng chỉ/giấy phép", "chung chi - giay phep"),
        ("đƣợc", "được"),
        ("kết\u200bhôn", "kethôn"),
    ],
)
def test_spellings_of_one_word_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_words_that_only_look_alike_stay_apart() -> None:
    assert fold("tay") != fold("tai")
    assert fold("thủy") != fold("thủi")
    assert accent_key("mỏ") != accent_key("mở")
    assert accent_key("hoá") == accent_key("hóa")
    assert accent_key("ban") == ""


@given(st.text(max_size=300))
def test_folding_never_raises_never_grows_and_is_idempotent(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert len(once) <= len(text)
    accent_key(text)


@given(VIETNAMESE)
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(st.text(max_size=200))
def test_tokens_lead_back_to_the_original(text: str) -> None:
    found = list(tokens(text))
    assert [token.word for token in found] == fold_words(text)
    ends = [0, *(token.end for token in found)]
    for token, before in zip(found, ends, strict=False):
        assert before <= token.start < token.end <= len(text)
        assert token.word in fold_words(text[token.start : token.end])
