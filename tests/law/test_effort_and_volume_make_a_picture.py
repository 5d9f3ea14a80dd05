"""Effort by editable limits, and its place beside yearly volume."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.law.effort import Mark, Quadrant, effort_of, quadrant_of
from motcua.law.load import overlay
from motcua.law.unfit import Unfit
from tests.law.books import book

ON = date(2026, 3, 2)
FACTORS = {"cases": (1, 3), "components": (4, 8), "agencies": (1, 3), "steps": (5, 10), "databases": (1, 3)}
FACTORS["build_cost"] = (50, 200)
SIMPLE = {key: low for key, (low, _medium) in FACTORS.items()}
HARD = {key: medium + 1 for key, (_low, medium) in FACTORS.items()}
DECISION = {"number": "9/QĐ-UBND", "title": "Thang đo", "kind": "decision", "confidence": "A"}


def province(key: str, value: object):
    row = {"key": key, "value": value, "instrument": "9/QĐ-UBND", "article": "", "confidence": "A"}
    row["effective_from"] = date(2026, 1, 1)
    return overlay(book(), {"tinh.toml": {"instrument": [DECISION], "rule": [row]}})


# (số bước, mức): đến 5 thấp, đến 10 trung bình, trên nữa cao
@pytest.mark.parametrize(
    ("steps", "mark"),
    [(0, Mark.LOW), (5, Mark.LOW), (5.5, Mark.MEDIUM), (6, Mark.MEDIUM), (10, Mark.MEDIUM), (11, Mark.HIGH)],
)
def test_a_limit_belongs_to_the_lower_mark(steps, mark):
    assert effort_of({"steps": steps}, ON, book()).value.marks["steps"] is mark


def test_points_add_up_over_what_was_measured():
    simple, hard = effort_of(SIMPLE, ON, book()).value, effort_of(HARD, ON, book()).value
    assert (simple.points, simple.most, simple.high) == (6, 18, False)
    assert (hard.points, hard.most, hard.high) == (18, 18, True)
    part = effort_of({"steps": 20, "components": None}, ON, book())
    assert (part.value.points, part.value.most, part.value.high) == (3, 3, True)
    assert len(part.warnings) == 5, "each factor without a figure is named"


def test_nothing_measured_is_not_simple():
    nothing = effort_of({}, ON, book())
    assert (nothing.value.high, nothing.value.share) == (None, None)
    assert quadrant_of(nothing, 1_000, ON, book()).value is None
    assert nothing.value.to_dict()["marks"]["cases"] is None


# (đo được, hồ sơ một năm, nhóm): nhiều là trên 500
PICTURE = [
    (SIMPLE, 501, Quadrant.DO_FIRST),
    (SIMPLE, 500, Quadrant.FILL_IN),
    (HARD, 501, Quadrant.PLAN),
    (HARD, 0, Quadrant.LATER),
]


@pytest.mark.parametrize(("measures", "volume", "expected"), PICTURE)
def test_the_four_fields_of_the_picture(measures, volume, expected):
    placed = quadrant_of(effort_of(measures, ON, book()), volume, ON, book())
    assert placed.value is expected
    assert "hồ sơ một năm" in "\n".join(placed.lines())


def test_without_a_volume_there_is_no_place():
    placed = quadrant_of(effort_of(SIMPLE, ON, book()), None, ON, book())
    assert (placed.value, "Chưa có số hồ sơ" in placed.warnings[-1].text()) == (None, True)


def test_limits_are_the_provinces_to_edit_and_wrong_ones_are_refused():
    own = [{"no": "steps", "name": "số bước", "low": 20, "medium": 30}]
    easier = province("review.effort_limits", own)
    assert effort_of({"steps": 18}, ON, easier).value.marks == {"steps": Mark.LOW}
    assert "9/QĐ-UBND" in "\n".join(effort_of({"steps": 18}, ON, easier).lines())
    upside_down = province("review.effort_limits", [{**own[0], "low": 40}])
    with pytest.raises(Unfit, match="Giới hạn của “số bước” không hợp lệ"):
        effort_of({"steps": 18}, ON, upside_down)
    for points in ([3, 2, 1], [1, 2], [0, 0, 0], ["một", 2, 3]):
        with pytest.raises(Unfit):
            effort_of({"steps": 18}, ON, province("review.effort_points", points))


@pytest.mark.parametrize("measures", [{"màu sắc": 1}, {"steps": -1}, {"steps": "năm"}, {"steps": True}])
def test_measures_that_cannot_be_are_refused(measures):
    with pytest.raises(Unfit):
        effort_of(measures, ON, book())


def test_a_volume_that_cannot_be_is_refused():
    with pytest.raises(Unfit, match="Số hồ sơ một năm không được âm"):
        quadrant_of(effort_of(SIMPLE, ON, book()), -1, ON, book())


MEASURED = st.fixed_dictionaries({key: st.integers(0, 500) for key in FACTORS})


@given(MEASURED, st.sampled_from(sorted(FACTORS)), st.integers(1, 500))
def test_more_of_a_factor_never_makes_it_simpler(measures, key, more):
    before = effort_of(measures, ON, book()).value
    after = effort_of({**measures, key: measures[key] + more}, ON, book()).value
    assert after.points >= before.points
    assert after.most == before.most
    assert Decimal(33) <= before.share <= 100
