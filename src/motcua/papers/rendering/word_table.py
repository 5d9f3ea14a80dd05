"""Tables of Word files, written as one piece of XML: a list of thousands of rows takes a second, not minutes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.table import CT_Tbl

from motcua.papers.document import HeadCell, Row, Table
from motcua.papers.rendering.breaking import breakable
from motcua.papers.words import clean, shown

_TWIPS = 56.693  # in a millimetre
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def table_xml(table: Table, width_mm: float, points: float) -> CT_Tbl:
    """Return the table as an element ready for the body; its head is repeated on every page."""
    whole = sum(table.widths)
    widths = [round(width / whole * width_mm * _TWIPS) for width in table.widths]
    half_points = round(points * 2)
    parts = [
        f"<w:tbl {nsdecls('w')}><w:tblPr>",
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="70" w:type="dxa"/>',
        f"<w:tblBorders>{_BORDERS}</w:tblBorders>",
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>',
        '</w:tblCellMar><w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr><w:tblGrid>',
        *(f'<w:gridCol w:w="{width}"/>' for width in widths),
        "</w:tblGrid>",
        *_head(table.head, widths, half_points),
        *(_row(row, table, widths, half_points) for row in table.rows),
        "</w:tbl>",
    ]
    return cast(CT_Tbl, parse_xml("".join(parts)))


def placed(head: tuple[tuple[HeadCell, ...], ...], columns: int) -> list[list[tuple[int, HeadCell, bool]]]:
    """Return each line of a head as (first column, cell, begins here); a cell that reaches down is told again.

    Raises `ValueError` where the spans do not fill the columns.
    """
    taken: dict[tuple[int, int], tuple[int, HeadCell]] = {}
    lines: list[list[tuple[int, HeadCell, bool]]] = []
    for y, cells in enumerate(head):
        waiting = iter(cells)
        line = []
        x = 0
        while x < columns:
            if (x, y) in taken:
                start, cell = taken[x, y]
                line.append((start, cell, False))
            else:
                start, cell = x, next(waiting, HeadCell(""))
                line.append((x, cell, True))
                for down in range(1, cell.rowspan):
                    taken[x, y + down] = (x, cell)
            x = start + cell.colspan
        if x != columns or next(waiting, None) is not None:
            raise ValueError(f"head line {y + 1} does not fill {columns} columns")
        lines.append(line)
    return lines


def _head(head: tuple[tuple[HeadCell, ...], ...], widths: list[int], size: int) -> Iterator[str]:
    for line in placed(head, len(widths)):
        cells = []
        for x, cell, begins in line:
            merge = "" if cell.rowspan == 1 else '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
            width = sum(widths[x : x + cell.colspan])
            text = cell.text if begins else ""
            cells.append(_cell(text, width, size, "center", cell.colspan, merge, bold=True, middle=True))
        yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _row(row: Row, table: Table, widths: list[int], size: int) -> str:
    texts = [breakable(shown(cell)) for cell in row.cells]
    if row.kind == "group":
        cells = _cell(texts[0], sum(widths), size, "left", len(widths), bold=True, keep=True)
    else:
        is_total = row.kind == "total"
        cells = "".join(
            _cell(text, width, size, align, bold=is_total)
            for text, width, align in zip(texts, widths, table.align, strict=True)
        )
    whole = "<w:cantSplit/>" if all(len(text) < 600 for text in texts) else ""
    return f"<w:tr><w:trPr>{whole}</w:trPr>{cells}</w:tr>"


def _cell(
    text: str,
    width: int,
    size: int,
    align: str,
    span: int = 1,
    merge: str = "",
    *,
    bold: bool = False,
    middle: bool = False,
    keep: bool = False,
) -> str:
    grid = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    upright = '<w:vAlign w:val="center"/>' if middle else ""
    weight = "<w:b/>" if bold else ""
    words = escape(clean(text)).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    following = "<w:keepNext/>" if keep else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{grid}{merge}{upright}</w:tcPr>'
        f'<w:p><w:pPr>{following}<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:firstLine="0"/><w:jc w:val="{align}"/></w:pPr>'
        f'<w:r><w:rPr>{weight}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{words}</w:t></w:r></w:p></w:tc>'
    )
