"""Selection by the criteria of Art. 16: weights that sum, a veto that nothing outweighs, faults in plain words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.law.load import overlay
from motcua.law.selection import check_weights, criteria_on, select, weights_on
from motcua.law.unfit import Unfit
from tests.law.books import book

ON = date(2026, 3, 2)
KEYS = ["S1", "S2", "S3", "S4"]
DECISION = {"number": "9/QĐ-UBND", "title": "Trọng số", "kind": "decision", "confidence": "A"}


def scores(*marks):
    return dict(zip(KEYS, marks, strict=True))


def province(key: str, value: object):
    row = {"key": key, "value": value, "instrument": "9/QĐ-UBND", "article": "Điều 3", "confidence": "A"}
    row["effective_from"] = date(2026, 1, 1)
    return overlay(book(), {"tinh.toml": {"instrument": [DECISION], "rule": [row]}})


# (điểm, trọng số, kết quả trên 100): thang 0 đến 5
SCORED = [
    (scores(5, 5, 5, 5), None, "100.00"),
    (scores(1, 0, 0, 0), None, "5.00"),
    (scores(5, 4, 3, 2), None, "70.00"),
    (scores(5, 4, 3, 2), scores(40, 30, 20, 10), "80.00"),
    (scores(1, 1, 1, 1), scores(33.3, 33.3, 33.3, 0.1), "20.00"),
    (scores(5, 1, 0, 2), scores(100, 0, 0, 0), "100.00"),
]


@pytest.mark.parametrize(("given_scores", "weights", "expected"), SCORED)
def test_marks_are_weighted(given_scores, weights, expected):
    answer = select(given_scores, ON, book(), weights)
    assert (answer.value.score, answer.value.eligible) == (Decimal(expected), True)
    assert {rule.article for rule in answer.rules} >= {"Điều 16"}


def test_what_the_rules_forbid_cannot_be_outweighed():
    answer = select(scores(0, 5, 5, 5), ON, book())
    assert (answer.value.score, answer.value.vetoed_by, answer.value.eligible) == (Decimal("75.00"), ("S1",), False)
    assert "0 điểm nên không chọn" in answer.warnings[0].text()
    assert select(scores(0, 5, 5, 5), ON, province("review.selection_veto", [])).value.eligible


def test_weights_are_labelled_as_a_local_choice():
    lines = "\n".join(select(scores(5, 4, 3, 2), ON, book()).lines())
    assert "Trọng số do địa phương đặt, pháp luật không quy định: S1 25 %, S2 25 %, S3 25 %, S4 25 %" in lines


# (điều gì sai, trọng số, câu phải nêu)
WRONG_WEIGHTS = [
    ("thiếu năm", scores(25, 25, 25, 20), "Tổng trọng số là 95 %, phải bằng 100 %."),
    ("dư một phần trăm", scores(25, 25, 25, 25.01), "Tổng trọng số là 100,01 %"),
    ("thiếu tiêu chí", {"S1": 50, "S2": 50}, "Chưa ghi trọng số của tiêu chí S3, S4."),
    ("tiêu chí lạ", {**scores(25, 25, 25, 25), "S5": 0}, "Không có tiêu chí S5"),
    ("âm", scores(125, -25, 0, 0), "không được âm"),
    ("không phải số", scores(float("nan"), 25, 25, 25), "phải là một số"),
    ("chữ", scores("25", 25, 25, 25), "phải là một số"),
    ("đúng sai", scores(True, 33, 33, 33), "phải là một số"),
    ("không phải bảng", [25, 25, 25, 25], "Chưa ghi trọng số"),
]


@pytest.mark.parametrize(("what", "weights", "says"), WRONG_WEIGHTS, ids=[case[0] for case in WRONG_WEIGHTS])
def test_weights_that_do_not_fit_are_refused(what, weights, says):
    with pytest.raises(Unfit) as caught:
        check_weights(weights, ON, book())
    assert says in caught.value.text(), what


def test_a_province_whose_row_does_not_sum_is_told_when_it_is_used():
    rows = [{"no": key, "name": "", "percent": 30} for key in KEYS]
    with pytest.raises(Unfit, match="Tổng trọng số là 120 %"):
        weights_on(ON, province("review.selection_weights", rows))
    own = [{**row, "percent": share} for row, share in zip(rows, (40, 30, 20, 10), strict=True)]
    answer = select(scores(5, 4, 3, 2), ON, province("review.selection_weights", own))
    assert answer.value.score == 80
    assert "Điều 3, 9/QĐ-UBND" in "\n".join(answer.lines())


@pytest.mark.parametrize(
    ("marks", "says"),
    [
        (scores(6, 0, 0, 0), "Điểm của S1 là 6, cao nhất chỉ được 5."),
        (scores(-1, 0, 0, 0), "không được âm"),
        ({"S1": 5}, "Chưa ghi điểm của tiêu chí S2, S3, S4."),
        (scores(None, 1, 1, 1), "Chưa ghi điểm của tiêu chí S1."),
    ],
)
def test_marks_that_cannot_be_are_refused(marks, says):
    with pytest.raises(Unfit) as caught:
        select(marks, ON, book())
    assert says in caught.value.text()


def test_criteria_are_known_for_campaigns_of_earlier_years_too():
    assert list(criteria_on(date(2018, 1, 1), book())) == KEYS
    assert select(scores(5, 5, 5, 5), date(2018, 1, 1), book()).value.score == 100


MARKS = st.fixed_dictionaries({key: st.integers(0, 5) for key in KEYS})
CUTS = st.lists(st.integers(0, 100), min_size=3, max_size=3).map(sorted)


@given(MARKS, CUTS, st.sampled_from(KEYS))
def test_a_higher_mark_never_lowers_the_score(marks, cuts, key):
    bounds = [0, *cuts, 100]
    weights = {name: bounds[place + 1] - bounds[place] for place, name in enumerate(KEYS)}
    before = select(marks, ON, book(), weights).value
    after = select({**marks, key: 5}, ON, book(), weights).value
    assert 0 <= before.score <= after.score <= 100
    assert before.to_dict()["eligible"] == (marks["S1"] > 0)
