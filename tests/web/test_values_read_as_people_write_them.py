"""Dates, times, numbers, money and shares on Vietnamese and English pages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from motcua.web import formats

MOMENT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)  # 15:30 in Viet Nam


@pytest.mark.parametrize(
    ("write", "value", "read"),
    [
        (formats.vn_date, date(2026, 11, 20), "20/11/2026"),
        (formats.vn_date, "2026-11-20", "20/11/2026"),
        (formats.vn_date, datetime(2026, 11, 19, 18, 0, tzinfo=UTC), "20/11/2026"),
        (formats.vn_moment, MOMENT, "15:30 20/11/2026"),
        (formats.vn_moment, "2026-11-20T08:30:00+00:00", "15:30 20/11/2026"),
        (formats.vn_weekday, MOMENT, "Thứ Sáu 20/11/2026"),
        (formats.vn_weekday, date(2026, 11, 22), "Chủ nhật 22/11/2026"),
        (formats.vn_official, MOMENT, "15 giờ 30 phút, ngày 20 tháng 11 năm 2026"),
        (formats.vn_number, 1234567, "1.234.567"),
        (formats.vn_number, 10**30, "1.000.000.000.000.000.000.000.000.000.000"),
        (formats.vn_number, Decimal("86.28"), "86,28"),
        (formats.vn_number, 0.5, "0,5"),
        (formats.vn_number, -1200, "-1.200"),
        (formats.vn_number, 0, "0"),
        (formats.vn_money, 1234567, "1.234.567 đồng"),
        (formats.vn_money, 0, "0 đồng"),
    ],
)
def test_a_value_reads_as_on_a_vietnamese_page(write, value, read):
    with translation.override("vi"):
        assert write(value) == read


@pytest.mark.parametrize("write", [formats.vn_date, formats.vn_moment, formats.vn_number, formats.vn_money])
def test_the_unknown_is_said_and_never_shown_as_zero(write):
    with translation.override("vi"):
        assert write(None) == "Chưa rõ"


def test_a_share_shows_what_it_is_made_of():
    with translation.override("vi"):
        assert formats.vn_share(125, 1000) == "12,5% (125/1.000)"
        assert formats.vn_share(1, 3) == "33,3% (1/3)"
        assert formats.vn_share(None, 3) == "Chưa rõ"


def test_a_share_of_nothing_is_not_zero_percent():
    with translation.override("vi"):
        assert "%" not in formats.vn_share(0, 0)
        assert "0/0" in formats.vn_share(0, 0)


def test_english_pages_mark_thousands_their_own_way():
    with translation.override("en"):
        assert formats.vn_number(1234567) == "1,234,567"
        assert formats.vn_share(125, 1000) == "12.5% (125/1,000)"


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_a_whole_number_can_be_read_back(number):
    with translation.override("vi"):
        assert int(formats.vn_number(number).replace(".", "")) == number


@given(st.dates(min_value=date(1900, 1, 1)))
def test_a_date_can_be_read_back(day):
    read = [int(part) for part in formats.vn_date(day).split("/")]
    assert date(*reversed(read)) == day
