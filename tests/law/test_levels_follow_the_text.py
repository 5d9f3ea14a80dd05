"""Every combination of answers is judged as the text of Circular 01/2023 says, and every verdict can say why."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.law.calendar import VIETNAM
from motcua.law.levels import (
    CRITERIA,
    Ground,
    Level,
    classify,
    failed_keys,
    questions_on,
    read_answers,
    signature_answer,
)
from motcua.law.load import overlay
from motcua.law.unfit import Unfit
from tests.law.books import book
from tests.law.level_table import (
    HAND_WRITTEN,
    MAY_BE_ABSENT,
    ORDER,
    every_case,
    left_open_by_the_text,
    level_by_the_text,
)

UNDER_CIRCULAR, UNDER_DECREE = date(2024, 3, 1), date(2026, 8, 3)
ALL_YES = dict.fromkeys(ORDER, True)
RANK = {Level.NOT_MET: 0, Level.INFORMATION: 1, Level.PARTIAL: 2, Level.FULL: 3}
LAWFUL = st.fixed_dictionaries(
    {key: st.sampled_from([True, False, None] if key in MAY_BE_ABSENT else [True, False]) for key in ORDER}
)


def verdict(changes=None, on=UNDER_DECREE, **more):
    return classify({**ALL_YES, **(changes or {})}, on, book(), **more)


def text_of(verdict) -> str:
    return "\n".join(verdict.lines())


@pytest.mark.parametrize("on", [UNDER_CIRCULAR, UNDER_DECREE])
def test_all_combinations_are_judged_as_the_table_says(on):
    cases = plain = 0
    for answers in every_case():
        judged = classify(answers, on, book())
        assert judged.value == level_by_the_text(answers), answers
        assert judged.undefined == left_open_by_the_text(answers), answers
        assert judged.failed == tuple(key for key in ORDER if answers[key] is False)
        cases += 1
        plain += None not in answers.values()
    assert (cases, plain) == (2**8 * 3**4, 2**12)


@pytest.mark.parametrize(("what", "changes", "expected"), HAND_WRITTEN, ids=[case[0] for case in HAND_WRITTEN])
def test_cases_a_jurist_reads_line_by_line(what, changes, expected):
    assert level_by_the_text({**ALL_YES, **changes}) == expected, what
    assert verdict(changes).value == expected, what


@given(LAWFUL)
def test_every_verdict_names_each_answer_with_its_criterion(answers):
    judged = classify(answers, UNDER_DECREE, book())
    said = {
        reason.facts["key"]: reason for reason in judged.reasons if "key" in reason.facts and "name" in reason.facts
    }
    assert set(said) == set(ORDER)
    for reason in said.values():
        assert [(rule.instrument, rule.article[:8]) for rule in reason.rules] == [("01/2023/TT-VPCP", "tiêu chí")]
    assert judged.reasons[0].rules, "the conclusion itself rests on a rule"


@given(LAWFUL, st.sampled_from(ORDER))
def test_one_more_yes_never_lowers_the_level(answers, key):
    before = classify(answers, UNDER_DECREE, book())
    after = classify({**answers, key: True}, UNDER_DECREE, book())
    assert RANK[after.value] >= RANK[before.value]


@given(LAWFUL, st.sampled_from(sorted(MAY_BE_ABSENT)))
def test_what_does_not_apply_weighs_as_if_it_were_met(answers, key):
    absent = classify({**answers, key: None}, UNDER_DECREE, book())
    assert absent.value is classify({**answers, key: True}, UNDER_DECREE, book()).value
    assert key not in absent.failed


@given(LAWFUL)
def test_full_means_that_nothing_failed(answers):
    judged = classify(answers, UNDER_DECREE, book())
    assert (judged.value is Level.FULL) == (not judged.failed)
    assert set(judged.failed) == set(failed_keys(answers))


def test_the_keys_are_those_of_the_rulebook():
    assert tuple(one.key for one in questions_on(UNDER_DECREE, book())) == CRITERIA == tuple(ORDER)
    assert {one.key for one in questions_on(UNDER_DECREE, book()) if one.absent} == MAY_BE_ABSENT
    assert {one.criterion for one in questions_on(UNDER_DECREE, book())} == set(range(1, 9))


def test_a_paper_result_alone_is_a_combination_the_text_leaves_open():
    judged = verdict({"C7": False})
    assert judged.value is Level.INFORMATION
    assert judged.reasons[0].warning
    assert "tiêu chí 3, 4 nhưng không đạt tiêu chí 7: văn bản không nêu mức độ" in text_of(judged)
    assert "Theo cách hiểu đang áp dụng: Xếp vào cung cấp thông tin trực tuyến" in text_of(judged)


def test_a_province_may_read_the_gap_otherwise():
    decision = {"number": "9/QĐ-UBND", "title": "Cách hiểu", "kind": "decision", "confidence": "A"}
    row = {
        "key": "online.undefined_combination",
        "value": "not_met",
        "instrument": "9/QĐ-UBND",
        "article": "Điều 2",
        "effective_from": date(2026, 1, 1),
        "confidence": "A",
    }
    stricter = overlay(book(), {"tinh.toml": {"instrument": [decision], "rule": [row]}})
    judged = classify({**ALL_YES, "C7": False}, UNDER_DECREE, stricter)
    assert (judged.value, judged.undefined) == (Level.NOT_MET, True)
    assert "Điều 2, 9/QĐ-UBND" in text_of(judged)
    only_two = {**dict.fromkeys(ORDER, False), "C1": True, "C2": True}
    assert classify(only_two, UNDER_DECREE, stricter).value is Level.INFORMATION, "what the text says stays"


def test_criteria_5_6_8_do_not_lift_information_and_it_says_so():
    judged = verdict({"C3a": False, "C4": False, "C7": False, "C6b": False})
    assert (judged.value, judged.undefined) == (Level.INFORMATION, False)
    assert "Tiêu chí 5, 8 đạt không làm đổi mức cung cấp thông tin" in text_of(judged)


def test_answers_carry_their_ground_person_and_time():
    at = datetime(2026, 7, 20, 9, 5, tzinfo=VIETNAM)
    ground = Ground("Điều 5 khoản 2, 99/2015/NĐ-CP", "xuất trình bản chính để đối chiếu", "Sở Xây dựng", at)
    lines = verdict({"C6b": False}, grounds={"C6b": ground}).lines()
    place = next(i for i, line in enumerate(lines) if line.startswith("C6b"))
    assert lines[place + 1 : place + 5] == [
        "Căn cứ: Điều 5 khoản 2, 99/2015/NĐ-CP",
        "minh chứng: “xuất trình bản chính để đối chiếu”",
        "người trả lời: Sở Xây dựng",
        "trả lời lúc 09:05 thứ Hai 20/07/2026",
    ]


def test_a_day_before_the_criteria_is_judged_with_a_warning_that_names_what_held():
    judged = verdict({"C4": False}, on=date(2019, 6, 3))
    assert judged.value is Level.INFORMATION
    assert "! Vào thứ Hai 03/06/2019 chưa có tám tiêu chí này (có từ thứ Năm 25/05/2023)" in text_of(judged)
    assert "Bốn mức độ, từ 1 đến 4 [Điều 5, 32/2017/TT-BTTTT]" in text_of(judged)
    assert "Chưa ghi quy định nào" in text_of(verdict(on=date(2001, 1, 1)))
    assert "chưa có tám tiêu chí" not in text_of(verdict(on=date(2023, 5, 25)))


def test_since_the_decree_full_is_the_default_and_the_criteria_go_on_contested():
    assert "Từ thứ Tư 01/07/2026, dịch vụ phải là toàn trình" in text_of(verdict({"C5": False}))
    assert "dịch vụ phải là toàn trình" not in text_of(verdict({"C5": False}, on=date(2026, 6, 30)))
    assert "! Tám tiêu chí sau khi 42/2022/NĐ-CP hết hiệu lực: tiếp tục dùng" in text_of(verdict())
    assert "Tám tiêu chí sau khi" not in text_of(verdict(on=UNDER_CIRCULAR))


# (ngày, ký số được, đăng nhập định danh, câu trả lời cho C3b)
SIGNING = [
    (date(2025, 12, 31), False, True, False),
    (date(2026, 1, 1), False, True, True),
    (date(2027, 2, 28), False, True, True),
    (date(2027, 3, 1), False, True, False),
    (date(2026, 5, 1), False, False, False),
    (date(2026, 5, 1), True, False, True),
    (date(2026, 5, 1), None, True, None),
]


@pytest.mark.parametrize(("on", "signable", "signs_in", "expected"), SIGNING)
def test_an_authenticated_sign_in_stands_for_the_signature_while_the_resolution_holds(on, signable, signs_in, expected):
    answer = signature_answer(signable, signs_in, on, book())
    assert answer.value is expected
    if expected and not signable:
        assert answer.rules[0].instrument == "66.7/2025/NQ-CP"


def test_a_missing_signature_is_told_that_a_sign_in_may_stand_for_it():
    assert "Đăng nhập bằng tài khoản định danh thay cho ký số" in text_of(verdict({"C3b": False}))
    assert "Đăng nhập bằng" not in text_of(verdict({"C3b": False}, on=UNDER_CIRCULAR))


# (điều gì sai, câu trả lời, mã lỗi, câu phải nêu)
WRONG = [
    ("không phải bảng", ["C1"], "not-answers", "phải là một bảng"),
    ("chưa trả lời", {key: True for key in ORDER if key not in {"C4", "C8"}}, "not-answered", "C4, C8"),
    ("khóa lạ", {**ALL_YES, "C9": True}, "unknown-criterion", "C9"),
    ("chữ thay cho đúng sai", {**ALL_YES, "C1": "yes"}, "not-a-boolean", "C1"),
    ("số thay cho đúng sai", {**ALL_YES, "C6a": 1}, "not-a-boolean", "C6a"),
    ("không áp dụng trái luật", {**ALL_YES, "C7": None}, "must-apply", "C7 không thể là “không áp dụng”"),
    ("khóa không phải chữ", {**ALL_YES, 5: True}, "unknown-criterion", "5"),
]


@pytest.mark.parametrize(("what", "raw", "code", "says"), WRONG, ids=[case[0] for case in WRONG])
def test_what_cannot_be_judged_is_refused_in_a_sentence(what, raw, code, says):
    with pytest.raises(Unfit) as caught:
        read_answers(raw, UNDER_DECREE, book())
    assert (caught.value.code, says in caught.value.text()) == (code, True), what


def test_answers_come_back_in_the_order_of_the_criteria():
    shuffled = dict(reversed(ALL_YES.items()))
    assert tuple(read_answers(shuffled, UNDER_DECREE, book())) == CRITERIA
