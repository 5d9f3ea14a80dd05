"""Marks the Vietnamese sentences of the law so that a translation catalogue can collect them.

The law itself never translates: a `Reason` keeps the sentence as a template and the facts beside it, and
whoever shows it passes its own `translate` function.
"""

from __future__ import annotations

from datetime import date, datetime

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def N_(text: str) -> str:  # noqa: N802 - the name that translation tools look for
    """Return `text` unchanged; the name marks it for the catalogue."""
    return text


def show(value: object) -> str:
    """Write a fact as a Vietnamese officer reads it: days with their weekday, có / không, lists with commas."""
    if isinstance(value, datetime):
        seconds = f":{value:%S}" if value.second or value.microsecond else ""
        return f"{value:%H:%M}{seconds} {WEEKDAYS[value.weekday()]} {value:%d/%m/%Y}"
    if isinstance(value, date):
        return f"{WEEKDAYS[value.weekday()]} {value:%d/%m/%Y}"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    if isinstance(value, (list, tuple)):
        return ", ".join(show(item) for item in value)
    return str(value)
