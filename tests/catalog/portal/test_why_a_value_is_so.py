"""The short answers of a page: what rows say together, what stays unknown, and the reasons given."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.catalog.explain import Answer, cut, explain_fee, explain_time, time_words
from motcua.catalog.models import Channel, ProcedureVersion
from motcua.catalog.readings import fee_amount
from motcua.rulebook.shipped import shipped_book

RULES = shipped_book().at(date(2026, 11, 20))


class _Rows:
    def __init__(self, rows: list[Channel]) -> None:
        self.rows = rows

    def all(self) -> list[Channel]:
        return self.rows


def version_of(*pairs: tuple[str, str]) -> ProcedureVersion:
    """A version with a row for each pair of time and fee texts."""
    rows = [
        Channel(kind="counter", time_text=time, fee_text=fee, fee_amount=fee_amount(fee or None)) for time, fee in pairs
    ]
    held = SimpleNamespace(channels=_Rows(rows), decision_no="1/QĐ", effective_from=date(2026, 1, 1))
    return cast(ProcedureVersion, held)


def time_of(*texts: str) -> Answer:
    return explain_time(version_of(*[(text, "") for text in texts]), None, RULES)


def fee_of(*texts: str) -> Answer:
    return explain_fee(version_of(*[("", text) for text in texts]), None)


@pytest.mark.parametrize(
    ("texts", "value", "known"),
    [
        (("5 Ngày làm việc", "05 ngày làm việc"), "5 ngày làm việc", True),
        (("3 Ngày làm việc", "7 Ngày làm việc"), "3 đến 7 ngày làm việc", True),
        (("3 Ngày làm việc", "10 Ngày"), "3 ngày làm việc hoặc 10 ngày", True),
        (("3 Ngày làm việc", "10 Ngày", "1 Tháng"), "Tùy trường hợp", True),
        (("5 Ngày làm việc", ""), "5 ngày làm việc", False),
        (("7",), "Chưa rõ", False),
        (("", ""), "Chưa rõ", False),
        (("Không quy định",), "Chưa rõ", False),
        ((), "Chưa rõ", False),
    ],
)
def test_rows_say_one_time_together(texts: tuple[str, ...], value: str, known: bool):
    answer = time_of(*texts)
    assert (answer.value, answer.known) == (value, known)
    assert answer.why.value == answer.value
    assert bool(answer.why.warnings) == (not known)


def test_words_stay_words():
    answer = time_of("Ngay trong ngày, trường hợp phải xác minh thì 05 ngày làm việc")
    assert answer.value == "Theo từng trường hợp"
    assert "“Ngay trong ngày" in answer.note
    assert not answer.known


@pytest.mark.parametrize(
    ("texts", "value", "known"),
    [
        (("Miễn phí",), "Miễn phí", True),
        (("120.000 Đồng", "120,000 VNĐ"), "120.000 đồng", True),
        (("50.000 Đồng", "120.000 Đồng"), "50.000 đồng đến 120.000 đồng", True),
        (("Miễn phí", "120.000 Đồng"), "Miễn phí hoặc đến 120.000 đồng", True),
        (("Miễn phí", ""), "Miễn phí", False),
        (("Miễn phí (theo quy định tại Thông tư số 1/2020/TT-BTC)",), "Theo văn bản riêng", False),
        (("Miễn phí (135.000 đồng)",), "Chưa rõ", False),
        (("135 VNĐ",), "Chưa rõ", False),
        (("",), "Chưa rõ", False),
    ],
)
def test_rows_say_one_fee_together(texts: tuple[str, ...], value: str, known: bool):
    answer = fee_of(*texts)
    assert (answer.value, answer.known) == (value, known)


def test_the_rule_of_counting_is_cited_by_the_unit_used():
    keys = {rule.key for rule in time_of("5 Ngày làm việc").why.rules}
    assert {"clock.first_day", "calendar.working_week", "catalog.decision"} <= keys
    assert "clock.months" in {rule.key for rule in time_of("2 Tháng").why.rules}
    assert not {rule.key for rule in time_of("7").why.rules} - {"catalog.decision"}


@settings(deadline=None)
@given(st.lists(st.text(max_size=60), max_size=12))
def test_no_text_breaks_the_answer_and_no_bare_number_becomes_one(texts: list[str]):
    for answer in (time_of(*texts), fee_of(*texts)):
        assert answer.value
        assert answer.why.lines()
        assert not answer.value.strip().isdigit()
        assert answer.why.to_dict()["why"]


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**6))
def test_a_bare_number_is_unknown_whatever_it_is(number: int):
    answer = time_of(str(number))
    assert answer.value == "Chưa rõ"
    assert time_words(str(number)) == ""


@settings(deadline=None)
@given(st.text(max_size=300), st.integers(min_value=1, max_value=100))
def test_a_cut_text_is_never_longer_than_asked(text: str, most: int):
    found = cut(text, most)
    assert len(found) <= most
    assert found == text or found.endswith("…")


def test_braces_in_a_source_are_not_read_as_places():
    answer: Any = time_of("{day} {0} {")
    assert "{day} {0} {" in " ".join(answer.why.lines())
