"""Steps from a table of an office: XLSX or CSV, its columns told by their headings. And back into a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from motcua.law.limit import fold
from motcua.papers.tables.csv_rows import csv_rows
from motcua.papers.tables.opening import sheet_rows
from motcua.processes.flow.steps import MOST_STEPS, Kind, Step, normal
from motcua.processes.flow.words import KIND_WORDS
from motcua.processes.intake.columns import HEADINGS, head_of
from motcua.processes.intake.ways import read_ways, said_ways
from motcua.web.faults import UserError

MOST_BYTES = 2 * 1024 * 1024
_KIND_HINTS = (
    (Kind.START, ("bat dau",)),
    (Kind.END, ("ket thuc",)),
    (Kind.PARALLEL, ("re song song", "song song")),
    (Kind.DECISION, ("re nhanh", "quyet dinh re", "dieu kien")),
    (Kind.HANDOVER, ("chuyen co quan khac", "chuyen don vi khac", "chuyen giao")),
)


@dataclass(frozen=True, slots=True)
class ReadTable:
    """The steps of a table and what has to be said of it."""

    steps: tuple[Step, ...]
    notes: tuple[str, ...] = ()


def read_xlsx(data: bytes) -> ReadTable:
    """Read the first sheet of a workbook. Raises `UserError` for an unsafe file or one without a table of steps."""
    return _read([[_text(cell) for cell in row] for row in sheet_rows(data)])


def read_csv(data: bytes) -> ReadTable:
    """Read a CSV file (comma, semicolon or tab; UTF-8). Raises `UserError` where it is none or holds no steps."""
    if len(data) > MOST_BYTES:
        raise UserError("table-large", _("Tệp lớn quá {n} MB.").format(n=MOST_BYTES // 1024 // 1024), field="file")
    return _read(csv_rows(data))


def csv_of(steps: Sequence[Step]) -> bytes:
    """The steps as CSV with a byte order mark, as Excel opens it."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerows(_rows(steps))
    return stream.getvalue().encode("utf-8-sig")


def xlsx_of(steps: Sequence[Step]) -> bytes:
    """The steps as a workbook with one sheet; no text is read as a formula."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet(str(_("Quy trình")))
        head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        for place, width in enumerate((6, 14, 44, 26, 18, 18, 30, 30, 24, 14, 40)):
            sheet.set_column(place, place, width)
        for number, row in enumerate(_rows(steps)):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell[:32_000], body if number else head)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
    return stream.getvalue()


def _rows(steps: Sequence[Step]) -> list[list[str]]:
    rows = [list(HEADINGS.values())]
    for number, step in enumerate(steps, start=1):
        cells = {"number": str(number), "kind": str(KIND_WORDS[step.kind]), "ways": said_ways(step, steps)}
        rows.append([cells.get(name) or str(getattr(step, name, "")) for name in HEADINGS])
    return rows


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)


def _read(rows: list[list[str]]) -> ReadTable:
    place, columns = head_of(rows)
    if place < 0:
        raise UserError(
            "table-head",
            _("Không thấy dòng đầu bảng có cột việc làm và người thực hiện."),
            field="file",
            hint=_("Dòng đầu ghi các cột như: {columns}.").format(columns=", ".join(HEADINGS.values())),
        )
    notes = [
        _("Cột “{name}” không có chỗ riêng, được ghi vào ghi chú của từng bước.").format(name=rows[place][column])
        for column, name in columns.items()
        if not name
    ]
    kept = [_cells(rows[place], columns, row) for row in rows[place + 1 :]]
    kept = [cells for cells in kept if set(cells) - {"number"}]
    if not kept:
        raise UserError("table-empty", _("Bảng không có bước nào."), field="file")
    if len(kept) > MOST_STEPS:
        words = _("Bảng có {n} bước, nhiều nhất nhận {most}.").format(n=len(kept), most=MOST_STEPS)
        raise UserError("table-many", words, field="file")
    steps = _steps(kept, notes)
    return ReadTable(normal(_bounded(steps)), tuple(notes))


def _cells(head: list[str], columns: dict[int, str], row: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    extra = []
    for place, name in columns.items():
        value = row[place].strip() if place < len(row) else ""
        if value and name:
            found[name] = value
        elif value:
            extra.append(f"{head[place]}: {value}")
    if extra:
        found["note"] = "\n".join(filter(None, (found.get("note", ""), *extra)))
    return found


def _steps(kept: list[dict[str, str]], notes: list[str]) -> list[Step]:
    keys = {number: f"s{number}" for number in range(1, len(kept) + 1)}
    shown = {int(cells["number"]): keys[n] for n, cells in enumerate(kept, 1) if cells.get("number", "").isdecimal()}
    rows = []
    for number, cells in enumerate(kept, start=1):
        kind = _kind(cells.get("kind", ""))
        then, ways, unread = read_ways(cells.get("ways", ""), {**keys, **shown}, kind)
        notes += [_("Dòng {number}: không hiểu “{text}”.").format(number=number, text=text[:80]) for text in unread]
        texts = {name: cells.get(name, "") for name in ("actor", "channel", "time", "paper_in", "paper_out", "code")}
        note = "\n".join(filter(None, (cells.get("note", ""), *unread)))
        rows.append(Step(keys[number], kind, cells.get("name", ""), note=note, then=then, branches=ways, **texts))
    return rows


def _kind(text: str) -> Kind:
    plain = fold(text)
    return next((kind for kind, hints in _KIND_HINTS if any(hint in plain for hint in hints)), Kind.TASK)


def _bounded(steps: list[Step]) -> list[Step]:
    """A table of an office lists the work alone: without any start or end it gets both."""
    if any(step.kind in (Kind.START, Kind.END) for step in steps) or len(steps) > MOST_STEPS - 2:
        return steps
    start, end = Step("batdau", Kind.START, str(_("Bắt đầu"))), Step("ketthuc", Kind.END, str(_("Kết thúc")))
    return [start, *steps, end]
