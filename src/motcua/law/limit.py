"""Time limits as texts state them: "07 Ngày làm việc", "½ ngày", "02 tháng và 15 ngày làm việc", "7", "Không quy định".

A text is understood whole or not at all. A bare number has no unit and never becomes days (comparison of
the national records shows that such numbers stand for lost free text); free text stays text. What is not
understood is kept with the reason, so that a person can settle it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from motcua.law.words import N_, Translate


class Unit(StrEnum):
    """A unit of time in which the law counts."""

    MINUTE = "minute"
    HOUR = "hour"
    WORKING_HOUR = "working_hour"
    DAY = "day"
    WORKING_DAY = "working_day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Kind(StrEnum):
    """What a text turned out to be."""

    KNOWN = "known"
    SAME_DAY = "same_day"
    UNKNOWN = "unknown"


UNIT_NAMES = {
    Unit.MINUTE: N_("phút"),
    Unit.HOUR: N_("giờ"),
    Unit.WORKING_HOUR: N_("giờ làm việc"),
    Unit.DAY: N_("ngày"),
    Unit.WORKING_DAY: N_("ngày làm việc"),
    Unit.WEEK: N_("tuần"),
    Unit.MONTH: N_("tháng"),
    Unit.YEAR: N_("năm"),
}
WHY_UNKNOWN = {
    "empty": N_("Không ghi thời hạn"),
    "bare_number": N_("Chỉ ghi số, không có đơn vị; không được tự hiểu là ngày"),
    "too_long": N_("Dài hơn một trăm năm, không phải là một thời hạn giải quyết"),
    "zero": N_("Ghi số 0, không phải là một thời hạn"),
    "not_set": N_("Văn bản nói rằng không quy định thời hạn"),
    "alternatives": N_("Ghi nhiều thời hạn khác nhau, cần chọn theo trường hợp"),
    "free_text": N_("Ghi bằng lời, cần người có trách nhiệm xác định"),
}

WITHIN_THE_DAY, AND = N_("trong ngày làm việc"), N_("và")

_VULGAR = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3"}
_WHOLE, _PARTS = r"\d{1,9}", r"[1-9]\d{0,8}"
_NUMBER = rf"(?:{_WHOLE}\s+{_WHOLE}/{_PARTS}|{_WHOLE}/{_PARTS}|{_WHOLE}(?:[.,]{_WHOLE})?)"
_UNIT_WORDS = {
    "phut": Unit.MINUTE,
    "gio lam viec": Unit.WORKING_HOUR,
    "gio": Unit.HOUR,
    "ngay lam viec": Unit.WORKING_DAY,
    "ngay": Unit.DAY,
    "tuan": Unit.WEEK,
    "thang": Unit.MONTH,
    "nam": Unit.YEAR,
}
# Roughly how many days a unit takes; only to tell a limit from a slip of the hand.
_DAYS = {
    Unit.MINUTE: Fraction(1, 480),
    Unit.HOUR: Fraction(1, 8),
    Unit.WORKING_HOUR: Fraction(1, 8),
    Unit.DAY: Fraction(1),
    Unit.WORKING_DAY: Fraction(7, 5),
    Unit.WEEK: Fraction(7),
    Unit.MONTH: Fraction(31),
    Unit.YEAR: Fraction(366),
}
_LONGEST = 36_600
_PIECE = re.compile(
    rf"(?P<amount>{_NUMBER})\s*(?:\([a-z ]{{2,30}}\)\s*)?"
    r"(?P<unit>ngay lam viec|gio lam viec|phut|gio|ngay|tuan|thang|nam)\b"
)
_HEAD = re.compile(r"(?:toi da|khong qua|khong qua thoi han|trong thoi han|trong vong|trong)\s+")
_TAIL = re.compile(
    r"\s*,?\s*(?:ke )?tu (?:ngay|khi) (?:nhan|tiep nhan) (?:duoc )?(?:day )?(?:du )?ho so"
    r"(?: hop le| day du,? hop le)?"
)
_JOIN = re.compile(r"\s*(?:va|,|\+)?\s*")
_SAME_DAY = re.compile(
    r"(?:ngay )?trong ngay(?: lam viec)?(?: (?:tiep )?nhan (?:duoc )?(?:du )?(?:ho so|yeu cau)(?: hop le)?)?"
)
_NOT_SET = re.compile(r"(?:khong|chua)(?: co)? (?:quy dinh|xac dinh)\b.{0,40}|khong|khac")
_BARE = re.compile(rf"{_NUMBER}(?:\s*[-–]\s*{_NUMBER})?")
_ALTERNATIVES = re.compile(
    rf"{_PIECE.pattern.replace('?P<amount>', '?:').replace('?P<unit>', '?:')}\s*(?:hoac|/|;)\s*.+"
)


@dataclass(frozen=True, slots=True)
class Part:
    """An amount of one unit; `amount` is exact, so that ½ and 0,5 are the same."""

    amount: Fraction
    unit: Unit

    def said(self, translate: Translate) -> str:
        """Return the amount and its unit in words."""
        whole = self.amount.denominator == 1
        number = str(self.amount.numerator) if whole else f"{float(self.amount):g}".replace(".", ",")
        return f"{number} {translate(UNIT_NAMES[self.unit])}"

    def __str__(self) -> str:
        return self.said(str)


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit: its parts in the order written, or the reason why it is unknown; `raw` is the text as it stood."""

    kind: Kind
    raw: str
    parts: tuple[Part, ...] = ()
    why: str = ""

    @property
    def known(self) -> bool:
        """Say whether a due date can be computed."""
        return self.kind is not Kind.UNKNOWN

    def said(self, translate: Translate) -> str:
        """Return the limit in words; what was not understood stays as it stood."""
        if self.kind is Kind.SAME_DAY:
            return translate(WITHIN_THE_DAY)
        joint = f" {translate(AND)} "
        return joint.join(part.said(translate) for part in self.parts) if self.parts else self.raw

    def __str__(self) -> str:
        return self.said(str)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON."""
        parts = [{"amount": float(part.amount), "unit": part.unit.value} for part in self.parts]
        return {"kind": self.kind.value, "raw": self.raw, "parts": parts, "why": self.why}


def limit_of(amount: int | float | str | Fraction, unit: Unit) -> Limit:
    """Make a limit from a number and a unit. Raises `ValueError` when the amount is not positive."""
    exact = Fraction(amount)
    if exact <= 0:
        raise ValueError("a time limit must be longer than nothing")
    part = Part(exact, unit)
    return Limit(Kind.KNOWN, str(part), (part,))


def parse_limit(text: str | None) -> Limit:
    """Read the text of a time limit; what is not understood whole is UNKNOWN, with `why` and the text kept."""
    raw = (text or "").strip()
    folded = fold(raw).rstrip(" .;")
    if not folded:
        return Limit(Kind.UNKNOWN, raw, why="empty")
    if _SAME_DAY.fullmatch(folded):
        return Limit(Kind.SAME_DAY, raw)
    parts = _parts(folded)
    if parts and all(part.amount > 0 for part in parts):
        if sum(part.amount * _DAYS[part.unit] for part in parts) > _LONGEST:
            return Limit(Kind.UNKNOWN, raw, why="too_long")
        return Limit(Kind.KNOWN, raw, parts)
    return Limit(Kind.UNKNOWN, raw, why="zero" if parts else _why_not(folded))


def fold(text: str) -> str:
    """Fold a text for reading: compatibility letters and fractions, no diacritics, lower case, single spaces."""
    for sign, written in _VULGAR.items():
        text = text.replace(sign, f" {written}")
    decomposed = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(bare.lower().split())


def _parts(folded: str) -> tuple[Part, ...]:
    head = _HEAD.match(folded)
    position = head.end() if head else 0
    found: list[Part] = []
    while piece := _PIECE.match(folded, position):
        found.append(Part(_amount(piece["amount"]), _UNIT_WORDS[piece["unit"]]))
        position = piece.end()
        joint = _JOIN.match(folded, position)
        if joint is None or not _PIECE.match(folded, joint.end()):
            break
        position = joint.end()
    tail = _TAIL.match(folded, position)
    return tuple(found) if found and (tail.end() if tail else position) == len(folded) else ()


def _amount(text: str) -> Fraction:
    return sum((Fraction(piece.replace(",", ".")) for piece in text.split()), Fraction(0))


def _why_not(folded: str) -> str:
    if _BARE.fullmatch(folded):
        return "zero" if set(folded) <= set("0,. ") else "bare_number"
    if _NOT_SET.fullmatch(folded):
        return "not_set"
    return "alternatives" if _ALTERNATIVES.fullmatch(folded) else "free_text"
