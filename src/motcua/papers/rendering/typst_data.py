"""A document as the plain values that the typst layout reads."""

from __future__ import annotations

from typing import Any

from motcua.papers.document import Article, Block, Document, Heading, PageBreak, Paragraph, Picture, Table
from motcua.papers.rendering.breaking import breakable
from motcua.papers.rendering.frames import frame_on
from motcua.papers.words import ended_bases, number_and_symbol, place_and_day, shown


def typst_data(document: Document) -> dict[str, Any]:
    """Return what `official.typ` reads as JSON: every text ready, every length in the frame."""
    frame = {key: value for key, value in frame_on(document.on).items() if isinstance(value, dict)}
    is_letter = not document.type_name
    return {
        "frame": frame,
        "title": document.subject if is_letter else f"{document.type_name}: {document.subject}",
        "author": document.agency.name,
        "paper": document.paper,
        "landscape": document.landscape,
        "agency": {"parent": document.agency.parent, "name": document.agency.name},
        "number": number_and_symbol(document.number, document.symbol),
        "about": document.subject if is_letter else "",
        "place": place_and_day(document),
        "type_name": document.type_name,
        "subject": document.subject,
        "addressees": list(document.addressees),
        "authority": document.authority,
        "bases": list(ended_bases(document.bases)),
        "action": document.action,
        "blocks": [block_data(block) for block in document.blocks],
        "recipients": list(document.recipients.lines),
        "signature": {"lines": list(document.signature.lines), "name": document.signature.name},
        "annexes": [
            {
                "title": annex.title,
                "subtitle": annex.subtitle,
                "note": annex.note,
                "landscape": annex.landscape,
                "blocks": [block_data(block) for block in annex.blocks],
            }
            for annex in document.annexes
        ],
    }


def block_data(block: Block) -> dict[str, Any]:
    """Return one block as plain values."""
    match block:
        case Paragraph(text, bold, italic, align):
            return {"kind": "paragraph", "text": text, "bold": bold, "italic": italic, "align": align}
        case Heading(text, level):
            return {"kind": "heading", "text": text, "level": level}
        case Article(title, paragraphs):
            return {"kind": "article", "title": title, "paragraphs": list(paragraphs)}
        case Table():
            return _table_data(block)
        case PageBreak():
            return {"kind": "page_break"}
        case Picture(data, width_mm, alt, align):
            return {"kind": "picture", "data": list(data), "width_mm": width_mm, "alt": alt, "align": align}


def _table_data(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "head": [
            [{"text": cell.text, "colspan": cell.colspan, "rowspan": cell.rowspan} for cell in line]
            for line in table.head
        ],
        "rows": [{"kind": row.kind, "cells": [breakable(shown(cell)) for cell in row.cells]} for row in table.rows],
        "widths": list(table.widths),
        "align": list(table.align),
        "caption": table.caption,
    }
