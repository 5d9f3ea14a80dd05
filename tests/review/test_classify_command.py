"""`motcua review classify` as its contract says, on an empty house."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.law.level_table import ORDER, every_case, level_by_the_text

pytestmark = pytest.mark.django_db

ALL_YES = dict.fromkeys(ORDER, True)
OLDER = {"L1": True, "L2": True, "L3": True, "L4": False}


def asked(tmp_path: Path, value: object, *more: str, on: str = "2026-08-03") -> tuple[object, str]:
    """Return what the command printed as JSON and the text itself."""
    file = tmp_path / "answers.json"
    file.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    out = io.StringIO()
    call_command("review", "classify", "--answers", str(file), "--on", on, "--json", *more, stdout=out)
    return json.loads(out.getvalue()), out.getvalue()


def refused(tmp_path: Path, value: object) -> str:
    """Return the sentence of a refusal, which must leave standard output empty and end with exit code 1."""
    file, out = tmp_path / "answers.json", io.StringIO()
    file.write_bytes(value if isinstance(value, bytes) else json.dumps(value).encode())
    with pytest.raises(CommandError) as caught:
        call_command("review", "classify", "--answers", str(file), "--on", "2026-08-03", "--json", stdout=out)
    assert (caught.value.returncode, out.getvalue()) == (1, "")
    return str(caught.value)


def test_one_object_gives_level_failed_and_why(tmp_path):
    result, text = asked(tmp_path, {**ALL_YES, "C5": None, "C6b": False})
    assert set(result) == {"level", "failed", "why"}
    assert (result["level"], result["failed"]) == ("partial", ["C6b"])
    assert text.count("\n") == 1, "one line of JSON"
    why = {reason["text"]: reason for reason in result["why"]}
    paper = why["C6b – không phải nộp, xuất trình bản giấy để kiểm tra: không đạt"]
    assert paper["rules"] == [{"instrument": "01/2023/TT-VPCP", "article": "tiêu chí 6"}]
    assert any("không áp dụng vì thủ tục không có phí" in text for text in why)


def test_a_list_gives_a_list_in_its_order(tmp_path):
    cases = [answers for place, answers in enumerate(every_case()) if place % 97 == 0]
    result, _text = asked(tmp_path, cases)
    assert [one["level"] for one in result] == [level_by_the_text(answers) for answers in cases]
    assert len(cases) > 200
    assert all(one["why"] for one in result)
    assert asked(tmp_path, [])[0] == []


@pytest.mark.parametrize(
    ("what", "value", "says"),
    [
        ("khóa lạ", {**ALL_YES, "C9": True}, "C9"),
        ("thiếu khóa", {key: True for key in ORDER if key != "C7"}, "Chưa trả lời tiêu chí C7"),
        ("không phải đúng sai", {**ALL_YES, "C1": "true"}, "C1"),
        ("số", {**ALL_YES, "C1": 1}, "C1"),
        ("không áp dụng trái luật", {**ALL_YES, "C4": None}, "C4 không thể là “không áp dụng”"),
        ("một chuỗi", "C1", "phải là một bảng"),
        ("không có gì", None, "phải là một bảng"),
        ("bảng rỗng", {}, "Chưa trả lời"),
        ("lỗi trong danh sách", [ALL_YES, {**ALL_YES, "C2": 0}], "Bộ câu trả lời thứ 2: "),
        ("danh sách trong danh sách", [[ALL_YES]], "Bộ câu trả lời thứ 1: "),
        ("không phải JSON", b'{"C1": tr', "không phải JSON"),
        ("tệp rỗng", b"", "không phải JSON"),
        ("không phải UTF-8", b'{"C1\xff": true}', "không phải UTF-8"),
        ("khóa ghi hai lần", b'{"C1": true, "C1": false}', "khóa C1 ghi hai lần"),
        ("lồng quá sâu", b"[" * 100_000, "không phải JSON"),
    ],
)
def test_what_is_at_fault_ends_with_one_sentence_and_nothing_else(tmp_path, what, value, says):
    assert says in refused(tmp_path, value), what


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="Không đọc được tệp") as caught:
        call_command("review", "classify", "--answers", str(tmp_path / "khong-co.json"), "--json")
    assert caught.value.returncode == 1


def test_a_byte_order_mark_does_no_harm(tmp_path):
    assert asked(tmp_path, "\ufeff" + json.dumps(ALL_YES))[0]["level"] == "full"


def test_without_a_day_the_rules_of_today_hold(tmp_path):
    file, out = tmp_path / "answers.json", io.StringIO()
    file.write_text(json.dumps(ALL_YES))
    call_command("review", "classify", "--answers", str(file), stdout=out)
    assert out.getvalue().splitlines()[0] == "full"
    assert "  Kết luận: toàn trình" in out.getvalue()


def test_standard_input_is_a_file_too(tmp_path, monkeypatch):
    given = io.TextIOWrapper(io.BytesIO(json.dumps(ALL_YES).encode()))
    monkeypatch.setattr(sys, "stdin", given)
    out = io.StringIO()
    call_command("review", "classify", "--answers", "-", "--json", stdout=out)
    assert json.loads(out.getvalue())["level"] == "full"


def test_a_day_of_the_four_levels_says_which_regime_held(tmp_path):
    result, _text = asked(tmp_path, ALL_YES, on="2019-06-03")
    assert result["level"] == "full"
    early = next(reason for reason in result["why"] if "chưa có tám tiêu chí này" in reason["text"])
    assert early["warning"]
    assert any({"instrument": "32/2017/TT-BTTTT", "article": "Điều 5"} in reason["rules"] for reason in result["why"])


def test_answers_to_the_four_levels_give_a_level_from_0_to_4(tmp_path):
    result, _text = asked(tmp_path, OLDER, on="2019-06-03")
    assert (result["level"], result["failed"]) == (3, ["L4"])
    assert asked(tmp_path, {**OLDER, "L1": False}, on="2019-06-03")[0]["level"] == 0


def test_it_answers_before_there_is_a_database(tmp_path):
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(ALL_YES))
    program = "from motcua.config.cli import main; main()"
    command = [sys.executable, "-c", program, "review", "classify", "--answers", str(file), "--json"]
    settings = {"DJANGO_SETTINGS_MODULE": "motcua.config.settings", "MOTCUA_HOME": str(tmp_path / "home")}
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | settings
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=120)
    assert (done.returncode, json.loads(done.stdout)["level"]) == (0, "full"), done.stderr
