"""A computed table as a file: our workbook to go on typing in, or a paper drawn as official documents are."""

from __future__ import annotations

from typing import Literal, cast

from motcua.papers.document import Agency, Document, Signature
from motcua.papers.rendering import render
from motcua.papers.tables.computed import Computed
from motcua.papers.tables.drawing import over_table, shown_text
from motcua.papers.tables.workbook_write import write_workbook

_REPORTER = "reporting_unit"  # the field over a table that names who reports
FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def paper_of(computed: Computed) -> Document:
    """The table as an official document of the unit that reports, not numbered and not signed."""
    form = computed.form
    return Document(
        template=f"table:{form.key}",
        template_version=form.version,
        agency=Agency("", shown_text(computed.fields.get(_REPORTER))),
        symbol="",
        place="",
        subject=form.title,
        type_name=form.label,
        signature=Signature(("THỦ TRƯỞNG ĐƠN VỊ",)),
        blocks=over_table(computed),
        landscape=form.landscape,
    )


def file_bytes(computed: Computed, format_name: str) -> bytes:
    """The file of a table as "xlsx", "pdf" or "docx". Raises `KeyError` for another format."""
    if format_name == "xlsx":
        return write_workbook(computed)
    if format_name not in FORMATS:
        raise KeyError(format_name)
    return render(paper_of(computed), cast(Literal["pdf", "docx"], format_name))


def file_name(computed: Computed, format_name: str) -> str:
    """`ii-06a.xlsx`."""
    return f"{computed.form.key}.{format_name}"
