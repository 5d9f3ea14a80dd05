"""Templates: dated data that say what they ask for, and say by name what is missing or wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.papers.document import Document, Paragraph, Row, Table
from motcua.papers.plain import table_from, table_plain
from motcua.papers.template_files import Field, Template, shipped_templates
from motcua.papers.templating import document_from, template, templates
from motcua.rulebook.shipped import shipped_book
from motcua.web.faults import UserError
from tests.papers.documents import AUTHORITY, DAY, OFFICE, PROVINCE, announcement, letter, procedure

EXPECTED = {
    "decision-announcement",
    "decision-list",
    "submission",
    "letter",
    "defect-letter",
    "reminder",
    "posting-pack",
    "focal-annex",
}
EVERY = pytest.mark.parametrize("one", shipped_templates(), ids=lambda one: f"{one.key} {one.version}")
SAMPLES: dict[str, Any] = {
    "text": "Chữ",
    "lines": ["Dòng một", "Dòng hai"],
    "date": "2026-02-05",
    "int": 3,
    "flag": True,
    "table": {"head": [[{"text": "Chữ"}]], "rows": [{"cells": ["Chữ"]}], "widths": [1], "align": ["left"]},
}


def sample(field: Field) -> Any:
    """Something that fits a field."""
    if field.kind == "rows":
        return [{column.key: "" if column.key == "qr" else "Chữ" for column in field.columns}]
    return SAMPLES[field.kind]


def words_of(document: Document) -> str:
    """All words of a document, for looking things up."""
    return repr(document)


def test_the_templates_that_the_house_needs_are_there_today() -> None:
    assert {one.key for one in templates(DAY)} >= EXPECTED


@EVERY
def test_a_template_rests_on_a_known_instrument(one: Template) -> None:
    assert one.instrument in shipped_book().instruments
    assert one.confidence in "ABCD"


def test_versions_of_a_template_never_overlap() -> None:
    for first, second in pairwise(shipped_templates()):
        if first.key == second.key:
            assert first.effective_to is not None
            assert first.effective_to < second.effective_from


@EVERY
def test_a_template_is_drawn_from_what_it_requires_alone(one: Template) -> None:
    data = {field.key: sample(field) for field in one.fields if field.required}
    made = document_from(one.key, one.effective_from, data)
    assert (made.template, made.template_version) == (one.key, one.version)
    assert made.subject


@EVERY
def test_a_template_uses_all_it_is_told(one: Template) -> None:
    data = {field.key: sample(field) for field in one.fields}
    marked = {**data}
    for field in one.fields:
        if field.kind == "text":
            marked[field.key] = f"Dấu-{field.key}"
    words = words_of(document_from(one.key, one.effective_from, marked)).casefold()
    unused = [field.key for field in one.fields if field.kind == "text" and f"dấu-{field.key}" not in words]
    assert unused == []


@EVERY
def test_what_is_missing_is_named(one: Template) -> None:
    for field in one.fields:
        if field.required and field.default is None:
            data = {other.key: sample(other) for other in one.fields if other.key != field.key}
            with pytest.raises(UserError) as caught:
                document_from(one.key, one.effective_from, data)
            assert (caught.value.code, caught.value.field) == ("paper_field", field.key)
            assert field.label in caught.value.message


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"sybmol": "QĐ"}, "sybmol"),
        ({"on": "05/02/2026"}, "on"),
        ({"body": 12}, "body"),
        ({"body": [1, 2]}, "body"),
        ({"subject": ["nhiều"]}, "subject"),
        ({"subject": True}, "subject"),
    ],
)
def test_what_is_wrong_is_named(change: dict[str, Any], field: str) -> None:
    with pytest.raises(UserError) as caught:
        letter(**change)
    assert caught.value.field == field


@pytest.mark.parametrize(
    "rows",
    [
        "chữ",
        ["chữ"],
        [{"code": "1.000001"}],
        [{"code": "1.000001", "name": "A", "lạ": "B"}],
        [{"code": 1, "name": "A"}],
    ],
)
def test_a_wrong_line_of_an_annex_is_named(rows: Any) -> None:
    with pytest.raises(UserError) as caught:
        announcement(abolished=rows)
    assert caught.value.field == "abolished"


def test_an_unknown_template_is_told_with_those_known() -> None:
    with pytest.raises(UserError, match="lettre") as caught:
        template("lettre", DAY)
    assert "letter" in (caught.value.hint or "")


def test_a_template_is_not_there_before_its_first_day() -> None:
    one = template("letter", DAY)
    with pytest.raises(UserError, match="không có hiệu lực"):
        template("letter", one.effective_from - timedelta(days=1))


@pytest.mark.parametrize(
    ("on", "law"),
    [
        (date(2024, 6, 1), "19 tháng 6 năm 2015"),
        (date(2025, 2, 28), "19 tháng 6 năm 2015"),
        (date(2025, 3, 1), "19 tháng 02 năm 2025"),
        (date(2025, 6, 30), "19 tháng 02 năm 2025"),
        (date(2025, 7, 1), "16 tháng 6 năm 2025"),
    ],
)
def test_the_legal_bases_are_those_of_the_day(on: date, law: str) -> None:
    data = {**PROVINCE, "authority": AUTHORITY, "scope": "X", "proposer": "Y", "new": [procedure(1)]}
    bases = document_from("decision-announcement", on, data).bases
    assert sum("Luật Tổ chức chính quyền địa phương ngày" in base for base in bases) == 1
    assert law in bases[0]
    assert bases[-1] == "Theo đề nghị của Y"


def test_changed_added_and_abolished_stand_in_annexes_of_their_own() -> None:
    made = announcement(amended=[procedure(7, changed="Thời hạn")], replaced=[procedure(8, replaces="1.000003")])
    assert [annex.title for annex in made.annexes] == ["Phụ lục I", "Phụ lục II", "Phụ lục III", "Phụ lục IV"]
    assert "mới ban hành, được sửa đổi, bổ sung, thay thế và bị bãi bỏ" in made.subject
    assert "12 thủ tục mới ban hành" in words_of(made)
    assert all("số 05/QĐ-UBND ngày 05 tháng 02 năm 2026" in annex.note for annex in made.annexes)


def test_a_single_annex_has_no_number() -> None:
    made = announcement(new=3, abolished=[])
    assert [annex.title for annex in made.annexes] == ["Phụ lục"]
    assert made.subject.startswith("Công bố Danh mục thủ tục hành chính mới ban hành trong lĩnh vực")


def test_lines_are_gathered_in_groups_and_numbered_through() -> None:
    table = announcement().annexes[0].blocks[0]
    assert isinstance(table, Table)
    groups = [row.cells[0] for row in table.rows if row.kind == "group"]
    assert groups == ["I. LĨNH VỰC MÔI TRƯỜNG", "II. LĨNH VỰC ĐẤT ĐAI"]
    assert [row.cells[0] for row in table.rows if row.kind == "row"] == list(range(1, 13))


@pytest.mark.parametrize("end", ["thực hiện", "thực hiện.", "thực hiện./."])
def test_a_letter_ends_as_letters_end(end: str) -> None:
    last = letter(body=["Đề nghị", end]).blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.text == "thực hiện./."


def test_words_of_people_are_never_run_as_a_template() -> None:
    made = letter(subject="{{ agency_name }} {% for x in y %}", body=["{{ 1 / 0 }}"])
    assert made.subject == "{{ agency_name }} {% for x in y %}"
    assert "{{ 1 / 0 }}" in words_of(made)


def test_a_picture_that_is_none_is_refused() -> None:
    data = {**OFFICE, "desk": "Một cửa", "put_up": [{"code": "1.000001", "name": "A", "qr": "không phải hình"}]}
    with pytest.raises(UserError, match="PNG"):
        document_from("posting-pack", DAY, data)


cells = st.one_of(
    st.none(), st.text(max_size=8), st.integers(-(10**12), 10**12), st.decimals(allow_nan=False, places=2)
)


@given(st.lists(st.tuples(cells, cells), max_size=5))
def test_a_table_comes_back_from_plain_values(rows: list[tuple[Any, Any]]) -> None:
    plain = {
        "head": [[{"text": "A"}, {"text": "B", "colspan": 1, "rowspan": 1}]],
        "rows": [{"kind": "group", "cells": ["Nhóm"]}],
        "widths": [1, 2],
        "align": ["left", "right"],
    }
    table = table_from(plain)
    full = replace(table, rows=(*table.rows, *(Row(pair) for pair in rows)))
    assert table_from(table_plain(full)) == full


@pytest.mark.parametrize(
    "spoilt",
    [
        {"widths": [1]},
        {"align": ["left", "middle"]},
        {"rows": [{"cells": ["một ô"]}]},
        {"rows": [{"kind": "lạ", "cells": ["a", "b"]}]},
        {"rows": [{"cells": ["a", 1.5]}]},
        {"rows": [{"cells": ["a", True]}]},
    ],
)
def test_a_spoilt_table_is_refused(spoilt: dict[str, Any]) -> None:
    plain = {"head": [[{"text": "A"}, {"text": "B"}]], "rows": [], "widths": [1, 2], "align": ["left", "right"]}
    with pytest.raises((ValueError, TypeError)):
        table_from({**plain, **spoilt})
