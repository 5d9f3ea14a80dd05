"""XLSX: every table of the document on a sheet of its own, numbers as numbers, ready to print on A4."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, time
from decimal import Decimal
from textwrap import wrap
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from motcua.papers.document import Block, Cell, Document, Table
from motcua.papers.rendering.frames import frame_on
from motcua.papers.rendering.word_table import placed
from motcua.papers.words import number_and_symbol, shown
from motcua.web.faults import UserError

FONT = "Times New Roman"
LETTERS = {False: 92.0, True: 138.0}  # letters of the standard width on an A4 sheet, upright and on its side
PAPER = {"A4": 9, "A5": 11}
MM_IN_INCH = 25.4
LETTERS_IN_UNIT = 1.2  # letters of the text that fit one unit of a column's width
LINE = 1.32  # height of a line, in sizes of the letters
MOST_HIGH = 409  # points; a row of a sheet cannot be higher
MAX_NAME = 31


def xlsx(document: Document) -> bytes:
    """Return the tables of the document as a workbook; raises `UserError` (`paper_no_table`) where it has none."""
    sheets = list(_sheets(document))
    if not sheets:
        raise UserError(
            "paper_no_table",
            _("Văn bản này không có bảng nên không xuất được sang XLSX."),
            hint=_("Chọn PDF hoặc DOCX."),
        )
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    stamp = datetime.combine(document.on, time()) if document.on else datetime(2000, 1, 1, tzinfo=UTC)
    book.set_properties({"title": document.subject, "author": document.agency.name, "created": stamp})
    writer = _Writer(book, document)
    for name, titles, table, landscape in sheets:
        writer.write(name, titles, table, landscape=landscape)
    book.close()
    return file.getvalue()


Title = tuple[str, bool]  # words, whether they are a note
Sheet = tuple[str, tuple[Title, ...], Table, bool]


def _sheets(document: Document) -> Iterator[Sheet]:
    about = f"{document.type_name} {number_and_symbol(document.number, document.symbol)}".strip()
    used: set[str] = set()
    places: list[tuple[str, tuple[str, ...], tuple[Block, ...], bool]] = [
        (
            document.type_name.capitalize() or _("Văn bản"),
            (document.subject, about),
            document.blocks,
            document.landscape,
        )
    ]
    places += [(one.title, (one.title, one.subtitle, one.note), one.blocks, one.landscape) for one in document.annexes]
    for name, titles, blocks, landscape in places:
        note = titles[-1]
        for table in blocks:
            if isinstance(table, Table):
                kept = tuple((title, title == note) for title in (*titles, table.caption) if title)
                yield _unused(name, used), kept, table, landscape


def _unused(name: str, used: set[str]) -> str:
    """Return a name that a sheet may bear: no special letters, short, not given yet in any case of letters."""
    bare = "".join(letter for letter in name if letter not in "[]:*?/\\").strip("' ")[:MAX_NAME] or _("Bảng")
    made, number = bare, 1
    while made.casefold() in used:
        number += 1
        made = f"{bare[: MAX_NAME - len(str(number)) - 1]} {number}"
    used.add(made.casefold())
    return made


class _Writer:
    """Writes sheets of one workbook with one set of formats."""

    def __init__(self, book: Any, document: Document) -> None:
        self.book = book
        self.document = document
        self.frame = frame_on(document.on)
        self.formats: dict[tuple[Any, ...], Any] = {}

    def format(self, **given: Any) -> Any:
        """Return the format with these properties, made once."""
        key = tuple(sorted(given.items()))
        if key not in self.formats:
            base = {"font_name": FONT, "font_size": self.frame["size"]["table"], "valign": "top", "text_wrap": True}
            self.formats[key] = self.book.add_format({**base, **given})
        return self.formats[key]

    def write(self, name: str, titles: tuple[Title, ...], table: Table, *, landscape: bool) -> None:
        """Write one table under its titles on a sheet."""
        sheet = self.book.add_worksheet(name)
        last = len(table.widths) - 1
        whole = sum(table.widths)
        widths = [max(5.0, width / whole * LETTERS[landscape]) for width in table.widths]
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for line, (title, is_note) in enumerate(titles):
            style = self.format(bold=not is_note, italic=is_note, align="center", valign="vcenter")
            self._across(sheet, line, title, last, style)
            sheet.set_row(line, 17 * (1 + len(title) // int(LETTERS[landscape] * 0.85)))
        first = len(titles) + 1
        self._head(sheet, first, table, widths)
        start = first + len(table.head)
        for line, row in enumerate(table.rows, start=start):
            if row.kind == "group":
                self._across(sheet, line, row.cells[0], last, self.format(bold=True, border=1, text_wrap=False))
            else:
                sheet.set_row(line, self._height(row.cells, widths))
                for column, cell in enumerate(row.cells):
                    self._cell(sheet, line, column, cell, table.align[column], bold=row.kind == "total")
        self._print(sheet, first, start, landscape=landscape)

    def _height(self, cells: tuple[Cell, ...], widths: list[float]) -> float:
        """Return the height of a row: no program that opens the file has to find it."""
        most = 1
        for cell, width in zip(cells, widths, strict=True):
            room = int(width * LETTERS_IN_UNIT)
            texts = shown(cell).split("\n")
            most = max(most, sum(1 if len(text) <= room else len(wrap(text, room)) for text in texts))
        return min(MOST_HIGH, most * float(self.frame["size"]["table"]) * LINE + 2)

    @staticmethod
    def _across(sheet: Any, line: int, text: Cell, last: int, style: Any) -> None:
        if last:
            sheet.merge_range(line, 0, line, last, str(text), style)
        else:
            sheet.write_string(line, 0, str(text), style)

    def _head(self, sheet: Any, first: int, table: Table, widths: list[float]) -> None:
        style = self.format(bold=True, border=1, align="center", valign="vcenter")
        for y, line in enumerate(placed(table.head, len(table.widths)), start=first):
            alone = [(cell.text, sum(widths[x : x + cell.colspan])) for x, cell, _begins in line if cell.rowspan == 1]
            sheet.set_row(y, self._height(tuple(text for text, _wide in alone), [wide * 0.9 for _text, wide in alone]))
            for x, cell, begins in line:
                if not begins:
                    continue
                if cell.colspan > 1 or cell.rowspan > 1:
                    sheet.merge_range(y, x, y + cell.rowspan - 1, x + cell.colspan - 1, cell.text, style)
                else:
                    sheet.write_string(y, x, cell.text, style)

    def _cell(self, sheet: Any, line: int, column: int, cell: Cell, align: str, *, bold: bool) -> None:
        if cell is None or cell == "":
            sheet.write_blank(line, column, None, self.format(border=1, align=align, bold=bold))
        elif isinstance(cell, str):
            sheet.write_string(line, column, cell, self.format(border=1, align=align, bold=bold))
        else:
            style = self.format(border=1, align=align, bold=bold, num_format=_number_format(cell))
            sheet.write_number(line, column, cell, style)

    def _print(self, sheet: Any, first: int, start: int, *, landscape: bool) -> None:
        margin = {side: length / MM_IN_INCH for side, length in self.frame["margin"].items()}
        sheet.set_paper(PAPER[self.document.paper])
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(**margin)
        sheet.set_header("&C&P", {"margin": margin["top"] / 2})
        sheet.repeat_rows(first, start - 1)
        sheet.fit_to_pages(1, 0)
        sheet.freeze_panes(start, 0)


def _number_format(cell: int | Decimal) -> str:
    if isinstance(cell, int):
        return "#,##0"
    places = -int(cell.as_tuple().exponent)
    return "#,##0" + ("." + "0" * places if places > 0 else "")
