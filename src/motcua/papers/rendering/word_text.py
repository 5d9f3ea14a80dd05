"""Paragraphs of Word files: what Word needs to hear so that a paragraph looks as the layout says."""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from motcua.papers.rendering.widths import width_mm
from motcua.papers.words import clean

FONT = "Times New Roman"
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def set_font(style: Any, points: float) -> None:
    """Make a style use the official typeface in black, for every script."""
    style.font.name = FONT
    style.font.size = Pt(points)
    style.font.color.rgb = None
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)


def add_text(paragraph: Any, text: str, *, size: float | None = None, bold: bool = False, italic: bool = False) -> None:
    """Add a run; line breaks inside `text` are kept."""
    run = paragraph.add_run(clean(text))
    run.bold = bold or None
    run.italic = italic or None
    if size is not None:
        run.font.size = Pt(size)


def shape(
    paragraph: Any, align: str, *, before: float = 0, after: float = 0, first_mm: float = 0, spacing: float = 1
) -> None:
    """Set how a paragraph stands: gaps in points, the indent of its first line in millimetres."""
    form = paragraph.paragraph_format
    paragraph.alignment = ALIGN[align]
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.first_line_indent = Mm(first_mm)
    form.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    form.line_spacing = spacing


def rule(paragraph: Any, column_mm: float, length_mm: float) -> None:
    """Make an empty paragraph a thin centred line of that length in a column of that width."""
    shape(paragraph, "center", before=2)
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(3)
    side = Mm(max(0.0, (column_mm - length_mm) / 2))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def balanced(text: str, points: float, column_mm: float) -> str:
    """Return the text broken into as few lines as fit a column, all about equally long."""
    broken = _wrapped(text, points, column_mm)
    limit = column_mm
    while limit > 1:
        limit -= 1
        tighter = _wrapped(text, points, limit)
        if tighter.count("\n") > broken.count("\n"):
            break
        broken = tighter
    return broken


def _wrapped(text: str, points: float, column_mm: float) -> str:
    lines: list[str] = []
    for given in text.split("\n"):
        line = ""
        for word in given.split():
            longer = f"{line} {word}".strip()
            if line and width_mm(longer, points, bold=True) > column_mm:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return "\n".join(lines)


def add_field(paragraph: Any, code: str, size: float) -> None:
    """Add a field that Word computes (`PAGE`)."""
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(size)
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def keep_row_whole(cell: Any) -> None:
    """Never break the row of this cell over two pages."""
    cell._tc.getparent().get_or_add_trPr().append(OxmlElement("w:cantSplit"))
