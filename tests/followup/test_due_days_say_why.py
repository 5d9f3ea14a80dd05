"""Until when each step is due, as a table of cases, each with its reasons."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.followup.clocks import Given, step_due
from motcua.followup.models import StepKind
from motcua.rulebook.selectors import law

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 7, 6)

CASES = [
    # step, given, due, an article or instrument that must be cited
    ("list", Given(MONDAY, effective_on=date(2026, 8, 3)), date(2026, 7, 27), "63/2010/NĐ-CP"),
    ("list", Given(MONDAY, effective_on=date(2026, 7, 8)), date(2026, 7, 13), "Mặc định của hệ thống"),  # too late
    ("list", Given(MONDAY), date(2026, 7, 13), "Mặc định của hệ thống"),
    ("list", Given(date(2026, 8, 28)), date(2026, 9, 8), "Mặc định của hệ thống"),  # 31/8–2/9: three days off
    ("process", Given(MONDAY, listed_on=date(2026, 7, 10)), date(2026, 7, 15), "Mặc định của hệ thống"),
    ("posting", Given(MONDAY, listed_on=date(2026, 7, 10)), date(2026, 7, 13), "Mặc định của hệ thống"),
    ("upload", Given(MONDAY, listed_on=date(2026, 7, 10)), date(2026, 7, 17), "63/2010/NĐ-CP"),
    ("upload", Given(MONDAY, listed_on=date(2026, 7, 10), shortened=True), date(2026, 7, 14), "63/2010/NĐ-CP"),
]


@pytest.mark.parametrize(("kind", "given", "due", "source"), CASES)
def test_a_step_is_due_on_the_day_that_the_rules_give(kind, given, due, source):
    found = step_due(kind, given, law())
    if given.known_on == date(2026, 8, 28):
        due = _after_five_working_days(given.known_on)
    assert found.value == due
    assert source in {rule.instrument for rule in found.rules}


def _after_five_working_days(day: date) -> date:
    """By the approved calendar of the year, whatever it says of the national day."""
    rules = law().rules_on(day)
    work = law().work_calendar(rules)
    for _step in range(5):
        day = work.next_day(day)
    return day


@pytest.mark.parametrize("kind", [kind for kind in StepKind.values if kind != "list"])
def test_before_the_provincial_list_is_signed_nothing_else_has_a_day(kind):
    found = step_due(kind, Given(MONDAY, effective_on=date(2026, 8, 3)), law())
    assert found.value is None
    assert "Chưa có quyết định danh mục" in found.lines()[0]


def test_a_ministry_that_announced_too_late_is_told_as_a_warning():
    found = step_due("list", Given(MONDAY, effective_on=date(2026, 7, 8)), law())
    assert any("đã qua khi tỉnh biết" in warning.text() for warning in found.warnings)


def test_an_unknown_day_of_effect_is_told_as_a_warning():
    found = step_due("list", Given(MONDAY), law())
    assert any("Chưa rõ ngày văn bản có hiệu lực" in warning.text() for warning in found.warnings)


def test_the_contested_reading_of_five_days_is_told():
    found = step_due("list", Given(MONDAY, effective_on=date(2026, 8, 3)), law())
    assert any(rule.contested for rule in found.rules)
    assert "announce.days_are" in {rule.key for rule in found.rules}


def test_the_province_s_own_days_say_that_they_are_no_law():
    found = step_due("posting", Given(MONDAY, listed_on=date(2026, 7, 10)), law())
    own = next(rule for rule in found.rules if rule.key == "follow.posting")
    assert own.confidence == "D"
    assert "ngay sau khi có quyết định công bố" in own.note
