"""Small forms that stories about tables share."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

from motcua.papers.tables.computed import Computed
from motcua.papers.tables.definition import TableForm
from motcua.papers.tables.evaluate import evaluate
from motcua.papers.tables.load import load
from motcua.papers.tables.shipped import table_form
from motcua.papers.tables.values import read_all

TODAY = date(2026, 3, 2)

HEAD = """
key = "thu"
version = "1"
title = "Biểu thử"
label = "Biểu 1"
instrument = "01/2020/TT-VPCP"
confidence = "D"
identity = "ten"
[[column]]
key = "ten"
title = "Tên"
kind = "text"
"""


def form_of(text: str, head: str = HEAD) -> TableForm:
    """A form from TOML under a usual head."""
    return load("thu.toml", tomllib.loads(head + text))


def ii_06a(day: date = TODAY) -> TableForm:
    """The shipped form of a day."""
    return table_form("ii-06a", day)


def dossiers(name: str, section: str = "tinh", **cells: Any) -> dict[str, Any]:
    """A row of II.06a: all zero but what is given."""
    zero = {f"c{number}": 0 for number in (4, 5, 6, 8, 9, 10, 12, 13)}
    return {"section": section, "c2": name, **zero, **cells}


def computed_of(form: TableForm, *rows: dict[str, Any], previous: Computed | None = None, **fields: Any) -> Computed:
    """The table of rows given as plain data."""
    return evaluate(form, read_all(form, {"fields": fields, "rows": list(rows)}), previous)
