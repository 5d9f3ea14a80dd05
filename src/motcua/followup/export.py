"""The list of open work as CSV and as a workbook."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

NUMBERS = (5, 8, 9, 11)  # columns with numbers
WIDTHS = (32, 18, 26, 12, 12, 10, 30, 16, 9, 9, 12, 10, 36)


def as_csv(head: list[str], rows: Iterable[list[Any]]) -> bytes:
    """The rows for spreadsheets, in UTF-8 with a mark; no cell can start a formula."""
    stream = StringIO()
    stream.write("\ufeff")
    writer = csv.writer(stream)
    writer.writerow(head)
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
    return stream.getvalue().encode()


def as_xlsx(head: list[str], rows: Iterable[list[Any]], source: str) -> bytes:
    """The rows as a workbook for A4 sideways: head repeated on each page, numbers as numbers, source at the foot."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(_("Việc theo công bố"))
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
    text = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 1)
    sheet.set_footer(f"&L{source}&R&P/&N")
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_row(0, 0, head, bold)
    last = 0
    for last, row in enumerate(rows, start=1):
        sheet.write_row(last, 0, row, text)
    sheet.autofilter(0, 0, last, len(head) - 1)
    book.close()
    return stream.getvalue()


def _harmless(value: Any) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
