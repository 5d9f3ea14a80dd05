"""A decision's number has many spellings; the house knows one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.followup.numbers import number_key, tidy_number

WRITTEN = [
    ("163/QĐ-BTP", "163/QĐ-BTP"),
    ("Quyết định số 6225/QĐ-BQP", "6225/QĐ-BQP"),
    ("3980 /QĐ-BQP", "3980/QĐ-BQP"),
    ("SỐ 64/QĐ-NHNN", "64/QĐ-NHNN"),
    ("2267./QĐ-BXD", "2267/QĐ-BXD"),
    ("2045/QĐ_BYT", "2045/QĐ-BYT"),
    ("764/QĐ- BNNMT", "764/QĐ-BNNMT"),
    ("QĐ/0001-BCA", "QĐ/0001-BCA"),
    ("  1372a/QĐ-NHNN\n", "1372a/QĐ-NHNN"),
    ("", ""),
]


@pytest.mark.parametrize(("written", "tidy"), WRITTEN)
def test_what_people_write_becomes_what_one_cites(written, tidy):
    assert tidy_number(written) == tidy


@pytest.mark.parametrize(("one", "other"), [("1170/QD-BTP", "1170/QĐ-BTP"), ("688A/QĐ-BCT", "688a/qđ-bct")])
def test_two_spellings_are_one_decision(one, other):
    assert number_key(one) == number_key(other)


@pytest.mark.parametrize(("one", "other"), [("11/QĐ-BTP", "1/1QĐ-BTP"), ("63/QĐ-BTP", "163/QĐ-BTP")])
def test_two_decisions_stay_two(one, other):
    assert number_key(one) != number_key(other)


@given(st.text(max_size=60))
def test_tidying_twice_changes_nothing_more(text):
    assert tidy_number(tidy_number(text)) == tidy_number(text)
    assert number_key(tidy_number(text)) == number_key(text)
