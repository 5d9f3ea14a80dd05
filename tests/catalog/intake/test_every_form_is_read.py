"""Each form that a province meets becomes the same neutral record, whatever the file is called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from motcua.catalog.intake.batch import once, read_batch
from motcua.catalog.intake.detect import read_source
from motcua.catalog.intake.vocabulary import levels_of, quantities, subjects_of
from motcua.catalog.record import ProcedureRecord, Rejection, Repeat
from tests.catalog.intake.forge import (
    cells,
    excel,
    gz,
    line,
    listing,
    portal_page,
    read,
    records,
    rejections,
    word,
    zipped,
)


def test_a_word_file_gives_all_its_parts():
    (record,) = read(word(), "1_000001.docx")
    assert isinstance(record, ProcedureRecord)
    assert (record.code, record.name, record.decision_no) == ("1.000001", "Đăng ký khai sinh", "1/QĐ-BTP")
    assert record.levels == ("commune", "other")
    assert record.field == "Hộ tịch"
    assert record.steps == "Bước 1: nộp hồ sơ\nMã thủ tục: không phải nhãn, là chữ trong trình tự"
    assert [(row.channel, row.time, row.fee) for row in record.channels] == [
        ("counter", "05 Ngày làm việc", "Lệ phí : 8.000 Đồng"),
        ("post", "05 Ngày làm việc", None),
    ]
    assert [(paper.case, paper.name, paper.form, paper.originals, paper.copies) for paper in record.components] == [
        (None, "Tờ khai", "to-khai.docx", 1, 0),
        ("Trường hợp ủy quyền", "Giấy ủy quyền", None, 0, 2),
    ]
    assert record.subjects == ("Công dân Việt Nam", "Cán bộ, công chức, viên chức")
    assert record.authority is None
    assert [result.name for result in record.results] == ["Giấy khai sinh"]
    assert (record.legal_basis[0].number, record.legal_basis[0].issuer) == ("60/2014/QH13", "Quốc Hội")
    assert record.keywords == "khai sinh"
    assert not record.partial


def test_the_portals_list_gives_partial_records_with_an_agency_a_line():
    items = read(listing(("1.000001", "Đăng ký khai sinh ", "Bộ Tư pháp", "Sở Tư pháp&#10;UBND cấp xã", "Hộ tịch")))
    (record,) = records(items)
    assert record.partial
    assert record.agency == "Sở Tư pháp\nUBND cấp xã"
    assert record.source == "tệp, trang “Danh sách”, dòng 3"


def test_a_code_that_excel_took_for_a_number_gets_its_zeros_back():
    rows = (
        cells(1, "Mã số", "Tên")
        + '<row r="2"><c r="A2"><v>1.0001</v></c><c r="B2" t="inlineStr"><is><t>A</t></is></c></row>'
    )
    assert records(read(excel(rows)))[0].code == "1.000100"


def test_a_list_row_without_a_code_is_rejected_by_its_row_and_the_others_pass():
    items = read(listing(("1.000001", "A", "", "", ""), ("", "B", "", "", ""), ("xyz", "C", "", "", "")))
    assert len(records(items)) == 1
    assert [rejection.source[-6:] for rejection in rejections(items)] == ["dòng 4", "dòng 5"]
    assert "Thiếu mã" in rejections(items)[0].reason
    assert "không đúng dạng" in rejections(items)[1].reason


@pytest.mark.parametrize("wrap", [lambda data: data, gz, lambda data: b"\xef\xbb\xbf" + data])
def test_json_lines_are_read_plain_packed_and_with_a_mark(wrap):
    items = read(wrap(line("1.000001") + b"\n" + line("1.000002", levels=["xa"])))
    assert [record.code for record in records(items)] == ["1.000001", "1.000002"]
    assert records(items)[1].source == "tệp, dòng 3"
    assert records(items)[1].levels == ("commune",)


def test_the_name_of_a_file_decides_nothing():
    assert records(read(word(), "danh-sach.xlsx"))
    assert records(read(gz(line()), "a.docx"))
    assert records(read(listing(("1.000001", "A", "", "", "")), "x.json"))


@pytest.mark.parametrize(
    "document",
    [
        [{"code": "1.000001", "name": "A"}, {"code": "1.000002", "name": "B"}],
        {"data": [{"code": "1.000001", "name": "A"}, {"code": "1.000002", "name": "B"}]},
        {"result": {"items": [{"code": "1.000001", "name": "A"}, {"code": "1.000002", "name": "B"}]}},
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_a_json_document_may_be_a_list_or_lie_in_an_envelope(document, indent):
    data = json.dumps(document, indent=indent, ensure_ascii=False).encode()
    items = read(data)
    if indent is None and isinstance(document, dict):  # one line that is an object: an envelope on a line
        items = read(json.dumps(document, indent=1).encode())
    assert [record.code for record in records(items)] == ["1.000001", "1.000002"]


def test_folders_and_zips_are_walked_and_a_zip_may_lie_in_a_zip(tmp_path: Path):
    inner = zipped({"thư mục/a.docx": word(portal_page("1.000002"))})
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.zip").write_bytes(
        zipped({"trong.zip": inner, "__MACOSX/._a": b"x", "c.jsonl": line("1.000003")})
    )
    (tmp_path / "~$a.docx").write_bytes(b"lock")
    (tmp_path / "a.jsonl").write_bytes(line("1.000001"))
    items = list(read_source(tmp_path, "thư mục"))
    assert rejections(items) == []
    assert [(record.code, record.source) for record in records(items)] == [
        ("1.000001", "thư mục/a.jsonl, dòng 1"),
        ("1.000002", "thư mục/sub/b.zip/trong.zip/thư mục/a.docx"),
        ("1.000003", "thư mục/sub/b.zip/c.jsonl, dòng 1"),
    ]


def test_a_broken_file_never_stops_the_others(tmp_path: Path):
    for name, data in {"a.docx": b"PK\x03\x04broken", "b.jsonl": line(), "c.json": b"{", "d.bin": b"\x00\x01"}.items():
        (tmp_path / name).write_bytes(data)
    items = list(read_batch([(tmp_path, "x"), (tmp_path / "none.docx", "none.docx")]))
    assert len([item for item in items if isinstance(item, ProcedureRecord)]) == 1
    assert [item.source for item in items if isinstance(item, Rejection)] == [
        "x/a.docx",
        "x/c.json",
        "x/d.bin",
        "none.docx",
    ]


def test_an_equal_record_counts_as_a_repeat_and_a_different_one_of_the_same_code_is_rejected():
    items = read(line(steps="một") + line(steps="  một ") + line(steps="hai") + line("1.000002"))
    first, repeat, rejected, other = once(items)
    assert isinstance(first, ProcedureRecord)
    assert repeat == Repeat("1.000001", "tệp, dòng 2", "tệp, dòng 1")
    assert isinstance(rejected, Rejection)
    assert "đã có ở tệp, dòng 1 với nội dung khác" in rejected.reason
    assert isinstance(other, ProcedureRecord)


def test_a_list_row_beside_the_full_record_is_no_duplicate():
    items = [*read(listing(("1.000001", "Khác", "", "", ""))), *read(line())]
    assert [type(item) for item in once(items)] == [ProcedureRecord, ProcedureRecord]


def test_words_of_the_sources_are_understood():
    assert levels_of("Cấp bộ, Cấp Tỉnh;Cấp xã\nCơ quan khác, Cấp sao Hỏa") == (
        "ministry",
        "province",
        "commune",
        "other",
    )
    assert subjects_of("Tổ chức (không bao gồm doanh nghiệp, HTX), Cán bộ, công chức, viên chức") == (
        "Tổ chức (không bao gồm doanh nghiệp, HTX)",
        "Cán bộ, công chức, viên chức",
    )
    assert quantities("Bản chính: 1\nBản sao: 0") == (1, 0)
    assert quantities("2 bản chính,1 bản sao") == (2, 1)
    assert quantities("Bản chính: 1\nBản sao:") == (1, None)
    assert quantities(None) == (None, None)
