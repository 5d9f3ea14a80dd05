"""Writes our own workbook: an empty one to type into, or one filled with procedures to work on and hand back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import IO, Any

from django.utils.translation import gettext as _

from motcua.catalog.intake.vocabulary import CHANNEL_NAMES, LEVEL_NAMES
from motcua.catalog.intake.workbook_layout import GUIDE, NO, SHEETS, VERSION_MARK, YES, Column, Sheet
from motcua.catalog.record import ProcedureRecord, Rejection

_CELL = 32_767  # characters that a cell of Excel holds
_VALIDATED_ROWS = 5_000
_GUIDE_LINES = (
    VERSION_MARK,
    "",
    "1. Trang “Thủ tục”: mỗi thủ tục một dòng. Cột có dấu * phải ghi.",
    "2. Các trang còn lại: mỗi giấy tờ, hình thức nộp, kết quả, văn bản một dòng; cột đầu là mã của thủ tục.",
    "3. Thứ tự dòng trong một trang là thứ tự hiển thị.",
    "4. Ô để trống nghĩa là chưa có thông tin; không có yêu cầu, điều kiện thì ghi “Không”.",
    "5. Thời hạn luôn kèm đơn vị (05 Ngày làm việc, 15 Ngày, 02 Giờ); số không có đơn vị không được coi là ngày.",
    "6. Không đổi tên trang, tên cột; không dùng macro hay liên kết ra ngoài.",
    "7. Khi nhập, hệ thống cho xem trước điểm mới, điểm thay đổi và dòng bị từ chối kèm lý do.",
)


def write_workbook(file: IO[bytes], records: Iterable[ProcedureRecord] = ()) -> list[Rejection]:
    """Write the workbook into `file`; without records it is the empty form.

    A procedure with a text longer than a cell of Excel holds is left out and returned with the reason.
    """
    import xlsxwriter  # slow to load, and only an export needs it

    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
    left_out: list[Rejection] = []
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#DCE6F1", "border": 1})
    cell = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    sheets = [_head(book.add_worksheet(sheet.name), sheet, head, cell) for sheet in SHEETS]
    rows = [1] * len(SHEETS)
    for record in records:
        lines = [list(_ROWS[sheet.part](record)) for sheet in SHEETS]
        longest = max(
            (len(value) for table in lines for line in table for value in line if isinstance(value, str)), default=0
        )
        if longest > _CELL:
            reason = _("Có ô dài %(length)d ký tự, quá %(limit)d ký tự của một ô Excel.")
            left_out.append(Rejection(record.source, reason % {"length": longest, "limit": _CELL}, record.code))
            continue
        for place, table in enumerate(lines):
            for line in table:
                for column, value in enumerate(line):
                    _put(sheets[place], rows[place], column, value, cell)
                rows[place] += 1
    _guide(book.add_worksheet(GUIDE), book.add_format({"text_wrap": True, "valign": "top"}))
    book.close()
    return left_out


def _put(sheet: Any, row: int, column: int, value: str | int | None, cell: Any) -> None:
    if isinstance(value, int):
        sheet.write_number(row, column, value, cell)
    elif value:
        sheet.write_string(row, column, value, cell)


def _head(target: Any, sheet: Sheet, head: Any, cell: Any) -> Any:
    target.freeze_panes(1, 2)
    for place, column in enumerate(sheet.columns):
        target.set_column(place, place, column.width, cell)
        target.write_string(0, place, column.title + (" *" if column.required else ""), head)
        target.write_comment(0, place, column.help)
        target.data_validation(1, place, _VALIDATED_ROWS, place, _validation(column))
    target.autofilter(0, 0, _VALIDATED_ROWS, len(sheet.columns) - 1)
    return target


def _validation(column: Column) -> dict[str, Any]:
    help_note = {"input_title": column.title[:32], "input_message": column.help[:255]}
    if column.choices:
        return help_note | {"validate": "list", "source": list(column.choices)}
    if column.whole:
        return help_note | {"validate": "integer", "criteria": ">=", "value": 0, "error_message": column.help[:255]}
    return help_note | {"validate": "any"}


def _guide(target: Any, cell: Any) -> None:
    target.set_column(0, 0, 110)
    for row, line in enumerate(_GUIDE_LINES):
        target.write_string(row, 0, line, cell)


def _procedure(record: ProcedureRecord) -> Iterable[list[str | int | None]]:
    special = {
        "level_text": record.level_text or ", ".join(LEVEL_NAMES[level] for level in record.levels),
        "internal": YES if record.internal else NO,
        "subjects": "\n".join(record.subjects),
    }
    parts = (column.part for column in SHEETS[0].columns)
    yield [special[part] if part in special else getattr(record, part) for part in parts]


_ROWS: dict[str, Callable[[ProcedureRecord], Iterable[list[str | int | None]]]] = {
    "procedure": _procedure,
    "components": lambda record: (
        [record.code, paper.case, paper.name, paper.form, paper.originals, paper.copies, paper.code]
        for paper in record.components
    ),
    "channels": lambda record: (
        [record.code, row.case, CHANNEL_NAMES[row.channel], row.time, row.fee, row.note] for row in record.channels
    ),
    "results": lambda record: ([record.code, result.name, result.code] for result in record.results),
    "legal_basis": lambda record: (
        [record.code, basis.number, basis.title, basis.date, basis.issuer] for basis in record.legal_basis
    ),
}
