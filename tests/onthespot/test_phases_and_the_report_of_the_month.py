"""Phases run against their days; the report of the twentieth is asked for, made once, and kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.law.explained import Citation
from motcua.law.onthespot_phases import DONE, DONE_LATE, LATE, NONE, OPEN, SOON, Counted, clock, phases_on
from motcua.onthespot.models import SpotReport
from motcua.onthespot.phases import phase_stands
from motcua.onthespot.reporting import as_of, next_due, reports_owed
from motcua.onthespot.services.entries import check_entry
from motcua.onthespot.services.reports import make_report
from motcua.papers.layout import document_of
from motcua.papers.models import Paper
from motcua.papers.rendering import render
from motcua.papers.services import submit_paper
from motcua.rulebook.shipped import shipped_book
from tests.onthespot.test_five_acts_on_the_spot import DAY, decided, place, power, proposed, refused, second_seal

__all__ = ["place", "proposed"]
DUE = date(2020, 9, 30)
BOOK = shipped_book()


def law(counted: Counted, on: date):
    return clock(DUE, counted, on, BOOK, phases_on(on, BOOK)[0].citation)


@pytest.mark.parametrize(
    ("counted", "on", "state"),
    [
        (Counted(0, 0), date(2020, 9, 1), OPEN),
        (Counted(1, 4), date(2020, 9, 19), OPEN),
        (Counted(1, 4), date(2020, 9, 20), SOON),
        (Counted(1, 4), DUE, SOON),
        (Counted(3, 4), date(2020, 10, 1), LATE),
        (Counted(0, 0), date(2020, 10, 1), LATE),
        (Counted(4, 4, DUE), date(2020, 12, 1), DONE),
        (Counted(4, 4, date(2020, 10, 1)), date(2020, 12, 1), DONE_LATE),
        (Counted(4, 4, DUE, ("Sở Tài chính",)), date(2020, 10, 1), LATE),
        (Counted(0, 0, settled=True), date(2020, 10, 1), DONE),
    ],
)
def test_a_clock_of_a_phase_says_where_it_stands_and_why(counted, on, state):
    found = law(counted, on)
    assert found.value == state
    assert "Mục II.1" in found.rules[0].article
    assert bool(found.warnings) == (state in {LATE, DONE_LATE})


@given(done=st.integers(0, 5), total=st.integers(0, 5), days=st.integers(-400, 400))
def test_a_clock_that_is_not_complete_is_late_exactly_after_its_day(done, total, days):
    counted = Counted(min(done, total), total)
    state = law(counted, DUE + timedelta(days=days)).value
    if counted.complete:
        assert state == DONE
    else:
        assert (state == LATE) == (days > 0)


def test_the_phases_are_those_of_the_plan_of_2020():
    found = phases_on(DAY, BOOK)
    assert [(one.list_by.isoformat(), one.powers_by.isoformat(), len(one.departments)) for one in found] == [
        ("2020-04-15", "2020-04-15", 3),
        ("2020-09-30", "2020-08-15", 5),
        ("2021-01-02", "2020-12-15", 0),
    ]
    assert isinstance(found[0].citation, Citation)


@pytest.mark.django_db
def test_a_phase_is_done_when_all_of_it_is_decided_and_its_powers_are_there(system, place, proposed):
    assert {one.list_clock.value for one in phase_stands(DAY)} == {NONE}
    entry = proposed(phase="3")
    third = phase_stands(DAY)[2]
    assert (third.lists.done, third.lists.total, third.list_clock.value) == (0, 1, LATE)
    assert third.lists.absent == ("Sở Nội vụ",)
    assert (third.powers.done, third.powers.total, third.powers_clock.value) == (0, 1, LATE)
    power(system, place)
    second_seal(system, place)
    decided(system, entry)
    third = phase_stands(DAY)[2]
    assert (third.lists.absent, third.list_clock.value, third.powers_clock.value) == ((), DONE_LATE, DONE)
    early = phase_stands(date(2020, 9, 1))[2]
    assert early.powers_clock.value == OPEN


@pytest.mark.django_db
def test_the_report_of_the_month_is_asked_for_only_once_something_was_proposed(
    system, place, proposed, clock, client_with
):
    client = client_with("onthespot.view", "onthespot.decide")
    assert reports_owed(DAY) == []
    assert "báo cáo tháng về 5 tại chỗ" not in client.get("/kiem-soat/").content.decode()
    proposed()
    owed = reports_owed(DAY)
    assert [(one.month, one.late, one.near) for one in owed] == [(date(2026, 11, 1), False, True)]
    assert "báo cáo tháng về 5 tại chỗ" in client.get("/kiem-soat/").content.decode()
    clock("2026-12-02 09:00")
    owed = reports_owed(date(2026, 12, 2))
    assert [(one.month.month, one.late, one.near) for one in owed] == [(11, True, True), (12, False, False)]
    later = client_with("onthespot.view", "onthespot.decide")
    assert "quá hạn" in later.get("/kiem-soat/tai-cho/tien-do/").content.decode()
    make_report(actor=system, month=date(2026, 11, 5))
    assert [one.month.month for one in reports_owed(date(2026, 12, 2))] == [12]
    assert SpotReport.objects.get().figures["on"] == "2026-11-30"


@pytest.mark.django_db
def test_the_next_report_is_never_asked_for_a_day_gone_by(clock, client_with):
    assert [next_due(date(2026, 11, day)).value for day in (1, 20, 21, 30)] == [
        date(2026, 11, 20), date(2026, 11, 20), date(2026, 12, 20), date(2026, 12, 20)
    ]  # fmt: skip
    assert next_due(date(2026, 12, 31)).value == date(2027, 1, 20)
    clock("2026-11-23 09:00")
    html = client_with("onthespot.view").get("/kiem-soat/tai-cho/tien-do/").content.decode()
    assert "Chưa có báo cáo nào đến hạn" in html
    assert "20/12/2026" in html


@pytest.mark.django_db
def test_a_month_has_one_report_written_anew_until_it_is_submitted(system, place, proposed):
    entry = proposed(phase="3")
    first = make_report(actor=system, month=DAY)
    check_entry(actor=system, entry=entry, version=entry.version)
    second = make_report(actor=system, month=DAY)
    assert (first.pk, first.paper) == (second.pk, second.paper)
    assert (SpotReport.objects.count(), Paper.objects.count()) == (1, 1)
    assert second.figures["states"] == {"checked": 1}
    paper = Paper.objects.get()
    said = repr(document_of(paper))
    for words in ("trong 2 thủ tục tiếp nhận", "0/2", "Giai đoạn 3", "quá hạn", "Sở Nội vụ"):
        assert words in said
    assert render(document_of(paper), "docx")[:2] == b"PK"
    submit_paper(actor=system, paper=paper, version=paper.version)
    refused("reported", make_report, actor=system, month=DAY)
    refused("month", make_report, actor=system, month=date(2026, 12, 1))


def test_a_report_speaks_of_the_last_day_of_its_month_or_of_today():
    assert as_of(date(2026, 2, 3), DAY) == date(2026, 2, 28)
    assert as_of(date(2026, 11, 3), DAY) == DAY
