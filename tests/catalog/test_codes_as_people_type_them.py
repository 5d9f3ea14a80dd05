"""Codes typed or pasted into a field: none is lost, none becomes the name of another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.catalog.typed import typed_codes

CODES = st.from_regex(r"[1-9]\.[0-9]{6}(\.H[0-9]{2})?", fullmatch=True)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", []),
        (" , ; ", []),
        ("1.001193", [("1.001193", "")]),
        ("1.001193 1.000656", [("1.001193", ""), ("1.000656", "")]),
        ("1.001193, 1.000656;2.000908.H61", [("1.001193", ""), ("1.000656", ""), ("2.000908.H61", "")]),
        ("1.001193 - 1.000656", [("1.001193", ""), ("1.000656", "")]),
        ("1.999999 Cấp, đổi giấy – lần đầu", [("1.999999", "Cấp, đổi giấy – lần đầu")]),
        ("1.999999; Cấp giấy", [("1.999999", "Cấp giấy")]),
        ("1.999999\t- Cấp giấy", [("1.999999", "Cấp giấy")]),
        ("1.001193 1.999999 Cấp giấy", [("1.001193", ""), ("1.999999", "Cấp giấy")]),
        ("1.999999 Cấp giấy theo 1.001193", [("1.999999", "Cấp giấy theo 1.001193")]),
        ("khong-ma", [("khong-ma", "")]),
    ],
)
def test_a_line_is_read_as_it_was_meant(line: str, expected: list[tuple[str, str]]) -> None:
    assert typed_codes(line) == expected


@given(codes=st.lists(CODES, min_size=1, max_size=6), between=st.sampled_from([" ", ",", ", ", ";", " | ", "\t"]))
def test_codes_in_a_row_are_all_kept_in_order(codes: list[str], between: str) -> None:
    assert typed_codes(between.join(codes)) == [(code, "") for code in codes]
