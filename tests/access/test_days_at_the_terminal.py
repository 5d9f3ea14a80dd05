"""Days and moments of the command line: as ISO has them or as people here write them; a wrong one is told how."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from motcua.access.commands import a_day, a_moment

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize("text", ["2026-11-20", "20/11/2026", "20-11-2026", "20.11.2026", " 20/11/2026 "])
def test_a_day_is_read(text):
    assert a_day(text) == date(2026, 11, 20)


@pytest.mark.parametrize("text", ["2026-11-20T15:30", "2026-11-20 15:30", "20/11/2026 15:30", "2026-11-20T08:30+00:00"])
def test_a_moment_is_read_on_the_vietnamese_clock(text):
    assert a_moment(text) == datetime(2026, 11, 20, 15, 30, tzinfo=HANOI)


@pytest.mark.parametrize("text", ["", "hôm nay", "31/02/2026", "20/11/26", "20/11/20261", "1/1/1/2026", "9" * 400])
def test_another_text_is_refused_with_an_example(text):
    with pytest.raises(ArgumentTypeError, match="20/11/2026"):
        a_day(text)
    with pytest.raises(ArgumentTypeError, match="20/11/2026 15:30"):
        a_moment(text)
