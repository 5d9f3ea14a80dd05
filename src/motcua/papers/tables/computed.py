"""A computed table: every cell, what its controls found, and what is still missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from motcua.law.explained import Explained, Reason
from motcua.law.words import N_, Translate
from motcua.papers.tables.definition import Control, TableForm
from motcua.papers.tables.grid import CellPlace
from motcua.papers.tables.values import Cell

_BROKEN = N_("{sentence} Ở dòng “{row}”: vế trái là {left}, vế phải là {right}.")
_UNSURE = N_("{sentence} Chưa kiểm tra được {rows} dòng vì còn ô chưa rõ.")
_NO_LAST = N_("{sentence} Chưa kiểm tra được vì chưa có biểu của kỳ trước.")
_MISSING = N_("Còn {cells} ô phải ghi mà chưa ghi.")
_GOOD = N_("Mọi phép kiểm tra của biểu đều đúng ({controls} phép, {rows} dòng).")


@dataclass(frozen=True, slots=True)
class Finding:
    """A control that does not hold in a row ("broken"), or that cannot be told ("unknown"), with both sides."""

    control: Control
    row: str
    title: str
    state: Literal["broken", "unknown"]
    left: Decimal | None
    right: Decimal | None
    cells: tuple[CellPlace, ...]

    def facts(self) -> dict[str, str]:
        """What a sentence about it is filled in with."""
        sentence = N_(self.control.sentence)
        return {"sentence": sentence, "row": self.title, "left": said(self.left), "right": said(self.right)}

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {
            "control": self.control.key,
            "sentence": self.control.sentence,
            "check": self.control.check_text,
            "weight": self.control.weight,
            "state": self.state,
            "row": self.row,
            "title": self.title,
            "left": plain_cell(self.left),
            "right": plain_cell(self.right),
            "cells": [list(place) for place in self.cells],
        }


@dataclass(frozen=True, slots=True)
class ComputedRow:
    """One row with every cell; `key` is "" for a free row, `section` "" for a total of the whole table."""

    id: str
    section: str
    key: str
    calculated: bool
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Computed:
    """The whole table; `compared` tells whether the period before was at hand."""

    form: TableForm
    fields: Mapping[str, Cell]
    rows: tuple[ComputedRow, ...]
    findings: tuple[Finding, ...]
    compared: bool = False

    def row(self, row: str) -> ComputedRow:
        """A row by its id. Raises `KeyError`."""
        return {one.id: one for one in self.rows}[row]

    def by_name(self) -> dict[tuple[str, str], Mapping[str, Cell]]:
        """Rows by what they are called from period to period, without free rows that have no name of their own."""
        named = [(row.section, row.key or str(row.cells.get(self.form.identity) or "")) for row in self.rows]
        times = Counter(named)
        return {name: row.cells for name, row in zip(named, self.rows, strict=True) if name[1] and times[name] == 1}

    @property
    def broken(self) -> tuple[Finding, ...]:
        """Controls that do not hold."""
        return tuple(one for one in self.findings if one.state == "broken")

    @property
    def missing(self) -> tuple[CellPlace, ...]:
        """What must be filled in and is not: fields over the table under the row "", then cells."""
        fields = [("", one.key) for one in self.form.fields if one.required and self.fields.get(one.key) is None]
        needed = [one.key for one in self.form.columns if one.required and one.typed]
        cells = [
            (row.id, key) for row in self.rows if not row.calculated for key in needed if row.cells.get(key) is None
        ]
        return (*fields, *cells)

    def judgement(self) -> Explained[bool]:
        """Whether the table may be handed in: nothing missing, no "must" broken; with every finding as a reason."""
        cite = (self.form.citation,)
        reasons = [Reason(_BROKEN, one.facts(), cite, warning=True) for one in self.broken]
        reasons += [*self._unsure(), *self._lacking()]
        good = not self.missing and not any(one.control.weight == "must" for one in self.broken)
        if not reasons:
            reasons = [Reason(_GOOD, {"controls": len(self.form.controls), "rows": len(self.rows)}, cite)]
        return Explained(good, tuple(reasons))

    def _unsure(self) -> list[Reason]:
        found = []
        for control in self.form.controls:
            rows = sum(one.control is control and one.state == "unknown" for one in self.findings)
            if rows:
                lacks_last = not self.compared and "last(" in control.check_text
                says = _NO_LAST if lacks_last else _UNSURE
                found.append(Reason(says, {"sentence": N_(control.sentence), "rows": rows}, (self.form.citation,)))
        return found

    def _lacking(self) -> list[Reason]:
        cells = len(self.missing)
        return [Reason(_MISSING, {"cells": cells}, (self.form.citation,), warning=True)] if cells else []

    def to_dict(self, translate: Translate = str) -> dict[str, Any]:
        """Plain values, ready for JSON: what `values.read_values` reads, with computed cells and findings beside."""
        judged = self.judgement()
        return {
            "table": self.form.key,
            "version": self.form.version,
            "fields": {key: plain_cell(value) for key, value in self.fields.items()},
            "rows": [_row_dict(row) for row in self.rows],
            "findings": [one.to_dict() for one in self.findings],
            "missing": [list(place) for place in self.missing],
            "ready": judged.value,
            "why": judged.to_dict(translate)["why"],
        }


def plain_cell(value: Cell) -> str | int | float | None:
    """A cell for JSON: whole numbers as numbers, shares as numbers, days as ISO text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value


def _row_dict(row: ComputedRow) -> dict[str, Any]:
    cells = {key: plain_cell(value) for key, value in row.cells.items()}
    return {"id": row.id, "section": row.section, "row": row.key, "calculated": row.calculated, **cells}


def said(amount: Decimal | None) -> str:
    """A number in a Vietnamese sentence."""
    if amount is None:
        return "chưa rõ"
    whole = amount == int(amount)
    text = f"{int(amount):,}" if whole else f"{amount.normalize():,f}"
    return text.translate(str.maketrans(",.", ".,"))
