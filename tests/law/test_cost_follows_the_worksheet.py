"""Compliance cost: the vectors found in practice, the formula of Art. 27, and time of person and authority apart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.law.cost import CostRow, Whose, Worksheet, benefit_of, cost_of, hours_of_days
from motcua.law.figures import Dong
from motcua.law.load import overlay
from motcua.law.unfit import Unfit
from tests.law.books import book

ON = date(2026, 3, 2)
DECISION = {"number": "9/QĐ-UBND", "title": "Cách tính", "kind": "decision", "confidence": "A"}


def province(key: str, value: object):
    """Return the rulebook with one row of the province's own."""
    row = {
        "key": key,
        "value": value,
        "instrument": "9/QĐ-UBND",
        "article": "Điều 1",
        "effective_from": date(2026, 1, 1),
        "confidence": "A",
    }
    return overlay(book(), {"tinh.toml": {"instrument": [DECISION], "rule": [row]}})


def handling(days: int, dossiers: int, rules):
    """Return the cost of a year where only the authority's handling days count, at 40,000 đồng an hour."""
    hours = hours_of_days(days, ON, rules).value
    row = CostRow("thời gian giải quyết", hours=hours, whose=Whose.AUTHORITY)
    return cost_of(Worksheet((row,), executions=1, subjects=dossiers, wage=40_000), ON, rules)


# (ngày trước, ngày sau, hồ sơ một năm, trước, sau, tiết kiệm, tỷ lệ): 8 giờ một ngày, 40.000 đồng một giờ
PRACTICE = [
    (10, 9, 10, 32_000_000, 28_800_000, 3_200_000, "10.00"),
    (25, 23, 10, 80_000_000, 73_600_000, 6_400_000, "8.00"),
    (5, 3, 10, 16_000_000, 9_600_000, 6_400_000, "40.00"),
]


@pytest.mark.parametrize(("was", "becomes", "dossiers", "before", "after", "saved", "rate"), PRACTICE)
def test_vectors_of_approved_plans(was, becomes, dossiers, before, after, saved, rate):
    rules = province("review.cost_counts", "authority")
    gain = benefit_of(handling(was, dossiers, rules), handling(becomes, dossiers, rules)).value
    assert (gain.before, gain.after, gain.saved, gain.rate) == (before, after, saved, Decimal(rate))


def test_days_of_the_authority_are_not_the_citizens_cost_unless_a_province_says_so():
    plain = handling(10, 10, book())
    assert (plain.value.annual, plain.value.authority_time, plain.value.counts) == (0, 3_200_000, "citizen")
    assert "Thời gian của người làm thủ tục" in "\n".join(plain.lines())


SHEET = Worksheet(
    (
        CostRow("chuẩn bị đơn", hours=2, wage=50_000),
        CostRow("chứng thực bản sao", hours=Decimal("1.5"), service=30_000, fee=20_000),
        CostRow("nộp lệ phí", fee=150_000),
        CostRow("thẩm định", hours=16, whose=Whose.AUTHORITY),
    ),
    executions=2,
    subjects=300,
    wage=40_000,
)


# (tính thời gian của ai, một lần, một năm): 100.000 + 60.000 giờ công, 200.000 chi phí, 640.000 của cơ quan
@pytest.mark.parametrize(
    ("counts", "once", "annual"),
    [("citizen", 360_000, 216_000_000), ("authority", 840_000, 504_000_000), ("both", 1_000_000, 600_000_000)],
)
def test_one_execution_and_a_year_by_whose_time_counts(counts, once, annual):
    cost = cost_of(SHEET, ON, province("review.cost_counts", counts)).value
    assert (cost.once, cost.annual, cost.counts) == (once, annual, counts)
    assert (cost.citizen_time, cost.authority_time, cost.expenses) == (160_000, 640_000, 200_000)
    assert (cost.citizen_hours, cost.authority_hours) == (Decimal("3.5"), 16)


def test_the_sheet_says_each_row_and_the_article():
    lines = cost_of(SHEET, ON, book()).lines()
    assert lines[1] == (
        "chứng thực bản sao: 1,5 giờ × 40.000 đồng + 30.000 đồng + 20.000 đồng = 110.000 đồng"
        " [Điều 27, 02/2017/TT-VPCP]"
    )
    assert lines[-1].startswith("Một năm: 360.000 đồng × 2 lần × 300 đối tượng = 216.000.000 đồng")


def test_the_wage_may_be_a_dated_row_of_the_province():
    sheet = Worksheet((CostRow("đi nộp", hours=1),))
    with pytest.raises(Unfit, match="Chưa có mức thu nhập một giờ cho “đi nộp”") as caught:
        cost_of(sheet, ON, book())
    assert (caught.value.code, caught.value.field) == ("no-wage", "rows.0.wage")
    answer = cost_of(sheet, ON, province("review.wage_rate", 42_500))
    assert answer.value.annual == 42_500
    assert "9/QĐ-UBND" in answer.lines()[0]
    with pytest.raises(Unfit):
        cost_of(sheet, date(2025, 12, 31), province("review.wage_rate", 42_500))


def test_a_plan_that_costs_more_says_so():
    cheap = cost_of(Worksheet((CostRow("lệ phí", fee=100),)), ON, book())
    dear = cost_of(Worksheet((CostRow("lệ phí", fee=150),)), ON, book())
    gain = benefit_of(cheap, dear)
    assert (gain.value.saved, gain.value.rate) == (-50, Decimal("-50.00"))
    assert "làm chi phí tăng 50 đồng" in gain.warnings[-1].text()


def test_nothing_to_save_from_nothing_has_no_rate():
    free = cost_of(Worksheet(()), ON, book())
    gain = benefit_of(free, free)
    assert gain.value.to_dict() == {"before": 0, "after": 0, "saved": 0, "rate": None}
    assert "bằng 0" in gain.warnings[-1].text()


# (điều gì sai, dòng, mã lỗi)
WRONG = [
    ("giờ âm", CostRow("a", hours=-1), "negative"),
    ("giờ không phải số", CostRow("a", hours=float("nan")), "not-a-figure"),
    ("giờ vô hạn", CostRow("a", hours=float("inf")), "not-a-figure"),
    ("giờ là chữ", CostRow("a", hours="hai"), "not-a-figure"),
    ("phí âm", CostRow("a", fee=-5), "negative"),
    ("phí là đúng sai", CostRow("a", fee=True), "not-a-figure"),
    ("tiền thuê quá lớn", CostRow("a", service=10**16), "too-large"),
    ("phí của cơ quan", CostRow("a", hours=1, fee=5, whose=Whose.AUTHORITY), "authority-money"),
]


@pytest.mark.parametrize(("what", "row", "code"), WRONG, ids=[case[0] for case in WRONG])
def test_figures_that_cannot_be_are_refused_by_name(what, row, code):
    with pytest.raises(Unfit) as caught:
        cost_of(Worksheet((row,), wage=1), ON, book())
    assert (caught.value.code, caught.value.field.startswith("rows.0")) == (code, True), what
    assert "a" in caught.value.text()


def test_executions_and_subjects_cannot_be_negative():
    for sheet in (Worksheet((), executions=-1), Worksheet((), subjects=-1)):
        with pytest.raises(Unfit, match="một năm không được âm"):
            cost_of(sheet, ON, book())


ROWS = st.builds(
    CostRow,
    work=st.just("việc"),
    hours=st.decimals(0, 500, places=2),
    fee=st.integers(0, 10**7),
    service=st.integers(0, 10**7),
)


@given(st.lists(ROWS, max_size=6), ROWS, st.integers(0, 50), st.integers(0, 10_000))
def test_one_more_row_never_makes_it_cheaper(rows, extra, executions, subjects):
    fewer = cost_of(Worksheet(tuple(rows), executions, subjects, 40_000), ON, book()).value
    more = cost_of(Worksheet((*rows, extra), executions, subjects, 40_000), ON, book()).value
    assert more.annual >= fewer.annual
    assert more.once >= fewer.once


@given(st.lists(ROWS, max_size=6), st.integers(0, 50), st.integers(0, 10_000))
def test_a_year_is_the_sum_over_every_execution(rows, executions, subjects):
    cost = cost_of(Worksheet(tuple(rows), executions, subjects, 40_000), ON, book()).value
    exact = sum((row.hours * 40_000 + row.fee + row.service for row in rows), Decimal(0)) * executions * subjects
    assert abs(Decimal(cost.annual) - exact) <= Decimal("0.5"), "rounded once, at the end"


def test_money_is_whole_and_says_itself():
    assert Dong(32_000_000).said(str) == "32.000.000 đồng"
    assert cost_of(SHEET, ON, book()).to_dict()["value"]["annual"] == 216_000_000
    assert hours_of_days(Decimal("2.5"), ON, book()).value == 20
