"""A table form on a web page: what is posted becomes plain data, and the page is drawn from plain rows of cells.

Everything works without scripts: a row is added or taken away by a button that posts the whole form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.papers.tables.computed import Computed
from motcua.papers.tables.definition import Column, TableForm
from motcua.papers.tables.drawing import order_numbers, shown_text
from motcua.papers.tables.grid import Place, places_of
from motcua.papers.tables.heading import section_titles
from motcua.papers.tables.values import Cell, CellFault
from motcua.web.formats import vn_number

MOST_CELLS = 1_800  # inputs that one page sends; a longer table is filled in as a workbook
_FREE_ROW = re.compile(r"([a-z][a-z0-9_]{0,39}):(\d{1,4})")


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell: an input where `name` is given, else shown text; `label` names it to a screen reader."""

    id: str
    name: str
    label: str
    value: str
    kind: str
    error: str = ""
    broken: bool = False


@dataclass(frozen=True, slots=True)
class RowView:
    """One row; a `heading` has only text. `drop` is the value of the button that takes a free row away."""

    id: str
    kind: str
    heading: str = ""
    cells: tuple[CellView, ...] = ()
    drop: str = ""
    add: str = ""


@dataclass(frozen=True, slots=True)
class Posted:
    """What a form sent: data for `values.read_values`, and the rows' ids in the order of that data."""

    data: dict[str, Any]
    rows: tuple[str, ...]


def posted_of(form: TableForm, post: QueryDict) -> Posted:
    """Read a posted form; rows that the form does not have are left out, row buttons are already obeyed."""
    act, _colon, target = post.get("do", "").partition("=")
    lines = {line.key for section in form.sections for line in section.lines if not line.formula}
    free = {section.key for section in form.sections if section.free}
    rows, ids = [], []
    for row in post.getlist("row"):
        found = _FREE_ROW.fullmatch(row)
        if act == "drop" and row == target:
            continue
        place = {"row": row} if row in lines else {"section": found[1]} if found and found[1] in free else None
        if place is not None:
            cells = {column.key: post.get(f"c-{row}-{column.key}", "") for column in form.columns if column.typed}
            rows.append({**place, **cells})
            ids.append(row)
    fields = {field.key: post.get(f"f-{field.key}", "") for field in form.fields}
    return Posted({"fields": fields, "rows": rows}, tuple(ids))


def extra_rows(form: TableForm, posted: Posted, post: QueryDict) -> dict[str, int]:
    """How many blank rows each free section shows: those that were posted blank, one for the button that adds."""
    act, _colon, target = post.get("do", "").partition("=")
    blank: dict[str, int] = {}
    for row in posted.data["rows"]:
        section = row.get("section")
        if section and not filled(row):
            blank[section] = blank.get(section, 0) + 1
    if act == "add" and any(section.key == target and section.free for section in form.sections):
        blank[target] = blank.get(target, 0) + 1
    return blank


def faults_by_place(posted: Posted, faults: tuple[CellFault, ...]) -> dict[tuple[str, str], CellFault]:
    """The faults of posted data by the cell that shows them: id of the row in the computed table ("": a field), key."""
    numbers: dict[str, int] = {}
    ids = {0: ""}
    for number, row in enumerate(posted.data["rows"], 1):
        section = row.get("section")
        if section and filled(row):
            numbers[section] = numbers.get(section, 0) + 1
            ids[number] = f"{section}:{numbers[section]}"
        elif not section:
            ids[number] = row["row"]
    return {(ids[one.row], one.column): one for one in faults if one.row in ids}


def filled(row: Mapping[str, Any]) -> bool:
    """Whether anything was typed into a free row."""
    return any(str(value).strip() for key, value in row.items() if key != "section")


def room_left(form: TableForm, rows: int) -> bool:
    """Whether a page may still carry the inputs of so many rows."""
    typed = sum(column.typed for column in form.columns) + 1
    return rows * typed + len(form.fields) <= MOST_CELLS


def view_of(
    computed: Computed, extra: Mapping[str, int], faults: Mapping[tuple[str, str], CellFault] | None = None
) -> list[RowView]:
    """The rows of the page: those of the computed table with `extra` blank ones in free sections."""
    form = computed.form
    counts = {section.key: extra.get(section.key, 0) for section in form.sections if section.free}
    for row in computed.rows:
        if not row.key and row.section in counts:
            counts[row.section] += 1
    drawing = _Drawing(computed, faults or {})
    titles = section_titles(form)
    places = places_of(form, counts)
    found: list[RowView] = []
    for section in form.sections:
        if section.key in titles:
            found.append(RowView(section.key, "heading", titles[section.key]))
        found += [drawing.row(place) for place in places if place.section == section.key]
        if section.free:
            found.append(RowView(f"{section.key}-add", "add", titles.get(section.key, ""), add=f"add={section.key}"))
    return found + [drawing.row(place) for place in places if not place.section]


class _Drawing:
    def __init__(self, computed: Computed, faults: Mapping[tuple[str, str], CellFault]) -> None:
        self.form = computed.form
        self.cells = {row.id: row.cells for row in computed.rows}
        self.broken = {place for one in computed.broken for place in one.cells}
        self.orders = order_numbers(computed)
        self.faults = faults
        self.titles = section_titles(self.form)

    def row(self, place: Place) -> RowView:
        cells = tuple(self.cell(place, column) for column in self.form.columns)
        drop = f"drop={place.id}" if place.line is None else ""
        return RowView(place.id, "total" if place.calculated else "row", self.name(place), cells, drop)

    def name(self, place: Place) -> str:
        """What a row is called in labels."""
        if place.line:
            return place.line.title
        number = place.id.partition(":")[2]
        title = self.titles.get(place.section, "")
        return _("%(title)s, dòng %(n)s") % {"title": title, "n": number} if title else _("Dòng %(n)s") % {"n": number}

    def cell(self, place: Place, column: Column) -> CellView:
        value = self.cells.get(place.id, {}).get(column.key)
        if column.kind == "order":
            value = None if place.calculated else self.orders.get(place.id)
        printed = place.line is not None and column.key == self.form.identity
        typed = column.typed and not place.calculated and not printed
        fault = self.faults.get((place.id, column.key))
        label = " – ".join((*column.group, column.title))
        return CellView(
            id=f"c-{place.id.replace(':', '-')}-{column.key}",
            name=f"c-{place.id}-{column.key}" if typed else "",
            label=f"{label}; {self.name(place)}",
            value=fault.given if fault else place.line.title if printed and place.line else shown(value),
            kind=column.kind,
            error=fault.sentence if fault else "",
            broken=(place.id, column.key) in self.broken,
        )


def shown(value: Cell) -> str:
    """A cell as a person types it: `1.234,5`, `20/11/2026`, "" for None."""
    if isinstance(value, (int, Decimal)):
        return vn_number(value)
    return shown_text(value) if isinstance(value, date) or value else ""


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field over the table."""

    id: str
    name: str
    label: str
    value: str
    kind: str
    error: str = ""


def fields_of(computed: Computed, faults: Mapping[tuple[str, str], CellFault]) -> list[FieldView]:
    """The fields over the table as the page draws them."""
    found = []
    for field in computed.form.fields:
        fault = faults.get(("", field.key))
        value = fault.given if fault else shown(computed.fields.get(field.key))
        name = f"f-{field.key}"
        found.append(FieldView(name, name, field.label, value, field.kind, fault.sentence if fault else ""))
    return found
