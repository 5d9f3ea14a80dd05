"""Opens a workbook safely and yields its rows: what each sheet declares is measured before calamine loads it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from django.utils.translation import gettext as _
from lxml import etree
from python_calamine import CalamineWorkbook

from motcua.catalog.intake.faults import RefusedError
from motcua.catalog.intake.limits import Limits
from motcua.catalog.intake.office import check_office
from motcua.catalog.intake.safezip import Budget, chunks, open_zip

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_STRINGS = re.compile(r"xl/sharedstrings\.xml", re.IGNORECASE)
_COLUMN = re.compile(r"([A-Z]{1,3})(\d+)")


class Workbook:
    """Sheets of one workbook, loaded one by one."""

    def __init__(self, book: CalamineWorkbook) -> None:
        self._book = book
        self.names: list[str] = list(book.sheet_names)

    def rows(self, name: str) -> list[list[Any]]:
        """Rows of a sheet from its first row; cells are str, float, int, bool, date or ''."""
        with _guarded():
            rows: list[list[Any]] = self._book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        return rows


def open_workbook(file: IO[bytes], limits: Limits) -> Workbook:
    """Open an XLSX file. Raises `RefusedError` when it is unsafe, broken, or declares more rows than allowed."""
    data = file.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise RefusedError(_("Tệp Excel quá lớn. Chia nhỏ rồi nhập lại."))
    budget = Budget(limits)
    with open_zip(io.BytesIO(data), limits) as archive:
        check_office(archive, limits, budget)
        _measure(archive, limits, budget)
    with _guarded():
        return Workbook(CalamineWorkbook.from_filelike(io.BytesIO(data)))


@contextmanager
def _guarded() -> Iterator[None]:
    """Turn every failure of the reader into a refusal; a panic of its native code is no ordinary `Exception`."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit | MemoryError):
            raise
        raise _broken() from error


def _broken() -> RefusedError:
    return RefusedError(_("Tệp Excel hỏng, không đọc được. Mở bằng Excel, lưu lại rồi nhập lại."))


def cell_text(value: Any) -> str | None:
    """The text of a cell, None when blank. A whole number loses the ".0" that Excel keeps."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if hasattr(value, "strftime"):
        return str(value.strftime("%d/%m/%Y"))
    plain = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return plain if plain.strip() else None


def code_text(value: Any) -> str:
    """A procedure's code from a cell; Excel drops the last zeros of a code kept as a number (1.0001 is 1.000100)."""
    if isinstance(value, float) and not value.is_integer():
        return f"{value:.6f}"
    return cell_text(value) or ""


def _measure(archive: zipfile.ZipFile, limits: Limits, budget: Budget) -> None:
    """Walk the sheets without loading them; nothing is kept but counts."""
    lengths: list[int] = []
    for member in archive.infolist():
        if _STRINGS.fullmatch(member.filename):
            lengths = _string_lengths(chunks(archive, member, limits, budget), limits)
    written = 0
    for member in archive.infolist():
        if _SHEET.fullmatch(member.filename):
            _count_rows(chunks(archive, member, limits, Budget(limits)), limits)
            written += _measure_sheet(chunks(archive, member, limits, budget), lengths, limits)
            if written > limits.sheet_text:
                raise RefusedError(_("Bảng tính chứa quá nhiều chữ. Chia nhỏ rồi nhập lại."))


def _events(pieces: Iterable[bytes], tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """Yield closed elements of the tags from pieces of XML, freeing each; refuses document types."""
    parser = etree.XMLPullParser(
        events=("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        for piece in pieces:
            if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
                raise RefusedError(_("Bảng tính chứa khai báo DTD, không được chấp nhận vì lý do an toàn."))
            parser.feed(piece)
            for _event, element in parser.read_events():
                yield element
                _free(element)
    except etree.XMLSyntaxError as error:
        raise _broken() from error


def _free(element: etree._Element) -> None:
    parent = element.getparent()
    if str(element.tag).endswith(("}row", "}si")):
        element.clear()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def _string_lengths(pieces: Iterable[bytes], limits: Limits) -> list[int]:
    lengths: list[int] = []
    for element in _events(pieces, ("{*}si",)):
        lengths.append(sum(len(text) for text in element.itertext()))
        if len(lengths) > limits.rows * 10:
            raise RefusedError(_("Bảng tính có quá nhiều ô chữ. Chia nhỏ rồi nhập lại."))
    return lengths


def _measure_sheet(pieces: Iterable[bytes], lengths: list[int], limits: Limits) -> int:
    """Characters that the cells of a sheet hold. Raises `RefusedError` past the bounds of rows and columns."""
    rows = written = 0
    for element in _events(pieces, ("{*}row", "{*}c")):
        if str(element.tag).endswith("}row"):
            rows = max(rows + 1, _place(element.get("r")))
        else:
            written += _cell_length(element, lengths)
            rows = max(rows, _check_place(element.get("r") or "", limits))
        if rows > limits.rows:
            raise _too_many_rows(limits)
    return written


def _count_rows(pieces: Iterable[bytes], limits: Limits) -> None:
    """Refuse by a count of bytes, before the parser would walk a million rows."""
    rows = 0
    for piece in pieces:
        rows += piece.count(b"<row ") + piece.count(b"<row>")
        if rows > limits.rows:
            raise _too_many_rows(limits)


def _too_many_rows(limits: Limits) -> RefusedError:
    return RefusedError(
        _("Trang tính khai báo hơn %(limit)d dòng, phần lớn trống. Xóa các dòng trống ở cuối rồi lưu lại.")
        % {"limit": limits.rows}
    )


def _check_place(reference: str, limits: Limits) -> int:
    found = _COLUMN.fullmatch(reference)
    if found is None:
        return 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    if column > limits.columns:
        raise RefusedError(
            _("Trang tính có ô ở cột %(column)s, quá giới hạn %(limit)d cột. Xóa các cột thừa rồi lưu lại.")
            % {"column": found[1], "limit": limits.columns}
        )
    return _place(found[2])


def _place(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 10 else 0


def _cell_length(cell: etree._Element, lengths: list[int]) -> int:
    written = "".join(str(text) for text in cell.itertext())
    if cell.get("t") == "s" and written.isdigit() and len(written) < 10 and int(written) < len(lengths):
        return lengths[int(written)]
    return len(written)
