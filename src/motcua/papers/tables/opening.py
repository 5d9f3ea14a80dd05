"""Opens a filled-in workbook without trusting it: what it unpacks to is measured before it is loaded."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineWorkbook

from motcua.web.faults import UserError

MEGABYTE = 1024 * 1024
MOST_BYTES = 4 * MEGABYTE  # the file as given
_MOST_UNPACKED = 64 * MEGABYTE
_MOST_PARTS = 500
_MOST_COLUMNS, _MOST_ROWS = 100, 10_000
_REFUSED = re.compile(r"vbaProject|externalLinks|embeddings|activeX", re.IGNORECASE)
_OTHER_KIND = re.compile(
    r"(?:.*[/\\])?(?:workbook\.bin|content\.xml)", re.IGNORECASE
)  # xlsb, ods: the reader opens them too
_SHEET = b"sheetData"  # a sheet may stand anywhere in the archive: what it holds tells
_PLACE = re.compile(rb"""(?<![\w:.-])(r|ref)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_CELL = re.compile(rb"\$?([A-Za-z]{0,3})\$?([0-9]{0,7})")
_ROW_TAG = re.compile(rb"<(?:[^<>\s/]*:)?row[\s/>]")
_CELL_TAG = re.compile(rb"<(?:[^<>\s/]*:)?c[\s/>]")


def sheet_rows(data: bytes) -> list[list[Any]]:
    """The rows of the first sheet from its first cell; cells are str, float, bool, date or "".

    Raises `UserError` for a file that is no workbook, is broken, holds macros or links, or unpacks to too much.
    """
    if len(data) > MOST_BYTES:
        raise _refusal(_("Tệp lớn quá %(n)d MB.") % {"n": MOST_BYTES // MEGABYTE})
    _measure(data)
    try:
        rows: list[list[Any]] = (
            CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
        )
    except BaseException as error:  # a panic of the reader's native code is no ordinary `Exception`
        if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit | MemoryError):
            raise
        raise _broken() from error
    return rows


def _measure(data: bytes) -> None:
    left = _MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > _MOST_PARTS or sum(one.file_size for one in members) > left:
                raise _refusal(_("Tệp giải nén ra quá lớn."))
            for member in members:
                if _REFUSED.search(member.filename):
                    raise _refusal(_("Tệp có macro, đối tượng nhúng hoặc liên kết ra ngoài."))
                if _OTHER_KIND.fullmatch(member.filename):
                    raise _broken()
                part = archive.read(member)
                if _SHEET in part:
                    _measure_sheet(part)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _broken() from error


def _measure_sheet(part: bytes) -> None:
    """Refuse a sheet that says it reaches further than any form does: the reader would lay out every blank cell."""
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise _broken()
    for name, double, single in _PLACE.findall(part):
        cell = _CELL.fullmatch((double or single).rpartition(b":")[2])
        if cell is None and name == b"r":
            raise _broken()
        if cell is not None and (_column(cell[1]) > _MOST_COLUMNS or int(cell[2] or 0) > _MOST_ROWS):
            raise _too_far()
    rows = _ROW_TAG.split(part)[1:]  # rows and cells that name no place follow one another
    if len(rows) > _MOST_ROWS or any(len(_CELL_TAG.findall(row)) > _MOST_COLUMNS for row in rows):
        raise _too_far()


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _too_far() -> UserError:
    return _refusal(_("Trang tính có ô ở quá xa, phần lớn trống. Xóa dòng, cột trống ở cuối rồi lưu lại."))


def _refusal(sentence: str) -> UserError:
    return UserError("table-file", sentence, field="file", hint=_("Dùng tệp Excel tải từ chính biểu này."))


def _broken() -> UserError:
    return _refusal(_("Tệp không phải Excel (.xlsx) đọc được hoặc đã hỏng. Mở bằng Excel, lưu lại rồi nhập lại."))
