"""The clocks and measures of announcing and making public, as tables a lawyer reads."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.law.announcement import (
    Announced,
    Clock,
    Standing,
    Upload,
    announce_by,
    announce_shortened_by,
    announced_on_time,
    needed_parts,
    published_in_full,
    published_on_time,
    read_clock,
    upload_by,
)
from motcua.law.book import RulesOfDay
from motcua.law.clock import working_days_after
from motcua.law.explained import Explained
from tests.law.books import office, rules


def day(text: str | None) -> date | None:
    """A day from its ISO text."""
    return date.fromisoformat(text) if text else None


def reading(policy: str, on: str = "2026-03-01", key: str = "announce.days_are") -> RulesOfDay:
    """The rules of a day with one policy read as given."""
    of_day = rules(on)
    row = dataclasses.replace(of_day.row(key), value=policy)
    return dataclasses.replace(of_day, by_place={**of_day.by_place, (key, ""): row})


# (điều khoản, tình huống, văn bản có hiệu lực, cách hiểu, phạm vi, ngày cuối)
BEFORE = [
    ("NĐ 63 Điều 15", "năm ngày làm việc trước một thứ Hai", "2026-03-16", "working_days", "", "2026-03-09"),
    ("NĐ 63 Điều 15", "năm ngày làm việc trước một thứ Sáu", "2026-03-20", "working_days", "", "2026-03-13"),
    ("NĐ 63 Điều 15", "hiểu là ngày dương lịch", "2026-03-16", "calendar_days", "", "2026-03-11"),
    ("NĐ 63 Điều 15", "ngày dương lịch rơi vào Chủ nhật vẫn giữ", "2026-03-13", "calendar_days", "", "2026-03-08"),
    ("NĐ 63 Điều 15", "qua Tết Bính Ngọ", "2026-03-01", "working_days", "", "2026-02-23"),
    ("NĐ 63 Điều 15", "lùi qua hết kỳ nghỉ Tết", "2026-02-24", "working_days", "", "2026-02-10"),
    ("NĐ 63 Điều 15", "thứ Bảy làm bù được tính", "2026-01-12", "working_days", "", "2026-01-06"),
    ("NĐ 63 Điều 15", "bộ: hai mươi ngày", "2026-04-20", "calendar_days", "ministry", "2026-03-31"),
    ("NĐ 63 Điều 15", "chưa ghi ngày hiệu lực", None, "working_days", "", None),
]


@pytest.mark.parametrize(("article", "case", "effective", "policy", "scope", "expected"), BEFORE)
def test_the_last_day_to_announce_before_a_law_takes_effect(
    article: str, case: str, effective: str | None, policy: str, scope: str, expected: str | None
) -> None:
    """The day of effect is not counted; the reading of "5 days" is a policy that is named."""
    told = announce_by(day(effective), reading(policy), office(), scope)
    assert told.value == day(expected), f"{article}: {case}"
    if expected:
        assert {"announce.before_effect", "announce.days_are"} <= {rule.key for rule in told.rules}
        assert any("cách hiểu khác nhau" in reason.text() for reason in told.warnings)
    else:
        assert [reason.warning for reason in told.reasons] == [True]


SHORTENED = [
    ("NĐ 63 Điều 15", "ba ngày sau khi ban hành", "2026-03-03", "2026-03-06"),
    ("Điều 148 BLDS", "ngày cuối là Chủ nhật", "2026-03-05", "2026-03-09"),
    ("Điều 148 BLDS", "ngày cuối trong Tết", "2026-02-13", "2026-02-23"),
    ("NĐ 63 Điều 15", "chưa ghi ngày ban hành", None, None),
]


@pytest.mark.parametrize(("article", "case", "issued", "expected"), SHORTENED)
def test_the_last_day_to_announce_under_the_shortened_procedure(
    article: str, case: str, issued: str | None, expected: str | None
) -> None:
    """Three calendar days after the law was issued, moved off days off."""
    assert announce_shortened_by(day(issued), rules(), office()).value == day(expected), f"{article}: {case}"


UPLOADS = [
    ("NĐ 63 Điều 24", "năm ngày làm việc từ thứ Hai", "2026-03-02", "", "2026-03-09"),
    ("NĐ 63 Điều 24", "ký thứ Sáu", "2026-03-06", "", "2026-03-13"),
    ("NĐ 63 Điều 24", "rút gọn: hai ngày làm việc", "2026-03-06", "shortened", "2026-03-10"),
    ("NĐ 63 Điều 24", "bộ: mười ngày làm việc", "2026-03-02", "ministry", "2026-03-16"),
    ("Điều 112 BLLĐ", "qua Tết Bính Ngọ", "2026-02-12", "", "2026-02-26"),
]


@pytest.mark.parametrize(("article", "case", "signed", "scope", "expected"), UPLOADS)
def test_the_last_day_for_the_national_database(
    article: str, case: str, signed: str, scope: str, expected: str
) -> None:
    """Working days from signing, the day of signing not counted."""
    told = upload_by(date.fromisoformat(signed), rules(), office(), scope)
    assert told.value == day(expected), f"{article}: {case}"
    assert told.rules[0].article == "Điều 24"


# (tình huống, ngày cuối, đã làm, hôm nay, kết luận, số ngày làm việc còn lại)
READINGS = [
    ("làm đúng ngày cuối", "2026-03-09", "2026-03-09", "2026-03-20", Standing.ON_TIME, None),
    ("làm muộn một ngày", "2026-03-09", "2026-03-10", "2026-03-20", Standing.LATE, None),
    ("chưa làm, còn hai ngày làm việc", "2026-03-10", None, "2026-03-06", Standing.WAITING, 2),
    ("chưa làm, hôm nay là ngày cuối", "2026-03-09", None, "2026-03-09", Standing.WAITING, 0),
    ("chưa làm, quá ba ngày làm việc", "2026-03-09", None, "2026-03-12", Standing.OVERDUE, -3),
    ("không biết ngày cuối", None, None, "2026-03-12", Standing.UNKNOWN, None),
]


@pytest.mark.parametrize(("case", "latest", "done", "today", "standing", "left"), READINGS)
def test_a_clock_says_how_an_act_stands(
    case: str, latest: str | None, done: str | None, today: str, standing: Standing, left: int | None
) -> None:
    """What is late or over is a warning; what has no last day is unknown, not late."""
    told = read_clock(Explained(day(latest)), day(done), date.fromisoformat(today), office())
    assert told.value == Clock(day(latest), standing, left), case
    assert bool(told.warnings) == (standing in (Standing.LATE, Standing.OVERDUE))


@given(st.dates(date(2024, 2, 1), date(2026, 12, 1)))
def test_announcing_by_working_days_is_the_inverse_of_counting_them(effective: date) -> None:
    """From the last day to the eve of effect lie exactly the days of the rule, whatever holidays come between."""
    of_day, work = rules(), office()
    latest = announce_by(effective, of_day, work).value
    assert latest is not None
    count = int(of_day.row("announce.before_effect").value)
    assert work.counts(latest)
    assert working_days_after(work, latest - timedelta(days=1), effective - timedelta(days=1)) == count


@given(st.dates(date(2024, 2, 1), date(2026, 12, 1)))
def test_a_working_day_reading_is_never_later_than_a_calendar_one(effective: date) -> None:
    """The default reading is the stricter of the two."""
    strict = announce_by(effective, reading("working_days"), office()).value
    loose = announce_by(effective, reading("calendar_days"), office()).value
    assert strict is not None
    assert loose is not None
    assert strict <= loose


def test_a_procedure_counts_once_and_one_late_decision_makes_it_late() -> None:
    """Indicator 1.1: lists open into codes, what cannot be judged stays outside the share."""
    on = date(2026, 3, 10)
    items = [
        Announced("1.000001", on, date(2026, 3, 10)),
        Announced("1.000002", on, date(2026, 3, 9)),
        Announced("1.000003", on, date(2026, 3, 12)),
        Announced("1.000003", on, date(2026, 3, 1)),
        Announced("1.000004", on, None),
        Announced("1.000005", on, None),
        Announced("1.000005", on, date(2026, 3, 1)),
    ]
    told = announced_on_time(items, rules())
    assert told.value.good == ("1.000001",)
    assert told.value.bad == ("1.000002", "1.000003", "1.000005")
    assert told.value.unknown == ("1.000004",)
    assert (told.value.denominator, told.value.score) == (4, 1.5)
    assert "1 thủ tục chưa đủ dữ liệu" in told.warnings[-1].text()


def test_nothing_to_judge_is_no_score_and_not_zero() -> None:
    """An empty period has no points, neither none nor all."""
    told = announced_on_time([], rules())
    assert told.value.score is None
    assert told.reasons[-1].text() == "Chưa có thủ tục nào để tính"


FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)

# (tình huống, ký, hạn, lên cơ sở dữ liệu, cách hiểu, "good" | "bad" | ngoài kỳ)
IN_PERIOD = [
    ("đăng đúng hạn trong kỳ", "2026-03-02", "2026-03-09", "2026-03-09", "deadline_in_period", "good"),
    ("đăng muộn trong kỳ", "2026-03-02", "2026-03-09", "2026-03-10", "deadline_in_period", "bad"),
    ("đến hạn trong kỳ, chưa đăng", "2026-03-02", "2026-03-09", None, "deadline_in_period", "bad"),
    ("đến hạn trong kỳ, đăng sau kỳ", "2026-03-02", "2026-03-09", "2026-04-02", "deadline_in_period", "bad"),
    ("chưa đến hạn khi hết kỳ", "2026-03-30", "2026-04-06", None, "deadline_in_period", None),
    ("chưa đến hạn nhưng hiểu theo ngày ký", "2026-03-30", "2026-04-06", None, "signed_by_end", "bad"),
    ("đã đăng trước kỳ", "2026-02-02", "2026-02-09", "2026-02-06", "deadline_in_period", None),
    ("ký trước kỳ, đăng muộn trong kỳ", "2026-02-02", "2026-02-09", "2026-03-03", "deadline_in_period", "bad"),
    ("quá hạn từ kỳ trước, vẫn chưa đăng", "2026-02-02", "2026-02-09", None, "deadline_in_period", None),
    ("ký sau kỳ", "2026-04-02", "2026-04-09", None, "signed_by_end", None),
]


@pytest.mark.parametrize(("case", "signed", "latest", "published", "policy", "expected"), IN_PERIOD)
def test_what_counts_for_making_public_in_a_period(
    case: str, signed: str, latest: str, published: str | None, policy: str, expected: str | None
) -> None:
    """Indicator 1.2: published in the period, or due in it and not there."""
    item = Upload("1.000001", date.fromisoformat(signed), date.fromisoformat(latest), day(published))
    measure = published_on_time([item], FIRST, LAST, reading(policy, key="index.due_in_period")).value
    found = "good" if measure.good else "bad" if measure.bad else None
    assert found == expected, case


def test_complete_means_the_seven_parts_of_the_decree() -> None:
    """Indicator 1.3 names the parts it asks for and where they stand."""
    told = published_in_full(["1.000001", "1.000002", "1.000003"], ["1.000004"], ["1.000005"], rules())
    assert len(needed_parts(rules())) == 7
    assert (told.value.denominator, told.value.score) == (4, 1.5)
    assert {"index.public_content_full", "procedure.parts"} <= {rule.key for rule in told.rules}
    assert told.value.to_dict()["late"] == ["1.000004"]
