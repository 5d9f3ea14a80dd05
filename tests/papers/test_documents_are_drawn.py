"""PDF, Word and Excel files of documents: archival, repeatable, whole, and the same words in each."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from motcua.papers.document import Annex, Document, HeadCell, Row, Table
from motcua.papers.rendering import MEDIA_TYPES, render
from motcua.papers.rendering.frames import frame_on
from motcua.papers.rendering.pdf import pages
from motcua.papers.rendering.sheets import MAX_NAME, _unused
from motcua.papers.rendering.word_table import placed
from motcua.papers.words import clean, ended_bases, long_day, number_and_symbol, roman, shown
from motcua.web.faults import UserError
from tests.papers.documents import announcement, letter, posting_pack

FIGURES = Table(
    head=(
        (HeadCell("Đơn vị", rowspan=2), HeadCell("Số thủ tục", colspan=2), HeadCell("Tỷ lệ", rowspan=2)),
        (HeadCell("Tỉnh"), HeadCell("Xã")),
    ),
    rows=(
        Row(("Khối sở",), "group"),
        Row(("=1+1", 1234567, None, Decimal("12.50"))),
        Row(("Tổng số", 1234567, 0, Decimal("12.50")), "total"),
    ),
    widths=(4, 2, 2, 2),
    align=("left", "right", "right", "right"),
    caption="Số liệu",
)


def with_figures() -> Document:
    return replace(letter(), annexes=(Annex("Phụ lục", "SỐ LIỆU", "(Kèm theo)", (FIGURES, FIGURES)),))


def word_of(document: Document) -> Any:
    return docx.Document(io.BytesIO(render(document, "docx")))


def words_in(made: Any) -> Iterator[str]:
    """Every text of a Word file in order, tables too."""
    for paragraph in made.element.body.iter(qn("w:p")):
        yield "".join(node.text or "" for node in paragraph.iter(qn("w:t")))


def workbook_of(document: Document) -> Any:
    return CalamineWorkbook.from_filelike(io.BytesIO(render(document, "xlsx")))


def test_a_pdf_is_made_for_the_archive() -> None:
    made = render(announcement(), "pdf")
    assert made.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in made
    assert b"/Lang" in made
    assert b"/StructTreeRoot" in made


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_the_same_document_is_the_same_file(form: Any) -> None:
    first, second = render(announcement(), form), render(announcement(), form)
    assert len(first) == len(second)
    if form == "pdf":
        assert first == second
    assert render(announcement(number="6"), form) != first


def test_many_may_print_at_once() -> None:
    numbers = [str(number) for number in range(8)]
    alone = [render(letter(number=number), "pdf") for number in numbers]
    with ThreadPoolExecutor(8) as crowd:
        together = list(crowd.map(lambda number: render(letter(number=number), "pdf"), numbers))
    assert together == alone
    assert len(set(alone)) == len(numbers)


def test_a_letter_that_the_typeface_lacks_is_named() -> None:
    with pytest.raises(UserError, match="漢") as caught:
        render(letter(subject="về 漢"), "pdf")
    assert caught.value.code == "paper_letter"


@pytest.mark.parametrize(
    "odd", ["\x00", "\x0b", "\u200b", "\ufeff", "\u2028", "\ud800", "e\u0323\u0302", "#[]*_$<>&\\\"'"]
)
@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_odd_letters_spoil_nothing(odd: str, form: Any) -> None:
    document = announcement(new=0, abolished=[procedure_of_two_parts(odd)])
    assert render(document, form)


def procedure_of_two_parts(odd: str) -> dict[str, str]:
    return {"code": "1.000001", "name": f"Tên{odd}thủ tục", "legal_basis": odd, "group": f"Nhóm {odd}"}


def test_markup_in_words_is_printed_as_it_stands() -> None:
    strange = "*đậm* _nghiêng_ #set page() $x$ @tên <nhãn> // hết"
    assert any(strange in text for text in words_in(word_of(letter(body=[strange]))))
    assert len(pages(letter(body=[strange]), 18)) == 1


def test_a_very_long_cell_runs_over_pages_instead_of_off_the_page() -> None:
    document = announcement(new=1, abolished=[{"code": "1.000001", "name": "Tên rất dài " * 600}])
    assert len(pages(document, 18)) >= 4


def test_word_has_true_headings_sections_and_heads_that_repeat() -> None:
    made = word_of(announcement())
    headings = [one.text for one in made.paragraphs if one.style.name == "Heading 1"]
    assert headings == ["QUYẾT ĐỊNH", "Phụ lục I", "Phụ lục II"]
    upright, *annexes = made.sections
    assert upright.orientation == WD_ORIENT.PORTRAIT
    assert all(section.orientation == WD_ORIENT.LANDSCAPE for section in annexes)
    margin = frame_on(date(2026, 2, 5))["margin"]
    assert round(upright.left_margin.mm) == margin["left"]
    assert round(upright.top_margin.mm) == margin["top"]
    for section in made.sections:
        assert section.different_first_page_header_footer
        assert "PAGE" in section.header._element.xml
        assert "PAGE" not in section.first_page_header._element.xml
    lists = made.tables[2:]
    assert len(lists) == 2
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in lists)
    assert made.core_properties.author == "Ủy ban nhân dân tỉnh Đắk Lắk"


def test_word_and_the_layout_say_the_same_in_the_same_order() -> None:
    text = "\n".join(words_in(word_of(letter())))
    order = [
        "UBND TỈNH ĐẮK LẮK",
        "Số: 1234/VPUBND-KSTTHC",
        "V/v rà soát",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Đắk Lắk, ngày 05 tháng 02 năm 2026",
        "Kính gửi:",
        "Thực hiện Quyết định số 05/QĐ-UBND",
        "năm 2026./.",
        "Nơi nhận:",
        "- Lưu: VT, KSTTHC.",
        "KT. CHÁNH VĂN PHÒNG",
        "(Họ và tên)",
    ]
    found = [text.find(words) for words in order]
    assert -1 not in found, order[found.index(-1)]
    assert found == sorted(found)


def test_a_head_of_two_lines_is_merged_in_word_and_excel() -> None:
    table = word_of(with_figures()).tables[2]
    assert table.cell(0, 1).text == table.cell(0, 2).text == "Số thủ tục"
    assert table.cell(0, 0)._tc is table.cell(1, 0)._tc
    assert table.cell(2, 0)._tc is table.cell(2, 3)._tc
    sheet = workbook_of(with_figures()).get_sheet_by_index(0)
    assert (5, 1) in [start for start, _end in sheet.merged_cell_ranges]


def test_excel_holds_numbers_as_numbers_and_no_formulas() -> None:
    book = workbook_of(with_figures())
    assert book.sheet_names == ["Phụ lục", "Phụ lục 2"]
    rows = book.get_sheet_by_index(0).to_python()
    assert ["=1+1", 1234567.0, "", 12.5] in rows
    assert ["Tổng số", 1234567.0, 0.0, 12.5] in rows


def test_each_annex_has_its_sheet() -> None:
    assert workbook_of(announcement()).sheet_names == ["Phụ lục I", "Phụ lục II"]


def test_a_letter_without_a_table_has_no_workbook() -> None:
    with pytest.raises(UserError) as caught:
        render(letter(), "xlsx")
    assert caught.value.code == "paper_no_table"


def test_a_picture_goes_into_word_with_its_words() -> None:
    made = word_of(posting_pack())
    assert len(made.inline_shapes) == 1
    assert "Mã QR mở trang thủ tục 1.000001" in made.element.xml


def test_a_list_of_the_whole_province_is_drawn() -> None:
    document = announcement(new=2300)
    sizes = [len(render(document, form)) for form in ("docx", "xlsx")]
    assert min(sizes) > 50_000


def test_a_head_that_does_not_fill_its_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="head line 1"):
        placed(((HeadCell("A", colspan=3),),), 2)
    with pytest.raises(ValueError, match="head line 1"):
        placed(((HeadCell("A"), HeadCell("B"), HeadCell("C")),), 2)


@given(st.lists(st.text(max_size=40), max_size=8))
def test_names_of_sheets_are_ones_that_excel_takes(names: list[str]) -> None:
    used: set[str] = set()
    made = [_unused(name, used) for name in names]
    assert len({name.casefold() for name in made}) == len(names)
    assert all(0 < len(name) <= MAX_NAME and not re.search(r"[\[\]:*?/\\]", name) for name in made)


@given(st.integers(1, 39))
def test_roman_numerals_add_up(number: int) -> None:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in roman(number)]
    total = sum(
        -one if any(other > one for other in values[place + 1 : place + 2]) else one for place, one in enumerate(values)
    )
    assert total == number


@given(st.dates(date(2020, 3, 5), date(2099, 12, 31)))
def test_days_are_written_as_the_decree_says(on: date) -> None:
    found = re.fullmatch(r"ngày (\d\d) tháng (\d{1,2}) năm (\d{4})", long_day(on))
    assert found is not None
    assert (int(found[1]), int(found[2]), int(found[3])) == (on.day, on.month, on.year)
    assert found[2].startswith("0") == (on.month < 3)


@pytest.mark.parametrize(("number", "words"), [("5", "05/QĐ"), ("12", "12/QĐ"), ("05", "05/QĐ"), ("7a", "7a/QĐ")])
def test_numbers_below_ten_have_a_leading_zero(number: str, words: str) -> None:
    assert number_and_symbol(number, "QĐ") == words


def test_what_is_not_known_yet_leaves_room_for_a_pen() -> None:
    text = "\n".join(words_in(word_of(letter(number="", on=None))))
    assert re.search(r"Số:\s{4,}/VPUBND-KSTTHC", text)
    assert re.search(r"Đắk Lắk, ngày\s{4,}tháng\s{4,}năm", text)


@given(st.lists(st.text("ab;. ", min_size=1), min_size=1))
def test_bases_end_with_semicolons_and_the_last_with_a_stop(bases: list[str]) -> None:
    made = ended_bases(tuple(bases))
    assert all(base.endswith(";") for base in made[:-1])
    assert made[-1].endswith(".")


@given(st.integers(-(10**15), 10**15))
@settings(max_examples=50)
def test_numbers_are_shown_with_dots_between_thousands(number: int) -> None:
    assert int(shown(number).replace(".", "")) == number
    assert re.fullmatch(r"-?\d{1,3}(\.\d{3})*", shown(number))


@given(st.text(st.characters(codec=None)))
def test_cleaned_text_holds_nothing_that_xml_refuses(text: str) -> None:
    kept = clean(text)
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", kept)
    assert clean(kept) == kept
