"""The annex of focal officers as a Word file (A4 across); apart, since only this needs the library for Word."""

from __future__ import annotations

from io import BytesIO

from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from motcua.organisation.annex import Annex, annex_title, heads

FONT = "Times New Roman"


def annex_docx(annex: Annex, province: str) -> bytes:
    """The annex as a Word file: A4 across, table head on each page."""
    document = Document()
    _page(document)
    _line(document, _("PHỤ LỤC"), bold=True)
    _line(document, annex_title(annex.year), bold=True)
    _line(document, province)
    for decision in annex.decisions:
        _line(document, f"({_('Kèm theo')} {decision})", italic=True)
    table = document.add_table(rows=1, cols=len(heads()))
    table.style = "Table Grid"
    for cell, words in zip(table.rows[0].cells, heads(), strict=True):
        run = cell.paragraphs[0].add_run(words)
        run.bold = True
    _repeat_head(table.rows[0])
    for row in annex.rows:
        texts = (str(row.number), row.unit, row.holder, row.title, row.phone, row.email)
        for cell, words in zip(table.add_row().cells, texts, strict=True):
            cell.text = words
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Paper) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)


def _line(document: Paper, text: str, *, bold: bool = False, italic: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic


def _repeat_head(row: object) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # type: ignore[attr-defined]  # python-docx has no words for it
