"""Writes a table as a workbook with the form's own cells: to type into, or filled in; `workbook_read` reads it back."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from motcua.papers.tables.computed import Computed
from motcua.papers.tables.definition import Column, TableForm
from motcua.papers.tables.drawing import order_numbers
from motcua.papers.tables.grid import Place, formula_at, places_of
from motcua.papers.tables.heading import head_of, numbers_of, section_titles
from motcua.papers.tables.values import Cell
from motcua.papers.tables.workbook_formulas import excel_formula
from motcua.papers.tables.workbook_layout import COUNTED, FIELD, FREE, HEAD, LINE, MARK, SECTION, SPARE

_BASE = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter"}
_BOX = {**_BASE, "border": 1, "text_wrap": True}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {**_BASE, "bold": True, "align": "center", "text_wrap": True, "font_size": 13},
    "plain": _BASE,
    "date": {**_BASE, "num_format": "dd/mm/yyyy", "align": "left"},
    "head": {**_BOX, "bold": True, "align": "center"},
    "number": {**_BOX, "italic": True, "align": "center", "font_size": 9},
    "section": {**_BOX, "bold": True},
    "text": _BOX,
    "center": {**_BOX, "align": "center"},
    "day": {**_BOX, "align": "center", "num_format": "dd/mm/yyyy"},
    "int": {**_BOX, "num_format": "#,##0"},
    "share": {**_BOX, "num_format": "#,##0.0#####"},
}
_DIGITS = 10**15  # Excel keeps fifteen digits of a number; as text none is lost
_LINE, _TWO_LINES, _TALL = 18, 26, 48  # points of height; merged cells do not find their own
_WIDTH = 9  # characters of a column of width 1


def write_workbook(computed: Computed, spare: int = SPARE) -> bytes:
    """The workbook of a table; `spare` blank rows stand at the end of each section that is filled in freely."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": computed.form.title})
    _Sheet(book, computed, spare).write()
    book.close()
    return file.getvalue()


class _Sheet:
    def __init__(self, book: Any, computed: Computed, spare: int) -> None:
        self.form: TableForm = computed.form
        self.computed = computed
        self.sheet = book.add_worksheet(_("Biểu"))
        self.styles = {name: book.add_format(style) for name, style in _STYLES.items()}
        self.bold = {name: book.add_format({**style, "bold": True}) for name, style in _STYLES.items()}
        self.cells: dict[str, Mapping[str, Cell]] = {row.id: row.cells for row in computed.rows}
        self.orders = order_numbers(computed)
        filled = Counter(row.section for row in computed.rows if not row.key)
        free = {one.key: filled[one.key] + spare for one in self.form.sections if one.free}
        self.places = places_of(self.form, free)
        self.rows: dict[str, int] = {}  # id of a row -> row of the sheet
        self.across = {column.key: number for number, column in enumerate(self.form.columns, 1)}

    def write(self) -> None:
        """Marks, what stands over the table, head, rows, then how it is printed."""
        form, sheet = self.form, self.sheet
        sheet.write_row(0, 0, [f"{MARK} {form.key} {form.version}", *(column.key for column in form.columns)])
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.set_column(0, 0, None, None, {"hidden": True})
        for column in form.columns:
            sheet.set_column(self.across[column.key], self.across[column.key], column.width * _WIDTH)
        first = self._head(self._over())
        self._place(first)
        for place in self.places:
            self._row(place)
        self._validate()
        sheet.freeze_panes(first, 0)
        sheet.repeat_rows(first - len(head_of(form)) - 1, first - 1)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.print_area(0, 1, max(self.rows.values(), default=first), len(form.columns))
        if form.landscape:
            sheet.set_landscape()

    def _over(self) -> int:
        form, sheet, last = self.form, self.sheet, len(self.form.columns)
        sheet.write_string(1, 1, form.label, self.styles["plain"])
        _merged(sheet, 2, 1, 2, last, form.title, self.styles["title"])
        sheet.set_row(2, 34)
        at = 3
        for field in form.fields:
            value = self.computed.fields.get(field.key)
            sheet.write_string(at, 0, f"{FIELD}:{field.key}")
            sheet.write_string(at, 1, f"{field.label}:", self.styles["plain"])
            _put(sheet, at, 3, value, self.styles["date" if field.kind == "date" else "plain"])
            at += 1
        if form.unit:
            sheet.write_string(at, 1, _("Đơn vị tính: %(unit)s") % {"unit": form.unit}, self.styles["plain"])
            at += 1
        return at

    def _head(self, at: int) -> int:
        taken: set[tuple[int, int]] = set()
        head = head_of(self.form)
        for level, cells in enumerate(head):
            column = 1
            for cell in cells:
                while (level, column) in taken:
                    column += 1
                spots = [(level + r, column + c) for r in range(cell.rowspan) for c in range(cell.colspan)]
                taken.update(spots)
                down, right = at + spots[-1][0], spots[-1][1]
                _merged(self.sheet, at + level, column, down, right, cell.text, self.styles["head"])
            self.sheet.write_string(at + level, 0, HEAD)
            self.sheet.set_row(at + level, _TALL if level == len(head) - 1 else _LINE)
        self.sheet.set_row(at + len(head), _TWO_LINES)
        self.sheet.write_row(at + len(head), 0, [HEAD, *numbers_of(self.form)], self.styles["number"])
        return at + len(head) + 1

    def _place(self, at: int) -> None:
        """Give each row its place, and write the headings of sections between them."""
        titles = section_titles(self.form)
        for section in [*(one.key for one in self.form.sections), ""]:
            if section:
                self.sheet.write_string(at, 0, f"{SECTION}:{section}")
                _merged(self.sheet, at, 1, at, len(self.across), titles.get(section, ""), self.styles["section"])
                if section not in titles:
                    self.sheet.set_row(at, None, None, {"hidden": True})
                at += 1
            for place in self.places:
                if place.section == section:
                    self.rows[place.id] = at
                    at += 1

    def _row(self, place: Place) -> None:
        at = self.rows[place.id]
        self.sheet.write_string(at, 0, _mark(place))
        cells = self.cells.get(place.id, {})
        order = self.orders.get(place.id)
        styles = self.bold if place.calculated else self.styles
        for column in self.form.columns:
            value = order if column.kind == "order" else cells.get(column.key)
            self._cell(place, column, at, value, styles)

    def _cell(self, place: Place, column: Column, at: int, value: Cell, styles: Mapping[str, Any]) -> None:
        across, style = self.across[column.key], styles[_style(column)]
        formula = formula_at(place, column)
        text = excel_formula(formula, place.id, column.key, self.places, self._at) if formula else ""
        if text:
            shown = value if value is not None else ""
            self.sheet.write_formula(at, across, text, style, float(shown) if isinstance(shown, Decimal) else shown)
        else:
            _put(self.sheet, at, across, value, style)

    def _at(self, row: str, column: str) -> tuple[int, int]:
        return self.rows[row], self.across[column]

    def _validate(self) -> None:
        """Excel itself refuses a fraction or a negative number where the form does."""
        rows = [self.rows[place.id] for place in self.places if not place.calculated]
        for column in self.form.columns:
            if rows and column.typed and column.kind in ("int", "money") and not column.negative:
                across = self.across[column.key]
                rule = {
                    "validate": "integer",
                    "criteria": ">=",
                    "value": 0,
                    "error_title": column.title[:32],
                    "error_message": _("Cần số nguyên không âm."),
                }
                self.sheet.data_validation(min(rows), across, max(rows), across, rule)


def _mark(place: Place) -> str:
    if place.line is None:
        return f"{FREE}:{place.section}"
    return f"{COUNTED if place.calculated else LINE}:{place.id}"


def _style(column: Column) -> str:
    return {"text": "text", "order": "center", "date": "day", "share": "share"}.get(column.kind, "int")


def _merged(sheet: Any, top: int, left: int, bottom: int, right: int, text: str, style: Any) -> None:
    if (top, left) == (bottom, right):
        sheet.write_string(top, left, text, style)
    else:
        sheet.merge_range(top, left, bottom, right, text, style)


def _put(sheet: Any, row: int, column: int, value: Cell, style: Any) -> None:
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    elif abs(Decimal(value)) >= _DIGITS:
        sheet.write_string(row, column, str(value).replace(".", ","), style)
    else:
        sheet.write_number(row, column, value, style)
