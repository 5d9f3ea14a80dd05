"""A form goes to Excel with its own cells, is filled in there, and comes back as what was typed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from motcua.papers.tables.evaluate import evaluate
from motcua.papers.tables.opening import MOST_BYTES, sheet_rows
from motcua.papers.tables.values import Values, read_all
from motcua.papers.tables.workbook_read import read_workbook
from motcua.papers.tables.workbook_write import write_workbook
from motcua.web.faults import UserError
from tests.papers.tableforms import computed_of, dossiers, form_of, ii_06a

NAMES = st.text("ĐđâơưA =+-@'\"<&z1", min_size=1, max_size=20).filter(lambda text: text.strip())
COUNTS = st.none() | st.integers(0, 10**17)
ROWS = st.lists(
    st.tuples(st.sampled_from(["tinh", "xa"]), NAMES, st.dictionaries(st.sampled_from(["c4", "c8", "c13"]), COUNTS)),
    max_size=6,
)
FULL = {"reporting_unit": "Sở Y", "receiving_unit": "=1+1", "period_from": "15/12/2025", "period_to": "14/03/2026"}


def back(data: bytes) -> Values:
    return read_all(ii_06a(), read_workbook(ii_06a(), data))


@given(ROWS)
@settings(max_examples=25, deadline=None)
def test_what_was_typed_comes_back_from_excel_unchanged(rows: list[tuple[str, str, dict[str, Any]]]) -> None:
    table = computed_of(ii_06a(), *(dossiers(name, section, **cells) for section, name, cells in rows), **FULL)
    again = evaluate(ii_06a(), back(write_workbook(table)))
    assert again.to_dict() == table.to_dict()


def test_the_blank_form_has_rows_to_type_in_and_comes_back_empty() -> None:
    assert back(write_workbook(computed_of(ii_06a()))) == Values({}, ())


def rows_of(data: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def test_the_sheet_looks_like_the_printed_form() -> None:
    data = write_workbook(computed_of(ii_06a(), dossiers("Đất đai", c4=5, c8=5), **FULL))
    seen = [[cell for cell in row[1:] if cell != ""] for row in rows_of(data)]
    assert ["Biểu số II.06a/VPCP/KSTT"] in seen
    assert ["Đơn vị báo cáo:", "Sở Y"] in seen
    assert ["I. Lĩnh vực, công việc giải quyết của cấp tỉnh"] in seen
    assert [1, "Đất đai", 5, 5, 0, 0, 5, 5, 0, 0, 0, 0, 0] in seen
    assert next(row for row in seen if row[:1] == ["(1)"])[2] == "(3) = (4) + (5) + (6)"
    assert seen[-1][:3] == ["Tổng cộng", 5, 5]


def changed(data: bytes, change: Callable[[str], str], part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """The same workbook with one part rewritten."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            text = old.read(member)
            new.writestr(member.filename, change(text.decode()).encode() if member.filename == part else text)
    return out.getvalue()


def sheet_xml(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


def test_excel_counts_with_the_forms_own_formulas() -> None:
    text = sheet_xml(write_workbook(computed_of(ii_06a(), dossiers("Đất đai", c4=5, c8=5)), spare=1))
    formulas = re.findall(r'<c r="([A-Z]+\d+)"[^>]*><f>([^<]*)</f><v>([^<]*)</v>', text)
    first = next(one for one in formulas if one[0].startswith("D"))
    row = first[0][1:]
    assert first[1:] == (f'IFERROR(IF(COUNT(E{row},F{row},G{row})=3,((E{row}+F{row})+G{row}),""),"")', "5")
    total = [one for one in formulas if one[0].startswith("E")][-1]
    assert re.fullmatch(r'IFERROR\(SUM\(E\d+:E\d+,E\d+:E\d+\),""\)', total[1])
    assert total[2] == "5"


def test_a_row_that_a_person_inserts_belongs_to_the_section_above() -> None:
    data = write_workbook(computed_of(ii_06a(), dossiers("Hộ tịch", "xa", c4=7)), spare=1)
    marks = [str(row[0]) for row in rows_of(data)]
    blank = marks.index("free:tinh") + 1  # rows of Excel count from 1

    def insert(text: str) -> str:
        typed = re.sub(rf'<c r="A{blank}"[^>]*>.*?</c>', "", text)
        return re.sub(rf'<c r="E{blank}" (s="\d+")/>', rf'<c r="E{blank}" \1><v>4</v></c>', typed)

    values = back(changed(data, insert))
    assert [(row.section, row.cells["c4"]) for row in values.rows] == [("tinh", 4), ("xa", 7)]


def test_a_table_of_2300_rows_is_written_and_read_back_whole() -> None:
    table = computed_of(ii_06a(), *(dossiers(f"Thủ tục {n}", c4=n, c8=n) for n in range(2300)))
    assert len(back(write_workbook(table)).rows) == 2300


def test_fixed_lines_come_back_by_their_key() -> None:
    form = form_of("""
[[column]]
key = "a"
title = "A"
kind = "share"
[[section]]
key = "s"
[[section.line]]
key = "x"
title = "X"
[[section.line]]
key = "y"
title = "Y"
[[section.line]]
key = "z"
title = "X + Y"
formula = "x + y"
""")
    table = computed_of(form, {"row": "y", "a": "12,5"})
    again = evaluate(form, read_all(form, read_workbook(form, write_workbook(table))))
    assert {row.id: row.cells["a"] for row in again.rows} == {row.id: row.cells["a"] for row in table.rows}


def refused(data: bytes) -> str:
    with pytest.raises(UserError) as fault:
        read_workbook(ii_06a(), data)
    assert fault.value.field == "file"
    assert fault.value.hint
    return fault.value.message


def test_the_workbook_of_another_form_or_version_is_refused() -> None:
    newer = replace(ii_06a(), version="2031")
    assert "không phải tệp Excel của biểu" in refused(write_workbook(evaluate(newer, Values())))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 torn", b"%PDF-1.7", "Biểu".encode()])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    assert "không phải Excel" in refused(data)


def test_hostile_workbooks_are_refused_before_they_are_laid_out() -> None:
    good = write_workbook(computed_of(ii_06a(), dossiers("A", c4=1)))
    far = changed(
        good,
        lambda text: text.replace("</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
    )
    assert "ở quá xa" in refused(far)
    wide = changed(good, lambda text: re.sub(r'<dimension ref="[^"]*"/>', '<dimension ref="A1:XFD1048576"/>', text))
    assert "ở quá xa" in refused(wide)
    entities = changed(good, lambda text: text.replace("<worksheet", '<!DOCTYPE a [<!ENTITY b "c">]><worksheet', 1))
    assert "đã hỏng" in refused(entities)
    assert "lớn quá" in refused(b"x" * (MOST_BYTES + 1))


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1048576"><c r="xfd1048576"><v>1</v></c></row>',
        "<row r='1048576'><c r='A1048576'><v>1</v></c></row>",
        "<row/>" * 10_001 + "<row><c><v>1</v></c></row>",
        "<row>" + "<c/>" * 101 + "<c><v>1</v></c></row>",
    ],
)
def test_no_spelling_of_a_far_cell_is_laid_out(row: str) -> None:
    good = write_workbook(computed_of(ii_06a(), dossiers("A", c4=1)))
    assert "ở quá xa" in refused(changed(good, lambda text: text.replace("</sheetData>", f"{row}</sheetData>")))


def test_a_sheet_in_another_folder_is_measured_too() -> None:
    out = io.BytesIO(write_workbook(computed_of(ii_06a())))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/other/one.xml", '<worksheet><sheetData><row r="99999"/></sheetData></worksheet>')
    assert "ở quá xa" in refused(out.getvalue())


@pytest.mark.parametrize("name", ["content.xml", "xl/workbook.bin"])
def test_other_kinds_of_workbooks_that_the_reader_would_open_are_refused(name: str) -> None:
    out = io.BytesIO(write_workbook(computed_of(ii_06a())))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"<a/>")
    assert "không phải Excel" in refused(out.getvalue())


def test_a_workbook_with_macros_or_a_bomb_inside_is_refused() -> None:
    for name, size, word in (("xl/vbaProject.bin", 10, "macro"), ("xl/pad.xml", 70 * 1024 * 1024, "quá lớn")):
        out = io.BytesIO(write_workbook(computed_of(ii_06a())))
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, b"\0" * size)
        assert word in refused(out.getvalue())


def test_a_declared_size_that_lies_is_no_way_round_the_wall() -> None:
    out = io.BytesIO(write_workbook(computed_of(ii_06a())))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/pad.xml", b"\0" * 70_000_000)
    whole = out.getvalue().replace((70_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    with pytest.raises(UserError):
        sheet_rows(whole)
