"""Draws documents: PDF/A by typst, DOCX and XLSX from the same definition."""

from __future__ import annotations

from typing import Literal

from motcua.papers.document import Document

Format = Literal["pdf", "docx", "xlsx"]
MEDIA_TYPES: dict[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def render(document: Document, form: Format) -> bytes:
    """Return the document in that format.

    Raises `UserError` (`paper_no_table`) for XLSX of a document without any table.
    """
    if form == "pdf":
        from motcua.papers.rendering.pdf import pdf

        return pdf(document)
    if form == "docx":
        from motcua.papers.rendering.word import docx

        return docx(document)
    from motcua.papers.rendering.sheets import xlsx

    return xlsx(document)


def render_printable(document: Document, form: Format) -> bytes:
    """`render` for what will be printed and signed: Word is refused for the letters for which PDF is.

    Raises `UserError` (`paper_letter`) where the official typeface lacks a letter, and as `render` does.
    """
    if form == "docx":
        from motcua.papers.rendering.pdf import check_letters

        check_letters(document)
    return render(document, form)
