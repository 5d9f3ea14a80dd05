"""What stands around the verdict: regimes by date, reasons of partial services, the second axis, the way upward."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.law.levels import (
    Change,
    Ground,
    Level,
    PartialReason,
    Power,
    ReasonKind,
    Regime,
    classify,
    classify_levels,
    needs_reassessment,
    next_level,
    partial_reasons,
    proactive_level,
    read_older_answers,
    regime,
    regimes,
)
from motcua.law.unfit import Unfit
from tests.law.books import book
from tests.law.level_table import MAY_BE_ABSENT, ORDER

DECREE = date(2026, 8, 3)
ALL_YES = dict.fromkeys(ORDER, True)
LAWFUL = st.fixed_dictionaries(
    {key: st.sampled_from([True, False, None] if key in MAY_BE_ABSENT else [True, False]) for key in ORDER}
)
RANK = [Level.NOT_MET, Level.INFORMATION, Level.PARTIAL, Level.FULL]

# (ngày, cách phân mức, văn bản, điều)
REGIMES = [
    (date(2018, 6, 1), Regime.LEVELS, "32/2017/TT-BTTTT", "Điều 5"),
    (date(2022, 8, 14), Regime.LEVELS, "32/2017/TT-BTTTT", "Điều 5"),
    (date(2022, 8, 15), Regime.TWO_LEVELS, "42/2022/NĐ-CP", "Điều 11"),
    (date(2026, 6, 30), Regime.TWO_LEVELS, "42/2022/NĐ-CP", "Điều 11"),
    (date(2026, 7, 1), Regime.DEFAULT_FULL, "224/2026/NĐ-CP", "Điều 14"),
    (date(2030, 1, 1), Regime.DEFAULT_FULL, "224/2026/NĐ-CP", "Điều 14"),
]


def said(explained) -> str:
    return "\n".join(explained.lines())


@pytest.mark.parametrize(("on", "expected", "instrument", "article"), REGIMES)
def test_the_day_decides_the_regime(on, expected, instrument, article):
    held = regime(on, book())
    assert held.value is expected
    assert [(rule.instrument, rule.article) for rule in held.rules] == [(instrument, article)]


def test_a_day_before_the_first_regime_is_named_as_such():
    with pytest.raises(Unfit, match="sớm nhất là thứ Sáu 01/06/2018"):
        regime(date(2018, 5, 31), book())


def test_regimes_follow_each_other_without_a_gap():
    periods = regimes(book())
    assert [one for one, _first, _last in periods] == list(Regime)
    for (_one, _first, last), (_next, first, _last) in pairwise(periods):
        assert last + timedelta(days=1) == first


@pytest.mark.parametrize(
    ("then", "now", "anew"),
    [
        (date(2019, 1, 1), date(2024, 1, 1), True),
        (date(2024, 1, 1), DECREE, True),
        (date(2019, 1, 1), date(2020, 1, 1), False),
        (date(2026, 7, 1), DECREE, False),
    ],
)
def test_an_old_level_is_never_converted_but_judged_anew(then, now, anew):
    answer = needs_reassessment(then, now, book())
    assert answer.value is anew
    assert bool(answer.warnings) is anew
    assert ("không chuyển đổi" in said(answer)) is anew


# (L1, L2, L3, L4, mức): mỗi mức thêm vào mức trước; L2 bỏ khi không có mẫu
OLDER = [
    (True, True, True, True, 4),
    (True, None, True, True, 4),
    (True, True, True, False, 3),
    (True, True, False, True, 2),
    (True, None, False, False, 2),
    (True, False, True, True, 1),
    (False, True, True, True, 0),
    (False, False, False, False, 0),
]


@pytest.mark.parametrize(("one", "two", "three", "four", "level"), OLDER)
def test_levels_1_to_4_add_to_each_other(one, two, three, four, level):
    answer = classify_levels({"L1": one, "L2": two, "L3": three, "L4": four}, date(2020, 5, 5), book())
    assert answer.value == level
    assert len(answer.reasons) >= 5
    assert all(rule.source == "Điều 5, 32/2017/TT-BTTTT" for rule in answer.rules)
    assert not answer.warnings


def test_levels_1_to_4_on_a_day_without_them_carry_a_warning():
    answer = classify_levels(dict.fromkeys(["L1", "L2", "L3", "L4"], True), DECREE, book())
    assert (answer.value, "không áp dụng bốn mức độ" in answer.warnings[0].text()) == (4, True)


@pytest.mark.parametrize("raw", [{"L1": True}, {"L1": None, "L2": True, "L3": True, "L4": True}, {**ALL_YES}, "L1"])
def test_levels_1_to_4_refuse_what_they_cannot_judge(raw):
    with pytest.raises(Unfit):
        read_older_answers(raw, date(2020, 5, 5), book())


def partial(failed, grounds=None, on=DECREE):
    return partial_reasons({**ALL_YES, **dict.fromkeys(failed, False)}, grounds or {}, on, book())


def test_presence_and_site_verification_need_the_article_that_obliges():
    bare = partial(["C6c", "C6d"])
    assert [fault.code for fault in bare.faults] == ["no-article", "no-article"]
    assert not bare.publishable
    assert "phải nêu điều, khoản của pháp luật chuyên ngành [Điều 14, 224/2026/NĐ-CP]" in said(bare)
    grounds = {"C6c": Ground("Điều 18, 123/2015/NĐ-CP"), "C6d": Ground("Điều 20, 15/2021/NĐ-CP")}
    good = partial(["C6c", "C6d"], grounds)
    assert good.publishable
    assert good.value == (
        PartialReason(ReasonKind.PRESENCE, ("C6c",), "Điều 18, 123/2015/NĐ-CP"),
        PartialReason(ReasonKind.SITE, ("C6d",), "Điều 20, 15/2021/NĐ-CP"),
    )


def test_one_article_that_obliges_twice_is_one_reason():
    same = Ground("Điều 18, 123/2015/NĐ-CP")
    assert partial(["C6c", "C8"], {"C6c": same, "C8": same}).value == (
        PartialReason(ReasonKind.PRESENCE, ("C6c", "C8"), same.article),
    )


def test_a_technical_fault_needs_the_day_of_its_repair():
    assert [fault.code for fault in partial(["C5"]).faults] == ["no-repair-date"]
    mended = partial(["C5"], {"C5": Ground(repair_by=date(2026, 10, 1))})
    assert mended.publishable
    assert mended.value[0].to_dict() == {
        "kind": "fault",
        "criteria": ["C5"],
        "article": "",
        "repair_by": "2026-10-01",
    }
    over = partial(["C5"], {"C5": Ground(repair_by=date(2026, 8, 2))})
    assert [fault.code for fault in over.faults] == ["repair-date-past"]
    assert partial(["C5"], {"C5": Ground(repair_by=DECREE)}).publishable


def test_what_cannot_be_solved_yet_is_the_fourth_reason():
    assert partial(["C6a"], {"C6a": Ground(unsolvable=True)}).value == (PartialReason(ReasonKind.TECHNICAL, ("C6a",)),)


def test_showing_paper_is_no_reason_and_asks_for_a_redesign():
    only_paper = partial(["C6b"])
    assert (only_paper.value, only_paper.redesign, only_paper.publishable) == ((), ("C6b",), False)
    assert "phải tái cấu trúc quy trình" in only_paper.warnings[0].text()
    both = partial(["C6b", "C6c"], {"C6c": Ground("Điều 1")})
    assert (len(both.value), both.redesign, both.publishable) == (1, ("C6b",), False)


def test_reasons_are_asked_of_partial_services_since_july_2026_only():
    assert partial(["C6c"], on=date(2026, 6, 30)).value == ()
    assert partial(["C6c"], on=date(2026, 7, 1)).value
    assert partial([]).value == partial(["C7"]).value == ()
    assert "không ở mức một phần" in said(partial(["C7"]))


@given(LAWFUL)
def test_every_failed_answer_of_a_partial_service_is_a_reason_or_a_redesign(answers):
    reasons = partial_reasons(answers, {}, DECREE, book())
    covered = [key for one in reasons.value for key in one.criteria] + list(reasons.redesign)
    verdict = classify(answers, DECREE, book())
    assert sorted(covered) == (sorted(verdict.failed) if verdict.value is Level.PARTIAL else [])


def test_there_are_four_reasons_each_read_in_the_text():
    row = book().at(DECREE).row("online.partial_reasons")
    assert [item["kind"] for item in row.value] == list(ReasonKind)
    assert (row.instrument, row.article, row.verified) == ("224/2026/NĐ-CP", "Điều 14", True)


def test_the_way_up_names_what_must_change_and_whose_power_it_is():
    answers = {**ALL_YES, "C5": False, "C6b": False, "C6d": False}
    remedies = {"C5": "technical", "C6b": Power.OWN_DOCUMENT, "C6d": "ministry"}
    step = next_level(answers, remedies, DECREE, book())
    assert step.value.level is Level.FULL
    assert step.value.changes == (
        Change("C5", Power.TECHNICAL),
        Change("C6b", Power.OWN_DOCUMENT),
        Change("C6d", Power.MINISTRY),
    )
    assert not step.value.within_reach
    assert "Trong tầm của tỉnh: C5, C6b\nPhải chờ bộ, ngành: C6d" in said(step)


def test_only_what_the_next_level_needs_is_asked_for():
    answers = {**ALL_YES, "C2": False, "C7": False, "C6c": False}
    first = next_level(answers, {"C2": "technical"}, DECREE, book()).value
    assert (first.level, [one.key for one in first.changes], first.within_reach) == (Level.INFORMATION, ["C2"], True)
    second = next_level({**answers, "C2": True}, {}, DECREE, book())
    assert (second.value.level, [one.key for one in second.value.changes]) == (Level.PARTIAL, ["C7"])
    assert "chưa xác định giải pháp" in second.warnings[0].text()
    assert second.value.to_dict()["changes"] == [{"key": "C7", "power": None}]


def test_at_the_top_there_is_nothing_left_to_change():
    top = next_level(ALL_YES, {}, DECREE, book())
    assert (top.value.level, top.value.changes, top.value.within_reach) == (None, (), False)
    with pytest.raises(ValueError, match="magic"):
        next_level({**ALL_YES, "C5": False}, {"C5": "magic"}, DECREE, book())


@given(LAWFUL)
def test_doing_what_the_way_up_asks_for_reaches_the_level_it_names(answers):
    step = next_level(answers, {}, DECREE, book()).value
    before = classify(answers, DECREE, book()).value
    if step.level is None:
        assert before is Level.FULL
        return
    after = classify({**answers, **{one.key: True for one in step.changes}}, DECREE, book())
    assert RANK.index(after.value) >= RANK.index(step.level) > RANK.index(before)


# (mức chủ động, ngày, có được không)
PROACTIVE = [
    (0, date(2020, 1, 1), True),
    (1, date(2026, 6, 30), False),
    (1, DECREE, True),
    (4, DECREE, True),
    (5, DECREE, False),
    (-1, DECREE, False),
    (True, DECREE, False),
]


@pytest.mark.parametrize(("level", "on", "fine"), PROACTIVE)
def test_how_far_a_service_acts_of_itself_is_an_axis_of_its_own(level, on, fine):
    if fine:
        answer = proactive_level(level, on, book())
        assert (answer.value, bool(answer.rules)) == (level, level > 0)
        return
    with pytest.raises(Unfit):
        proactive_level(level, on, book())
