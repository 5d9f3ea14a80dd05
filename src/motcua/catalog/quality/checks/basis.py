"""Legal basis: numbers cut or wrong, rows without a number, several numbers in one cell, none at all."""

from __future__ import annotations

import re

from motcua.catalog.quality.kind import DefectKind, Hit, Hits, Subject
from motcua.law.words import N_

NONE = DefectKind(
    "basis_none",
    "error",
    "basis",
    N_("Thủ tục không có căn cứ pháp lý"),
    N_("Không kiểm tra được thủ tục còn căn cứ hay không."),
    N_("Ghi số ký hiệu văn bản theo quyết định công bố."),
)
NO_NUMBER = DefectKind(
    "basis_no_number",
    "warning",
    "basis",
    N_("Căn cứ pháp lý không có số ký hiệu"),
    N_("Chỉ có tên văn bản, hoặc ô số ký hiệu ghi chữ khác."),
    N_("Ghi số ký hiệu của văn bản."),
)
MALFORMED = DefectKind(
    "basis_malformed",
    "warning",
    "basis",
    N_("Số ký hiệu văn bản không đúng dạng"),
    N_("Lẫn chữ, thiếu năm, thiếu cơ quan hoặc ghép nhiều văn bản trong một ô nên không tra cứu được."),
    N_("Ghi lại số ký hiệu, mỗi văn bản một dòng."),
)
CUT = DefectKind(
    "basis_number_cut",
    "error",
    "basis",
    N_("Số ký hiệu văn bản bị cắt sai"),
    N_("Trong đoạn chữ gốc, số này chỉ xuất hiện bên trong một số khác hoặc không xuất hiện."),
    N_("Đối chiếu đoạn chữ gốc rồi sửa số ký hiệu."),
)
WORDY = DefectKind(
    "basis_number_wordy",
    "notice",
    "basis",
    N_("Ô số ký hiệu ghi lẫn tên loại văn bản"),
    N_("Số ký hiệu vẫn nhận ra được nhưng không đúng cách ghi."),
    N_("Chỉ giữ số ký hiệu."),
)
REPEATED = DefectKind(
    "basis_repeated",
    "notice",
    "basis",
    N_("Một văn bản ghi hai lần trong căn cứ pháp lý"),
    N_("Dòng lặp."),
    N_("Bỏ dòng lặp."),
)
UNTITLED = DefectKind(
    "basis_untitled",
    "notice",
    "basis",
    N_("Căn cứ pháp lý chỉ có số ký hiệu, không có trích yếu"),
    N_("Số ký hiệu được tách từ đoạn chữ bằng quy tắc; tên văn bản còn nằm trong đoạn chữ gốc."),
    N_("Bổ sung trích yếu, ngày và cơ quan ban hành."),
)
KINDS = (NONE, NO_NUMBER, MALFORMED, WORDY, CUT, REPEATED, UNTITLED)
_FORM = re.compile(
    r"\d+[a-zđ]?(?:\.\d+)?/(?:(?:19|20)\d\d/)?(?:QH\d{1,2}|[A-ZĐƯƠ]{1,8}\d*(?:[-&][A-ZĐƯƠa-zđươ]+\d*)*)(?:[-/][A-ZĐƯƠ]+\d*)*"
)

_LONGEST = 120  # characters of a number that are looked at
_WORDY = re.compile(
    rf"(?:(?:bộ )?luật|nghị định|thông tư(?: liên tịch)?|nghị quyết|quyết định|công văn|pháp lệnh)?\s*(?:số)?\s*"
    rf"{_FORM.pattern}",
    re.IGNORECASE,
)


def check(subject: Subject) -> Hits:
    """Find what keeps a legal basis from being looked up."""
    record = subject.clean
    if not record.legal_basis and not record.partial:
        yield Hit(NONE, "legal_basis", (record.legal_raw or "")[:200])
    seen: set[str] = set()
    numbers = {basis.number.strip() for basis in record.legal_basis}
    for place, basis in enumerate(record.legal_basis):
        path, number = f"legal_basis[{place}].number", basis.number.strip()
        if not re.search(r"\d", number):
            yield Hit(NO_NUMBER, path, number or basis.title or "")
        elif len(number) > _LONGEST or not _FORM.fullmatch(number):
            yield Hit(WORDY if _WORDY.fullmatch(number[:_LONGEST]) else MALFORMED, path, number)
        elif record.legal_raw and _is_cut(number, record.legal_raw, numbers):
            yield Hit(CUT, path, _seen_in(number, record.legal_raw))
        key = re.sub(r"\s", "", number).casefold()
        if key and key in seen:
            yield Hit(REPEATED, path, number)
        seen.add(key)
    if record.legal_basis and not any(basis.title for basis in record.legal_basis):
        yield Hit(UNTITLED, "legal_basis", "")


def _is_cut(number: str, raw: str, numbers: set[str]) -> bool:
    """The number stands nowhere in the text, or only behind "66." ("66.7/2025/NQ-CP"), or lacks its last letters.

    The text glues a number to the titles around it, so plain digits before it and letters after it say nothing; lost
    letters show by the whole number beside it ("19/2021/TT-BT" and "19/2021/TT-BTC").
    """
    pieces = raw.replace(" ", "").split(number.replace(" ", ""))
    if len(pieces) == 1 or all(re.search(r"\d\.$", before) for before in pieces[:-1]):
        return True
    return any(other != number and other.startswith(number) and other[len(number)].isalpha() for other in numbers)


def _seen_in(number: str, raw: str) -> str:
    place = raw.find(number)
    return f"{number} ← …{raw[max(0, place - 20) : place + len(number) + 20]}…" if place >= 0 else number
