"""Text from outside loses what no database keeps, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from motcua.web.words import one_line, storable, tidy

NUL = "\x00"


@given(st.text())
def test_only_the_nul_character_goes(text: str):
    kept = storable(text)
    assert NUL not in kept
    assert len(kept) == len(text) - text.count(NUL)
    assert storable(kept) == kept


@given(st.text().filter(lambda text: NUL not in text))
def test_a_text_without_it_stays_as_it_is(text: str):
    assert storable(text) == text


@given(st.text())
def test_a_tidy_text_has_no_blanks_around_it(text: str):
    assert tidy(text) == tidy(text).strip()
    assert NUL not in tidy(text)


def test_blanks_behind_a_nul_character_go_too():
    assert tidy(f" {NUL} Sở Tư pháp {NUL}\n") == "Sở Tư pháp"
    assert tidy("dòng một\n\ndòng hai ") == "dòng một\n\ndòng hai"


def test_one_line_keeps_one_blank_between_words():
    assert one_line(f"  12/QĐ-UBND \n ngày{NUL}\t20/11  ") == "12/QĐ-UBND ngày 20/11"
    assert one_line(NUL) == ""
