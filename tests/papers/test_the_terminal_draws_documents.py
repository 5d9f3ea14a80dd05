"""`motcua paper …`: templates and documents on a machine that has no database."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.papers.documents import OFFICE, PROVINCE, procedure

LETTER: dict[str, Any] = {**OFFICE, "subject": "đôn đốc", "addressees": ["Sở Tư pháp"], "body": ["Đề nghị thực hiện."]}
LIST: dict[str, Any] = {
    **PROVINCE,
    "authority": "Chủ tịch Ủy ban nhân dân tỉnh",
    "list_name": "Danh mục thủ tục hành chính tiếp nhận tại Trung tâm Phục vụ hành chính công",
    "proposer": "Chánh Văn phòng Ủy ban nhân dân tỉnh",
    "lines": [{"code": procedure(1)["code"], "name": procedure(1)["name"], "note": "Tiếp nhận cả trực tuyến"}],
}


def said(*words: str) -> Any:
    """What a verb of `motcua paper` prints with --json."""
    out = io.StringIO()
    call_command("paper", *words, "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """A file of data for a letter."""
    file = tmp_path / "data.json"
    file.write_text(json.dumps(LETTER, ensure_ascii=False), encoding="utf-8")
    return file


def test_templates_tell_what_they_ask_for() -> None:
    found = {one["key"]: one for one in said("templates")}
    fields = {field["key"]: field for field in found["letter"]["fields"]}
    assert fields["addressees"] == {"key": "addressees", "label": "Kính gửi", "kind": "lines", "required": True}
    assert found["letter"]["instrument"] == "30/2020/NĐ-CP"
    assert {column["key"] for column in _field(found["decision-announcement"], "new")["columns"]} >= {"code", "name"}


def test_templates_are_those_of_the_day_asked_for() -> None:
    """Before Decree 30/2020 there is only what the product laid out by itself."""
    early = said("templates", "--on", "2019-01-01")
    assert "posting-pack" in [one["key"] for one in early]
    assert {one["instrument"] for one in early} == {"Mặc định của hệ thống"}
    assert "letter" in [one["key"] for one in said("templates", "--on", "2020-03-05")]


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF-1.7"), ("docx", b"PK")])
def test_a_letter_is_drawn_into_a_file(told: Path, tmp_path: Path, form: str, start: bytes) -> None:
    out = tmp_path / f"letter.{form}"
    answer = said("render", "letter", "--data", str(told), "--format", form, "--out", str(out))
    assert (answer["template"], answer["version"], answer["format"]) == ("letter", "1", form)
    assert out.read_bytes().startswith(start)
    assert answer["bytes"] == out.stat().st_size


def test_a_list_is_drawn_as_a_workbook(tmp_path: Path) -> None:
    told = tmp_path / "list.json"
    told.write_text(json.dumps(LIST), encoding="utf-8")
    out = tmp_path / "list.xlsx"
    assert said("render", "decision-list", "--data", str(told), "--format", "xlsx", "--out", str(out))["bytes"] > 5000


@pytest.mark.parametrize(
    ("template", "content", "words"),
    [
        ("letter", "{", "không phải là JSON"),
        ("letter", "[]", "đối tượng JSON"),
        ("letter", "{}", "Thiếu mục “Cơ quan ban hành”"),
        ("lettre", "{}", "Không có mẫu văn bản “lettre”"),
        ("letter", json.dumps({**LETTER, "on": "hôm nay"}), "Mục “Ngày ban hành”"),
    ],
)
def test_data_at_fault_is_told_in_a_sentence(tmp_path: Path, template: str, content: str, words: str) -> None:
    told = tmp_path / "data.json"
    told.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match=words) as caught:
        call_command("paper", "render", template, data=told, format="pdf", out=tmp_path / "x.pdf")
    assert caught.value.returncode == 1
    assert not (tmp_path / "x.pdf").exists()


def test_files_that_cannot_be_read_or_written_are_told(told: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Không đọc được tệp"):
        call_command("paper", "render", "letter", data=tmp_path / "none.json", format="pdf", out=tmp_path / "x.pdf")
    with pytest.raises(CommandError, match="Không ghi được tệp"):
        call_command("paper", "render", "letter", data=told, format="pdf", out=tmp_path / "none" / "x.pdf")


def test_a_person_reads_one_line_a_template(told: Path, tmp_path: Path) -> None:
    out = io.StringIO()
    call_command("paper", "templates", stdout=out)
    assert any(line.startswith("letter (1) – Công văn.") for line in out.getvalue().splitlines())
    out = io.StringIO()
    call_command("paper", "render", "letter", data=told, format="pdf", out=tmp_path / "x.pdf", stdout=out)
    assert out.getvalue().startswith(str(tmp_path / "x.pdf"))


def _field(template: dict[str, Any], key: str) -> dict[str, Any]:
    return next(field for field in template["fields"] if field["key"] == key)


@pytest.mark.parametrize("typed", ["31/02/2026", "2026-02-30", "", "hôm nay"])
def test_a_wrong_day_ends_the_command_with_words_that_say_how_to_write_it(
    typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("paper", "templates", "--on", typed)
    assert ended.value.code == 2
    told = capsys.readouterr()
    assert "Ghi ngày như 2026-11-20" in told.err
    assert told.out == ""
