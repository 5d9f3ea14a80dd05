"""Tables that people bring: CSV or XLSX, headings perhaps below titles, rows read as texts by heading."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.catalog.intake.sheets import cell_text, code_text
from motcua.organisation.fold import fold
from motcua.papers.tables.csv_rows import csv_rows
from motcua.papers.tables.opening import sheet_rows
from motcua.web.faults import UserError
from motcua.web.words import tidy

MOST_BYTES = 4 * 1024 * 1024
MOST_ROWS = 10_000
_SEARCHED = 30  # rows among which the headings are looked for
Row = dict[str, str]
_DAY = re.compile(r"(?P<day>[0-9]{1,2})[-/.](?P<month>[0-9]{1,2})[-/.](?P<year>[0-9]{4})")
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")


def read_table(data: bytes, name: str, columns: Mapping[str, Sequence[str]], needed: Mapping[str, str]) -> list[Row]:
    """The rows of a table as texts by column key; rows without any text are left out.

    `columns` gives for each key the headings that mean it (their first words, without diacritics); one of `needed`,
    which gives the names people know them by, must be there. Raises `UserError` for a file that is too large,
    unreadable, empty or without those headings.
    """
    if len(data) > MOST_BYTES:
        raise UserError("file-too-large", _("Tệp lớn quá {n} MB.").format(n=MOST_BYTES // 1024 // 1024), field="file")
    rows = _sheet(data) if data[:2] == b"PK" or name.lower().endswith(".xlsx") else csv_rows(data)
    if len(rows) > MOST_ROWS:
        raise UserError("too-many-rows", _("Bảng dài quá {n} dòng.").format(n=MOST_ROWS), field="file")
    at, places = _headings(rows, columns, needed)
    found = []
    for cells in rows[at + 1 :]:
        row = {key: _text(key, cells[place]) if place < len(cells) else "" for key, place in places.items()}
        if any(row.values()):
            found.append(row)
    if not found:
        raise UserError("empty-table", _("Bảng không có dòng nào dưới dòng tiêu đề."), field="file")
    return found


def _sheet(data: bytes) -> list[list[Any]]:
    try:
        return sheet_rows(data)
    except UserError as error:  # its hint speaks of a form's own workbook; here any table will do
        raise UserError(error.code, error.message, field="file") from error


def read_day(text: str) -> date | None:
    """A day as tables write it (20/11/2026, 2026-11-20); None for an empty text or one that is no day."""
    found = _DAY.fullmatch(text.strip()) or _ISO.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _headings(
    rows: Sequence[Sequence[Any]], columns: Mapping[str, Sequence[str]], needed: Mapping[str, str]
) -> tuple[int, dict[str, int]]:
    for at, cells in enumerate(rows[:_SEARCHED]):
        places: dict[str, int] = {}
        for place, cell in enumerate(cells):
            heading = f"{fold(str(cell or ''))} "
            key = next((key for key, words in columns.items() if heading.startswith(tuple(words))), None)
            if heading.strip() and key is not None:
                places.setdefault(key, place)
        if any(key in places for key in needed):
            return at, places
    raise UserError(
        "no-headings",
        _("Không thấy dòng tiêu đề cột trong bảng."),
        field="file",
        hint=_("Cần một trong các cột: {names}.").format(names=", ".join(needed.values())),
    )


def _text(key: str, value: Any) -> str:
    if key == "code":
        return code_text(value).strip()
    return tidy(cell_text(value) or "")
