"""The questions of an assessment: criteria under each regime, statutory parts, and how answers to them are named.

A subject is what an answer is about, as one text: the key of a criterion ("C6d", "L3") or "part:dossier:3" for the
third component ("part:dossier:0" for the part itself).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.law.book import Rulebook
from motcua.review.models import Said
from motcua.rulebook.selectors import book as current_book

Words = str | Promise
PART = "part"
DOSSIER = "dossier"


@dataclass(frozen=True, slots=True)
class Question:
    """One criterion: its key, the number a reader knows it by, a heading, the question as the rules put it.

    `may_not_apply` says when the law lets it fall away, "" where it always applies.
    """

    key: str
    number: str
    title: Words
    asks: str
    may_not_apply: str = ""


_TITLES: dict[str, Words] = {
    "C1": _("Công khai đầy đủ thông tin"),
    "C2": _("Tải được mẫu đơn, tờ khai"),
    "C3a": _("Điền và gửi tờ khai trực tuyến"),
    "C3b": _("Ký số hoặc đăng nhập định danh thay chữ ký"),
    "C4": _("Gửi toàn bộ hồ sơ điện tử"),
    "C5": _("Thanh toán trực tuyến"),
    "C6a": _("Xử lý trên môi trường điện tử"),
    "C6b": _("Không phải nộp, xuất trình bản giấy"),
    "C6c": _("Không phải có mặt"),
    "C6d": _("Không kiểm tra tại thực địa"),
    "C7": _("Kết quả điện tử"),
    "C8": _("Trả kết quả trực tuyến hoặc qua bưu chính"),
    "L1": _("Cung cấp đầy đủ thông tin"),
    "L2": _("Tải được mẫu đơn"),
    "L3": _("Điền, gửi hồ sơ trực tuyến"),
    "L4": _("Thanh toán trực tuyến"),
}


def allowed(question: Question, value: str) -> bool:
    """Whether an answer may be given to a question: "not applicable" only where the law knows it."""
    return value in Said.values and (value != Said.NOT_APPLICABLE or bool(question.may_not_apply))


def title_of(key: str) -> str:
    """The heading of a criterion with its number: "6d. Không kiểm tra tại thực địa"; the key where it is unknown."""
    return f"{key[1:]}. {_TITLES[key]}" if key in _TITLES else key


def part_names(day: date, book: Rulebook | None = None) -> Mapping[str, str]:
    """The statutory parts a–h by the rules of a day, without the legal basis: key → name."""
    rows = (book or current_book()).at(day).row("procedure.parts").value
    return {row["part"]: row["name"] for row in rows if row["part"] != "legal_basis"}


def subject_of_part(part: str, ordinal: int = 0) -> str:
    """The subject of a part, or of a component."""
    return f"{PART}:{part}:{ordinal}"


def part_of_subject(subject: str) -> tuple[str, int] | None:
    """Part and ordinal of a subject; None for a criterion."""
    pieces = subject.split(":")
    if len(pieces) != 3 or pieces[0] != PART or not pieces[2].isascii() or not pieces[2].isdigit():
        return None
    return pieces[1], int(pieces[2])
