"""Checks of answers: a table of what does not hold together, and what does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.review.checks import AnswerFacts, LineFacts, findings_of, planned_end

YES = AnswerFacts("yes", "1. Công khai")
UNMET = AnswerFacts(
    "no", "6d. Thực địa", reason="phải đi", document="38/2018/TT-BNNPTNT", article="Điều 11", remedy="ministry",
    wording="Cho phép kiểm tra từ xa.", owner="Bộ", due_on=date(2027, 6, 30),
)  # fmt: skip
SOUND = LineFacts(
    {"C1": YES, "C6d": UNMET}, verdict="partial", level="partial", suitable=True, year=2026,
    from_day=date(2026, 3, 2), needs_article=frozenset({"C6d"}),
)  # fmt: skip


def with_answer(**changes: object) -> LineFacts:
    return replace(SOUND, answers={"C1": YES, "C6d": replace(UNMET, **changes)})


def names(facts: LineFacts, severity: str = "error") -> set[str]:
    return {finding.check for finding in findings_of(facts) if finding.severity == severity}


def test_a_sound_line_has_one_thing_only_that_comes_later_than_planned() -> None:
    assert names(with_answer(due_on=date(2026, 6, 30))) == set()


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (replace(SOUND, missing=("7. Kết quả",)), "unanswered"),
        (replace(SOUND, clashes=1), "unanswered"),
        (replace(with_answer(basis="exception"), doubtful=frozenset({"C6d"})), "unopened"),
        (with_answer(article=""), "reason_without_article"),
        (with_answer(document=""), "reason_without_article"),
        (with_answer(remedy="technical", owner=""), "remedy_without_owner"),
        (with_answer(remedy="technical", due_on=None), "remedy_without_owner"),
        (with_answer(wording=""), "remedy_without_owner"),
        (with_answer(remedy="", reason=" "), "unmet_without_remedy"),
        (with_answer(basis="changed", reason=""), "changed_without_reason"),
        (replace(SOUND, level="information", note=""), "level_against_criteria"),
        (replace(with_answer(remedy=""), level="full"), "level_against_criteria"),
        (replace(SOUND, level="full", year=None), "level_against_criteria"),
        (replace(SOUND, year=2025), "target_against_facts"),
        (SOUND, "target_against_facts"),  # the remedy is done a year after the service is to be there
    ],
)
def test_each_fault_is_found_by_its_check(facts: LineFacts, found: str) -> None:
    assert found in names(facts)


def test_a_level_that_the_remedies_lead_to_by_the_planned_time_is_no_fault() -> None:
    later = replace(SOUND, level="full", year=2027)
    assert names(later) == set()


def test_a_lower_level_with_its_reason_is_no_fault() -> None:
    assert "level_against_criteria" not in names(replace(SOUND, level="information", note="chưa có phần mềm"))


def test_levels_of_the_older_circular_are_compared_by_number() -> None:
    lower = LineFacts({}, verdict="3", level="2", suitable=True, year=2018)
    assert names(lower) == {"level_against_criteria"}
    assert names(replace(lower, level="3")) == set()


@pytest.mark.parametrize(
    ("year", "period", "end"),
    [
        (2026, "", date(2026, 12, 31)),
        (2026, "Q3", date(2026, 9, 30)),
        (2026, "q1", date(2026, 3, 31)),
        (None, "2026-2027", date(2027, 12, 31)),
        (None, "2026–2027", date(2027, 12, 31)),
        (None, "sớm", None),
        (None, "", None),
        (None, "0000", None),
    ],
)
def test_the_planned_time_ends_on_its_last_day(year: int | None, period: str, end: date | None) -> None:
    assert planned_end(year, period) == end


VALUES = st.sampled_from(["yes", "no", "na", "fits", "technical", "amend", "replace", "abolish"])
ANSWERS = st.builds(
    AnswerFacts,
    value=VALUES,
    label=st.text(max_size=5),
    basis=st.sampled_from(["own", "accepted", "exception", "changed", "rejected", "copied"]),
    reason=st.text(max_size=5),
    article=st.text(max_size=5),
    document=st.text(max_size=5),
    remedy=st.sampled_from(["", "technical", "own_document", "ministry"]),
    due_on=st.none() | st.dates(),
    stated=st.booleans(),
)


@given(
    st.dictionaries(st.sampled_from(["C1", "C6d", "part:dossier:2"]), ANSWERS),
    st.sampled_from([None, "full", "partial", "4", "0", "keep"]),
    st.sampled_from(["", "full", "not_met", "2", "abolish"]),
    st.none() | st.integers(-1, 20_000),
    st.text(max_size=9),
)
def test_checks_say_something_of_whatever_they_get_and_put_errors_first(
    answers: dict[str, AnswerFacts], verdict: str | None, level: str, year: int | None, period: str
) -> None:
    facts = LineFacts(answers, verdict, level, True, year, period, from_day=date(2026, 1, 1))
    found = [finding.severity for finding in findings_of(facts)]
    assert found == sorted(found)
