"""What can be counted of a process: times of different units are never one sum, and what is unknown stays unknown."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction

import pytest

from motcua.law.limit import Unit
from motcua.processes.flow.facts import does_not_count, facts_of
from motcua.processes.flow.steps import Kind, Step
from motcua.processes.flow.words import times_in_words
from motcua.processes.intake.tables import read_csv
from tests.processes_room.conftest import a_flow


def timed(*times: str) -> list[Step]:
    return [Step(f"s{number}", Kind.TASK, "x", "A", time=time) for number, time in enumerate(times)]


def sums(*times: str) -> dict[str, Fraction]:
    return {part.unit.value: part.amount for part in facts_of(timed(*times)).times}


def test_each_unit_has_its_own_sum():
    found = sums("½ ngày", "01 ngày", "03 ngày làm việc", "02 ngày làm việc", "4 giờ làm việc", "1 tháng")
    assert found == {
        Unit.DAY: Fraction(3, 2),
        Unit.WORKING_DAY: 5,
        Unit.WORKING_HOUR: 4,
        Unit.MONTH: 1,
    }


@pytest.mark.parametrize("time", ["", "7", "01", "Ngay khi có kết quả", "theo quy định"])
def test_what_nobody_can_add_is_unknown_and_never_zero(time):
    facts = facts_of(timed("2 ngày", time))
    assert (facts.unknown, [part.amount for part in facts.times]) == (1, [2])
    assert "1 bước chưa rõ thời gian" in times_in_words(facts)


@pytest.mark.parametrize("time", ["không tính thời gian", "Không tính vào thời hạn giải quyết", "Giờ hành chính"])
def test_what_is_said_not_to_count_is_told_apart(time):
    facts = facts_of(timed("2 ngày", time))
    assert does_not_count(time)
    assert (facts.unknown, facts.uncounted) == (0, 1)
    assert times_in_words(facts) == "2 ngày; 1 bước không tính"


def test_papers_and_people_named_twice_count_once():
    steps = [
        Step("a", Kind.TASK, "x", "Sở Tư pháp", paper_in="- Tờ khai\n- Giấy chứng sinh"),
        Step("b", Kind.TASK, "y", "sở tư pháp", paper_in="Tờ khai", paper_out="Giấy khai sinh\n\n"),
    ]
    facts = facts_of(steps)
    assert (facts.actors, facts.papers_in, facts.papers_out) == (("Sở Tư pháp",), 2, 1)


def test_a_flow_is_counted():
    facts = facts_of(a_flow())
    assert (facts.steps, facts.decisions, facts.handovers, len(facts.actors)) == (5, 1, 1, 4)
    assert times_in_words(facts) == "0,5 ngày; 4 ngày làm việc; 2 bước chưa rõ thời gian"
    assert facts.to_dict()["times"] == [{"amount": 0.5, "unit": "day"}, {"amount": 4.0, "unit": "working_day"}]


def test_nothing_known_is_said_so():
    assert times_in_words(facts_of([])) == "Chưa rõ"


@pytest.mark.shared_data
def test_internal_flows_of_an_office_are_read_whole(shared_data):
    """Every step of 42 real flows; a merged cell of time stays unknown for the steps below it."""
    rows = [json.loads(line) for line in (shared_data / "quy-trinh-noi-bo-mau.jsonl").read_text().splitlines()]
    assert len(rows) >= 40
    for row in rows:
        if not any(step["viec"] for step in row["buoc"]):
            continue  # one record has its columns shifted: the work stands under another heading
        stream = io.StringIO()
        table = csv.writer(stream)
        table.writerow(row["cot_buoc"])
        for number, step in enumerate(row["buoc"], start=1):
            table.writerow([number, step["viec"], step["trach_nhiem"], *step["thoi_gian"].values()])
        found = read_csv(stream.getvalue().encode())
        work = [step for step in found.steps if step.kind not in (Kind.START, Kind.END)]
        filled = [one for one in row["buoc"] if one["viec"] or one["trach_nhiem"] or any(one["thoi_gian"].values())]
        assert [step.name for step in work] == [" ".join(one["viec"].split())[:500].strip() for one in filled]
        first_times = [next(iter(one["thoi_gian"].values()), "") for one in filled]
        facts = facts_of(found.steps)
        assert facts.unknown >= sum(not time.strip() for time in first_times)
        if any(len(one["thoi_gian"]) > 1 for one in row["buoc"]):
            assert any("không có chỗ riêng" in note for note in found.notes)
