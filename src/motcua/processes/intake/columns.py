"""Which column of a table says what: by its heading, as offices write them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from motcua.law.limit import fold

HEADINGS = {
    "number": "STT",
    "kind": "Loại bước",
    "name": "Việc làm",
    "actor": "Người thực hiện",
    "channel": "Cách thức",
    "time": "Thời gian",
    "paper_in": "Giấy tờ vào",
    "paper_out": "Giấy tờ ra",
    "ways": "Đi tiếp",
    "code": "Mã thủ tục",
    "note": "Ghi chú",
}
_PATTERNS = (
    ("number", r"(?:so )?(?:stt|tt|buoc so|thu tu|so thu tu)"),
    ("kind", r"loai(?: buoc)?"),
    ("ways", r"(?:di tiep|buoc tiep theo|re nhanh|chuyen toi).*"),
    ("code", r"ma(?: so)?(?: thu tuc| tthc)?"),
    ("paper_in", r"(?:giay to|ho so|tai lieu)(?: dau)? vao.*|dau vao"),
    ("paper_out", r"(?:giay to|ho so|tai lieu|san pham)(?: dau)? ra.*|dau ra|ket qua.*|bieu mau.*|san pham.*"),
    ("actor", r"(?:nguoi|don vi|co quan|bo phan|chuc danh)[a-z/, ]*|(?:chiu )?trach nhiem.*"),
    ("channel", r"(?:cach thuc|kenh|hinh thuc|phuong thuc).*"),
    ("time", r"thoi (?:gian|han).*"),
    ("note", r"ghi chu.*"),
    ("name", r"(?:noi dung|viec|cong viec|trinh tu|buoc|cac buoc|ten buoc|hoat dong|noi dung cong viec).*"),
)  # fmt: skip
_ENOUGH = 2  # columns that make a line the head of the table


def head_of(rows: Sequence[Sequence[str]]) -> tuple[int, dict[int, str]]:
    """The place of the head among the first lines and what each of its columns is ("" for one nobody knows).

    -1 where no line names what is done.
    """
    for place, row in enumerate(rows[:20]):
        found = _columns(row)
        if "name" in found.values() and sum(1 for name in found.values() if name) >= _ENOUGH:
            return place, found
    return -1, {}


def _columns(row: Sequence[str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for place, cell in enumerate(row):
        words = fold(cell).strip(" *:.")
        if words:
            kind = next((name for name, pattern in _PATTERNS if re.fullmatch(pattern, words)), "")
            found[place] = kind if kind not in found.values() else ""
    return found
