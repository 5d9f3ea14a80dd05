"""The table of opinions with replies as DOCX, XLSX, PDF or JSON, all drawn from one document."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from django.utils import timezone

from motcua.papers.document import Align, Annex, Document, HeadCell, Row, Table
from motcua.papers.rendering import MEDIA_TYPES, render
from motcua.papers.templating import document_from
from motcua.review.models import Consultation
from motcua.review.selectors_asking import table_of
from motcua.review.services.letterhead import head_of

FORMATS = ("docx", "xlsx", "pdf", "json")
_HEAD = (
    "STT",
    "Nơi có ý kiến",
    "Mã thủ tục",
    "Tên thủ tục",
    "Ý kiến",
    "Nội dung",
    "Tiếp thu, giải trình",
    "Lý do, nội dung tiếp thu",
)
_WIDTHS = (4.0, 16.0, 9.0, 20.0, 9.0, 17.0, 10.0, 15.0)


def drawn(row: Consultation, form: str) -> tuple[bytes, str]:
    """The table as a file and its media type; `form` is one of `FORMATS`."""
    if form == "json":
        plain = {"title": row.title, "number": row.number, "rows": [asdict(one) for one in table_of(row)]}
        return json.dumps(plain, ensure_ascii=False, indent=2).encode(), "application/json"
    document = table_document(row)
    if form == "docx":
        return render(document, "docx"), MEDIA_TYPES["docx"]
    if form == "pdf":
        return render(document, "pdf"), MEDIA_TYPES["pdf"]
    return render(document, "xlsx"), MEDIA_TYPES["xlsx"]


_LEFT: Align = "left"
_ALIGN: tuple[Align, ...] = ("center", *[_LEFT] * (len(_HEAD) - 1))


def table_document(row: Consultation) -> Document:
    """A letter of the asking unit with the table as its annex."""
    today = timezone.localdate()
    opinions = table_of(row)
    rows = tuple(Row((place, *asdict(one).values())) for place, one in enumerate(opinions, start=1))
    head = (tuple(HeadCell(text) for text in _HEAD),)
    table = Table(head, rows, _WIDTHS, _ALIGN)
    data = {
        **head_of(row.unit, today, "…", "…"),
        "subject": f"tổng hợp ý kiến về {row.title[:1].lower()}{row.title[1:]}",
        "addressees": ["…"],
        "body": ["Gửi kèm bảng tổng hợp ý kiến của các nơi được hỏi và nội dung tiếp thu, giải trình."],
    }
    draft = document_from("letter", today, data)
    annex = Annex("Phụ lục", "BẢNG TỔNG HỢP, TIẾP THU, GIẢI TRÌNH Ý KIẾN", "", (table,), landscape=True)
    return replace(draft, annexes=(annex,))
