"""PDF/A-2b by one typst compiler that each process keeps warm."""

from __future__ import annotations

import json
import re
import threading
from datetime import UTC, datetime, time
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _

from motcua.papers.document import Document, Paragraph
from motcua.papers.rendering.typst_data import typst_data
from motcua.web.faults import UserError

STANDARD = "a-2b"
_lock = threading.Lock()
_UNUSUAL = re.compile("[^\x00-\u024f\u0300-\u036f\u1e00-\u1eff\u2010-\u2026]")  # beside Latin letters, accents, quotes
_NO_LETTER = re.compile(r'text `"(.+?)"` could not be displayed')


def pdf(document: Document) -> bytes:
    """Return the document as PDF/A-2b, tagged; the same document gives the same bytes.

    Raises `UserError` (`paper_letter`) where the text holds a letter that the official typeface does not have.
    """
    inputs, stamp = typst_inputs(document)
    try:
        with _lock:
            return bytes(compiler().compile(sys_inputs=inputs, pdf_standards=[STANDARD], timestamp=stamp))
    except typst.TypstError as error:
        unknown = _NO_LETTER.search(str(error))
        if unknown is None:
            raise
        message = _("Chữ “%(text)s” không có trong phông chữ của văn bản nên không in được.")
        hint = _("Bỏ hoặc thay ký tự đó rồi tạo lại.")
        raise UserError("paper_letter", message % {"text": unknown[1]}, hint=hint) from error


def check_letters(document: Document) -> None:
    """Raise `UserError` (`paper_letter`) where the document cannot be printed for a letter.

    The typesetter sees only the unusual letters: a list of thousands of lines costs no more than a note.
    """
    unusual = sorted(set(_UNUSUAL.findall(json.dumps(typst_data(document), ensure_ascii=False))))
    if unusual:
        bare = Document("", "", document.agency, "", "", "", document.signature, blocks=(Paragraph(" ".join(unusual)),))
        pdf(bare)


def pages(document: Document, ppi: float = 72) -> list[bytes]:
    """Return every page as a PNG picture of so many dots an inch."""
    inputs, stamp = typst_inputs(document)
    with _lock:
        made: Any = compiler().compile(format="png", ppi=ppi, sys_inputs=inputs, timestamp=stamp)
    return [made] if isinstance(made, bytes) else list(made)


def typst_inputs(document: Document) -> tuple[dict[str, str], datetime]:
    """Return what the layout reads and the moment printed into the file: the day of the document at midnight UTC."""
    on = document.on or datetime(2000, 1, 1, tzinfo=UTC).date()
    return {"document": json.dumps(typst_data(document), ensure_ascii=False)}, datetime.combine(on, time(), UTC)


@cache
def compiler() -> Any:
    """Return the compiler of this process: the layout and the shipped fonts, no others, nothing from the network."""
    folder = Path(str(resources.files("motcua.papers.rendering")))
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder / "fonts")])
    return typst.Compiler(str(folder / "official.typ"), root=str(folder), font_paths=fonts)
