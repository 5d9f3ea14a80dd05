"""DOCX: the same document for those who go on writing in Word, with true headings, sections and table heads."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from typing import Any

import docx as word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from motcua.papers.document import Annex, Article, Block, Document, Heading, PageBreak, Paragraph, Picture, Table
from motcua.papers.rendering.frames import frame_on
from motcua.papers.rendering.word_head import Page, closing, masthead, title_and_addressees
from motcua.papers.rendering.word_table import table_xml
from motcua.papers.rendering.word_text import add_field, add_text, set_font, shape
from motcua.papers.words import ended_bases

SHEETS = {"A4": (210, 297), "A5": (148, 210)}


def docx(document: Document) -> bytes:
    """Return the document as a Word file; the same document gives the same words in the same order as its PDF."""
    frame = frame_on(document.on)
    made = word.Document()
    _styles(made, frame)
    _properties(made, document)
    page = _section(made, made.sections[0], document, landscape=document.landscape)
    masthead(page, document)
    title_and_addressees(page, document)
    for base in ended_bases(document.bases):
        _body(page, base, italic=True)
    if document.action:
        paragraph = made.add_paragraph()
        shape(paragraph, "center", before=12, after=12)
        add_text(paragraph, document.action, size=frame["size"]["title"], bold=True)
    for block in document.blocks:
        _block(page, block)
    closing(page, document)
    for annex in document.annexes:
        _annex(made, document, annex)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _styles(made: Any, frame: Any) -> None:
    size = frame["size"]["body"]
    set_font(made.styles["Normal"], size)
    for level in (1, 2, 3):
        style = made.styles[f"Heading {level}"]
        set_font(style, size)
        style.font.bold = True
        style.font.italic = level == 3


def _properties(made: Any, document: Document) -> None:
    made.core_properties.title = f"{document.type_name}: {document.subject}" if document.type_name else document.subject
    made.core_properties.author = document.agency.name
    made.core_properties.language = "vi-VN"
    made.core_properties.comments = ""
    stamp = datetime.combine(document.on, time(), UTC) if document.on else datetime(2000, 1, 1, tzinfo=UTC)
    made.core_properties.created = made.core_properties.modified = stamp


def _section(made: Any, section: Any, document: Document, *, landscape: bool) -> Page:
    frame = frame_on(document.on)
    short, long = SHEETS[document.paper]
    width, height = (long, short) if landscape else (short, long)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    margin = frame["margin"]
    section.top_margin, section.bottom_margin = Mm(margin["top"]), Mm(margin["bottom"])
    section.left_margin, section.right_margin = Mm(margin["left"]), Mm(margin["right"])
    section.header_distance = Mm(margin["top"] / 2)
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    section.header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    shape(paragraph, "center")
    add_field(paragraph, "PAGE", frame["size"]["page_number"])
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(start, "w:cols", "w:titlePg", "w:docGrid")
    return Page(made, frame, width - margin["left"] - margin["right"])


def _annex(made: Any, document: Document, annex: Annex) -> None:
    section = made.add_section(WD_SECTION.NEW_PAGE)
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    page = _section(made, section, document, landscape=annex.landscape)
    heading = made.add_heading(level=1)
    shape(heading, "center", after=2)
    add_text(heading, annex.title)
    for text, italic in ((annex.subtitle, False), (annex.note, True)):
        if text:
            paragraph = made.add_paragraph()
            shape(paragraph, "center", after=8 if italic else 2)
            add_text(paragraph, text, bold=not italic, italic=italic)
    for block in annex.blocks:
        _block(page, block)


def _block(page: Page, block: Block) -> None:
    match block:
        case Paragraph(text, bold, italic, align):
            _body(page, text, bold=bold, italic=italic, align=align)
        case Heading(text, level):
            heading = page.made.add_heading(level=level)
            shape(heading, "center" if level == 1 else "left", before=10, after=6)
            add_text(heading, text)
        case Article(title, paragraphs):
            _body(page, " ".join(["", *paragraphs[:1]]), title=title)
            for text in paragraphs[1:]:
                _body(page, text)
        case Table():
            _table(page, block)
        case PageBreak():
            page.made.add_page_break()
        case Picture(data, width_mm, alt, align):
            paragraph = page.made.add_paragraph()
            shape(paragraph, align, before=4, after=4)
            drawn = paragraph.add_run().add_picture(io.BytesIO(data), width=Mm(width_mm))
            drawn._inline.docPr.set("descr", alt)


def _body(
    page: Page, text: str, *, title: str = "", bold: bool = False, italic: bool = False, align: str = "justify"
) -> None:
    measure = page.frame["measure"]
    paragraph = page.made.add_paragraph()
    first = measure["first_line"] if align == "justify" else 0
    shape(paragraph, align, after=measure["paragraph_gap"], first_mm=first, spacing=measure["line_spacing"])
    if title:
        add_text(paragraph, title, bold=True)
    add_text(paragraph, text, bold=bold, italic=italic)


def _table(page: Page, table: Table) -> None:
    if table.caption:
        caption = page.made.add_paragraph()
        shape(caption, "center", before=8, after=4)
        caption.paragraph_format.keep_with_next = True
        add_text(caption, table.caption, bold=True)
    page.made.element.body.insert_element_before(
        table_xml(table, page.width_mm, page.frame["size"]["table"]), "w:sectPr"
    )
    after = page.made.add_paragraph()
    shape(after, "left", after=2)
