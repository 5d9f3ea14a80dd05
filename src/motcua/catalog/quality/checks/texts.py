"""All texts: HTML, invisible marks, symbols of private fonts, letters garbled by a wrong encoding, mixed tone marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from motcua.catalog.quality.kind import DefectKind, Hit, Hits, Subject
from motcua.catalog.quality.normalise import INVISIBLE
from motcua.catalog.record import ProcedureRecord
from motcua.law.words import N_

HTML = DefectKind(
    "text_html",
    "error",
    "text",
    N_("Có mã HTML trong nội dung"),
    N_("Mã được giữ và hiện như chữ thường, không bao giờ chạy; người đọc sẽ thấy ký hiệu lạ."),
    N_("Xóa mã HTML, giữ lại chữ."),
)
HIDDEN = DefectKind(
    "text_invisible",
    "notice",
    "text",
    N_("Có ký tự vô hình"),
    N_("Ký tự vô hình làm hỏng tìm kiếm và so sánh."),
    N_("Đã bỏ và ghi lại; không cần làm gì."),
)
PRIVATE = DefectKind(
    "text_private_symbol",
    "notice",
    "text",
    N_("Có ký hiệu của phông chữ riêng"),
    N_("Ký hiệu (dấu đầu dòng, ô đánh dấu) chỉ hiện đúng trong phông chữ của người soạn."),
    N_("Thay bằng dấu gạch đầu dòng hoặc ký hiệu thông dụng."),
)
GARBLED = DefectKind(
    "text_garbled",
    "error",
    "text",
    N_("Chữ bị hỏng do sai bảng mã"),
    N_("Văn bản từng được lưu sai bảng mã (TCVN3, VNI, Windows-1252) nên không đọc được."),
    N_("Nhập lại từ tệp gốc dùng Unicode."),
)
TONES = DefectKind(
    "text_tone_mixed",
    "notice",
    "text",
    N_("Dùng cả “Ủy” và “Uỷ”"),
    N_("Hai cách đặt dấu trong một thủ tục; tìm kiếm coi như nhau nhưng bản in không thống nhất."),
    N_("Thống nhất một cách viết khi sửa thủ tục."),
)
KINDS = (HTML, HIDDEN, PRIVATE, GARBLED, TONES)
_HTML = re.compile(r"</?[a-zA-Z!][^<>]{0,200}>|&(?:nbsp|lt|gt|amp|quot|#\d{2,5});")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_GARBLED = re.compile(r"[ÃÂÄÅÆ][\u0080-\u00bf\u0192\u2018-\u203a]|áº.|á»[\u0080-\u00ff]|\ufffd|[a-z][®µ¸¶·¹©][a-z]")
_SUSPECT = re.compile(
    "[<&\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ue000-\uf8ff\ufffdÃÂÄÅÆº»®µ¸¶·¹©]"
)
_UNSEARCHED = frozenset({"source", "source_url", "legal_raw"})
_ROWS = ("channels", "components", "results", "legal_basis", "subjects")


def check(subject: Subject) -> Hits:
    """Search every text as read; evidence is taken around the first place of each field."""
    old = new = False
    for place, text in _texts(subject.raw):
        if not text.isascii():
            old, new = old or "Uỷ" in text or "uỷ" in text, new or "Ủy" in text or "ủy" in text
        if not _SUSPECT.search(text):
            continue
        for kind, pattern in ((HTML, _HTML), (HIDDEN, INVISIBLE), (PRIVATE, _PRIVATE), (GARBLED, _GARBLED)):
            found = pattern.search(text)
            if found:
                yield Hit(kind, _path(*place), _around(text, found.start()))
    if old and new:
        yield Hit(TONES, "record", "Ủy / Uỷ")


def _around(text: str, place: int) -> str:
    return text[max(0, place - 40) : place + 100]


def _path(name: str, number: int | None = None, slot: str = "") -> str:
    return name if number is None else f"{name}[{number}].{slot}".rstrip(".")


def _texts(record: ProcedureRecord) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Every text with its place; a path is only written for the few that are suspect."""
    for name in record.__slots__:
        value = getattr(record, name)
        if type(value) is str and name not in _UNSEARCHED:
            yield (name,), value
        elif name in _ROWS:
            for number, item in enumerate(value):
                if type(item) is str:
                    yield (name, number), item
                else:
                    for slot in item.__slots__:
                        if type(cell := getattr(item, slot)) is str:
                            yield (name, number, slot), cell
