"""The twelve vectors by which the rules of the one-stop clock are checked (working time 07:30–11:30, 13:30–17:30)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from motcua.law.book import RulesOfDay
from motcua.law.calendar import SpecialDay, WorkCalendar, YearCalendar
from motcua.law.due import due
from motcua.law.duties import clock_start, extension, forward_by, supplement_in_time
from motcua.law.elapsed import elapsed
from motcua.law.explained import Explained
from motcua.law.limit import parse_limit
from tests.law.books import at, office, rules, years

# Thursday 5 March 2026 and the days around it hold no holiday.
THURSDAY = "2026-03-05"


def due_of(received: str, limit: str) -> Explained[datetime | None]:
    return due(at(received), parse_limit(limit), rules(), office())


def by_the_hour() -> RulesOfDay:
    book = rules()
    row = replace(book.row("clock.limit_mode"), value="hour")
    return replace(book, by_place={**book.by_place, ("clock.limit_mode", ""): row})


def test_1_three_working_days_in_day_mode_end_on_tuesday_evening():
    assert due_of(f"{THURSDAY} 14:00", "3 ngày làm việc").value == at("2026-03-10 17:30")


def test_2_the_same_in_hour_mode_ends_on_tuesday_at_two():
    answer = due(at(f"{THURSDAY} 14:00"), parse_limit("3 ngày làm việc"), by_the_hour(), office())
    assert answer.value == at("2026-03-10 14:00")
    assert due_of(f"{THURSDAY} 14:00", "24 giờ làm việc").value == answer.value


def test_3_three_o_clock_sharp_is_still_the_same_day():
    answer = forward_by(at(f"{THURSDAY} 15:00:00"), rules(), office())
    assert answer.value == at(f"{THURSDAY} 17:30")
    assert answer.rules[0].article == "Điều 18 khoản 2"


def test_4_one_second_later_is_the_next_morning():
    assert forward_by(at(f"{THURSDAY} 15:00:01"), rules(), office()).value == at("2026-03-06 07:30")


def test_5_friday_afternoon_before_a_monday_holiday_is_tuesday_morning():
    monday = SpecialDay(at("2026-03-09 00:00").date(), "holiday", "Ngày nghỉ", "quyết định thử")
    year = replace(years()[2026], days=(*years()[2026].days, monday))
    work = WorkCalendar({**years(), 2026: year}, office().hours)
    assert forward_by(at("2026-03-06 15:30"), rules(), work).value == at("2026-03-10 07:30")
    # The same with the real Monday in lieu of the Hùng Kings' day.
    assert forward_by(at("2026-04-24 15:30"), rules("2026-04-24"), office()).value == at("2026-04-28 07:30")


def test_6_after_a_supplement_the_legal_clock_restarts_and_the_index_clock_subtracts():
    received, asked, complete = at("2026-03-02 09:00"), at("2026-03-04 10:00"), at("2026-03-18 10:00")
    assert rules().row("clock.after_supplement").value == "restart"
    legal = due(complete, parse_limit("10 ngày làm việc"), rules(), office())
    assert legal.value == at("2026-04-01 17:30")
    measured = elapsed(received, at("2026-04-01 17:30"), office(), [(asked, complete)]).value
    unpaused = elapsed(received, at("2026-04-01 17:30"), office()).value
    waited = elapsed(asked, complete, office()).value
    assert measured.time == unpaused.time - waited.time
    assert measured.paused == waited.time


def test_7_a_supplement_request_on_the_fourth_working_day_is_late():
    received = at("2026-03-02 09:00")
    on_the_third = supplement_in_time(received, at("2026-03-05 17:30"), rules(), office())
    on_the_fourth = supplement_in_time(received, at("2026-03-06 08:00"), rules(), office())
    assert (on_the_third.value, on_the_fourth.value) == (True, False)
    assert any("chuyên ngành" in reason.text() for reason in on_the_fourth.warnings)


def test_8_a_boundary_free_dossier_starts_with_the_competent_agency():
    taken, competent = at("2026-08-10 09:00"), at("2026-08-11 08:15")
    start = clock_start(taken, rules("2026-08-10"), boundary_free=True, competent_received=competent)
    assert start.value == competent
    assert start.rules[0].instrument == "309/2026/NĐ-CP"
    provisional = clock_start(taken, rules("2026-08-10"), boundary_free=True)
    assert provisional.value == taken
    assert provisional.warnings
    assert clock_start(taken, rules("2026-08-10")).value == taken


def test_8b_before_july_2025_no_rule_knows_boundary_free_dossiers():
    taken, competent = at("2025-06-10 09:00"), at("2025-06-11 08:15")
    start = clock_start(taken, rules("2025-06-10"), boundary_free=True, competent_received=competent)
    assert start.value == taken


def test_9_the_apology_must_leave_on_thursday_for_a_friday():
    first_due = at("2026-03-06 17:30")
    assert extension(first_due, at("2026-03-05 17:00"), 0, rules(), office()).value.in_time
    late = extension(first_due, at("2026-03-06 08:00"), 0, rules(), office())
    assert not late.value.in_time
    assert late.value.allowed


def test_9b_before_a_monday_the_earlier_of_both_readings_is_friday():
    monday = at("2026-03-09 17:30")
    latest = extension(monday, at("2026-03-06 16:00"), 0, rules(), office()).value.latest
    assert latest.date() == at("2026-03-06 00:00").date()
    assert latest < monday - timedelta(days=1)


def test_10_a_second_move_of_the_date_is_refused():
    verdict = extension(at("2026-03-06 17:30"), at("2026-03-04 17:00"), 1, rules(), office())
    assert not verdict.value.allowed
    assert verdict.warnings


def test_11_a_number_without_unit_gives_no_due_date():
    answer = due_of(f"{THURSDAY} 09:00", "7")
    assert answer.value is None
    assert answer.warnings


def test_12_each_case_of_a_procedure_has_its_own_limit():
    three, five = (due_of(f"{THURSDAY} 09:00", f"{days} ngày làm việc").value for days in (3, 5))
    assert (three, five) == (at("2026-03-10 17:30"), at("2026-03-12 17:30"))


def test_a_year_without_a_table_is_not_an_error_when_forwarding():
    work = WorkCalendar({2026: YearCalendar(2026, "draft")}, office().hours)
    assert forward_by(at(f"{THURSDAY} 09:00"), rules(), work).warnings
