"""What an official list is: columns once, lines whose cells stand under them, and for each line why it is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from motcua.law.explained import Explained, Reason
from motcua.papers.document import Cell, HeadCell, Row, Table

Why = Callable[[], Explained[Any]]
NOTHING = "Không có"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `over` is the common head of neighbouring columns, `width` a share of the whole."""

    key: str
    title: str
    width: float
    align: Literal["left", "center", "right"] = "left"
    over: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line: cells by column, the reasons when asked for, where it leads (`ref`, a line of the campaign).

    `group` gathers lines under one heading; `extra` is what only machines are given.
    """

    cells: Mapping[str, Cell]
    why: Why
    ref: str = ""
    group: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OfficialList:
    """A whole list. `head` is the heading of its annex, `type_name` of the document, `note` what is said of the whole.

    `numbered` puts a running number first; `template` names a layout of the room `papers` made for this list, whose
    rows have the keys of these columns.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    head: str = ""
    type_name: str = "DANH MỤC"
    note: str = ""
    template: str = ""


STT = Column("", "STT", 5, "center")


def head_of(columns: tuple[Column, ...]) -> tuple[tuple[HeadCell, ...], ...]:
    """The head of a table: one row, or two where columns share a head."""
    if not any(column.over for column in columns):
        return (tuple(HeadCell(column.title) for column in columns),)
    above: list[HeadCell] = []
    below: list[HeadCell] = []
    for place, column in enumerate(columns):
        if not column.over:
            above.append(HeadCell(column.title, rowspan=2))
            continue
        below.append(HeadCell(column.title))
        if place == 0 or columns[place - 1].over != column.over:
            shared = sum(1 for one in columns if one.over == column.over)
            above.append(HeadCell(column.over, colspan=shared))
    return (tuple(above), tuple(below))


def table_of(made: OfficialList) -> Table:
    """The list as a table with running numbers; a list without lines says so in one row."""
    columns = (STT, *made.columns)
    return Table(
        head=head_of(columns),
        rows=tuple(_rows(made)) or (Row((NOTHING,), "group"),),
        widths=tuple(column.width for column in columns),
        align=tuple(column.align for column in columns),
    )


def _rows(made: OfficialList) -> list[Row]:
    found: list[Row] = []
    group = ""
    for place, line in enumerate(made.lines, start=1):
        if line.group and line.group != group:
            group = line.group
            found.append(Row((group,), "group"))
        found.append(Row((place, *(line.cells.get(column.key, "") for column in made.columns))))
    return found


def plain(made: OfficialList, translate: Callable[[str], str] = str) -> dict[str, Any]:
    """The list as plain values: the same cells by key, each line with its reasons."""
    said = cache(translate)  # the same few sentences, on thousands of lines
    return {
        "form": made.key,
        "title": made.title,
        "note": made.note,
        "columns": [
            {"key": column.key, "title": column.title, **({"over": column.over} if column.over else {})}
            for column in made.columns
        ],
        "rows": [_plain_line(line, said) for line in made.lines],
    }


def _plain_line(line: Line, translate: Callable[[str], str]) -> dict[str, Any]:
    return {
        **line.cells,
        **({"group": line.group} if line.group else {}),
        **({"line": line.ref} if line.ref else {}),
        **line.extra,
        "why": [_plain_reason(reason, translate) for reason in line.why().reasons],
    }


def _plain_reason(reason: Reason, translate: Callable[[str], str]) -> dict[str, Any]:
    """A step with its sources by name; what the rules say whole is asked of the rulebook, not repeated a line."""
    rules = [{"key": rule.key, "source": rule.source, "confidence": rule.confidence} for rule in reason.rules]
    return {
        "text": reason.text(translate),
        **({"rules": rules} if rules else {}),
        **({"warning": True} if reason.warning else {}),
    }
