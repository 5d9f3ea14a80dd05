"""The head of a table: groups over titles, and the line of numbers that says how each column is counted."""

from __future__ import annotations

import re

from motcua.papers.document import HeadCell
from motcua.papers.tables.definition import Column, TableForm

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def head_of(form: TableForm) -> tuple[tuple[HeadCell, ...], ...]:
    """The rows of the head from the outermost group to the titles; a title reaches down to the last row."""
    depth = max(len(column.group) for column in form.columns) + 1
    return tuple(tuple(_level(form.columns, level, depth)) for level in range(depth))


def _level(columns: tuple[Column, ...], level: int, depth: int) -> list[HeadCell]:
    found: list[HeadCell] = []
    before: tuple[str, ...] | None = None
    for column in columns:
        above = column.group[: level + 1]
        if level == len(column.group):
            found.append(HeadCell(column.title, 1, depth - level))
        elif level < len(column.group):
            if above == before:
                found[-1] = HeadCell(above[-1], found[-1].colspan + 1)
            else:
                found.append(HeadCell(above[-1]))
        before = above if level < len(column.group) else None
    return found


def numbers_of(form: TableForm) -> tuple[str, ...]:
    """`(1)`, `(2)`, `(3) = (4) + (5)` … under the head: each column's number and, where it is computed, from which."""
    numbers = {column.key: f"({number})" for number, column in enumerate(form.columns, 1)}
    return tuple(
        f"{numbers[column.key]} = {_numbered(column.formula_text, numbers)}" if column.formula else numbers[column.key]
        for column in form.columns
    )


def _numbered(formula: str, numbers: dict[str, str]) -> str:
    return _NAME.sub(lambda found: numbers.get(found[0], found[0]), formula)


def roman(number: int) -> str:
    """I, II, III … for the headings of sections. Takes numbers from 1 to 39."""
    found = ""
    for value, letters in _ROMAN:
        while number >= value:
            found, number = found + letters, number - value
    return found


def section_titles(form: TableForm) -> dict[str, str]:
    """The heading of each section that has one, numbered from I."""
    titled = [section for section in form.sections if section.title]
    return {section.key: f"{roman(number)}. {section.title}" for number, section in enumerate(titled, 1)}
