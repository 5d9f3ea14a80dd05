"""Two versions of a procedure beside each other, as the page, the terminal and the Word file show them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from motcua.catalog.compare import Change, compare, part_name
from motcua.catalog.models import ProcedureVersion
from motcua.catalog.plain import version_line
from motcua.catalog.rows import record_of
from motcua.web.formats import vn_date


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two versions of one procedure, the weightiest first."""

    code: str
    name: str
    old: ProcedureVersion
    new: ProcedureVersion
    changes: tuple[Change, ...]

    def to_dict(self) -> dict[str, Any]:
        """The comparison as plain values."""
        return {
            "code": self.code,
            "name": self.name,
            "from": version_line(self.old),
            "to": version_line(self.new),
            "changes": [{"title": part_name(change.part), **asdict(change)} for change in self.changes],
        }


def compare_versions(old: ProcedureVersion, new: ProcedureVersion) -> Comparison:
    """Compare two versions (parts prefetched) of one procedure."""
    changes = tuple(compare(record_of(old), record_of(new)))
    return Comparison(new.procedure.code, new.name, old, new, changes)


def comparison_docx(comparison: Comparison) -> bytes:
    """The comparison as a Word file: a heading, the two versions, a table of changes."""
    from docx import Document  # a fifth of a second that only this file needs
    from docx.shared import Pt

    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    document.add_heading(_("So sánh hai phiên bản thủ tục hành chính"), level=1)
    document.add_paragraph(f"{comparison.code} – {comparison.name}")
    for words, version in ((_("Phiên bản cũ"), comparison.old), (_("Phiên bản mới"), comparison.new)):
        start = vn_date(version.effective_from) if version.effective_from else _("chưa áp dụng")
        decision = f"; {version.decision_no}" if version.decision_no else ""
        document.add_paragraph(f"{words}: {_('áp dụng từ')} {start}{decision}")
    if not comparison.changes:
        document.add_paragraph(_("Hai phiên bản giống nhau."))
    else:
        _table(document, comparison)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _table(document: Any, comparison: Comparison) -> None:
    table = document.add_table(rows=1, cols=4, style="Table Grid")
    for cell, words in zip(table.rows[0].cells, (_("Nội dung"), _("Trước"), _("Sau"), _("Thay đổi")), strict=True):
        cell.text = words
    for change in comparison.changes:
        cells = table.add_row().cells
        cells[0].text, cells[3].text = part_name(change.part), change.sentence
        cells[1].text, cells[2].text = change.before or "", change.after or ""
