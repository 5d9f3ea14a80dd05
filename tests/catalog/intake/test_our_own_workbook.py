"""What is typed into our own workbook comes back as it was; a wrong cell is named by sheet, row and column."""

from __future__ import annotations

import io
from dataclasses import replace

import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.catalog.intake.workbook_layout import GUIDE, SHEETS
from motcua.catalog.intake.workbook_write import write_workbook
from motcua.catalog.record import (
    ChannelRecord,
    ComponentRecord,
    LegalBasisRecord,
    ProcedureRecord,
    ResultRecord,
)
from tests.catalog.intake.forge import read, records, rejections

_LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\u2028\u2029\ufffe\uffff")
_TEXT = st.text(_LETTERS | st.just("\n"), min_size=1, max_size=40).filter(
    lambda text: text.strip() == text and "_x" not in text
)
_LINE = _TEXT.filter(lambda text: "\n" not in text)
_MAYBE = st.none() | _TEXT
_CODES = st.integers(1, 999_999).map(lambda number: f"1.{number:06d}")


@st.composite
def procedures(draw: st.DrawFn) -> ProcedureRecord:
    levels = draw(
        st.sampled_from([("Cấp Tỉnh", ("province",)), ("Cấp Bộ, Cấp Xã", ("ministry", "commune")), (None, ())])
    )
    return ProcedureRecord(
        code=draw(_CODES),
        name=draw(_TEXT),
        source="",
        level_text=levels[0],
        levels=levels[1],
        field=draw(_MAYBE),
        kind=draw(_MAYBE),
        internal=draw(st.booleans()),
        decision_no=draw(_MAYBE),
        agency=draw(_MAYBE),
        subjects=tuple(draw(st.lists(_LINE, max_size=3))),
        steps=draw(_MAYBE),
        conditions=draw(_MAYBE),
        sets=draw(_MAYBE),
        components=tuple(
            ComponentRecord(
                draw(_TEXT),
                draw(_MAYBE),
                draw(_MAYBE),
                None,
                draw(st.none() | st.integers(0, 99)),
                draw(st.integers(0, 9)),
            )
            for _n in range(draw(st.integers(0, 3)))
        ),
        channels=tuple(
            ChannelRecord(
                draw(st.sampled_from(["counter", "online", "post"])),
                draw(_MAYBE),
                draw(_MAYBE),
                draw(_MAYBE),
                draw(_MAYBE),
            )
            for _n in range(draw(st.integers(0, 3)))
        ),
        results=tuple(ResultRecord(draw(_TEXT), draw(_MAYBE)) for _n in range(draw(st.integers(0, 2)))),
        legal_basis=tuple(
            LegalBasisRecord(draw(_TEXT), draw(_MAYBE), draw(_MAYBE)) for _n in range(draw(st.integers(0, 2)))
        ),
    )


def _written(*procedures_: ProcedureRecord) -> bytes:
    file = io.BytesIO()
    assert write_workbook(file, procedures_) == []
    return file.getvalue()


@given(st.lists(procedures(), max_size=3, unique_by=lambda record: record.code))
@settings(max_examples=40, deadline=None)
def test_what_is_written_is_read_back(wanted: list[ProcedureRecord]):
    items = read(_written(*wanted), "biểu.xlsx")
    assert rejections(items) == []
    assert [replace(record, source="") for record in records(items)] == wanted


def test_the_empty_form_reads_as_nothing_and_explains_itself():
    from python_calamine import CalamineWorkbook

    data = _written()
    assert read(data) == []
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == [*(sheet.name for sheet in SHEETS), GUIDE]
    assert "đơn vị" in "".join(str(row[0]) for row in book.get_sheet_by_name(GUIDE).to_python())


def test_a_text_longer_than_a_cell_is_reported_not_cut():
    long = ProcedureRecord("1.000001", "A", "nguồn", steps="x" * 32_768)
    file = io.BytesIO()
    (left_out,) = write_workbook(file, [long, ProcedureRecord("1.000002", "B", "")])
    assert (left_out.code, left_out.source) == ("1.000001", "nguồn")
    assert "32767" in left_out.reason
    assert [record.code for record in records(read(file.getvalue()))] == ["1.000002"]


def _typed(rows: dict[str, list[list[object]]], drop: str = "") -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    for sheet in SHEETS:
        target = book.add_worksheet(sheet.name)
        target.write_row(0, 0, [column.title for column in sheet.columns if column.part != drop])
        for number, row in enumerate(rows.get(sheet.name, []), start=1):
            target.write_row(number, 0, row)
    book.close()
    return file.getvalue()


def test_each_wrong_cell_rejects_its_procedure_by_place_and_the_others_pass():
    data = _typed(
        {
            "Thủ tục": [
                ["1.000001", "Một"],
                ["1.000002", "Hai"],
                ["1.000003", "Ba"],
                ["1.000003", "Ba nữa"],
                ["", "Bốn"],
                ["1.000005"],
            ],
            "Thành phần hồ sơ": [["1.000001", "", "Tờ khai", "", "hai"], ["1.000009", "", "Mồ côi"]],
            "Cách thức thực hiện": [["1.000002", "", "Fax"], ["1.000003", "", "trực tuyến", 5]],
        }
    )
    items = read(data, "b.xlsx")
    (three,) = records(items)
    assert three.channels == (ChannelRecord("online", "5"),)
    told = {rejection.code or rejection.source: rejection.reason for rejection in rejections(items)}
    assert "Trang “Thành phần hồ sơ”, dòng 2: cột “Bản chính” phải là số nguyên" in told["1.000001"]
    assert "Trang “Cách thức thực hiện”, dòng 2: cột “Hình thức nộp”" in told["1.000002"]
    assert "đã có ở dòng trên" in told["1.000003"]
    assert "Thiếu mã" in told["b.xlsx, trang “Thủ tục”, dòng 6"]
    assert "không có tên" in told["1.000005"]
    assert "không có ở trang “Thủ tục”" in told["1.000009"]


def test_a_removed_column_is_named():
    (rejection,) = rejections(read(_typed({}, drop="channel")))
    assert "thiếu cột “Hình thức nộp”" in rejection.reason
