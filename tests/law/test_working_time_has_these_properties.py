"""What must hold for every receipt, limit and calendar: monotone, additive, working moments only, inverse, alike."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.law.calendar import VIETNAM, WeekHours, WorkCalendar
from motcua.law.clock import (
    add_working_days,
    add_working_time,
    next_working_moment,
    working_days_after,
    working_time,
)
from motcua.law.due import moment_due
from motcua.law.elapsed import elapsed
from motcua.law.limit import Kind, Limit, Part, Unit, limit_of, parse_limit
from motcua.law.vector import ClockTable, OutOfTableError, due_dates, plans_of
from tests.law.books import at, clock, office, years

MORNING, AFTERNOON = (time(7, 30), time(11, 30)), (time(13, 30), time(17, 30))
CALENDARS = [
    office(),
    WorkCalendar(years(), WeekHours({**dict.fromkeys(range(5), (MORNING, AFTERNOON)), 5: (MORNING,)})),
    WorkCalendar(
        years(),
        WeekHours({**dict.fromkeys(range(5), (MORNING, AFTERNOON)), 5: (MORNING,)}),
        own_days="count_as_day",
    ),
    WorkCalendar(years(), WeekHours({0: (MORNING,), 1: (AFTERNOON,), 3: ((time(8), time(9)), (time(9, 1), time(18)))})),
]
calendars = st.sampled_from(CALENDARS)
moments = st.datetimes(datetime.fromisoformat("2019-01-01"), datetime.fromisoformat("2028-06-01")).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=VIETNAM)
)
spans = st.integers(0, 200 * 3600).map(lambda seconds: timedelta(seconds=seconds))
amounts = st.one_of(st.integers(1, 90).map(Fraction), st.integers(1, 40).map(lambda n: Fraction(n, 4)))
limits = st.one_of(
    st.builds(limit_of, amounts, st.sampled_from([unit for unit in Unit if unit is not Unit.YEAR])),
    st.builds(
        lambda months, days, hours: Limit(
            Kind.KNOWN,
            "",
            (Part(Fraction(months), Unit.MONTH), Part(days, Unit.WORKING_DAY), Part(Fraction(hours), Unit.HOUR)),
        ),
        st.integers(1, 3),
        amounts,
        st.integers(1, 20),
    ),
    st.just(parse_limit("trong ngày")),
)


@given(calendars, moments, moments, limits)
def test_a_later_receipt_is_never_due_earlier(work, one, other, limit):
    first, second = sorted((one, other))
    assert moment_due(first, limit, clock(), work) <= moment_due(second, limit, clock(), work)


@given(calendars, moments, amounts, amounts, st.sampled_from(list(Unit)))
def test_a_longer_limit_is_never_due_earlier(work, received, one, other, unit):
    short, long = sorted((one, other))
    due_short = moment_due(received, limit_of(short, unit), clock(), work)
    assert due_short <= moment_due(received, limit_of(long, unit), clock(), work)


@given(calendars, moments, limits)
def test_a_due_moment_is_always_a_working_moment_after_the_receipt(work, received, limit):
    answer = moment_due(received, limit, clock(), work)
    assert work.is_working(answer)
    assert answer >= received


@given(calendars, moments, st.integers(1, 120))
def test_a_limit_in_days_ends_at_the_close_of_a_counting_day(work, received, days):
    for unit in (Unit.DAY, Unit.WORKING_DAY):
        answer = moment_due(received, limit_of(days, unit), clock(), work)
        assert work.counts(answer.date())
        assert answer == work.close(answer.date())


@given(calendars, moments, spans, spans)
def test_working_time_adds_up(work, start, one, other):
    at_once = add_working_time(work, start, one + other)
    assert add_working_time(work, add_working_time(work, start, one), other) in (
        at_once,
        next_working_moment(work, at_once),
    )


@given(calendars, moments, spans)
def test_measuring_undoes_adding(work, start, span):
    assert working_time(work, start, add_working_time(work, start, span)) == span
    assert elapsed(start, add_working_time(work, start, span), work).value.time == span


@given(calendars, moments, st.integers(0, 150))
def test_counting_days_undoes_adding_days(work, start, days):
    assert working_days_after(work, start.date(), add_working_days(work, start.date(), days)) == days


@given(calendars, moments, spans, st.lists(st.tuples(moments, moments), max_size=4))
def test_pauses_never_make_time_negative_and_split_the_whole(work, start, span, pauses):
    end = add_working_time(work, start, span)
    measured = elapsed(start, end, work, pauses).value
    assert timedelta(0) <= measured.time <= span
    assert measured.time + measured.paused == span


@given(calendars, moments, spans, st.integers(0, 100), st.integers(0, 100))
def test_a_pause_counts_once_however_often_it_is_told(work, start, span, one, other):
    end = add_working_time(work, start, span)
    whole = end - start
    first, last = sorted((start + whole * one / 100, start + whole * other / 100))
    once = elapsed(start, end, work, [(first, last)]).value
    assert elapsed(start, end, work, [(first, last), (first, last)]).value == once
    middle = first + (last - first) / 2
    assert elapsed(start, end, work, [(middle, last), (first, middle)]).value.time == once.time


def test_an_end_before_the_start_measures_nothing_and_says_so():
    answer = elapsed(at("2026-03-05 14:00"), at("2026-03-04 14:00"), office())
    assert answer.value.time == timedelta(0)
    assert answer.warnings


@settings(max_examples=60, deadline=None)
@given(calendars, st.lists(st.tuples(moments, limits), min_size=1, max_size=40))
def test_the_vectorised_path_agrees_with_the_plain_one(work, cases):
    table = table_of(CALENDARS.index(work))
    received = np.array([moment.replace(tzinfo=None) for moment, _limit in cases], dtype="datetime64[s]")
    plans = plans_of([limit for _moment, limit in cases], clock())
    plain = [moment_due(moment, limit, clock(), work).replace(tzinfo=None) for moment, limit in cases]
    assert due_dates(received, plans, clock(), table).tolist() == plain


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(moments, st.sampled_from(["24 giờ", "3 ngày làm việc", "8 Giờ", "trong ngày"])), min_size=1))
def test_the_vectorised_path_follows_the_other_readings_too(cases):
    from dataclasses import replace

    other = replace(clock(), mode="hour", hour_unit="clock_hours", same_day="same_day")
    received = np.array([moment.replace(tzinfo=None) for moment, _text in cases], dtype="datetime64[s]")
    limits_ = [parse_limit(text) for _moment, text in cases]
    plain = [
        moment_due(moment, limit, other, CALENDARS[1]).replace(tzinfo=None)
        for (moment, _text), limit in zip(cases, limits_, strict=True)
    ]
    assert due_dates(received, plans_of(limits_, other), other, table_of(1)).tolist() == plain


def test_unknown_limits_have_no_vectorised_due_date_either():
    received = np.array(["2026-03-05T14:00:00"] * 2, dtype="datetime64[s]")
    plans = plans_of([parse_limit("7"), parse_limit("1 ngày làm việc")], clock())
    found = due_dates(received, plans, clock(), table_of(0))
    assert np.isnat(found[0])
    assert found[1] == np.datetime64("2026-03-06T17:30:00")


def test_a_case_outside_the_table_is_an_error_and_never_a_wrong_date():
    table = ClockTable.build(office(), date(2026, 1, 1), date(2026, 12, 31))
    plans = plans_of([parse_limit("30 ngày làm việc")], clock())
    for received in ("2025-12-31T10:00:00", "2026-12-20T10:00:00", "2027-01-01T10:00:00"):
        with pytest.raises(OutOfTableError):
            due_dates(np.array([received], dtype="datetime64[s]"), plans, clock(), table)


TABLES: dict[int, ClockTable] = {}


def table_of(index: int) -> ClockTable:
    if index not in TABLES:
        TABLES[index] = ClockTable.build(CALENDARS[index], date(2018, 12, 1), date(2040, 1, 1))
    return TABLES[index]
