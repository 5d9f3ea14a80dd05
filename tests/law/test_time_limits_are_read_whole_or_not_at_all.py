"""A time limit is understood whole or stays a text with the reason; a bare number never becomes days."""

from __future__ import annotations

import gzip
import json
import os
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.law.limit import Kind, Unit, fold, limit_of, parse_limit

UNDERSTOOD = [
    ("07 Ngày làm việc", [(7, Unit.WORKING_DAY)]),
    ("7 ngày làm việc", [(7, Unit.WORKING_DAY)]),
    ("03 NGÀY LÀM VIỆC", [(3, Unit.WORKING_DAY)]),
    ("03 ngay lam viec", [(3, Unit.WORKING_DAY)]),
    ("15 Ngày", [(15, Unit.DAY)]),
    ("8 Giờ", [(8, Unit.HOUR)]),
    ("24 giờ làm việc", [(24, Unit.WORKING_HOUR)]),
    ("2 Tháng", [(2, Unit.MONTH)]),
    ("1 Năm", [(1, Unit.YEAR)]),
    ("02 tuần", [(2, Unit.WEEK)]),
    ("30 phút", [(30, Unit.MINUTE)]),
    ("½ ngày", [("1/2", Unit.DAY)]),
    ("1½ ngày", [("3/2", Unit.DAY)]),
    ("1,5 ngày", [("3/2", Unit.DAY)]),
    ("0.5 ngày làm việc", [("1/2", Unit.WORKING_DAY)]),
    ("0.25 Giờ", [("1/4", Unit.HOUR)]),
    ("02 tháng và 15 ngày làm việc", [(2, Unit.MONTH), (15, Unit.WORKING_DAY)]),
    ("  5  ngày   làm việc. ", [(5, Unit.WORKING_DAY)]),
    ("03 (ba) ngày làm việc", [(3, Unit.WORKING_DAY)]),
    ("không quá 10 ngày", [(10, Unit.DAY)]),
    ("Trong thời hạn 03 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ.", [(3, Unit.WORKING_DAY)]),
    ("Trong thời hạn 05 (năm) ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ.", [(5, Unit.WORKING_DAY)]),
    ("5 nga\u0300y la\u0300m vie\u0302\u0323c", [(5, Unit.WORKING_DAY)]),
]


@pytest.mark.parametrize(("text", "parts"), UNDERSTOOD)
def test_a_clear_text_becomes_amounts_and_units(text, parts):
    limit = parse_limit(text)
    assert limit.kind is Kind.KNOWN
    assert [(part.amount, part.unit) for part in limit.parts] == [(Fraction(n), unit) for n, unit in parts]
    assert limit.raw == text.strip()


@pytest.mark.parametrize("text", ["trong ngày làm việc", "Trong ngày", "Ngay trong ngày", "trong ngay lam viec"])
def test_within_the_day_is_a_limit_of_its_own(text):
    assert parse_limit(text).kind is Kind.SAME_DAY


NOT_UNDERSTOOD = [
    ("7", "bare_number"),
    ("07", "bare_number"),
    ("10-25", "bare_number"),
    ("1,5", "bare_number"),
    ("0", "zero"),
    ("0 Giờ", "zero"),
    ("", "empty"),
    (None, "empty"),
    ("  ", "empty"),
    ("Không quy định", "not_set"),
    ("Chưa có quy định cụ thể", "not_set"),
    ("khác", "not_set"),
    ("07 ngày làm việc hoặc 30 ngày làm việc", "alternatives"),
    ("24 giờ/07 ngày", "alternatives"),
    ("05 ngày làm việc, trường hợp phải xác minh thì không quá 10 ngày làm việc.", "free_text"),
    ("Trong thời hạn 05 ngày kể từ ngày nhận được văn bản đề nghị của nhà đầu tư", "free_text"),
    ("Ngay trong ngày tiếp nhận hồ sơ; sau 15 giờ thì trả vào ngày làm việc tiếp theo", "free_text"),
    ("Theo Kế hoạch tuyển sinh hàng năm", "free_text"),
    ("Trước ngày 15 tháng 02 hằng năm", "free_text"),
    ("7 ngày làm việc 3", "free_text"),
    ("<script>alert(1)</script>", "free_text"),
]


@pytest.mark.parametrize(("text", "why"), NOT_UNDERSTOOD)
def test_an_unclear_text_stays_a_text_with_the_reason(text, why):
    limit = parse_limit(text)
    assert (limit.kind, limit.why, limit.parts) == (Kind.UNKNOWN, why, ())
    assert limit.raw == (text or "").strip()


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text):
    limit = parse_limit(text)
    assert limit.known == bool(limit.parts or limit.kind is Kind.SAME_DAY)
    assert all(part.amount > 0 for part in limit.parts)


@given(st.integers(1, 100), st.sampled_from(list(Unit)), st.booleans())
def test_what_is_written_is_read_back(amount, unit, folded):
    limit = limit_of(amount, unit)
    text = fold(str(limit)) if folded else str(limit)
    assert parse_limit(text).parts == limit.parts


@given(st.from_regex(r"[0-9]{1,4}", fullmatch=True))
def test_a_bare_number_is_never_a_number_of_days(text):
    assert not parse_limit(text).known


@pytest.mark.parametrize("text", ["101 năm", "1000000 ngày", "9999999 tháng", "100 năm và 1 ngày làm việc"])
def test_more_than_a_century_is_a_slip_of_the_hand(text):
    assert (parse_limit(text).kind, parse_limit(text).why) == (Kind.UNKNOWN, "too_long")


@pytest.mark.parametrize("text", ["5/0 ngày", "1 1/0 ngày làm việc", "9" * 5000 + " ngày"])
def test_a_number_that_is_none_breaks_nothing(text):
    assert not parse_limit(text).known


def test_a_limit_of_nothing_is_refused():
    with pytest.raises(ValueError, match="longer than nothing"):
        limit_of(0, Unit.DAY)


@pytest.mark.shared_data
def test_the_real_texts_fall_into_few_kinds():
    folder = Path(os.environ.get("MOTCUA_SHARED_DATA", Path(__file__).parents[2].parent / "shared" / "data"))
    file = folder / "tthc-sample.jsonl.gz"
    if not file.exists():
        pytest.skip("the shared records are not on this machine")
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    texts = [channel["time"] for record in records for channel in record["channels"] if channel.get("time")]
    limits = [parse_limit(text) for text in texts]
    assert sum(limit.known for limit in limits) / len(limits) > 0.85
    assert all(not limit.known for text, limit in zip(texts, limits, strict=True) if text.strip().isdigit())
