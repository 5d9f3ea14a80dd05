"""A computed table on paper: a `Table` of an official document, or a whole annex with what stands over it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from motcua.papers.document import Align, Annex, Block, HeadCell, Paragraph, Row, Table
from motcua.papers.document import Cell as PaperCell
from motcua.papers.tables.computed import Computed, ComputedRow
from motcua.papers.tables.definition import Column, TableForm
from motcua.papers.tables.heading import head_of, numbers_of, section_titles
from motcua.papers.tables.values import Cell

_ALIGN: dict[str, Align] = {"text": "left", "order": "center", "date": "center"}


def drawn(computed: Computed) -> Table:
    """The table as it is printed: head with numbered columns, a heading over each section, totals in bold."""
    form = computed.form
    numbers = tuple(HeadCell(text) for text in numbers_of(form))
    titles = section_titles(form)
    orders = order_numbers(computed)
    rows: list[Row] = []
    for section in form.sections:
        if section.key in titles:
            rows.append(Row((titles[section.key],), "group"))
        rows += [_row(form, row, orders) for row in computed.rows if row.section == section.key]
    rows += [_row(form, row, orders) for row in computed.rows if not row.section]
    return Table(
        head=(*head_of(form), numbers),
        rows=tuple(rows),
        widths=tuple(column.width for column in form.columns),
        align=tuple(_ALIGN.get(column.kind, "right") for column in form.columns),
    )


def over_table(computed: Computed) -> tuple[Block, ...]:
    """The table with what stands over it: who reports to whom about when, the unit of counting."""
    lines: list[Block] = [Paragraph(text, align="left") for text in field_lines(computed)]
    if computed.form.unit:
        lines.append(Paragraph(f"Đơn vị tính: {computed.form.unit}", italic=True, align="right"))
    return (*lines, drawn(computed))


def annex(computed: Computed) -> Annex:
    """The form as an annex of another document."""
    form = computed.form
    return Annex(title=form.label, subtitle=form.title, blocks=over_table(computed), landscape=form.landscape)


def field_lines(computed: Computed) -> list[str]:
    """Each field over the table as “Đơn vị báo cáo: …”; dots where it is not filled in."""
    return [
        f"{field.label}: {shown_text(computed.fields.get(field.key)) or '………………'}" for field in computed.form.fields
    ]


def order_numbers(computed: Computed) -> dict[str, int]:
    """The number of each row that is filled in, from 1 in each section."""
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    for row in computed.rows:
        if not row.calculated:
            counts[row.section] = counts.get(row.section, 0) + 1
            found[row.id] = counts[row.section]
    return found


def _row(form: TableForm, row: ComputedRow, orders: Mapping[str, int]) -> Row:
    cells = tuple(_cell(column, row, orders.get(row.id)) for column in form.columns)
    return Row(cells, "total" if row.calculated else "row")


def _cell(column: Column, row: ComputedRow, order: int | None) -> PaperCell:
    if column.kind == "order":
        return order
    value = row.cells.get(column.key)
    return shown_text(value) if isinstance(value, date) else value


def shown_text(value: Cell) -> str:
    """A text or a day as papers write it; "" for None."""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else "" if value is None else str(value)
