"""Where a finding lies, said as a person would: `channels[0].fee` is "Cách thức thực hiện 1, phí, lệ phí"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from motcua.catalog.compare.change import PART_NAMES
from motcua.law.words import N_

_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")
_NAMES: Mapping[str, str] = {str(part): name for part, name in PART_NAMES.items()}
_MORE = {
    "case": N_("Trường hợp"),
    "cases": N_("Trường hợp"),
    "code": N_("Mã"),
    "components": N_("Thành phần hồ sơ"),
    "date": N_("Ngày"),
    "form": N_("Biểu mẫu"),
    "legal_basis": N_("Căn cứ pháp lý"),
    "level_text": N_("Cấp thực hiện"),
    "note": N_("Ghi chú"),
    "number": N_("Số, ký hiệu"),
    "proposal_no": N_("Số tờ trình"),
    "quantity": N_("Số lượng"),
    "record": N_("Toàn bộ nội dung"),
    "title": N_("Trích yếu"),
}
_OF_A_ROW = {"name": N_("Tên")}


def place_words(path: str) -> str:
    """The place `path` in the reader's language, rows counted from one; a step without a word stays as it is."""
    said: list[str] = []
    for name, number in _STEP.findall(path):
        known = (_OF_A_ROW.get(name) if said else None) or _MORE.get(name) or _NAMES.get(name, name)
        word = _(known)
        word = word[:1].lower() + word[1:] if said else word
        said.append(f"{word} {int(number) + 1}" if number else word)
    return ", ".join(said)
