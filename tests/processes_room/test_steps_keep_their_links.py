"""Steps in the one form that is kept: keys, links, what moving, adding and taking away do to them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.processes.flow.changes import compared
from motcua.processes.flow.checks import problems_of
from motcua.processes.flow.flows import flows
from motcua.processes.flow.steps import Branch, Kind, Step, inserted, moved, normal, plain_text, without
from tests.processes_room.conftest import a_flow
from tests.processes_room.strategies import PROCESSES


def ways(steps):
    """Who leads to whom, by key."""
    return {(steps[flow.source].key, steps[flow.target].key, flow.label) for flow in flows(steps)}


@settings(deadline=None)
@given(PROCESSES)
def test_the_form_that_is_kept_is_kept(steps):
    assert normal(steps) == steps
    keys = [step.key for step in steps]
    assert len(set(keys)) == len(keys)
    assert all(step.then in {"", *keys} for step in steps)
    assert all(way.to in keys for step in steps for way in step.branches)


@settings(deadline=None)
@given(PROCESSES, st.integers(0, 8), st.sampled_from([-1, 1]))
def test_moving_a_row_loses_no_step_and_no_branch(steps, place, by):
    if place >= len(steps):
        return
    after = moved(steps, steps[place].key, by)
    assert {step.key for step in after} == {step.key for step in steps}
    split = {step.key: {way.to for way in step.branches} for step in steps if len(step.branches) > 1}
    kept = {step.key: {way.to for way in step.branches} for step in after}
    assert all(kept[key] == targets for key, targets in split.items())


@settings(deadline=None)
@given(PROCESSES, st.integers(0, 8))
def test_taking_a_row_away_leaves_no_link_to_it(steps, place):
    if place >= len(steps):
        return
    gone = steps[place].key
    after = without(steps, gone)
    assert [step.key for step in after] == [step.key for step in steps if step.key != gone]
    assert all(gone not in (one, other) for one, other, _label in ways(after))


@settings(deadline=None)
@given(PROCESSES, st.integers(0, 8))
def test_a_row_put_between_gets_a_key_of_its_own(steps, place):
    after_key = steps[place].key if place < len(steps) else ""
    after = inserted(steps, after_key, Step("", Kind.TASK, "Mới"))
    assert len(after) == len(steps) + 1
    assert len({step.key for step in after}) == len(after)
    at = [step.key for step in after].index(after_key) + 1 if after_key else 0
    assert (after[at].name, after[at].kind) == ("Mới", Kind.TASK)


def test_what_led_to_a_step_that_went_leads_where_it_led():
    steps = without(a_flow(), "s2")
    decision = next(step for step in steps if step.key == "s3")
    assert [way.label for way in decision.branches] == ["Hợp lệ", "Không thuộc thẩm quyền"], "no way back to itself"
    steps = without(a_flow(), "s4")
    decision = next(step for step in steps if step.key == "s3")
    assert {way.label: way.to for way in decision.branches}["Hợp lệ"] == "s5"


def test_an_end_leads_nowhere_and_a_step_leads_below():
    steps = normal([Step("a", Kind.START, "x", then="c"), Step("b", Kind.END, "y", then="c"), Step("c", Kind.END, "z")])
    assert ways(steps) == {("a", "c", "")}
    assert steps[1].then == ""
    assert normal([replace(steps[0], then="b"), *steps[1:]])[0].then == "", "what is so anyway is not said"


def test_text_is_cleaned_of_what_no_page_can_hold():
    assert plain_text("a\x00\x0b b\r\nc  d \n", one_line=False) == "a b\nc d"
    assert plain_text(" a\n b ", one_line=True) == "a b"
    assert plain_text("ngày \ud800 làm") == "ngày làm"


def test_a_whole_process_has_no_problem():
    assert [problem for problem in problems_of(a_flow()) if problem.blocking] == []


def codes(steps):
    return {(problem.code, problem.place) for problem in problems_of(normal(steps))}


def test_each_problem_is_found_and_named():
    assert codes([]) == {("empty", 0)}
    assert {("no-start", 0), ("no-end", 0)} <= codes([Step("a", Kind.TASK, "x", "A")])
    start, end = Step("a", Kind.START, "x"), Step("z", Kind.END, "y")
    assert ("no-name", 2) in codes([start, Step("b", Kind.TASK, "", "A"), end])
    assert ("no-actor", 2) in codes([start, Step("b", Kind.HANDOVER, "x"), end])
    assert ("few-ways", 2) in codes([start, Step("b", Kind.DECISION, "x?"), end])
    lone = [start, replace(start, key="b", kind=Kind.TASK, actor="A", then="z"), Step("c", Kind.TASK, "x", "A"), end]
    assert ("not-reached", 3) in codes(lone)
    circle = [start, Step("b", Kind.TASK, "x", "A"), Step("c", Kind.TASK, "x", "A", then="b"), end]
    assert {("no-way-out", 2), ("no-way-out", 3), ("not-reached", 4)} <= codes(circle)
    unsaid = (Branch("", "z"), Branch("Sai", "a"))
    found = problems_of(normal([start, Step("b", Kind.DECISION, "x?", branches=unsaid), end]))
    assert [(problem.code, problem.blocking) for problem in found] == [("unsaid-way", False)]
    assert problems_of(())[0].said() == "Quy trình chưa có bước nào."


@settings(deadline=None)
@given(PROCESSES, PROCESSES)
def test_a_comparison_names_every_step_of_both_once(old, new):
    pairs = compared(old, new)
    assert [pair.old for pair in pairs if pair.old] == list(old)
    assert [pair.new for pair in pairs if pair.new] == list(new)


@settings(deadline=None)
@given(PROCESSES)
def test_a_process_differs_in_nothing_from_itself(steps):
    assert {pair.change for pair in compared(steps, steps)} <= {"same"}


def test_a_row_put_between_changes_no_other_row():
    steps = a_flow()
    pairs = compared(steps, inserted(steps, "s6", Step("", Kind.TASK, "Đóng dấu", "Văn thư")))
    assert [pair.change for pair in pairs].count("added") == 1
    assert [pair.change for pair in pairs].count("same") == len(steps)
