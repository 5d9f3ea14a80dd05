"""`Explained`: value, facts and rules stay together through every step and render alike as data and as lines."""

from __future__ import annotations

import ast
import json
from datetime import date, time, timedelta
from pathlib import Path

import motcua.law
from motcua.law.explained import Citation, Explained, Reason, join, plain
from motcua.law.words import show
from tests.law.books import at

RULE = Citation("clock.x", "61/2018/NĐ-CP", "Điều 19 khoản 4", 3, "A")
DOUBT = Citation("clock.y", "45/2020/NĐ-CP", "", 8, "D", verified=False)


def answer(value=3):
    return Explained(value, (Reason("Thời hạn {days} ngày", {"days": 3}, (RULE,)),))


def test_a_line_is_the_sentence_and_its_source():
    assert answer().lines() == ["Thời hạn 3 ngày [Điều 19 khoản 4, 61/2018/NĐ-CP]"]


def test_an_unverified_source_is_marked_and_a_warning_stands_out():
    doubtful = answer().because(Reason("Cần xem lại", {}, (DOUBT,), warning=True))
    assert doubtful.lines()[1] == "! Cần xem lại [45/2020/NĐ-CP – chưa đối chiếu]"
    assert [reason.text() for reason in doubtful.warnings] == ["Cần xem lại"]


def test_steps_keep_their_reasons_in_order_and_cite_a_rule_once():
    both = answer().then(lambda days: Explained(days + 1, (Reason("Thêm một ngày", {}, (RULE, DOUBT)),)))
    assert both.value == 4
    assert [reason.says for reason in both.reasons] == ["Thời hạn {days} ngày", "Thêm một ngày"]
    assert [rule.key for rule in both.rules] == ["clock.x", "clock.y"]
    assert both.map(str).value == "4"
    assert both.map(str).reasons == both.reasons


def test_several_answers_join_into_one():
    joined = join([answer(1), answer(2)])
    assert (joined.value, len(joined.reasons)) == ([1, 2], 2)


def test_the_same_reasons_as_data():
    data = answer(at("2026-03-05 14:00")).to_dict()
    assert data["value"] == "2026-03-05T14:00:00+07:00"
    assert data["why"][0]["text"] == "Thời hạn 3 ngày"
    assert data["why"][0]["rules"][0]["article"] == "Điều 19 khoản 4"
    json.dumps(data)


def test_a_translation_is_applied_before_the_facts_are_filled_in():
    english = {"Thời hạn {days} ngày": "Limit of {days} days"}
    assert answer().lines(english.get) == ["Limit of 3 days [Điều 19 khoản 4, 61/2018/NĐ-CP]"]
    assert answer().to_dict(english.get)["why"][0]["text"] == "Limit of 3 days"


def test_facts_are_shown_as_an_officer_writes_them():
    assert show(at("2026-03-05 14:00")) == "14:00 thứ Năm 05/03/2026"
    assert show(at("2026-03-05 15:00:01")) == "15:00:01 thứ Năm 05/03/2026"
    assert show(date(2026, 3, 8)) == "Chủ nhật 08/03/2026"
    assert show([True, 1.5, "x"]) == "có, 1,5, x"


def test_anything_can_become_plain_data():
    odd = {"a": (time(7, 30), timedelta(hours=1)), "b": {date(2026, 1, 1)}, "c": answer(), "d": RULE, "e": 1j}
    turned = plain(odd)
    assert turned["a"] == ["07:30:00", 3600.0]
    assert turned["c"]["value"] == 3
    assert turned["e"] == "1j"
    json.dumps(turned)


def test_the_law_knows_no_framework_no_file_and_no_clock():
    forbidden = {"django", "ninja", "os", "io", "pathlib", "tomllib", "socket", "sqlite3", "random", "logging"}
    for path in Path(motcua.law.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0] for name in names} & forbidden, path.name
            called = node.func if isinstance(node, ast.Call) else None
            assert not (isinstance(called, ast.Attribute) and called.attr in {"now", "today", "utcnow"}), path.name
            assert not (isinstance(called, ast.Name) and called.id in {"open", "print"}), path.name
