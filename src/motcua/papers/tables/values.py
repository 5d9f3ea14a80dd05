"""What is filled in: read from plain data (a file, a machine, a web form) with a fault for each misfit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from motcua.papers.tables.definition import Column, TableForm
from motcua.web.faults import UserError

Cell = str | int | Decimal | date | None
RESERVED = ("id", "section", "row", "calculated")  # what a row says beside its cells
MOST_ROWS = 5_000  # rows of one table
LONGEST_TEXT = 2_000  # characters of one cell
_MOST = Decimal(10) ** 18
_GROUPED = re.compile(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class RowValues:
    """The cells of one row: `key` is the line of a printed row, "" for a free one."""

    section: str
    key: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Values:
    """What was filled in: fields over the table, then rows in their order."""

    fields: Mapping[str, Cell] = field(default_factory=dict)
    rows: tuple[RowValues, ...] = ()


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that does not fit. `row` counts the rows given from 1 (0: a field over the table); `given` is its text."""

    row: int
    column: str
    sentence: str
    given: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {"row": self.row, "column": self.column, "message": self.sentence, "given": self.given}


class TableFaults(UserError):
    """The values do not fit the form; `faults` lists every cell."""

    def __init__(self, faults: tuple[CellFault, ...]) -> None:
        first = faults[0]
        where = _("Dòng %(row)d, cột %(column)s") % {"row": first.row, "column": first.column}
        more = _(" (và %(n)d ô khác)") % {"n": len(faults) - 1} if len(faults) > 1 else ""
        super().__init__(
            "table-values",
            f"{where if first.row else first.column}: {first.sentence}{more}",
            field=f"rows.{first.row}.{first.column}" if first.row else first.column,
        )
        self.faults = faults


def read_values(form: TableForm, data: Any) -> tuple[Values, tuple[CellFault, ...]]:
    """Read `{"fields": {…}, "rows": [{"section": …, "c4": …} or {"row": …, "c4": …}]}`.

    Calculated cells and rows are left out: they are counted anew. Returns what fits and a fault for each cell that
    does not (its value is then None). A free row without any value is left out. Raises `UserError` where the data has
    not that shape at all.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("fields", {}), Mapping):
        raise UserError("table-shape", _("Dữ liệu của biểu phải là một đối tượng có fields và rows."))
    rows = data.get("rows", [])
    if not isinstance(rows, (list, tuple)) or len(rows) > MOST_ROWS:
        raise UserError("table-shape", _("rows phải là danh sách không quá %(n)d dòng.") % {"n": MOST_ROWS})
    faults: list[CellFault] = []
    fields = _fields(form, data.get("fields", {}), faults)
    lines = {line.key: section.key for section in form.sections for line in section.lines if not line.formula}
    found: dict[str, RowValues] = {}
    for number, given in enumerate(rows, 1):
        faulty = len(faults)
        read = _row(form, lines, number, given, faults)
        if read is None:
            continue
        name = read.key or f"{read.section}:{number}"
        if name in found:
            faults.append(CellFault(number, "row", _("Dòng này đã được ghi ở trên.")))
        elif read.key or len(faults) > faulty or any(value is not None for value in read.cells.values()):
            found[name] = read
    return Values(fields, tuple(found.values())), tuple(faults)


def read_all(form: TableForm, data: Any) -> Values:
    """Like `read_values`, but raises `TableFaults` where any cell does not fit."""
    values, faults = read_values(form, data)
    if faults:
        raise TableFaults(faults)
    return values


def _fields(form: TableForm, given: Mapping[str, Any], faults: list[CellFault]) -> dict[str, Cell]:
    known = {one.key: one for one in form.fields}
    found: dict[str, Cell] = {}
    for key, value in given.items():
        if key not in known:
            faults.append(CellFault(0, str(key), _("Biểu không có mục này."), str(value)[:80]))
            continue
        try:
            read: Cell = _date(value) if known[key].kind == "date" else _text(value)
        except ValueError as error:
            faults.append(CellFault(0, key, str(error), str(value)[:80]))
        else:
            found |= {key: read} if read is not None else {}
    return found


def _row(
    form: TableForm, lines: Mapping[str, str], number: int, given: Any, faults: list[CellFault]
) -> RowValues | None:
    """One row, or None with a fault where it belongs nowhere."""
    if not isinstance(given, Mapping):
        faults.append(CellFault(number, "row", _("Mỗi dòng phải là một đối tượng.")))
        return None
    if given.get("calculated"):
        return None
    key, section = str(given.get("row") or ""), str(given.get("section") or "")
    if key and key in lines:
        section = lines[key]
    elif key or section not in {one.key for one in form.sections if one.free}:
        sentence = _("Biểu của ngày này không có dòng hoặc phần “%(name)s”.") % {"name": (key or section)[:80]}
        faults.append(CellFault(number, "row", sentence))
        return None
    columns = {one.key: one for one in form.columns}
    cells: dict[str, Cell] = {}
    for name, value in given.items():
        if name in RESERVED:
            continue
        column = columns.get(str(name))
        if column is None:
            faults.append(CellFault(number, str(name), _("Biểu không có cột này."), str(value)[:80]))
        elif column.typed and not (key and column.key == form.identity):
            cells[column.key] = _cell(column, number, value, faults)
    return RowValues(section, key, cells)


def _cell(column: Column, number: int, value: Any, faults: list[CellFault]) -> Cell:
    try:
        return cell_of(column, value)
    except ValueError as error:
        faults.append(CellFault(number, column.key, str(error), str(value)[:80]))
        return None


def cell_of(column: Column, value: Any) -> Cell:
    """The value of a cell by the kind of its column; None where blank. Raises `ValueError` with a sentence."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if column.kind == "text":
        return _text(value)
    if column.kind == "date":
        return _date(value)
    number = _number(value)
    if number < 0 and not column.negative:
        raise ValueError(_("Số không được âm."))
    if abs(number) >= _MOST:
        raise ValueError(_("Số lớn quá 18 chữ số."))
    if column.kind == "share":
        rounded = round(number, 6)
        if rounded != number:
            raise ValueError(_("Tỷ lệ có không quá 6 chữ số thập phân."))
        return number
    if number != int(number):
        raise ValueError(_("Cần số nguyên, đang có phần lẻ."))
    return int(number)


def _number(value: Any) -> Decimal:
    """A number as Vietnamese write it (`1.234,5`), or a number of JSON or of a sheet."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float, Decimal)):
        raise ValueError(_("Cần một số."))
    if isinstance(value, str):
        text = value.strip().replace("\u00a0", "").replace(" ", "")
        if not _GROUPED.fullmatch(text) or len(text) > 60:
            raise ValueError(_("Cần một số, viết như 1234 hoặc 1.234; phần lẻ sau dấu phẩy."))
        value = text.replace(".", "").replace(",", ".")
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise ValueError(_("Cần một số.")) from None
    if not number.is_finite():
        raise ValueError(_("Cần một số."))
    return number


def _text(value: Any) -> str | None:
    if isinstance(value, (dict, list)):
        raise ValueError(_("Cần chữ."))
    text = " ".join(str(value).split()) if value is not None else ""
    if len(text) > LONGEST_TEXT:
        raise ValueError(_("Chữ dài quá %(n)d ký tự.") % {"n": LONGEST_TEXT})
    return text or None


def _date(value: Any) -> date | None:
    """A day as `20/11/2026` or `2026-11-20`, or of a sheet; None where blank."""
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    text = str(value).strip()
    if not text:
        return None
    try:
        if _ISO.fullmatch(text):
            return date.fromisoformat(text)
        day, month, year = (int(part) for part in text.split("/"))
        return date(year, month, day)
    except ValueError:
        raise ValueError(_("Cần một ngày, viết như 20/11/2026.")) from None
