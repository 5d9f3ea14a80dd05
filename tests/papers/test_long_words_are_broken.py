"""An address or a word without end is broken inside its cell: no column is pushed off the paper."""

from __future__ import annotations

import pytest

from motcua.papers.rendering.breaking import breakable

URL = "https://dichvucong.gov.vn/p/home/dvc-chi-tiet-thu-tuc-hanh-chinh.html?ma_thu_tuc=1.001193"


@pytest.mark.parametrize("text", ["", "Ủy ban nhân dân tỉnh", "a" * 30, "1.001193\n2.000908", "  "])
def test_usual_words_stay_as_they_are(text):
    assert breakable(text) == text


@pytest.mark.parametrize("text", ["a" * 31, URL, f"Xem {URL} và {URL}.", "ă" * 10_000])
def test_long_runs_may_be_broken_and_keep_every_letter(text):
    broken = breakable(text)
    assert broken.replace("\u200b", "") == text
    assert max(len(piece) for word in broken.split() for piece in word.split("\u200b")) <= 15
    assert breakable(broken) == broken
