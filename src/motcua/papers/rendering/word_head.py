"""The beginning and the end of a document in Word: agency and nation, title, addressees, recipients, signature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docx.shared import Mm

from motcua.papers.document import Document
from motcua.papers.rendering.widths import width_mm
from motcua.papers.rendering.word_text import add_text, balanced, keep_row_whole, rule, shape
from motcua.papers.words import number_and_symbol, place_and_day


@dataclass(frozen=True, slots=True)
class Page:
    """Where one writes: the Word file, the frame of the day, the width between the margins in millimetres."""

    made: Any
    frame: Mapping[str, Any]
    width_mm: float


def masthead(page: Page, document: Document) -> None:
    """Write the two columns of the head; the subject of a letter stands under its number."""
    size, words, measure = page.frame["size"], page.frame["words"], page.frame["measure"]
    left, right = _columns(page, measure["agency_column"])
    narrow = page.width_mm * measure["agency_column"] - 4
    broad = page.width_mm * (1 - measure["agency_column"]) - 4
    name = balanced(document.agency.name.upper(), size["agency"], narrow)
    if document.agency.parent:
        parent = balanced(document.agency.parent.upper(), size["agency_parent"], narrow)
        _line(left, parent, size["agency_parent"])
    _line(left, name, size["agency"], bold=True)
    rule(left.add_paragraph(), narrow, width_mm(name, size["agency"], bold=True) * measure["agency_rule"])
    _line(left, words["number"] + number_and_symbol(document.number, document.symbol), size["number"], before=4)
    if not document.type_name:
        _line(left, balanced(words["about"] + document.subject, size["about"], narrow), size["about"], before=3)
    _line(right, words["nation"], size["nation"], bold=True)
    _line(right, words["motto"], size["motto"], bold=True)
    rule(right.add_paragraph(), broad, width_mm(words["motto"], size["motto"], bold=True))
    _line(right, place_and_day(document), size["place"], italic=True, before=4)
    _unpadded(left, right)


def title_and_addressees(page: Page, document: Document) -> None:
    """Write the type name and subject with its rule, "Kính gửi" and the line of authority."""
    size = page.frame["size"]
    if document.type_name:
        heading = page.made.add_heading(level=1)
        shape(heading, "center", before=16)
        add_text(heading, document.type_name, size=size["title"])
        subject = balanced(document.subject, size["subject"], page.width_mm - 16)
        _line(page.made, subject, size["subject"], bold=True)
        share = width_mm(subject, size["subject"], bold=True) * page.frame["measure"]["subject_rule"]
        rule(page.made.add_paragraph(), page.width_mm, share)
    _addressees(page, document)
    if document.authority:
        _line(page.made, document.authority, size["title"], bold=True, before=12, after=12)


def closing(page: Page, document: Document) -> None:
    """Write the recipients and, beside them, the signature block."""
    size, words, measure = page.frame["size"], page.frame["words"], page.frame["measure"]
    _keep_last_words(page)
    left, right = _columns(page, 0.46)
    keep_row_whole(left)
    if document.recipients.lines:
        paragraph = left.add_paragraph()
        shape(paragraph, "left")
        add_text(paragraph, words["recipients"], size=size["recipients_head"], bold=True, italic=True)
        for line in document.recipients.lines:
            paragraph = left.add_paragraph()
            shape(paragraph, "left")
            add_text(paragraph, f"- {line}", size=size["recipients"])
    for line in document.signature.lines:
        _line(right, line.upper(), size["signature"], bold=True)
    _line(right, document.signature.name, size["signature"], bold=True, before=measure["signing_room"] * 2.835)
    _unpadded(left, right)


def _keep_last_words(page: Page) -> None:
    """Hold the end of the body and the signature on one page, with a little room between."""
    if page.made.paragraphs and page.made.element.body[-2].tag.endswith("}p"):
        page.made.paragraphs[-1].paragraph_format.keep_with_next = True
    between = page.made.add_paragraph()
    shape(between, "left")
    between.paragraph_format.keep_with_next = True


def _addressees(page: Page, document: Document) -> None:
    words = page.frame["words"]
    if not document.addressees:
        return
    if len(document.addressees) == 1:
        _line(page.made, words["addressees"] + document.addressees[0], page.frame["size"]["body"], before=14, after=10)
        return
    size, first = page.frame["size"]["body"], words["addressees"].strip()
    label = width_mm(f"{first} ", size)
    broad = max(width_mm(f"- {line}", size) for line in document.addressees)
    indent = label + max(0.0, (page.width_mm - label - broad) / 2)  # the longest line stands in the middle
    for place, line in enumerate(document.addressees):
        paragraph = page.made.add_paragraph()
        is_last = place == len(document.addressees) - 1
        shape(paragraph, "left", before=14 if place == 0 else 0, after=10 if is_last else 0)
        paragraph.paragraph_format.left_indent = Mm(indent)
        paragraph.paragraph_format.first_line_indent = Mm(-label)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(indent))
        add_text(paragraph, f"{first if place == 0 else ''}\t- {line}")


def _columns(page: Page, share: float) -> tuple[Any, Any]:
    table = page.made.add_table(rows=1, cols=2)
    table.autofit = False
    for cell, width in zip(table.rows[0].cells, (share, 1 - share), strict=True):
        cell.width = Mm(page.width_mm * width)
    for column, width in zip(table.columns, (share, 1 - share), strict=True):
        column.width = Mm(page.width_mm * width)
    left, right = table.rows[0].cells
    return left, right


def _line(
    where: Any,
    text: str,
    points: float,
    *,
    bold: bool = False,
    italic: bool = False,
    before: float = 0,
    after: float = 0,
) -> None:
    paragraph = where.add_paragraph()
    shape(paragraph, "center", before=before, after=after)
    add_text(paragraph, text, size=points, bold=bold, italic=italic)


def _unpadded(*cells: Any) -> None:
    """Take the empty paragraph away with which Word begins every cell."""
    for cell in cells:
        first = cell.paragraphs[0]
        if len(cell.paragraphs) > 1 and not first.text:
            first._p.getparent().remove(first._p)
