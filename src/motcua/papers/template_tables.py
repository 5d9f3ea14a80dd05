"""Tables of a template: columns named in the layout, rows given as data, in groups where the layout asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from motcua.papers.document import Block, Cell, HeadCell, Row, Table
from motcua.papers.words import roman

Spec = Mapping[str, Any]
STT = {"key": "", "title": "STT", "width": 6, "align": "center"}
BOX = "\u25a1"
DONE = {"key": BOX, "title": "Đã làm", "width": 8, "align": "center"}


def table_of(spec: Spec, values: Mapping[str, Any]) -> Iterator[Block]:
    """Yield the table of a layout's block, nothing where it has no rows.

    `table` names a field that is a whole table. Else `rows` names a field of rows, `columns` says key, title,
    width and alignment of each; `numbered` puts a running number in front; `group` names the key by which rows
    are gathered under a line of their own, in the order in which the groups first occur; `check` puts an empty box
    at the end of each row.
    """
    if "table" in spec:
        if values[spec["table"]] is not None:
            yield values[spec["table"]]
        return
    given = values[spec["rows"]]
    if not given:
        return
    columns = [
        *([STT] if spec.get("numbered", True) else []),
        *spec["columns"],
        *([DONE] if spec.get("check", False) else []),
    ]
    yield Table(
        head=_head(spec, columns),
        rows=tuple(_rows(spec, given, columns)),
        widths=tuple(float(column["width"]) for column in columns),
        align=tuple(column.get("align", "left") for column in columns),
        caption=spec.get("caption", ""),
    )


def _head(spec: Spec, columns: list[Spec]) -> tuple[tuple[HeadCell, ...], ...]:
    if "head" in spec:
        return tuple(tuple(HeadCell(**cell) for cell in line) for line in spec["head"])
    return (tuple(HeadCell(column["title"]) for column in columns),)


def _rows(spec: Spec, given: tuple[Mapping[str, Any], ...], columns: list[Spec]) -> Iterator[Row]:
    keys = [column["key"] for column in columns]
    if "group" not in spec:
        for place, row in enumerate(given, start=1):
            yield Row(_cells(row, keys, place))
        return
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for row in given:
        groups.setdefault(row[spec["group"]], []).append(row)
    place = 0
    for number, (name, rows) in enumerate(groups.items(), start=1):
        if name:
            yield Row((f"{_numeral(number)}. {name.upper()}",), "group")
        for row in rows:
            place += 1
            yield Row(_cells(row, keys, place))


def _numeral(number: int) -> str:
    return roman(number) if number < 40 else str(number)


def _cells(row: Mapping[str, Any], keys: list[str], place: int) -> tuple[Cell, ...]:
    return tuple(place if not key else BOX if key == BOX else row[key] for key in keys)
