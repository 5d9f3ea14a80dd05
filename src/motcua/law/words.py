"""Marks the Vietnamese sentences of the law so that a translation catalogue can collect them.

The law itself never translates: a `Reason` keeps the sentence as a template and the facts beside it, and
whoever shows it passes its own `translate` function. A fact that is itself a word of the law (a unit, a
weekday) is a `Term` and goes through the same function.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol, runtime_checkable

Translate = Callable[[str], str]


class Term(str):
    """A word or sentence of the law's own vocabulary: Vietnamese as written, translated where it is shown."""

    __slots__ = ()


@runtime_checkable
class Spoken(Protocol):
    """A fact that says itself in words, such as a time limit."""

    def said(self, translate: Translate) -> str:
        """Return the fact in words, its own terms put through `translate`."""


def N_(text: str) -> Term:  # noqa: N802 - the name that translation tools look for
    """Return `text` as a term; the name marks it for the catalogue."""
    return Term(text)


WEEKDAYS = (
    N_("thứ Hai"),
    N_("thứ Ba"),
    N_("thứ Tư"),
    N_("thứ Năm"),
    N_("thứ Sáu"),
    N_("thứ Bảy"),
    N_("Chủ nhật"),
)
YES, NO = N_("có"), N_("không")
UNVERIFIED_MARK = N_("chưa đối chiếu")
CONFIDENCE_WORDS = {
    "A": N_("đã đọc nguyên văn"),
    "B": N_("theo nguồn công khai dẫn lại"),
    "C": N_("nguồn yếu hoặc chưa thống nhất"),
    "D": N_("chưa đối chiếu văn bản"),
}


def show(value: object, translate: Translate = str) -> str:
    """Write a fact as a Vietnamese officer reads it: days with their weekday, có / không, lists with commas."""
    if type(value) is str or type(value) is int:  # nearly all facts; asking what else they might be costs more
        return str(value)
    if isinstance(value, datetime):
        seconds = f":{value:%S}" if value.second or value.microsecond else ""
        return f"{value:%H:%M}{seconds} {show(value.date(), translate)}"
    if isinstance(value, date):
        return f"{translate(WEEKDAYS[value.weekday()])} {value:%d/%m/%Y}"
    if isinstance(value, bool):
        return translate(YES if value else NO)
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    if isinstance(value, (list, tuple)):
        return ", ".join(show(item, translate) for item in value)
    if isinstance(value, Term):
        return translate(value)
    return value.said(translate) if isinstance(value, Spoken) else str(value)
