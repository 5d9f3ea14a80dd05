"""The rulebook: every row dated and sourced; what is doubtful in form is refused with all faults at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.law.book import UnknownRuleError, changes_between
from motcua.law.faults import RuleFaultsError
from motcua.law.load import load, overlay
from tests.law.books import book, rules

DECREE = {
    "number": "1/2020/NĐ-CP",
    "title": "Nghị định thử",
    "kind": "decree",
    "issued": date(2020, 1, 1),
    "confidence": "A",
}
LOCAL = {
    "number": "9/QĐ-UBND",
    "title": "Quyết định của tỉnh",
    "kind": "decision",
    "issued": date(2026, 1, 1),
    "confidence": "A",
}
KEY = {"key": "clock.days", "label": "Thời hạn thử", "unit": "working_day", "continuous": True, "local": True}


def rule(**changes: Any) -> dict[str, Any]:
    row = {
        "key": "clock.days",
        "value": 3,
        "instrument": "1/2020/NĐ-CP",
        "article": "Điều 1",
        "effective_from": date(2020, 1, 1),
        "confidence": "A",
    }
    return {name: value for name, value in {**row, **changes}.items() if value is not ...}


def files(*rows: dict[str, Any], key: dict[str, Any] | None = None) -> dict[str, dict[str, Any]]:
    return {"thu.toml": {"title": "Thử", "instrument": [DECREE], "key": [{**KEY, **(key or {})}], "rule": list(rows)}}


def faults_of(*rows: dict[str, Any], key: dict[str, Any] | None = None) -> str:
    with pytest.raises(RuleFaultsError) as caught:
        load(files(*rows, key=key))
    return str(caught.value)


# (vì sao bị từ chối, các dòng, câu phải nêu)
REFUSED = [
    ("chồng thời gian", [rule(), rule(effective_from=date(2022, 1, 1))], "trùng thời gian"),
    (
        "hở thời gian",
        [rule(effective_to=date(2021, 1, 1)), rule(effective_from=date(2021, 1, 3))],
        "hở thời gian: không có quy định ngay trước ngày 03/01/2021",
    ),
    ("không có dòng nối tiếp", [rule(effective_to=date(2021, 1, 1))], "không có quy định sau ngày 01/01/2021"),
    ("không có căn cứ", [rule(instrument=...)], "thiếu căn cứ"),
    ("văn bản lạ", [rule(instrument="2/2020/NĐ-CP")], "chưa có trong danh mục"),
    ("thiếu điều khoản", [rule(article=...)], "thiếu điều khoản"),
    ("đơn vị khác", [rule(unit="day")], "khác đơn vị đã khai báo"),
    ("hết trước khi có", [rule(effective_to=date(2019, 1, 1))], "đứng trước ngày có hiệu lực"),
    ("độ tin cậy lạ", [rule(confidence="E")], "độ tin cậy"),
    ("thiếu độ tin cậy", [rule(confidence=...)], "độ tin cậy"),
    ("trước văn bản", [rule(effective_from=date(2019, 12, 31))], "có hiệu lực trước văn bản"),
    ("thiếu ngày", [rule(effective_from=...)], "thiếu ngày có hiệu lực"),
    ("ngày là chữ", [rule(effective_from="2020-01-01")], "phải là ngày dạng"),
    ("thiếu giá trị", [rule(value=...)], "thiếu giá trị"),
    ("giá trị không phải số", [rule(value="ba")], "phải là số"),
    ("giá trị âm", [rule(value=-1)], "phải là số"),
    ("khóa lạ", [rule(key="clock.other")], "chưa được khai báo"),
    ("trường lạ", [rule(valeu=3)], "không hiểu trường “valeu”"),
]


@pytest.mark.parametrize(("case", "rows", "sentence"), REFUSED, ids=[case for case, _rows, _sentence in REFUSED])
def test_a_faulty_row_is_refused_with_file_key_and_sentence(case, rows, sentence):
    told = faults_of(*rows)
    assert sentence in told
    assert told.startswith("thu.toml: clock.")


def test_all_faults_are_told_at_once():
    with pytest.raises(RuleFaultsError) as caught:
        load(files(rule(confidence="E"), rule(key="x"), rule(instrument=..., article=...)))
    assert len(caught.value.faults) == 4


UNITS = [
    ("percent", 101, "từ 0 đến 100"),
    ("time_of_day", "15h", "dạng 15:00"),
    ("flag", 1, "true hoặc false"),
    ("list", "a", "danh sách"),
    ("pattern", {"regex": "("}, "regex không hợp lệ"),
    ("pattern", {"regex": "a", "examples": ["b"]}, "không khớp"),
    ("pattern", "a", "bảng có regex"),
    ("fortnight", 1, "không có trong danh sách"),
]


@pytest.mark.parametrize(("unit", "value", "sentence"), UNITS)
def test_a_value_must_fit_its_unit(unit, value, sentence):
    assert sentence in faults_of(rule(value=value), key={"unit": unit})


def test_a_policy_must_choose_among_named_readings():
    two = {"unit": "policy", "options": {"a": "cách một", "b": "cách hai"}}
    assert load(files(rule(value="a"), key=two)).at(date(2020, 1, 1)).row("clock.days").shown == "cách một"
    assert "không có trong options" in faults_of(rule(value="c"), key=two)
    assert "ít nhất hai" in faults_of(rule(value="a"), key={"unit": "policy", "options": {"a": "cách một"}})


def test_a_row_may_not_outlive_its_instrument_unless_it_says_so():
    ended = {**DECREE, "effective_to": date(2024, 12, 31)}
    table = files(rule())
    table["thu.toml"]["instrument"] = [ended]
    with pytest.raises(RuleFaultsError, match="còn hiệu lực sau khi văn bản"):
        load(table)
    table["thu.toml"]["rule"] = [rule(survives=True)]
    assert load(table).at(date(2026, 1, 1)).row("clock.days").value == 3


def test_a_gap_is_allowed_where_the_key_does_not_mind():
    gap = [rule(effective_to=date(2021, 1, 1)), rule(effective_from=date(2023, 1, 1), value=4)]
    loaded = load(files(*gap, key={"continuous": False}))
    with pytest.raises(UnknownRuleError, match=r"clock\.days"):
        loaded.at(date(2022, 1, 1)).value("clock.days")
    assert not loaded.at(date(2022, 1, 1)).has("clock.days")


@given(
    st.lists(st.dates(date(2020, 1, 1), date(2030, 1, 1)), min_size=1, max_size=6, unique=True),
    st.dates(date(2020, 1, 1)),
)
def test_on_every_day_exactly_the_row_of_that_day_answers(starts, on):
    starts = sorted({date(2020, 1, 1), *starts})
    ends = [date.fromordinal(later.toordinal() - 1) for later in starts[1:]]
    rows = [rule(value=n, effective_from=first) for n, first in enumerate(starts)]
    for row, last in zip(rows, ends, strict=False):
        row["effective_to"] = last
    expected = max(n for n, first in enumerate(starts) if first <= on)
    assert load(files(*rows)).at(on).value("clock.days").value == expected


def test_a_scope_stands_before_everywhere():
    loaded = load(files(rule(), rule(scope="ministry", value=20))).at(date(2026, 1, 1))
    assert loaded.value("clock.days", "ministry").value == 20
    assert loaded.value("clock.days", "commune").value == 3


def local(*rows: dict[str, Any], **tables: Any) -> dict[str, dict[str, Any]]:
    return {"tinh.toml": {"instrument": [LOCAL], "rule": list(rows), **tables}}


def test_a_province_lays_its_own_row_over_the_shipped_one_and_both_stay_visible():
    row = rule(value=2, instrument="9/QĐ-UBND", effective_from=date(2026, 2, 1), effective_to=date(2026, 6, 30))
    joined = overlay(load(files(rule())), local(row))
    before, during, after = (joined.at(date(2026, month, 1)) for month in (1, 3, 7))
    assert [day.value("clock.days").value for day in (before, during, after)] == [3, 2, 3]
    assert during.row("clock.days").layer == "local"
    assert during.overridden[("clock.days", "")].value == 3
    assert not before.overridden
    assert [one.layer for one in joined.history("clock.days")] == ["local", "national"]


def test_a_province_may_not_touch_what_only_the_state_rules():
    base = load(files(rule(), key={"local": False}))
    with pytest.raises(RuleFaultsError, match="tỉnh không được tự quy định"):
        overlay(base, local(rule(instrument="9/QĐ-UBND", effective_from=date(2026, 2, 1))))
    with pytest.raises(RuleFaultsError, match="không được khai báo khóa mới"):
        overlay(base, local(key=[{**KEY, "key": "clock.mine"}]))


def test_a_province_s_rows_are_checked_like_all_others():
    own = rule(instrument="9/QĐ-UBND", effective_from=date(2026, 2, 1))
    with pytest.raises(RuleFaultsError, match="trùng thời gian"):
        overlay(load(files(rule())), local(own, own))


def test_an_answer_carries_its_rule_and_warns_of_doubt():
    loaded = load(files(rule(verified=False, contested=True, note="hai cách hiểu"))).at(date(2026, 1, 1))
    answer = loaded.value("clock.days")
    assert answer.lines()[0] == "Thời hạn thử: 3 ngày làm việc [Điều 1, 1/2020/NĐ-CP – chưa đối chiếu]"
    assert len(answer.warnings) == 2


def test_the_digest_follows_the_rules_and_nothing_else():
    one, other = load(files(rule())), load(files(rule(value=4)))
    assert one.at(date(2026, 1, 1)).digest == one.at(date(2026, 5, 1)).digest
    assert one.at(date(2026, 1, 1)).digest != other.at(date(2026, 1, 1)).digest


# Luật đang áp dụng qua các thời kỳ: (khóa, phạm vi, ngày, giá trị, văn bản)
SHIPPED = [
    ("clock.forward_cutoff", "", "2024-01-01", "15:00", "61/2018/NĐ-CP"),
    ("clock.forward_cutoff", "", "2025-07-01", "15:00", "118/2025/NĐ-CP"),
    ("clock.supplement_return", "", "2024-01-01", 3, "61/2018/NĐ-CP"),
    ("clock.supplement_return", "", "2026-01-01", 3, "118/2025/NĐ-CP"),
    ("clock.extension_times", "", "2026-01-01", 1, "118/2025/NĐ-CP"),
    ("clock.hours_a_day", "", "2026-01-01", 8, "Mặc định của hệ thống"),
    ("publish.upload", "", "2026-01-01", 5, "63/2010/NĐ-CP"),
    ("publish.upload", "ministry", "2026-01-01", 10, "63/2010/NĐ-CP"),
    ("publish.upload", "shortened", "2026-01-01", 2, "63/2010/NĐ-CP"),
    ("announce.before_effect", "", "2026-01-01", 5, "63/2010/NĐ-CP"),
    ("announce.before_effect", "ministry", "2026-01-01", 20, "63/2010/NĐ-CP"),
    ("staff.experience", "", "2025-06-30", 3, "61/2018/NĐ-CP"),
    ("staff.experience", "", "2025-07-01", 2, "118/2025/NĐ-CP"),
    ("staff.secondment_max", "", "2026-01-01", 36, "118/2025/NĐ-CP"),
    ("feedback.forward", "", "2026-01-01", 5, "20/2008/NĐ-CP"),
    ("feedback.handle", "", "2026-01-01", 15, "766/QĐ-TTg"),
    ("online.outage_notice", "", "2026-07-01", 7, "224/2026/NĐ-CP"),
    ("report.recipient", "", "2026-08-04", "Văn phòng Chính phủ", "01/2020/TT-VPCP"),
    ("report.recipient", "", "2026-08-05", "Bộ Tư pháp", "309/2026/NĐ-CP"),
    ("owner.portal", "", "2026-08-05", "Bộ Công an", "309/2026/NĐ-CP"),
]


@pytest.mark.parametrize(("key", "scope", "on", "value", "instrument"), SHIPPED)
def test_the_shipped_rule_of_that_day(key, scope, on, value, instrument):
    row = rules(on).row(key, scope)
    assert (row.value, row.instrument) == (value, instrument)


def test_the_district_tier_ends_on_30_june_2025():
    assert "district" in rules("2025-06-30").row("unit.tiers").value
    assert rules("2025-07-01").row("unit.tiers").value == ["province", "commune"]


def test_form_05_is_the_control_slip_before_and_the_stop_notice_now():
    def named(on):
        return {form["no"]: form["form"] for form in rules(on).row("form.one_stop").value}

    assert (len(named("2025-09-14")), named("2025-09-14")["05"]) == (6, "control")
    assert (len(named("2025-09-15")), named("2025-09-15")["05"]) == (7, "stop")


def test_the_change_of_regime_is_readable_as_pairs():
    pairs = changes_between(book(), date(2025, 6, 30), date(2025, 7, 1))
    keys = {(now or then).key for then, now in pairs}
    assert {"clock.forward_cutoff", "staff.experience", "unit.tiers"} <= keys
    assert "publish.upload" not in keys


def test_every_shipped_row_says_what_it_is_and_how_sure_one_is():
    for row in book().rows:
        assert row.label
        assert row.shown
        assert row.confidence in "ABCD"
        assert row.verified or row.note or row.confidence == "D", row.key
        assert not (row.confidence == "D" and row.verified and row.instrument != "Mặc định của hệ thống"), row.key


def test_a_jurist_finds_what_is_doubtful_on_a_day():
    doubtful = {row.key for row in book().doubtful(date(2026, 3, 1))}
    assert {"clock.hour_unit", "clock.online_confirm", "announce.before_effect"} <= doubtful
    assert "clock.forward_cutoff" not in doubtful


def test_the_instruments_of_a_day_follow_their_succession():
    before, after = (
        {item.number for item in book().in_force(date.fromisoformat(day))} for day in ("2025-06-30", "2025-07-01")
    )
    assert "61/2018/NĐ-CP" in before
    assert "61/2018/NĐ-CP" not in after
    assert "118/2025/NĐ-CP" in after
