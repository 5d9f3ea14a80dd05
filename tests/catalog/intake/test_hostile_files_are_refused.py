"""What a stranger may send: refused with a clear sentence, or shown harmlessly, in bounded time and memory."""

from __future__ import annotations

import gzip
import json
import struct
import tracemalloc
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from motcua.catalog.intake.detect import read_source
from motcua.catalog.intake.limits import DEFAULT, MEGABYTE, Limits
from tests.catalog.intake.forge import (
    RELS,
    TYPES,
    cells,
    excel,
    gz,
    line,
    listing,
    one_reason,
    paragraph,
    portal_page,
    read,
    records,
    rejections,
    word,
    zipped,
)

SMALL = Limits(unpacked_bytes=8 * MEGABYTE, member_bytes=6 * MEGABYTE, ratio_free_bytes=100_000)


def test_an_empty_file_says_so():
    assert one_reason(b"") == "Tệp rỗng."
    assert one_reason(b" \n\n ") == "Tệp rỗng."


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "mật khẩu"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"\x89PNG\r\n", "Không nhận ra dạng"),
        (b"<html><body>1.000001</body></html>", "Không nhận ra dạng"),
        (b"Ma so;Ten\n1.000001;A", "Không nhận ra dạng"),
    ],
)
def test_other_kinds_of_file_are_named(data, said):
    assert said in one_reason(data)


def test_a_zip_bomb_is_refused_by_its_ratio():
    bomb = zipped({"a.jsonl": b"0" * (2 * MEGABYTE)})
    assert len(bomb) < 10_000
    assert "bom nén" in one_reason(bomb, limits=SMALL)


def test_a_zip_bomb_is_refused_by_its_total_and_keeps_what_was_read_before():
    import random

    noise = random.Random(1).randbytes(700_000).hex().encode()
    parts = {"0.jsonl": line(), **{f"{place}.jsonl": noise for place in range(1, 12)}}
    items = read(zipped(parts, zipfile.ZIP_DEFLATED), limits=SMALL)
    assert len(records(items)) == 1
    assert "vượt quá 8 MB" in rejections(items)[-1].reason
    assert len(items) < 10


def test_a_bomb_inside_a_zip_draws_on_the_same_budget():
    inner = zipped({f"{place}.txt": b"0" * 90_000 for place in range(60)})
    items = read(zipped({f"{place}.zip": inner for place in range(40)}), limits=SMALL)
    assert any("vượt quá 8 MB" in rejection.reason for rejection in rejections(items))


def test_too_many_members_are_refused():
    assert "quá giới hạn 5" in one_reason(
        zipped({f"{n}.json": b"{}" for n in range(6)}), limits=replace(DEFAULT, members=5)
    )


def test_archives_deeper_than_allowed_are_refused():
    data = line()
    for _level in range(3):
        data = zipped({"x": data})
    assert "lồng quá 2 tầng" in one_reason(data)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..\\..\\x.jsonl", "C:\\x.jsonl", "a/../../b"])
def test_a_member_that_points_outside_is_refused_and_nothing_is_written(name, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    items = read(zipped({name: line(), "b.jsonl": line("1.000002")}))
    assert [record.code for record in records(items)] == ["1.000002"]
    assert "trỏ ra ngoài thư mục" in rejections(items)[0].reason
    assert list(tmp_path.iterdir()) == []


def test_an_encrypted_member_and_a_broken_one_are_refused_by_name():
    data = bytearray(zipped({"a.jsonl": line(), "b.jsonl": line("1.000002", "B" * 200)}, zipfile.ZIP_STORED))
    place = data.rindex(b"BBBB")
    data[place] ^= 0xFF  # the check sum no longer fits
    items = read(bytes(data))
    assert len(records(items)) == 1
    assert [rejection.source for rejection in rejections(items)] == ["tệp/b.jsonl"]
    central = data.index(b"PK\x01\x02")
    data[central + 8 : central + 10] = struct.pack("<H", 1)
    assert any("mật khẩu" in rejection.reason for rejection in rejections(read(bytes(data))))


def test_a_link_inside_a_folder_is_not_followed(tmp_path: Path):
    secret = tmp_path / "secret.jsonl"
    secret.write_bytes(line())
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link.jsonl").symlink_to(secret)
    items = list(read_source(folder))
    assert records(items) == []
    assert "liên kết" in rejections(items)[0].reason


def test_a_word_file_with_macros_is_refused():
    assert "macro" in one_reason(word(more={"word/vbaProject.bin": b"x"}))
    kind = (
        '<Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
    )
    assert "macro" in one_reason(word(more={"[Content_Types].xml": TYPES.format(kind)}))
    assert "đối tượng nhúng" in one_reason(word(more={"word/embeddings/oleObject1.bin": b"x"}))


@pytest.mark.parametrize("kind", ["attachedTemplate", "hyperlink", "image", "oleObject"])
def test_a_word_file_that_reaches_outside_is_refused(kind):
    link = f'<Relationship Id="r9" Type="http://x/{kind}" Target="http://evil.example/x" TargetMode="External"/>'
    reason = one_reason(word(more={"word/_rels/document.xml.rels": RELS.format(link)}))
    assert "liên kết ra ngoài (http://evil.example/x)" in reason
    assert "Gỡ liên kết" in reason


def test_a_word_file_with_a_document_type_is_refused_and_no_entity_is_opened(tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("bí mật")
    head = f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "file://{secret}">]>'
    assert "DTD" in one_reason(word(portal_page(name="&x;"), head=head))
    laughs = "<!DOCTYPE lolz [<!ENTITY a 'ha'>" + "".join(
        f"<!ENTITY a{n} '{f'&a{n - 1};' * 10 if n else '&a;' * 10}'>" for n in range(9)
    )
    assert "DTD" in one_reason(word(paragraph("&a8;"), head=laughs + "]>"))


def test_a_word_file_of_another_form_says_what_is_needed():
    assert "Chi tiết thủ tục hành chính" in one_reason(word(paragraph("Tờ trình về việc nghỉ lễ")))
    assert "không phải XML hợp lệ" in one_reason(word("<w:p>"))
    assert "quá" in one_reason(word(paragraph("x" * 200_000)), limits=replace(DEFAULT, xml_bytes=100_000))


def test_an_unknown_way_of_handing_in_is_refused_not_guessed():
    body = portal_page().replace("Dịch vụ bưu chính", "Bồ câu đưa thư")
    assert "Bồ câu đưa thư" in one_reason(word(body))


def test_deep_nesting_is_refused():
    assert "không phải XML hợp lệ" in one_reason(word("<w:p>" * 5_000 + "</w:p>" * 5_000))
    deep = b'{"code": "1.000001", "name": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n"
    assert "lồng quá sâu" in one_reason(deep + line("1.000002")[:0])


def test_a_million_blank_rows_are_refused_in_little_memory():
    rows = cells(1, "Mã số", "Tên") + cells(2, "1.000001", "A")
    data = excel(rows + "".join(f'<row r="{number}"><c r="A{number}" s="1"/></row>' for number in range(3, 1_000_003)))
    tracemalloc.start()
    reason = one_reason(data, limits=replace(DEFAULT, ratio=10_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "hơn 100000 dòng, phần lớn trống" in reason
    assert peak < 150 * MEGABYTE


def test_a_lone_cell_far_away_is_refused_before_memory_is_taken():
    far = cells(1, "Mã số", "Tên") + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert "quá giới hạn 200 cột" in one_reason(excel(far))
    assert "hơn 100000 dòng" in one_reason(
        excel(cells(1, "Mã số", "Tên") + '<row r="1048576"><c r="A1048576"><v>1</v></c></row>')
    )


def test_one_long_shared_text_used_everywhere_is_counted_as_often_as_it_is_used():
    strings = (
        f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"x" * 1000}</t></si></sst>'
    )
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 2_000))
    data = excel(rows, {"xl/sharedStrings.xml": strings})
    assert "quá nhiều chữ" in one_reason(data, limits=replace(DEFAULT, sheet_text=1_000_000))


def test_an_excel_file_with_macros_links_or_a_document_type_is_refused():
    assert "macro" in one_reason(excel("", {"xl/vbaProject.bin": b"x"}))
    assert "đối tượng nhúng" in one_reason(excel("", {"xl/externalLinks/externalLink1.xml": "<a/>"}))
    sheet = (
        '<!DOCTYPE a [<!ENTITY x "y">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    )
    assert "DTD" in one_reason(excel("", {"xl/worksheets/sheet1.xml": sheet}))
    assert "Không thấy cột" in one_reason(excel(cells(1, "Họ tên", "Ngày sinh")))
    assert "hỏng" in one_reason(excel("<row"))


def test_wrong_encodings_are_named():
    text = '{"code": "1.000001", "name": "Thủ tục đăng ký"}\n'
    assert "UTF-16" in one_reason(text.encode("utf-16"))
    assert "UTF-16" in one_reason(text.encode("utf-16-le"))
    windows = '{"code": "1.000001", "name": "Thu\u0309 tu\u0323c c\u00e2\u0301p gi\u00e2\u0301y phe\u0301p"}\n'
    assert "Windows-1258" in one_reason(windows.encode("cp1258"))
    assert "Latin-1" in one_reason('{"code": "1.000001", "name": "Procédure"}\n'.encode("latin-1"))


def test_bad_lines_are_rejected_by_number_and_the_others_pass():
    data = (
        line()
        + b'{"code": "1.000002", "name": \n'
        + line("1.000003")
        + b'{"code": "1.000004", "name": "\xff"}\n'
        + b"[]\n"
    )
    items = read(data)
    assert [record.code for record in records(items)] == ["1.000001", "1.000003"]
    assert [rejection.source for rejection in rejections(items)] == ["tệp, dòng 2", "tệp, dòng 4", "tệp, dòng 5"]
    assert "JSON" in rejections(items)[0].reason


def test_a_broken_first_line_does_not_hide_the_others():
    assert len(records(read(b'{"code": "1.0000\n' + line() + line("1.000002")))) == 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"code": 1}, "“code” phải là chữ"),
        ({"code": "1.1"}, "không đúng dạng"),
        ({"code": "1.000001; DROP TABLE"}, "không đúng dạng"),
        ({"name": " \u200b"}, "không có tên"),
        ({"levels": ["sao Hỏa"]}, "giá trị lạ “sao Hỏa”"),
        ({"channels": [{"channel": "fax"}]}, "giá trị lạ “fax”"),
        ({"channels": "x"}, "danh sách đối tượng"),
        ({"components": [{"name": "A", "originals": -1}]}, "số nguyên"),
        ({"components": [{"name": "A", "originals": True}]}, "số nguyên"),
        ({"components": [{"name": "A"}] * 2_001}, "quá 2000 dòng"),
        ({"steps": "x" * 500_001}, "dài quá"),
        ({"executionMethods": 7, "executionSteps": 8}, "cấu trúc lạ"),
    ],
)
def test_a_record_of_another_shape_is_rejected_with_the_field(fields, said):
    row = {"code": "1.000001", "name": "A"} | fields
    assert said in one_reason(json.dumps(row, ensure_ascii=False).encode() + b"\n")


def test_a_cut_gzip_says_after_which_line_and_keeps_the_lines_before():
    import random

    lines = b"".join(line(f"1.{n:06d}", random.Random(n).randbytes(300).hex()) for n in range(1, 400))
    items = read(gz(lines)[:-5_000])
    assert 100 < len(records(items)) < 399
    assert "bị cắt cụt" in rejections(items)[0].reason
    assert "các dòng trước đó đã được đọc" in rejections(items)[0].reason


def test_a_gzip_bomb_and_a_damaged_gzip_are_refused():
    assert "bom nén" in one_reason(gz(b'{"code":"1.000001","name":"' + b"A" * (5 * MEGABYTE)), limits=SMALL)
    data = bytearray(gz(line() * 50))
    data[30] ^= 0xFF
    assert any("Tệp nén" in rejection.reason for rejection in rejections(read(bytes(data))))
    assert "Tệp" in one_reason(b"\x1f\x8b\x08" + b"\x00" * 20)


def test_a_line_without_end_is_refused():
    assert "dài quá" in one_reason(line().rstrip(b"\n") + b" " * (5 * MEGABYTE))


def test_a_thousand_bad_lines_end_with_one_last_sentence():
    items = read(b"{]\n{\n" + b"{bad}\n" * 5_000, limits=replace(DEFAULT, rejections=100))
    assert len(items) <= 101
    assert "Đã dừng đọc" in items[-1].reason or "JSON" in items[-1].reason


def test_html_and_nul_in_texts_stay_text():
    (record,) = records(
        read(
            line(
                name="<script>alert(1)</script> A\x00B",
                steps="\ud800x".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
            )
        )
    )
    assert record.name == "<script>alert(1)</script> AB"
    (other,) = records(read(b'{"code":"1.000001","name":"A\\ud800"}\n'))
    other.name.encode()


def test_a_formula_in_a_cell_is_only_text():
    (record,) = records(read(listing(("1.000001", "=HYPERLINK(&quot;http://x&quot;)", "", "", ""))))
    assert record.name == '=HYPERLINK("http://x")'


def test_file_too_large_is_refused_before_reading():
    assert "quá giới hạn 0 MB" in one_reason(line(), limits=replace(DEFAULT, file_bytes=10))


def test_wide_tables_and_pathological_texts_are_read_to_the_end():
    from motcua.catalog.quality.normalise import normalise
    from motcua.catalog.quality.registry import find_defects

    evil = {
        "decision_no": "1/QĐ-" + "A-" * 50_000,
        "legal_basis": [{"number": "1/2020/" + "A-" * 50_000 + "!"}],
        "results": [{"name": "x, Ab" * 60_000}],
        "components": [{"name": " " * 400_000 + "x", "case": "1 " * 100_000}],
        "channels": [
            {"channel": "truc_tiep", "time": "1 ngày " * 50_000, "fee": "1(" * 100_000, "note": "1 ngày" * 50_000}
        ],
        "agency": "Sở, " * 100_000,
        "steps": "<a" * 200_000,
    }
    (record,) = records(read(json.dumps({"code": "1.000001", "name": "A"} | evil).encode() + b"\n"))
    clean, _repairs = normalise(record)
    assert find_defects(record, clean)


def test_any_bytes_give_rejections_and_never_an_exception():
    import random

    source = random.Random(7)
    seeds = [word(), listing(("1.000001", "A", "", "", "")), gz(line() * 5), line() * 5, zipped({"a": line()})]
    for _turn in range(120):
        data = bytearray(source.choice(seeds))
        for _flip in range(source.randint(1, 20)):
            data[source.randrange(len(data))] = source.randrange(256)
        items = read(bytes(data[: source.randint(1, len(data))]))
        assert items
        for rejection in rejections(items):
            assert rejection.reason.endswith((".", ")")), rejection


def test_gzip_of_a_zip_is_not_opened_twice():
    assert "Không nhận ra" in one_reason(gzip.compress(zipped({"a": line()})))
