"""The language of formulas: what it understands, what it refuses, and that nothing in it is Python."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.papers.tables.formulas import (
    Binary,
    Comparison,
    FormulaError,
    Last,
    Minus,
    Number,
    Ref,
    Sum,
    parse,
    parse_comparison,
    parts,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12.5", Number(Decimal("12.5"))),
        ("c4", Ref("c4")),
        ("c4[tong]", Ref("c4", "tong")),
        ("sum(c4)", Sum("c4", "*")),
        ("sum(c4[xa])", Sum("c4", "xa")),
        ("sum(*)", Sum("*")),
        ("last(c11)", Last("c11")),
        ("-c4", Minus(Ref("c4"))),
        ("a + b * c", Binary("+", Ref("a"), Binary("*", Ref("b"), Ref("c")))),
        ("(a + b) * c", Binary("*", Binary("+", Ref("a"), Ref("b")), Ref("c"))),
        ("a - b - c", Binary("-", Binary("-", Ref("a"), Ref("b")), Ref("c"))),
        ("  a/b*100 ", Binary("*", Binary("/", Ref("a"), Ref("b")), Number(Decimal(100)))),
    ],
)
def test_a_formula_is_read_as_one_learnt_at_school(text: str, expected: object) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize("sign", ["=", "!=", "<=", ">=", "<", ">"])
def test_a_control_compares_two_formulas(sign: str) -> None:
    assert parse_comparison(f"a {sign} b + 1") == Comparison(sign, Ref("a"), Binary("+", Ref("b"), Number(Decimal(1))))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "cụt"),
        ("a +", "cụt"),
        ("a b", "thừa"),
        ("(a", "thiếu"),
        ("a)", "thừa"),
        ("a[1]", "tên cột hoặc dòng"),
        ("max(a)", "không có hàm"),
        ("sum(a + b)", "thiếu"),
        ("a ** b", "không hiểu"),
        ("a.b", "không hiểu"),
        ("'a'", "không hiểu"),
        ("A", "không hiểu"),
        ("__import__", "không hiểu"),
        ("lambda: 1", "không hiểu"),
        ("a = b", "thừa"),
        ("(" * 21 + "a" + ")" * 21, "lớp ngoặc"),
        ("-" * 30 + "a", "lớp ngoặc"),
        ("a+" * 300 + "a", "dài quá"),
    ],
)
def test_what_is_no_formula_is_refused_with_a_sentence(text: str, word: str) -> None:
    with pytest.raises(FormulaError, match=word):
        parse(text)


@pytest.mark.parametrize("text", ["a + b", "a = b = c", "= a"])
def test_what_is_no_control_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        parse_comparison(text)


@given(st.text(max_size=60) | st.text("ab c1+-*/()[]=<>!.sum,last", max_size=30))
def test_any_text_is_a_formula_or_refused_and_never_a_crash(text: str) -> None:
    with suppress(FormulaError):
        assert isinstance(parse(text), (Number, Ref, Sum, Last, Minus, Binary))


@given(st.lists(st.sampled_from(["a", "b", "c1", "sum(d)", "last(e)", "f[g]"]), min_size=1, max_size=12), st.data())
def test_every_reference_of_a_formula_is_named_in_its_order(names: list[str], data: st.DataObject) -> None:
    signs = data.draw(st.lists(st.sampled_from("+-*/"), min_size=len(names) - 1, max_size=len(names) - 1))
    text = names[0] + "".join(f" {sign} {name}" for sign, name in zip(signs, names[1:], strict=True))
    found = [parse(name) for name in names]
    assert list(parts(parse(text))) == found
