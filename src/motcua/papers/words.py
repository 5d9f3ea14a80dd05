"""How numbers, days and places are written on an official document (30/2020/NĐ-CP, Phụ lục I)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from motcua.papers.document import Cell, Document

_GAP = "\u00a0" * 6  # room to write by hand
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def numbered(number: str) -> str:
    """Return the number as printed: below ten with a leading zero, room for a pen where there is none yet."""
    text = number.strip()
    return text.zfill(2) if text.isdecimal() else text or _GAP


def number_and_symbol(number: str, symbol: str) -> str:
    """Return "05/QĐ-UBND"."""
    return f"{numbered(number)}/{symbol}"


def long_day(on: date | None) -> str:
    """Return "ngày 05 tháng 02 năm 2026": days below ten and the first two months have a leading zero."""
    if on is None:
        return f"ngày{_GAP}tháng{_GAP}năm{_GAP}"
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02d} tháng {month} năm {on.year}"


def place_and_day(document: Document) -> str:
    """Return "Đắk Lắk, ngày 05 tháng 02 năm 2026"."""
    return f"{document.place}, {long_day(document.on)}"


def roman(number: int) -> str:
    """Return a Roman numeral below forty."""
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def ended_bases(bases: tuple[str, ...]) -> tuple[str, ...]:
    """Return the legal bases, each ended by a semicolon and the last by a full stop."""
    bare = [base.rstrip(" ;.") for base in bases]
    return tuple(f"{base}{'.' if place == len(bare) else ';'}" for place, base in enumerate(bare, start=1))


def clean(text: str) -> str:
    """Return the text without control characters and half letters, which no file can hold; line breaks stay."""
    return text.replace("\r\n", "\n").translate(_CONTROL)


def shown(cell: Cell) -> str:
    """Return a cell as text: thousands with dots, decimals behind a comma."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return clean(cell)
    return f"{cell:,f}".translate(_SWAP) if isinstance(cell, Decimal) else f"{cell:,d}".translate(_SWAP)


_CONTROL: dict[int, None] = dict.fromkeys(
    (*range(9), 11, 12, *range(13, 32), *range(127, 160), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
)
_SWAP = str.maketrans(",.", ".,")
