"""A form is filled in on a page without scripts, by machines, and at the terminal: the same table each time."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from motcua.papers.tables.workbook_read import read_workbook
from motcua.papers.tables.workbook_write import write_workbook
from tests.papers.tableforms import computed_of, dossiers, ii_06a

PAGE = "/kiem-soat/bieu-mau/ii-06a/"
FIELDS = {
    "f-reporting_unit": "Sở Y tế",
    "f-receiving_unit": "Văn phòng Ủy ban nhân dân tỉnh",
    "f-period_from": "15/12/2025",
    "f-period_to": "14/03/2026",
}


@pytest.fixture
def officer(client_with: Callable[..., Client]) -> Client:
    """Someone who may see documents."""
    return client_with("papers.view")


def typed(row: str, name: str, **cells: Any) -> dict[str, Any]:
    """One row as the page sends it."""
    zero = {f"c{number}": "0" for number in (4, 5, 6, 8, 9, 10, 12, 13)}
    return {f"c-{row}-{key}": value for key, value in {"c2": name, **zero, **cells}.items()}


def sent(client: Client, do: str, rows: list[str], *more: dict[str, Any], status: int = 200) -> str:
    """The page after pressing a button."""
    data: dict[str, Any] = {**FIELDS, "do": do, "row": rows, "previous": ""}
    for one in more:
        data |= one
    answer = client.post(PAGE, data)
    assert answer.status_code == status, answer.content.decode()[:500]
    return unescape(answer.content.decode())


def test_the_list_says_what_each_form_rests_on(officer: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(8):
        text = unescape(officer.get("/kiem-soat/bieu-mau/").content.decode())
    assert "Biểu số II.06a/VPCP/KSTT" in text
    assert "01/2020/TT-VPCP" in text
    assert "chưa đối chiếu" in text
    empty = unescape(officer.get("/kiem-soat/bieu-mau/?ngay=01/01/2015").content.decode())
    assert "Không có biểu nào" in empty


def test_a_blank_form_has_a_row_to_type_in_for_each_tier_and_names_every_input(officer: Client) -> None:
    text = unescape(officer.get(PAGE).content.decode())
    inputs = re.findall(r'<input class="govuk-input[^>]*name="c-[^>]*>', text)
    assert len(inputs) == 2 * 9
    assert all("aria-label=" in one for one in inputs)
    assert 'aria-label="Số lượng hồ sơ tiếp nhận – Trong kỳ – Trực tuyến; I. Lĩnh vực' in text
    assert "cấp huyện" not in text
    assert "cấp huyện" in unescape(officer.get(f"{PAGE}?ngay=30/06/2025").content.decode())


def test_a_form_of_no_day_is_not_found(officer: Client) -> None:
    assert officer.get("/kiem-soat/bieu-mau/ii-99/").status_code == 404
    assert officer.get(f"{PAGE}?ngay=01/01/2015").status_code == 404


def test_who_is_not_staff_does_not_see_the_forms(db: None) -> None:
    assert Client().get(PAGE).status_code == 302
    assert Client().get("/api/v1/table-forms").status_code == 401


def test_a_filled_in_form_is_computed_and_found_good(officer: Client) -> None:
    row = typed("tinh:1", "Đất đai", c4="1.200", c8="1.195", c12="5")
    text = sent(officer, "compute", ["tinh:1"], row)
    assert "Số liệu đầy đủ, các phép kiểm tra bắt buộc đều đúng." in text
    assert '<span id="c-tong-c7">1.195</span>' in text
    assert 'value="Đất đai"' in text


def test_a_broken_control_is_told_with_its_cells_marked(officer: Client) -> None:
    text = sent(officer, "compute", ["tinh:1"], typed("tinh:1", "Đất đai", c4="10", c8="4"))
    assert "Chưa nộp được" in text
    assert "Ở dòng “Đất đai”: vế trái là 10, vế phải là 4." in text
    assert text.count("không khớp") == 6  # three cells of the row, three of the total


def test_a_wrong_cell_keeps_what_was_typed_and_is_linked_from_the_top(officer: Client) -> None:
    rows = ["tinh:1", "tinh:2", "xa:1"]
    wrong = typed("tinh:2", "Hộ tịch", c4="mười")
    text = sent(
        officer,
        "compute",
        rows,
        typed("tinh:1", "", **dict.fromkeys(("c4", "c5", "c6", "c8", "c9", "c10", "c12", "c13"), "")),
        wrong,
        typed("xa:1", "A"),
        status=400,
    )
    assert 'href="#c-tinh-1-c4"' in text  # the blank row above goes, so the wrong one is now the first
    assert 'value="mười"' in text
    assert 'aria-describedby="c-tinh-1-c4-error"' in text
    assert "Cần một số, viết như 1234 hoặc 1.234" in text
    faulty = sent(officer, "xlsx", ["tinh:1"], typed("tinh:1", "A"), {"f-period_from": "hôm qua"}, status=400)
    assert 'href="#f-period_from"' in faulty


def test_rows_are_added_and_taken_away_without_scripts(officer: Client) -> None:
    first, second = typed("tinh:1", "Một"), typed("tinh:2", "Hai")
    added = sent(officer, "add=tinh", ["tinh:1", "tinh:2"], first, second)
    assert re.findall(r'name="row" value="([^"]+)"', added) == ["tinh:1", "tinh:2", "tinh:3"]
    assert "Chưa nộp được" not in added  # nothing is judged while a person is still typing
    dropped = sent(officer, "drop=tinh:1", ["tinh:1", "tinh:2"], first, second)
    assert re.findall(r'name="row" value="([^"]+)"', dropped) == ["tinh:1"]
    assert 'value="Hai"' in dropped
    assert 'value="Một"' not in dropped
    odd = sent(officer, "drop=tinh:9", ["tinh:1", "huyen:1", "../etc", "tong"], first)
    assert re.findall(r'name="row" value="([^"]+)"', odd) == ["tinh:1"]


def test_a_form_grown_past_one_page_is_sent_to_excel(officer: Client) -> None:
    rows = [f"tinh:{number}" for number in range(1, 200)]
    cells = {f"c-{row}-c2": "A" for row in rows}
    assert "quá nhiều dòng" in sent(officer, "compute", rows, cells, status=400)


def test_the_table_is_carried_away_as_a_file(officer: Client) -> None:
    data = {**FIELDS, "row": ["tinh:1"], **typed("tinh:1", "Đất đai", c4="5", c8="5")}
    for kind, mark in (("xlsx", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF")):
        answer = officer.post(PAGE, {**data, "do": kind})
        assert answer.content.startswith(mark)
        assert f'filename="ii-06a.{kind}"' in answer["Content-Disposition"]
    workbook = officer.post(PAGE, {**data, "do": "xlsx"}).content
    assert read_workbook(ii_06a(), workbook)["rows"][0]["c2"] == "Đất đai"


def upload(*rows: dict[str, Any]) -> SimpleUploadedFile:
    """The form's own workbook, filled in."""
    return SimpleUploadedFile("bieu.xlsx", write_workbook(computed_of(ii_06a(), *rows)))


def test_a_workbook_is_read_into_the_page_and_compared_with_the_period_before(officer: Client) -> None:
    before = upload(dossiers("Đất đai", c4=5, c12=5))
    now = upload(dossiers("Đất đai", c6=4, c12=4))
    text = sent(officer, "import", [], {"file": now, "file_previous": before})
    assert "Ở dòng “Đất đai”: vế trái là 4, vế phải là 5." in text
    kept = re.search(
        r'name="previous" value="([^"]*)"',
        officer.post(
            PAGE, {"do": "import", "file": upload(), "file_previous": upload(dossiers("Đất đai", c12=5, c4=5))}
        ).content.decode(),
    )
    assert kept is not None
    again = sent(
        officer, "compute", ["tinh:1"], typed("tinh:1", "Đất đai", c6="5", c12="5"), {"previous": unescape(kept[1])}
    )
    assert "đều đúng (2 phép, 2 dòng)" in again


def test_a_file_that_cannot_be_read_is_told_beside_its_field_and_what_was_typed_stays(officer: Client) -> None:
    row = typed("tinh:1", "Đất đai")
    wrong = {"file": SimpleUploadedFile("bieu.xlsx", b"MZ")}
    text = sent(officer, "import", ["tinh:1"], row, wrong, status=400)
    assert "Tệp không phải Excel" in text
    assert 'value="Đất đai"' in text
    assert "Chưa chọn tệp Excel." in sent(officer, "import", ["tinh:1"], row, status=400)


@pytest.mark.parametrize("previous", ["{", "[]", '{"rows": 7}', "[" * 5000, "x" * 600_000])
def test_a_tampered_period_before_is_as_if_there_were_none(officer: Client, previous: str) -> None:
    text = sent(officer, "compute", ["tinh:1"], typed("tinh:1", "Đất đai"), {"previous": previous})
    assert "chưa có biểu của kỳ trước" in text


def test_machines_learn_the_form_and_have_tables_computed(officer: Client) -> None:
    listed = officer.get("/api/v1/table-forms?on=2026-03-01").json()
    assert [one["key"] for one in listed["items"]] == ["ii-06a"]
    form = officer.get("/api/v1/table-forms/ii-06a").json()
    assert next(one for one in form["columns"] if one["key"] == "c3")["formula"] == "c4 + c5 + c6"
    assert {one["check"] for one in form["controls"]} == {"c3 = c7 + c11", "c6 = last(c11)"}
    assert officer.get("/api/v1/table-forms/ii-99").status_code == 404
    given = {"rows": [dossiers("Đất đai", c4=5, c8=5)], "previous": {"rows": [dossiers("Đất đai")]}}
    answer = officer.post("/api/v1/table-forms/ii-06a", given, "application/json").json()
    assert answer["rows"][-1]["c3"] == 5
    assert not [one for one in answer["findings"] if one["state"] == "broken"]
    pdf = officer.post("/api/v1/table-forms/ii-06a/pdf", given, "application/json")
    assert pdf.content.startswith(b"%PDF")
    assert officer.post("/api/v1/table-forms/ii-06a/odt", given, "application/json").status_code == 404
    wrong = officer.post("/api/v1/table-forms/ii-06a", {"rows": [{"section": "tinh", "c4": "x"}]}, "application/json")
    assert wrong.status_code == 400
    assert wrong.json()["error"]["field"] == "rows.1.c4"


def run(*arguments: object, code: int = 0) -> Any:
    """`motcua paper table … --json`."""
    out = io.StringIO()
    try:
        call_command("paper", "table", *map(str, arguments), "--json", stdout=out, stderr=io.StringIO())
        ended = 0
    except SystemExit as end:
        ended = int(end.code or 0)
    except CommandError as error:
        ended = error.returncode
    assert ended == code
    return json.loads(out.getvalue())


def test_the_terminal_computes_a_table_from_a_file_and_writes_it(tmp_path: Path) -> None:
    values, out = tmp_path / "bieu.json", tmp_path / "bieu.xlsx"
    values.write_text(json.dumps({"rows": [dossiers("Đất đai", c4=5, c8=5)]}, ensure_ascii=False))
    answer = run("ii-06a", "--values", values, "--out", out, "--on", "2026-03-01")
    assert answer["rows"][-1]["c7"] == 5
    assert run("ii-06a", "--values", out, "--on", "2026-03-01")["rows"] == answer["rows"]
    assert [one["key"] for one in run()["items"]] == ["ii-06a"]
    assert run("ii-06a")["identity"] == "c2"


def test_the_terminal_ends_with_1_where_a_control_is_broken_or_the_values_are_at_fault(tmp_path: Path) -> None:
    values = tmp_path / "bieu.json"
    values.write_text(json.dumps({"rows": [dossiers("Đất đai", c4=5)]}))
    assert run("ii-06a", "--values", values, code=1)["findings"][0]["state"] == "broken"
    values.write_text("{")
    assert run("ii-06a", "--values", values, code=1)["error"]["code"] == "not-json"
    assert run("ii-06a", "--values", tmp_path / "nowhere.json", code=1)["error"]["code"] == "no-such-file"
    assert run("ii-06a", "--out", tmp_path / "bieu.odt", code=1)["error"]["code"] == "no-format"
    assert run("ii-99", code=1)["error"]["code"] == "no-table-form"
