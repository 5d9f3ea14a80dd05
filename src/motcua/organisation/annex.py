"""The list of focal officers as the annex of the decision: its rows, and the same as a Word file (A4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from motcua.access.actors import Actor
from motcua.organisation.models import FocalAppointment
from motcua.organisation.officers import appointments_of_year, day_of_year
from motcua.organisation.selectors import shown_name
from motcua.web.formats import vn_date

FONT = "Times New Roman"


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """One line of the annex."""

    number: int
    unit: str
    holder: str
    title: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Annex:
    """The annex of a year: its decisions as they are cited, and its lines."""

    year: int
    decisions: tuple[str, ...]
    rows: tuple[AnnexRow, ...]


def annex_of(actor: Actor, year: int, today: date, decision_no: str = "") -> Annex:
    """The officers of a year who hold the office still (or held it at the year's end); of one decision, where given."""
    day = day_of_year(year, today)
    held = [
        row
        for row in appointments_of_year(actor, year)
        if (row.covers(day) or (row.valid_from is not None and row.valid_from > day))
        and (not decision_no or row.decision_no == decision_no)
    ]
    held.sort(key=lambda row: (_rank(row, day), shown_name(row.unit, day)))
    decisions = dict.fromkeys(cited(row) for row in held)
    rows = [
        AnnexRow(number, shown_name(row.unit, day), row.holder, row.title, row.phone, row.email)
        for number, row in enumerate(held, start=1)
    ]
    return Annex(year, tuple(decisions), tuple(rows))


def _rank(row: FocalAppointment, day: date) -> int:
    period = next((one for one in row.unit.periods.all() if one.covers(day)), None)
    return period.tier.rank if period else 99


def cited(row: FocalAppointment) -> str:
    """A decision as papers cite it."""
    return _("Quyết định số %(number)s ngày %(day)s do %(signer)s ký") % {
        "number": row.decision_no,
        "day": vn_date(row.decision_date),
        "signer": row.signer,
    }


def heads() -> tuple[str, ...]:
    """The columns of the annex."""
    return (_("STT"), _("Cơ quan, đơn vị"), _("Họ và tên"), _("Chức vụ"), _("Điện thoại"), _("Thư điện tử"))


def annex_title(year: int) -> str:
    """The title of the annex."""
    return _("Danh sách công chức đầu mối kiểm soát thủ tục hành chính năm %(year)s") % {"year": year}


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
