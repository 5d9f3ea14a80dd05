"""The calendars shipped with the product: every year complete and cited, faults of a file told at once."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import holidays
import pytest

from motcua.law.calendar_load import load_years, parse_intervals
from motcua.law.faults import RuleFaultsError
from tests.law.books import office, years

TOOL = Path(__file__).parents[2] / "tools" / "prefill_calendar.py"


def test_ten_years_are_shipped_and_the_coming_one_is_not_approved():
    assert sorted(years()) == list(range(2018, 2028))
    assert [year for year, table in years().items() if table.status != "approved"] == [2027]


def test_every_day_names_its_source_and_its_confidence():
    for table in years().values():
        assert table.instrument
        for day in table.days:
            assert day.source
            assert day.confidence in "ABCD"


@pytest.mark.parametrize("year", range(2018, 2028))
def test_the_fixed_holidays_of_article_112_are_days_off(year):
    for month, day in ((1, 1), (4, 30), (5, 1), (9, 2)):
        assert not office().counts(date(year, month, day))


@pytest.mark.parametrize("year", range(2018, 2027))
def test_every_swapped_day_off_has_its_day_of_work(year):
    for special in years()[year].days:
        if special.kind == "swapped_off":
            other = office().special(special.instead_of)
            assert other is not None
            assert (other.kind, other.instead_of) == ("worked", special.day)
            assert office().counts(other.day)
            assert not office().counts(special.day)


# (ngày, có làm việc không)
KNOWN = [
    ("2026-01-02", False),
    ("2026-01-10", True),
    ("2026-08-31", False),
    ("2026-08-22", True),
    ("2026-11-24", False),
    ("2025-11-24", True),
    ("2025-05-02", False),
    ("2025-04-26", True),
    ("2024-04-29", False),
    ("2024-05-04", True),
    ("2018-12-31", False),
    ("2019-01-05", True),
    ("2020-09-03", True),
    ("2021-09-03", False),
    ("2023-01-26", False),
    ("2023-01-27", True),
]


@pytest.mark.parametrize(("day", "works"), KNOWN)
def test_days_that_everybody_remembers(day, works):
    assert office().counts(date.fromisoformat(day)) is works


def test_we_differ_from_the_package_only_where_a_decision_is_cited():
    differences = set()
    for year in range(2018, 2027):
        theirs = {day for day in holidays.country_holidays("VN", years=year) if day.weekday() < 5}
        ours = {day.day for day in years()[year].days if day.kind != "worked" and day.day.weekday() < 5}
        differences |= theirs ^ ours
    assert differences == {date(2026, 1, 2)}


def test_the_tool_writes_a_draft_that_loads():
    done = subprocess.run([sys.executable, str(TOOL), "2028"], capture_output=True, text=True, check=True)
    table = load_years({"2028.toml": tomllib.loads(done.stdout)})[2028]
    assert table.status == "draft"
    assert date(2028, 9, 2) in {day.day for day in table.days}
    assert subprocess.run([sys.executable, str(TOOL)], capture_output=True, check=False).returncode == 2


DAY = {"date": date(2026, 5, 1), "kind": "holiday", "name": "Lễ", "source": "luật"}
FAULTY = [
    ({}, "phải có year và status"),
    ({"year": 2026, "status": "perhaps"}, "phải có year và status"),
    ({"year": 2026, "status": "draft", "day": [{**DAY, "date": date(2025, 5, 1)}]}, "không thuộc năm 2026"),
    ({"year": 2026, "status": "draft", "day": [DAY, DAY]}, "ghi hai lần"),
    ({"year": 2026, "status": "draft", "day": [{**DAY, "kind": "party"}]}, "kind phải là"),
    ({"year": 2026, "status": "draft", "day": [{**DAY, "source": ""}]}, "căn cứ"),
    ({"year": 2026, "status": "draft", "day": [{**DAY, "kind": "worked"}]}, "instead_of"),
    ({"year": 2026, "status": "draft", "day": [{**DAY, "date": "01/05"}]}, "phải có date"),
]


@pytest.mark.parametrize(("table", "sentence"), FAULTY)
def test_a_faulty_calendar_is_refused_with_a_sentence(table, sentence):
    with pytest.raises(RuleFaultsError, match=sentence):
        load_years({"x.toml": table})


def test_a_year_may_not_come_twice():
    table = {"year": 2026, "status": "draft"}
    with pytest.raises(RuleFaultsError, match="đã có ở tệp khác"):
        load_years({"a.toml": table, "b.toml": table})


def test_intervals_are_read_from_text():
    assert [f"{start:%H:%M}" for start, _end in parse_intervals(["07:30-11:30", "13:30 - 17:30"])] == ["07:30", "13:30"]
    with pytest.raises(ValueError, match="Invalid isoformat"):
        parse_intervals(["7h30-11h30"])
