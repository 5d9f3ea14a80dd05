"""The clock as tables a lawyer reads: article, case, expected moment. Ordinary hours 07:30–11:30, 13:30–17:30."""

from __future__ import annotations

from datetime import date, time

import pytest

from motcua.law.calendar import WeekHours, WorkCalendar
from motcua.law.calendar_load import calendar_of
from motcua.law.due import due
from motcua.law.limit import parse_limit
from tests.law.books import at, book, office, rules, years

MORNING, AFTERNOON = (time(7, 30), time(11, 30)), (time(13, 30), time(17, 30))

# (điều khoản, tình huống, tiếp nhận, thời hạn, hạn trả)
CASES = [
    ("Điều 147 BLDS", "ngày đầu không tính", "2026-03-05 14:00", "3 ngày làm việc", "2026-03-10 17:30"),
    ("Điều 147 BLDS", "nhận lúc đầu giờ cũng không tính", "2026-03-05 07:30", "1 ngày làm việc", "2026-03-06 17:30"),
    (
        "Điều 147 BLDS",
        "nhận ngày nghỉ thì thứ Hai là ngày 1",
        "2026-03-07 09:00",
        "1 ngày làm việc",
        "2026-03-09 17:30",
    ),
    ("Điều 147 BLDS", "nhận sau giờ làm việc", "2026-03-05 20:00", "1 ngày làm việc", "2026-03-06 17:30"),
    ("Điều 147 BLDS", "ngày thường đếm liên tục", "2026-03-05 09:00", "5 ngày", "2026-03-10 17:30"),
    ("Điều 148 BLDS", "ngày cuối là thứ Bảy", "2026-03-05 09:00", "2 ngày", "2026-03-09 17:30"),
    ("Điều 148 BLDS", "ngày cuối là lễ", "2026-08-27 09:00", "5 ngày", "2026-09-03 17:30"),
    ("Điều 148 BLDS", "ngày cuối là ngày nghỉ hoán đổi", "2025-04-30 09:00", "2 ngày", "2025-05-05 17:30"),
    ("Điều 148 BLDS", "ngày cuối là thứ Bảy làm bù", "2025-04-24 09:00", "2 ngày", "2025-04-26 17:30"),
    ("Điều 148 BLDS", "tháng có ngày tương ứng", "2026-03-05 09:00", "1 tháng", "2026-04-06 17:30"),
    ("Điều 148 BLDS", "tháng không có ngày tương ứng", "2026-03-31 09:00", "1 tháng", "2026-05-04 17:30"),
    ("Điều 148 BLDS", "cuối tháng Hai năm nhuận", "2024-01-31 09:00", "1 tháng", "2024-02-29 17:30"),
    ("Điều 148 BLDS", "một năm", "2024-02-29 09:00", "1 năm", "2025-02-28 17:30"),
    ("Điều 146 BLDS", "nửa tháng là 15 ngày", "2026-03-02 09:00", "½ tháng", "2026-03-17 17:30"),
    ("Điều 146 BLDS", "một tuần", "2026-03-02 09:00", "1 tuần", "2026-03-09 17:30"),
    ("Điều 112 BLLĐ", "Tết Bính Ngọ", "2026-02-13 09:00", "1 ngày làm việc", "2026-02-23 17:30"),
    ("Điều 112 BLLĐ", "02/01/2026 nghỉ hoán đổi", "2025-12-31 09:00", "1 ngày làm việc", "2026-01-05 17:30"),
    ("hoán đổi", "thứ Bảy 10/01/2026 làm bù", "2026-01-09 09:00", "1 ngày làm việc", "2026-01-10 17:30"),
    ("hoán đổi", "29/4/2024 nghỉ, 04/5/2024 làm", "2024-04-26 09:00", "2 ngày làm việc", "2024-05-03 17:30"),
    ("hoán đổi", "04/5/2024 là ngày làm việc", "2024-05-03 09:00", "1 ngày làm việc", "2024-05-04 17:30"),
    ("hoán đổi", "31/8/2026 nghỉ, 22/8/2026 làm", "2026-08-21 09:00", "1 ngày làm việc", "2026-08-22 17:30"),
    ("Điều 112 BLLĐ", "24/11/2026 được nghỉ", "2026-11-23 09:00", "1 ngày làm việc", "2026-11-25 17:30"),
    ("Điều 112 BLLĐ", "24/11/2025 chưa được nghỉ", "2025-11-23 09:00", "1 ngày làm việc", "2025-11-24 17:30"),
    ("giờ", "tám giờ làm việc", "2026-03-05 14:00", "8 giờ", "2026-03-06 14:00"),
    ("giờ", "qua trưa", "2026-03-05 10:30", "2 giờ", "2026-03-05 14:30"),
    ("giờ", "hết đúng giờ nghỉ trưa thì dừng ở đó", "2026-03-05 07:30", "4 giờ", "2026-03-05 11:30"),
    ("giờ", "nhận lúc nghỉ trưa", "2026-03-05 12:00", "1 giờ", "2026-03-05 14:30"),
    ("giờ", "qua cuối tuần", "2026-03-06 17:00", "1 giờ", "2026-03-09 08:00"),
    ("giờ", "ba mươi phút", "2026-03-05 17:15", "30 phút", "2026-03-06 07:45"),
    ("nửa ngày", "½ ngày làm việc là 4 giờ", "2026-03-05 07:30", "½ ngày làm việc", "2026-03-05 11:30"),
    ("nửa ngày", "½ ngày không quá một ngày", "2026-03-05 16:30", "½ ngày", "2026-03-06 10:30"),
    ("nửa ngày", "1,5 ngày làm việc", "2026-03-05 09:00", "1,5 ngày làm việc", "2026-03-09 11:30"),
    (
        "liên tiếp",
        "hai tháng rồi 15 ngày làm việc",
        "2026-01-31 10:00",
        "02 tháng và 15 ngày làm việc",
        "2026-04-21 17:30",
    ),
    ("trong ngày", "nhận trước 15 giờ", "2026-03-05 15:00", "trong ngày", "2026-03-05 17:30"),
    ("trong ngày", "nhận sau 15 giờ", "2026-03-05 15:01", "trong ngày", "2026-03-06 17:30"),
    ("trong ngày", "nhận ngày nghỉ", "2026-03-07 09:00", "trong ngày làm việc", "2026-03-09 17:30"),
]


@pytest.mark.parametrize(("article", "case", "received", "limit", "expected"), CASES)
def test_the_due_moment_of_the_table(article, case, received, limit, expected):
    answer = due(at(received), parse_limit(limit), rules(received[:10]), office(received[:10]))
    assert answer.value == at(expected), "\n".join([article, case, *answer.lines()])


def test_an_unknown_limit_has_no_due_date_and_says_why():
    answer = due(at("2026-03-05 14:00"), parse_limit("7"), rules(), office())
    assert answer.value is None
    assert "không có đơn vị" in answer.lines()[0]
    assert answer.warnings


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        due(at("2026-03-05 14:00").replace(tzinfo=None), parse_limit("1 ngày"), rules(), office())


def test_a_moment_of_another_zone_is_read_on_the_vietnamese_clock():
    from datetime import UTC

    received = at("2026-03-05 23:30").astimezone(UTC)
    assert due(received, parse_limit("1 ngày làm việc"), rules(), office()).value == at("2026-03-06 17:30")


@pytest.mark.parametrize(
    ("received", "year", "word"),
    [("2026-12-28 10:00", "2027", "chưa được phê duyệt"), ("2028-06-01 10:00", "2028", "Chưa có lịch làm việc")],
)
def test_a_year_that_is_not_approved_is_told_and_never_refused(received, year, word):
    answer = due(at(received), parse_limit("10 ngày làm việc"), rules(received[:10]), office(received[:10]))
    assert answer.value is not None
    [warning] = [reason.text() for reason in answer.warnings]
    assert year in warning
    assert word in warning


def test_an_approved_year_carries_no_warning():
    assert not due(at("2026-03-05 14:00"), parse_limit("3 ngày làm việc"), rules(), office()).warnings


def test_a_contested_reading_is_told_with_the_reading_chosen():
    answer = due(at("2026-03-05 14:00"), parse_limit("8 Giờ"), rules(), office())
    assert any("Giờ làm việc" in reason.text() for reason in answer.warnings)


def test_the_answer_names_days_left_out_and_their_source():
    lines = due(at("2026-08-27 09:00"), parse_limit("3 ngày làm việc"), rules(), office()).lines()
    assert any("Quốc khánh" in line and "9441/TB-BNV" in line for line in lines)


SATURDAY = WeekHours({**dict.fromkeys(range(5), (MORNING, AFTERNOON)), 5: (MORNING,)})
FRIDAY_SHORT = WeekHours({**dict.fromkeys(range(4), (MORNING, AFTERNOON)), 4: (MORNING,)})


def open_saturday(own_days) -> WorkCalendar:
    return WorkCalendar(years(), SATURDAY, own_days=own_days)


@pytest.mark.parametrize(
    ("own_days", "limit", "expected"),
    [
        ("hours_only", "1 ngày làm việc", "2026-03-09 17:30"),
        ("hours_only", "2 giờ", "2026-03-07 08:30"),
        ("count_as_day", "1 ngày làm việc", "2026-03-07 11:30"),
        ("count_as_day", "1 ngày", "2026-03-07 11:30"),
        ("never", "2 giờ", "2026-03-09 08:30"),
        ("never", "1 ngày làm việc", "2026-03-09 17:30"),
    ],
)
def test_a_saturday_morning_counts_as_the_chosen_reading_says(own_days, limit, expected):
    answer = due(at("2026-03-06 16:30"), parse_limit(limit), rules(), open_saturday(own_days))
    assert answer.value == at(expected)


def test_a_short_friday_is_a_working_day_that_closes_at_noon():
    work = calendar_of(rules(), years(), FRIDAY_SHORT)
    assert due(at("2026-03-05 09:00"), parse_limit("1 ngày làm việc"), rules(), work).value == at("2026-03-06 11:30")


def test_a_day_on_which_the_unit_is_closed_does_not_count():
    work = WorkCalendar(years(), WeekHours.same_every_day((1, 2, 3, 4), (MORNING, AFTERNOON)))
    assert due(at("2026-03-06 09:00"), parse_limit("1 ngày làm việc"), rules(), work).value == at("2026-03-10 17:30")


def test_a_worked_saturday_has_the_hours_of_the_day_it_replaces():
    work = calendar_of(rules("2025-04-25"), years(), FRIDAY_SHORT)
    assert work.close(date(2025, 4, 26)) == at("2025-04-26 11:30")
    ordinary = office("2025-04-25", SATURDAY)
    assert ordinary.close(date(2025, 4, 26)) == at("2025-04-26 17:30")


@pytest.mark.parametrize("wrong", [{}, {0: (AFTERNOON, MORNING)}, {7: (MORNING,)}, {0: ((time(9), time(9)),)}])
def test_hours_that_make_no_sense_are_refused(wrong):
    with pytest.raises(ValueError, match="open"):
        WeekHours(wrong)


def test_a_unit_open_only_on_a_day_off_is_refused():
    with pytest.raises(ValueError, match="working day"):
        WorkCalendar(years(), WeekHours({6: (MORNING,)}))


def test_the_hour_reading_of_a_limit_in_working_days():
    by_hour = book().at(date(2026, 3, 5))
    row = by_hour.row("clock.limit_mode")
    from dataclasses import replace

    changed = replace(by_hour, by_place={**by_hour.by_place, ("clock.limit_mode", ""): replace(row, value="hour")})
    answer = due(at("2026-03-05 14:00"), parse_limit("3 ngày làm việc"), changed, office())
    assert answer.value == at("2026-03-10 14:00")
    clock_hours = replace(
        by_hour,
        by_place={
            **by_hour.by_place,
            ("clock.hour_unit", ""): replace(by_hour.row("clock.hour_unit"), value="clock_hours"),
        },
    )
    assert due(at("2026-03-05 14:00"), parse_limit("24 giờ"), clock_hours, office()).value == at("2026-03-06 14:00")
    assert due(at("2026-03-06 14:00"), parse_limit("24 giờ"), clock_hours, office()).value == at("2026-03-09 07:30")
