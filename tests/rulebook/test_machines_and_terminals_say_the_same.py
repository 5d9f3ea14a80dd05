"""`motcua law …` and `/api/v1/law/…`: the same answers as the pages, on a database without any seed."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation

from motcua.law.book import UNIT_WORDS
from motcua.law.explained import Explained
from motcua.law.limit import WHY_UNKNOWN, Unit, limit_of
from motcua.law.words import WEEKDAYS, Term, show
from motcua.rulebook.asking import due_dict
from motcua.rulebook.selectors import book, due
from motcua.web.why import steps
from tests.law.books import at

pytestmark = pytest.mark.django_db


def run(*words: str) -> tuple[str, int]:
    """What the command writes to standard output, and its exit code."""
    out, code = StringIO(), 0
    try:
        call_command("law", *words, stdout=out, stderr=StringIO())
    except SystemExit as end:
        code = int(end.code or 0)
    except CommandError as error:
        code = error.returncode
    return out.getvalue(), code


def test_a_due_date_at_the_terminal():
    text, code = run("due", "--received", "2026-03-05T14:00", "--limit", "03 ngày làm việc", "--json")
    answer = json.loads(text)
    assert (answer["due"], code) == ("2026-03-10T17:30:00+07:00", 0)
    assert answer == due_dict(due(at("2026-03-05 14:00"), "03 ngày làm việc"))
    assert answer["why"][1]["rules"][0]["instrument"] == "91/2015/QH13"


@pytest.mark.parametrize(
    "received",
    ["2026-03-05T14:00", "2026-03-05T14:00:00+07:00", "2026-03-05T07:00:00Z", "2026-03-05 14:00", "05/03/2026 14:00"],
)
def test_a_moment_without_offset_is_vietnamese_time(received):
    assert json.loads(run("due", "--received", received, "--limit", "8 giờ", "--json")[0])["due"].startswith(
        "2026-03-06T14:00"
    )


def test_a_day_without_an_hour_is_taken_from_its_start_and_flagged():
    answer = json.loads(run("due", "--received", "2026-03-05", "--limit", "1 ngày làm việc", "--json")[0])
    assert answer["due"] == "2026-03-06T17:30:00+07:00"
    assert answer["why"][-1]["warning"]
    assert "không ghi giờ" in answer["why"][-1]["text"]


@pytest.mark.parametrize("limit", ["7", "", "Không quy định", "3 hoặc 5 ngày"])
def test_a_limit_that_is_none_has_no_due_date_but_a_reason(limit):
    answer = json.loads(run("due", "--received", "2026-03-05T14:00", "--limit", limit, "--json")[0])
    assert answer["due"] is None
    assert answer["why"][0]["warning"]


def test_cases_are_answered_line_by_line(tmp_path):
    lines = [
        '{"received": "2026-03-05T14:00", "limit": "03 ngày làm việc"}',
        "không phải JSON",
        '{"received": "2026-03-05T14:00", "limit": "7"}',
        '{"limit": "7"}',
        '{"received": "hôm qua", "limit": "7"}',
        "",
        "[1]",
        '{"received": "2026-03-05T14:00", "limit": 7}',
        '{"received": "1990-03-05T14:00", "limit": "1 ngày"}',
        '{"received": "2026-03-05T14:00", "limit": "5 ngày"}',
    ]
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    text, code = run("due", "--cases", str(path), "--json")
    answers = [json.loads(line) for line in text.splitlines()]
    kinds = ["due" if "due" in answer else answer["error"]["code"] for answer in answers]
    assert kinds == ["due", "bad-json", "due", "bad-case", "bad-moment", "bad-case", "due", "no-rules", "due"]
    assert [answer.get("due") for answer in answers if "due" in answer] == [
        "2026-03-10T17:30:00+07:00",
        None,
        None,
        "2026-03-10T17:30:00+07:00",
    ]
    assert code == 1


def test_cases_without_fault_end_well_and_say_nothing_else(tmp_path):
    path = tmp_path / "cases.jsonl"
    path.write_text('{"received": "2026-03-05T14:00", "limit": "1 ngày"}\n' * 50, encoding="utf-8")
    text, code = run("due", "--cases", str(path))
    assert (len(text.splitlines()), code) == (50, 0)


def test_faults_of_use_have_their_own_codes(tmp_path):
    assert run("due", "--received", "2026-03-05")[1] == 2
    assert run("due", "--received", "hôm qua", "--limit", "1 ngày")[1] == 1
    assert run("due", "--cases", str(tmp_path / "nothing"))[1] == 1
    (tmp_path / "latin").write_bytes(b"\xff\xfe\x00")
    assert run("due", "--cases", str(tmp_path / "latin"))[1] == 1


def test_the_rules_of_a_day_at_the_terminal():
    shown = json.loads(run("show", "--on", "2026-03-01", "--json")[0])
    assert shown["on"] == "2026-03-01"
    rows = book().at(date(2026, 3, 1)).rows()
    assert [(row["key"], row["scope"]) for row in shown["rules"]] == [(row.key, row.scope) for row in rows]
    for row in shown["rules"]:
        assert row["instrument"]
        assert row["effective_from"] <= "2026-03-01"
        assert row["effective_to"] is None or row["effective_to"] >= "2026-03-01"
    text, _code = run("show", "--on", "2026-03-01")
    assert "! chưa đối chiếu" in text
    assert "còn hiểu khác nhau" in text


def test_a_calendar_at_the_terminal():
    year = json.loads(run("calendar", "2026", "--json")[0])
    assert (year["status"], year["months"]["2"], len(year["days"])) == ("approved", 15, 17)
    assert json.loads(run("calendar", "2033", "--json")[0])["status"] == "unknown"
    assert run("calendar", "1500", "--json")[1] == 1
    assert "nghỉ hoán đổi" in run("calendar", "2026")[0]


RULES = """
[[rule]]
key = "{key}"
value = {value}
instrument = "{instrument}"
article = "Điều 1"
effective_from = {first}
confidence = "A"
"""
FILES = [
    ("trùng thời gian", {"key": "clock.start", "value": '"receipt"', "first": "2026-01-01"}, "trùng thời gian"),
    ("không có nguồn", {"instrument": ""}, "thiếu căn cứ"),
    ("nguồn lạ", {"instrument": "1/2026/QĐ"}, "chưa có trong danh mục văn bản"),
    ("khóa lạ", {"key": "x.y"}, "chưa được khai báo"),
    ("giá trị sai", {"value": -1}, "số không âm"),
]


@pytest.mark.parametrize(("case", "given", "sentence"), FILES, ids=[row[0] for row in FILES])
def test_a_file_of_rules_is_checked(tmp_path, case, given, sentence):
    usual = {"key": "clock.uncollected_notice", "value": 2, "instrument": "118/2025/NĐ-CP", "first": "2025-07-01"}
    path = tmp_path / "own.toml"
    path.write_text(RULES.format(**{**usual, **given}), encoding="utf-8")
    text, code = run("check", str(path), "--json")
    assert code == 1
    assert any(sentence in fault["sentence"] for fault in json.loads(text)["faults"])
    path.write_text(RULES.format(**usual), encoding="utf-8")
    assert run("check", str(path)) == ("Không có lỗi.\n", 0)


def test_a_gap_in_a_rule_that_may_have_none_is_found(tmp_path):
    path = tmp_path / "gap.toml"
    path.write_text(
        '[[instrument]]\nnumber = "1"\ntitle = "x"\nkind = "law"\nissued = 2000-01-01\nconfidence = "A"\n'
        '[[key]]\nkey = "a.b"\nlabel = "x"\nunit = "day"\ncontinuous = true\n'
        '[[rule]]\nkey = "a.b"\nvalue = 1\ninstrument = "1"\narticle = ""\nconfidence = "A"\n'
        "effective_from = 2001-01-01\neffective_to = 2001-12-31\n"
        '[[rule]]\nkey = "a.b"\nvalue = 2\ninstrument = "1"\narticle = ""\nconfidence = "A"\n'
        "effective_from = 2002-02-01\n",
        encoding="utf-8",
    )
    faults = json.loads(run("check", str(path), "--alone", "--json")[0])["faults"]
    assert ["hở thời gian" in fault["sentence"] for fault in faults] == [True]


def test_files_that_are_no_files_of_law_are_named(tmp_path):
    bad, year = tmp_path / "bad.toml", tmp_path / "2030.toml"
    bad.write_text("= =", encoding="utf-8")
    year.write_text(
        'year = 2030\nstatus = "draft"\n[[day]]\ndate = 2031-01-01\nkind = "holiday"\nname = "x"\nsource = "y"\n',
        encoding="utf-8",
    )
    result = json.loads(run("check", str(bad), str(year), str(tmp_path / "none.toml"), "--json")[0])
    assert sorted(fault["file"] for fault in result["faults"]) == ["2030.toml", "bad.toml", "none.toml"]


def api(path: str, **given):
    answer = Client().get(f"/api/v1/law/{path}", given)
    return answer.status_code, answer.json()


def test_the_api_says_what_the_terminal_says():
    status, answer = api("due", received="2026-03-05T14:00", limit="03 ngày làm việc")
    assert status == 200
    assert answer == json.loads(
        run("due", "--received", "2026-03-05T14:00", "--limit", "03 ngày làm việc", "--json")[0]
    )
    assert (
        api("rules", on="2026-03-01")[1]["items"] == json.loads(run("show", "--on", "2026-03-01", "--json")[0])["rules"]
    )
    assert api("calendars/2026")[1] == json.loads(run("calendar", "2026", "--json")[0])


def test_the_api_narrows_and_refuses():
    assert {row["key"] for row in api("rules", subject="Trạng thái hồ sơ")[1]["items"]} == {"state.portal"}
    assert all(row["contested"] for row in api("rules", doubt="contested")[1]["items"])
    assert [row["instrument"] for row in api("rules/clock.forward_cutoff")[1]["rows"]] == [
        "118/2025/NĐ-CP",
        "61/2018/NĐ-CP",
    ]
    assert api("rules/clock.nothing")[0] == 404
    assert api("due", received="hôm qua", limit="7")[0] == 400
    assert api("due", limit="7")[0] == 422
    assert api("calendars/99999")[0] == 404
    assert any(row["state"] == "over" for row in api("instruments", on="2026-03-01")[1]["items"])


def test_page_api_and_terminal_tell_the_same_steps():
    answer = due(at("2026-08-28 15:30"), "05 ngày làm việc")
    told = due_dict(answer)["why"]
    assert [step["text"] for step in steps(answer)] == [step["text"] for step in told]
    lines = answer.lines()
    for step, line in zip(told, lines, strict=True):
        assert step["text"] in line
        assert all(rule["source"] in line for rule in step["rules"])


def test_facts_that_are_words_are_translated_with_the_sentence():
    english = {"thứ Năm": "Thursday", "ngày làm việc": "working days", "và": "and", "tháng": "months", "có": "yes"}

    def translate(text: str) -> str:
        return english.get(text, text)

    assert show(date(2026, 3, 5), translate) == "Thursday 05/03/2026"
    assert show(limit_of(3, Unit.WORKING_DAY), translate) == "3 working days"
    assert show(True, translate) == "yes"
    everything = [*WEEKDAYS, *WHY_UNKNOWN.values(), *(word for word in UNIT_WORDS.values() if word != "%")]
    assert all(isinstance(word, Term) for word in everything)
    first = due(at("2026-03-05 14:00"), "03 ngày làm việc").reasons[0]
    assert first.text(translate) == "Tiếp nhận lúc 14:00 Thursday 05/03/2026; thời hạn 3 working days"
    unknown: Explained = due(at("2026-03-05 14:00"), "7")
    assert "no unit" in unknown.reasons[0].text(lambda text: "no unit" if text == WHY_UNKNOWN["bare_number"] else text)


def test_a_foreign_reader_gets_the_page_in_their_language_or_the_original():
    with translation.override("en"):
        assert due(at("2026-03-05 14:00"), "03 ngày làm việc").lines()


WILD = [
    "rules?on=0001-01-01",
    "rules?on=9999-12-31",
    "rules?q=%00",
    "rules/%00",
    "due?received=9999-12-31T23:59&limit=1",
    "due?received=0001-01-01T00:00%2B14:00&limit=1+ng%C3%A0y",
    "due?received=2026-03-05T10:00%2B23:59&limit=0,0000001+gi%E1%BB%9D",
    "due?received=2026-03-05T10:00&limit=1/999999999+ng%C3%A0y",
    "due?received=2199-12-31&limit=100+n%C4%83m",
    "calendars/9999",
    "calendars/-5",
    "calendars/10000000000000",
    "instruments?on=0001-01-01",
]


@pytest.mark.parametrize("asked", WILD)
def test_no_question_is_the_servers_fault(asked):
    assert Client().get(f"/api/v1/law/{asked}").status_code < 500
