"""Calendars: filled in advance, corrected by hand with the decision, approved, versioned; doubts are never silent."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.organisation.models import Unit
from motcua.rulebook import selectors
from motcua.rulebook.models import CalendarState, CalendarYear
from motcua.rulebook.prefill import days_from_library
from motcua.rulebook.services import calendars as services
from motcua.rulebook.services.calendars import DayContent
from motcua.rulebook.services.hours import set_unit_hours
from motcua.web.faults import Stale, UserError
from tests.law.books import at

pytestmark = pytest.mark.django_db
NOTICE = "Thông báo về nghỉ lễ năm 2029"
BRIDGE = DayContent(date(2026, 3, 9), "holiday", "Nghỉ thêm", "Quyết định 9/2026")


@pytest.fixture
def opened(control):
    """`opened(2029)`: a revision being written."""
    return lambda year: services.open_year(actor=control, year=year)


@pytest.fixture
def set_day(control):
    """Writes a day with the version that the calendar has just now."""

    def write(calendar: CalendarYear, content: DayContent):
        calendar.refresh_from_db()
        return services.set_day(actor=control, calendar=calendar, content=content, version=calendar.version)

    return write


def warnings(received: str, limit: str) -> list[str]:
    return [reason.text() for reason in selectors.due(at(received), limit).warnings]


def test_an_unknown_year_is_answered_and_flagged():
    answer = selectors.due(at("2031-03-03 09:00"), "03 ngày làm việc")
    assert answer.value == at("2031-03-06 17:30")
    assert any("Chưa có lịch làm việc năm 2031" in text for text in warnings("2031-03-03 09:00", "03 ngày làm việc"))


def test_a_year_in_the_making_is_flagged_until_it_is_approved(opened, control):
    calendar = opened(2029)
    assert any("năm 2029 chưa được phê duyệt" in text for text in warnings("2029-03-05 09:00", "03 ngày làm việc"))
    services.approve_calendar(actor=control, calendar=calendar, decision=NOTICE, version=calendar.version)
    assert warnings("2029-03-05 09:00", "03 ngày làm việc") == []


def test_a_new_year_comes_from_the_library_and_says_so(opened):
    calendar = opened(2029)
    assert "thư viện" in calendar.note
    days = {day.day: day for day in calendar.days.all()}
    assert days[date(2029, 1, 1)].confidence == "D"
    assert {"holiday"} <= {day.kind for day in days.values()}


def test_the_library_knows_compensatory_and_swapped_days():
    days = {one.day: one for one in days_from_library(2026)}
    assert days[date(2026, 4, 27)].kind == "compensatory"
    assert (days[date(2026, 8, 31)].kind, days[date(2026, 8, 31)].instead_of) == ("swapped_off", date(2026, 8, 22))
    assert (days[date(2026, 8, 22)].kind, days[date(2026, 8, 22)].instead_of) == ("worked", date(2026, 8, 31))


def test_a_known_year_is_corrected_in_a_revision_of_its_own(opened, set_day, control):
    calendar = opened(2026)
    assert calendar.revision == 2
    assert calendar.days.count() == len(selectors.law().years[2026].days)
    set_day(calendar, BRIDGE)
    assert selectors.due(at("2026-03-06 09:00"), "1 ngày làm việc").value == at("2026-03-09 17:30")
    calendar.refresh_from_db()
    services.approve_calendar(actor=control, calendar=calendar, decision="9/2026", version=calendar.version)
    answer = selectors.due(at("2026-03-06 09:00"), "1 ngày làm việc")
    assert answer.value == at("2026-03-10 17:30")
    assert any("Quyết định 9/2026" in reason.text() for reason in answer.reasons)
    assert (selectors.law().years[2026].version, selectors.law().years[2026].status) == (2, "approved")


def test_a_day_is_written_anew_or_taken_out(opened, set_day, control):
    calendar = opened(2026)
    set_day(calendar, BRIDGE)
    set_day(calendar, DayContent(BRIDGE.day, "holiday", "Tên khác", "Quyết định 9/2026"))
    assert [day.name for day in calendar.days.filter(day=BRIDGE.day)] == ["Tên khác"]
    calendar.refresh_from_db()
    services.remove_day(actor=control, calendar=calendar, day=BRIDGE.day, version=calendar.version)
    assert not calendar.days.filter(day=BRIDGE.day).exists()
    with pytest.raises(UserError, match="không ghi ngày này"):
        services.remove_day(actor=control, calendar=calendar, day=BRIDGE.day, version=calendar.version)


WRONG_DAYS = [
    ("năm khác", {"day": date(2027, 3, 9)}, "day"),
    ("hoán đổi thiếu ngày kia", {"kind": "worked"}, "instead_of"),
    ("đổi với chính nó", {"kind": "worked", "instead_of": date(2026, 3, 9)}, "instead_of"),
]


@pytest.mark.parametrize(("case", "given", "field"), WRONG_DAYS, ids=[row[0] for row in WRONG_DAYS])
def test_a_day_that_makes_no_sense_is_refused(opened, control, case, given, field):
    calendar = opened(2026)
    content = DayContent(**{**{name: getattr(BRIDGE, name) for name in DayContent.__slots__}, **given})
    with pytest.raises(UserError) as refusal:
        services.set_day(actor=control, calendar=calendar, content=content, version=calendar.version)
    assert refusal.value.field == field


def test_a_day_worked_in_exchange_needs_its_day_off(opened, set_day, control):
    calendar = opened(2026)
    set_day(calendar, DayContent(date(2026, 3, 14), "worked", "Làm bù", "9/2026", instead_of=date(2026, 3, 9)))
    calendar.refresh_from_db()
    with pytest.raises(UserError, match=r"14/03/2026 đổi với ngày 09/03/2026"):
        services.approve_calendar(actor=control, calendar=calendar, decision="9/2026", version=calendar.version)
    set_day(calendar, DayContent(date(2026, 3, 9), "swapped_off", "Nghỉ", "9/2026", instead_of=date(2026, 3, 14)))
    calendar.refresh_from_db()
    services.approve_calendar(actor=control, calendar=calendar, decision="9/2026", version=calendar.version)
    assert selectors.due(at("2026-03-13 09:00"), "1 ngày làm việc").value == at("2026-03-14 17:30")


def test_an_approved_revision_is_kept_for_ever(opened, control):
    first = opened(2029)
    with pytest.raises(UserError, match="chưa duyệt"):
        services.open_year(actor=control, year=2029)
    services.approve_calendar(actor=control, calendar=first, decision=NOTICE, version=1)
    content = DayContent(date(2029, 3, 9), "holiday", "Nghỉ", "9/2029")
    with pytest.raises(UserError, match="không sửa được"):
        services.set_day(actor=control, calendar=first, content=content, version=first.version)
    second = opened(2029)
    assert (second.revision, second.days.count()) == (2, first.days.count())
    services.discard_calendar(actor=control, calendar=second, version=1)
    assert list(CalendarYear.objects.values_list("revision", "state")) == [(1, CalendarState.APPROVED)]


def test_a_calendar_needs_a_decision_and_the_newest_version(opened, set_day, control):
    calendar = opened(2029)
    with pytest.raises(UserError, match="Cần ghi văn bản"):
        services.approve_calendar(actor=control, calendar=calendar, decision=" ", version=1)
    stale = CalendarYear.objects.get(pk=calendar.pk)
    set_day(calendar, DayContent(date(2029, 3, 9), "holiday", "Nghỉ", "9/2029"))
    with pytest.raises(Stale):
        services.approve_calendar(actor=control, calendar=stale, decision=NOTICE, version=1)


@pytest.mark.parametrize("year", [1999, 2101])
def test_a_year_out_of_reach_is_refused(control, year):
    with pytest.raises(UserError, match="2000 đến 2100"):
        services.open_year(actor=control, year=year)


WEEK = {str(day): ["07:00-11:00", "13:00-17:00"] for day in range(1, 6)}


def test_a_unit_counts_its_own_hours_from_their_first_day(control):
    unit = Unit.objects.create()
    with_saturday = WEEK | {"6": ["07:00-11:00"]}
    for week, day in ((WEEK, date(2026, 2, 1)), (with_saturday, date(2026, 3, 1))):
        set_unit_hours(actor=control, unit=unit, week=week, instrument="7/2026/QĐ-UBND", effective_from=day)
    day = at("2026-03-06 10:00")
    assert selectors.due(day, "1 ngày làm việc", unit).value == at("2026-03-09 17:00")
    assert selectors.due(day, "8 giờ", unit).value == at("2026-03-07 10:00")
    assert selectors.due(at("2026-02-06 10:00"), "8 giờ", unit).value == at("2026-02-09 10:00")
    assert selectors.due(at("2026-01-06 10:00"), "1 ngày làm việc", unit).value == at("2026-01-07 17:30")


@pytest.mark.parametrize(
    ("week", "instrument", "field"),
    [
        ({"1": ["07:00-06:00"]}, "7/2026", "week"),
        ({"1": ["bảy giờ"]}, "7/2026", "week"),
        ({}, "7/2026", "week"),
        ({"9": ["07:00-11:00"]}, "7/2026", "week"),
        (WEEK, " ", "instrument"),
    ],
)
def test_hours_that_cannot_be_read_are_refused(control, week, instrument, field):
    with pytest.raises(UserError) as refusal:
        set_unit_hours(
            actor=control, unit=Unit.objects.create(), week=week, instrument=instrument, effective_from=date(2026, 1, 1)
        )
    assert refusal.value.field == field
