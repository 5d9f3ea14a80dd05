"""What an official document is before it is drawn: plain values that every format is made from.

A `Document` is made by `motcua.papers.templating.document_from` (or by hand) and drawn by
`motcua.papers.rendering.render`. It holds no Django object, so that the data kept beside a paper is enough to
draw it again on any day.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Align = Literal["left", "center", "right"]
TextAlign = Literal["justify", "center", "left", "right"]
PaperSize = Literal["A4", "A5"]
RowKind = Literal["row", "group", "total"]
Cell = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Agency:
    """Who issues: the agency above it (may be empty) and its own name, as they were called on that day."""

    parent: str
    name: str


@dataclass(frozen=True, slots=True)
class Signature:
    """The signature block: lines of authority and title ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH") and the person's name."""

    lines: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Recipients:
    """The lines under "Nơi nhận", without dashes ("Như Điều 3;", "Lưu: VT, KSTTHC.")."""

    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body; a line break inside `text` is kept."""

    text: str
    bold: bool = False
    italic: bool = False
    align: TextAlign = "justify"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (centred, capitals are the caller's), 2 or 3."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a decision: `title` is the bold beginning ("Điều 1."), the first paragraph follows on its line."""

    title: str
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of a table's head; it may cover several columns or rows."""

    text: str
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row: one cell a column; a `group` row has one cell that spans all columns; a `total` row is bold."""

    cells: tuple[Cell, ...]
    kind: RowKind = "row"


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `widths` are shares of the whole width, `align` is how the cells of each column stand."""

    head: tuple[tuple[HeadCell, ...], ...]
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    align: tuple[Align, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the body (a QR code): PNG bytes, its width on paper and what it says to who cannot see it."""

    data: bytes
    width_mm: int
    alt: str
    align: Align = "center"


Block = Paragraph | Heading | Article | Table | PageBreak | Picture


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: `title` ("Phụ lục I"), `subtitle` (what it is, in capitals), `note` (of which document it is).

    It begins on a page of its own, has its own page numbers and may lie on its side.
    """

    title: str
    subtitle: str = ""
    note: str = ""
    blocks: tuple[Block, ...] = ()
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """An official document.

    `type_name` is "" for a letter (công văn): its subject is printed as "V/v …" under the number. `number` is
    empty before the document is numbered, `on` is None before it is dated.
    """

    template: str
    template_version: str
    agency: Agency
    symbol: str
    place: str
    subject: str
    signature: Signature
    type_name: str = ""
    number: str = ""
    on: date | None = None
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    recipients: Recipients = field(default_factory=Recipients)
    annexes: tuple[Annex, ...] = ()
    paper: PaperSize = "A4"
    landscape: bool = False
    authority: str = ""  # the line in capitals between the title and the bases ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …")
    action: str = ""  # the line in capitals after the bases ("QUYẾT ĐỊNH:")
