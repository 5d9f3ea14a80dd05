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
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_REFERENCE = re.compile(rb"""\b(?:r|ref)\s*=\s*["'](?:[A-Z$]*\d*:)?\$?([A-Z]{0,7})\$?(\d{0,9})["']""")


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
                part = archive.read(member)
                if _SHEET.fullmatch(member.filename):
                    _measure_sheet(part)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _broken() from error


def _measure_sheet(part: bytes) -> None:
    """Refuse a sheet that says it reaches further than any form does: the reader would lay out every blank cell."""
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise _broken()
    for found in _REFERENCE.finditer(part):
        column = 0
        for letter in found[1]:
            column = column * 26 + letter - 64
        if column > _MOST_COLUMNS or int(found[2] or 0) > _MOST_ROWS:
            raise _refusal(_("Trang tính có ô ở quá xa, phần lớn trống. Xóa dòng, cột trống ở cuối rồi lưu lại."))


def _refusal(sentence: str) -> UserError:
    return UserError("table-file", sentence, field="file", hint=_("Dùng tệp Excel tải từ chính biểu này."))


def _broken() -> UserError:
    return _refusal(_("Tệp không phải Excel (.xlsx) đọc được hoặc đã hỏng. Mở bằng Excel, lưu lại rồi nhập lại."))
