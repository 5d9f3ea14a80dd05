"""Names: line breaks, double spaces, invisible marks, the procedure's own code, all capitals, a wrong letter."""

from __future__ import annotations

import re

from motcua.catalog.quality.kind import DefectKind, Hit, Hits, Subject
from motcua.law.words import N_

_REPAIRED = N_("Đã chuẩn hóa và ghi lại; không cần làm gì, trừ khi tên ở quyết định công bố khác.")
_RENAME = N_("Sửa tên theo quyết định công bố.")
LINE_BREAK = DefectKind(
    "name_line_break",
    "notice",
    "name",
    N_("Tên thủ tục bị ngắt dòng"),
    N_("Tên ngắt dòng làm hỏng tìm kiếm và biểu mẫu in."),
    _REPAIRED,
)
SPACES = DefectKind(
    "name_spaces",
    "notice",
    "name",
    N_("Tên thủ tục có khoảng trắng thừa"),
    N_("Khoảng trắng thừa làm hai tên giống nhau thành khác nhau."),
    _REPAIRED,
)
OWN_CODE = DefectKind(
    "name_own_code",
    "warning",
    "name",
    N_("Tên thủ tục chứa mã của chính nó"),
    N_("Mã không phải là một phần của tên."),
    _RENAME,
)
CAPITALS = DefectKind(
    "name_all_capitals",
    "notice",
    "name",
    N_("Tên thủ tục viết hoa toàn bộ"),
    N_("Khó đọc và không đúng cách ghi tên thủ tục."),
    _RENAME,
)
WRONG_LETTER = DefectKind(
    "name_wrong_letter",
    "warning",
    "name",
    N_("Tên thủ tục dùng “ƣ” thay cho “ư”"),
    N_("Chữ lạ do chuyển mã phông cũ; tìm “ư” sẽ không thấy."),
    N_("Thay “ƣ” bằng “ư”."),
)
LONG = DefectKind(
    "name_too_long",
    "notice",
    "name",
    N_("Tên thủ tục dài bất thường"),
    N_("Tên trên 500 ký tự thường chứa cả nội dung hoặc nhiều thủ tục."),
    _RENAME,
)
KINDS = (LINE_BREAK, SPACES, OWN_CODE, CAPITALS, WRONG_LETTER, LONG)
_TOO_LONG = 500


def check(subject: Subject) -> Hits:
    """Find what is odd in the name as read."""
    raw, name = subject.raw.name, subject.clean.name
    inner = raw.strip()
    if "\n" in inner or "\r" in inner:
        yield Hit(LINE_BREAK, "name", raw)
    if "  " in raw or raw != inner or re.search("[\u00a0\u2000-\u200a\u202f\u3000\t]", raw):
        yield Hit(SPACES, "name", raw)
    if subject.raw.code in name:
        yield Hit(OWN_CODE, "name", name)
    if name.isupper() and len(name) > 10:
        yield Hit(CAPITALS, "name", name)
    if "ƣ" in name or "Ƣ" in name:
        yield Hit(WRONG_LETTER, "name", name)
    if len(name) > _TOO_LONG:
        yield Hit(LONG, "name", name)
