"""What a file really is: told by its first bytes and, for a zip, by its table of contents; never by its name."""

from __future__ import annotations

import json
import zipfile
from typing import BinaryIO

ZIP = "application/zip"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCM = "application/vnd.ms-word.document.macroEnabled.12"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSM = "application/vnd.ms-excel.sheet.macroEnabled.12"
OLE = "application/x-ole-storage"
GZIP = "application/gzip"
PNG = "image/png"
JPEG = "image/jpeg"
JSON = "application/json"
JSON_LINES = "application/x-ndjson"
TEXT = "text/plain"
UNKNOWN = "application/octet-stream"

WORDS = {
    ZIP: "ZIP",
    PDF: "PDF",
    DOCX: "Word (DOCX)",
    DOCM: "Word có macro",
    XLSX: "Excel (XLSX)",
    XLSM: "Excel có macro",
    OLE: "Word, Excel đời cũ (DOC, XLS)",
    GZIP: "GZ",
    PNG: "ảnh PNG",
    JPEG: "ảnh JPEG",
    JSON: "JSON",
    JSON_LINES: "JSON từng dòng",
    TEXT: "văn bản thuần",
    UNKNOWN: "không rõ loại",
}

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"\x1f\x8b\x08", GZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
)
_HEAD = 64 * 1024  # bytes looked at
_MARK = b"\xef\xbb\xbf"
_CONTROL = frozenset(range(32)) - {9, 10, 12, 13, 27}


def detect(stream: BinaryIO) -> str:
    """The media type of a seekable stream; `UNKNOWN` where nothing fits. Leaves the stream at its beginning."""
    stream.seek(0)
    head = stream.read(_HEAD)
    kind = next((kind for mark, kind in _SIGNATURES if head.startswith(mark)), "")
    if kind == ZIP:
        kind = _inside_zip(stream)
    stream.seek(0)
    return kind or _text(head, whole=len(head) < _HEAD)


def _inside_zip(stream: BinaryIO) -> str:
    """Word, Excel or a plain zip; `UNKNOWN` for one whose table of contents cannot be read."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return UNKNOWN
    if "[Content_Types].xml" not in names:
        return ZIP
    macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    if any(name.startswith("word/") for name in names):
        return DOCM if macros else DOCX
    if any(name.startswith("xl/") for name in names):
        return XLSM if macros else XLSX
    return ZIP


def _text(head: bytes, *, whole: bool) -> str:
    if not head or _CONTROL.intersection(head):
        return UNKNOWN
    body = head.removeprefix(_MARK)
    try:
        text = body.decode("utf-8") if whole else body.decode("utf-8", errors="ignore")
    except UnicodeDecodeError:
        return TEXT  # an older encoding: its reader finds out which
    return _json(text.lstrip(), whole=whole) or TEXT


def _json(text: str, *, whole: bool) -> str:
    """JSON, JSON lines, or an empty string where it is neither."""
    if not text.startswith(("{", "[")):
        return ""
    first, _, rest = text.partition("\n")
    if first.startswith("{") and rest.strip() and _parses(first):
        return JSON_LINES
    return JSON if not whole or _parses(text) else ""


def _parses(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
