"""Picks the reader by what a file holds, never by its name, and streams what it finds.

A file that cannot be read yields one rejection and never stops the files after it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from motcua.catalog.intake.archive import read_archive, read_folder
from motcua.catalog.intake.document import read_document
from motcua.catalog.intake.encoding import check_head
from motcua.catalog.intake.excel_list import find_header, read_list
from motcua.catalog.intake.faults import RefusedError
from motcua.catalog.intake.gunzip import Gunzip
from motcua.catalog.intake.jsonl import read_jsonl
from motcua.catalog.intake.limits import DEFAULT, MEGABYTE, Limits
from motcua.catalog.intake.safezip import Budget, open_zip
from motcua.catalog.intake.sheets import open_workbook
from motcua.catalog.intake.textkind import is_lines
from motcua.catalog.intake.word import read_word
from motcua.catalog.intake.workbook import is_ours, read_workbook
from motcua.catalog.record import Item, Rejection

_log = logging.getLogger(__name__)
_HEAD = 64 * 1024
_OLE, _PDF, _GZIP, _ZIP = b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b", b"PK"
_OTHERS = {b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}


def read_source(path: Path, name: str | None = None, limits: Limits = DEFAULT) -> Iterator[Item]:
    """Yield what a file or a folder states: records, and a rejection for each piece that cannot be read.

    `name` is what people know the file by (an upload's own name); without it the path's name stands. Raises nothing
    for bad content; `OSError` of a missing path becomes a rejection too.
    """
    shown = name or path.name
    budget = Budget(limits)
    if path.is_dir():
        yield from read_folder(path, shown, limits, lambda file, inner: read_stream(file, inner, limits))
        return
    try:
        with path.open("rb") as file:
            yield from read_stream(file, shown, limits, budget)
    except OSError as error:
        reason = _("Không mở được tệp (%(why)s).") % {"why": error.strerror or type(error).__name__}
        yield Rejection(shown, reason)


def read_stream(
    file: IO[bytes], name: str, limits: Limits = DEFAULT, budget: Budget | None = None, depth: int = 0
) -> Iterator[Item]:
    """Yield what an open, seekable stream states; like `read_source` for uploads and members of archives."""
    try:
        yield from _read(file, name, limits, budget or Budget(limits), depth)
    except RefusedError as refusal:
        yield Rejection(name, str(refusal))
    except Exception:
        _log.exception("catalog.intake.unreadable")
        yield Rejection(name, _("Tệp hỏng hoặc có cấu trúc lạ, không đọc được. Tải lại tệp gốc rồi nhập lại."))


def _read(file: IO[bytes], name: str, limits: Limits, budget: Budget, depth: int) -> Iterator[Item]:
    size = file.seek(0, 2)
    file.seek(0)
    if size > limits.file_bytes:
        raise RefusedError(
            _("Tệp lớn %(size)d MB, quá giới hạn %(limit)d MB. Chia nhỏ rồi nhập lại.")
            % {"size": size // MEGABYTE, "limit": limits.file_bytes // MEGABYTE}
        )
    head = file.read(_HEAD)
    file.seek(0)
    if not head.strip():
        raise RefusedError(_("Tệp rỗng."))
    _refuse_known(head)
    if head.startswith(_ZIP):
        return _zip(file, name, limits, budget, depth)
    if head.startswith(_GZIP):
        unpacked = Gunzip(file, limits, budget)
        return _text(unpacked, unpacked.peek(_HEAD), name, limits)
    return _text(file, head, name, limits)


def _refuse_known(head: bytes) -> None:
    if head.startswith(_OLE):
        raise RefusedError(
            _("Tệp .doc, .xls cũ hoặc có mật khẩu. Bỏ mật khẩu, lưu thành .docx hoặc .xlsx rồi nhập lại.")
        )
    if head.startswith(_PDF):
        raise RefusedError(_("Tệp PDF không nhập được. Tải tệp Word “Chi tiết thủ tục hành chính” từ Cổng."))
    for magic, kind in _OTHERS.items():
        if head.startswith(magic):
            raise RefusedError(_("Tệp nén %(kind)s không được hỗ trợ. Nén lại thành .zip.") % {"kind": kind})


def _zip(file: IO[bytes], name: str, limits: Limits, budget: Budget, depth: int) -> Iterator[Item]:
    kind = _kind(file, limits)
    if kind == "word":
        return read_word(file, name, limits)
    if kind == "excel":
        return _excel(file, name, limits)
    if depth > limits.depth:
        raise RefusedError(
            _("Tệp nén lồng quá %(depth)d tầng. Giải nén bớt rồi nhập lại.") % {"depth": limits.depth + 1}
        )
    return read_archive(
        file, name, limits, budget, lambda inner, shown: read_stream(inner, shown, limits, budget, depth + 1)
    )


def _kind(file: IO[bytes], limits: Limits) -> str:
    with open_zip(file, limits) as archive:
        names = {member.filename.lower() for member in archive.infolist()}
    file.seek(0)
    if "[content_types].xml" not in names:
        return "archive"
    if any(one.startswith("word/") for one in names):
        return "word"
    if any(one.startswith("xl/") for one in names):
        return "excel"
    raise RefusedError(
        _("Không phải Word hay Excel. Các dạng nhập được: .docx, .xlsx, .json, .jsonl, .jsonl.gz, .zip.")
    )


def _excel(file: IO[bytes], name: str, limits: Limits) -> Iterator[Item]:
    book = open_workbook(file, limits)
    if is_ours(book):
        return read_workbook(book, name, limits)
    if any(find_header(book.rows(sheet)) for sheet in book.names):
        return read_list(book, name, limits)
    raise RefusedError(
        _("Không thấy cột “Mã số” và “Tên” trong bảng tính. Dùng danh sách xuất từ Cổng hoặc biểu nhập của hệ thống.")
    )


def _text(file: IO[bytes], head: bytes, name: str, limits: Limits) -> Iterator[Item]:
    check_head(head)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        raise RefusedError(
            _("Không nhận ra dạng của tệp. Các dạng nhập được: .docx, .xlsx, .json, .jsonl, .jsonl.gz, .zip.")
        )
    return read_jsonl(file, name, limits) if is_lines(head) else read_document(file, name, limits)
