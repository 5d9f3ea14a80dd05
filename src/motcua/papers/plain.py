"""Tables of documents as plain JSON values and back, so that a kept paper can hold a whole table.

A cell is text, an integer, nothing, or a decimal number written as `{"decimal": "12.50"}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from motcua.papers.document import Cell, HeadCell, Row, Table


def table_plain(table: Table) -> dict[str, Any]:
    """Return the table as plain values; `table_from` reads them back."""
    return {
        "head": [
            [{"text": cell.text, "colspan": cell.colspan, "rowspan": cell.rowspan} for cell in line]
            for line in table.head
        ],
        "rows": [{"kind": row.kind, "cells": [_cell_plain(cell) for cell in row.cells]} for row in table.rows],
        "widths": list(table.widths),
        "align": list(table.align),
        "caption": table.caption,
    }


def table_from(plain: Mapping[str, Any]) -> Table:
    """Return the table of plain values; raises `KeyError`, `TypeError` or `ValueError` where they are none."""
    widths = tuple(float(width) for width in plain["widths"])
    align = tuple(plain["align"])
    if len(align) != len(widths) or not set(align) <= {"left", "center", "right"}:
        raise ValueError("align")
    head = tuple(tuple(HeadCell(**cell) for cell in line) for line in plain["head"])
    rows = tuple(_row(row, len(widths)) for row in plain["rows"])
    return Table(head, rows, widths, align, plain.get("caption", ""))


def _row(plain: Mapping[str, Any], columns: int) -> Row:
    kind = plain.get("kind", "row")
    cells = tuple(_cell(cell) for cell in plain["cells"])
    if kind not in {"row", "group", "total"} or len(cells) != (1 if kind == "group" else columns):
        raise ValueError("rows")
    return Row(cells, kind)


def _cell_plain(cell: Cell) -> Any:
    return {"decimal": str(cell)} if isinstance(cell, Decimal) else cell


def _cell(plain: Any) -> Cell:
    if isinstance(plain, Mapping):
        return Decimal(plain["decimal"])
    if plain is None or (isinstance(plain, str | int) and not isinstance(plain, bool)):
        return plain
    raise ValueError(repr(plain))
