"""Reads the portal's own Word file "Chi tiết thủ tục hành chính": labelled paragraphs and three kinds of table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from django.utils.translation import gettext as _
from lxml import etree

from motcua.catalog.intake.checked import checked
from motcua.catalog.intake.faults import RefusedError
from motcua.catalog.intake.limits import Limits
from motcua.catalog.intake.office import check_office
from motcua.catalog.intake.safexml import parse_xml
from motcua.catalog.intake.safezip import Budget, open_zip, read_part
from motcua.catalog.intake.vocabulary import channel_of, levels_of, quantities, stated, subjects_of
from motcua.catalog.record import (
    ChannelRecord,
    ComponentRecord,
    Item,
    LegalBasisRecord,
    ProcedureRecord,
    ResultRecord,
)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _TBL, _TR, _TC, _T = (_W + tag for tag in ("p", "tbl", "tr", "tc", "t"))
_BREAKS = {_W + "br": "\n", _W + "cr": "\n", _W + "tab": "\t"}
# In the order of the page: a label counts only after the one before it, so that a text which happens to begin with
# "Lĩnh vực:" inside the steps stays text.
_LABELS = {
    "Mã thủ tục": "code",
    "Số quyết định": "decision_no",
    "Tên thủ tục": "name",
    "Cấp thực hiện": "level_text",
    "Loại thủ tục": "kind",
    "Lĩnh vực": "field",
    "Trình tự thực hiện": "steps",
    "Cách thức thực hiện": "channels",
    "Thành phần hồ sơ": "components",
    "Đối tượng thực hiện": "subjects",
    "Cơ quan thực hiện": "agency",
    "Cơ quan có thẩm quyền": "authority",
    "Địa chỉ tiếp nhận HS": "receiving_address",
    "Cơ quan được ủy quyền": "delegated",
    "Cơ quan phối hợp": "coordinating",
    "Kết quả thực hiện": "results",
    "Căn cứ pháp lý": "legal_basis",
    "Yêu cầu, điều kiện thực hiện": "conditions",
    "Từ khóa": "keywords",
    "Mô tả": "description",
}
_ORDER = {part: place for place, part in enumerate(_LABELS.values())}
_LINK = re.compile(r"^\s*Để xem chi tiết thủ tục hành chính,.*?(https?://\S+)", re.DOTALL)


@dataclass(slots=True)
class _Page:
    """What has been read of the page so far."""

    current: str = ""
    texts: dict[str, list[str]] = field(default_factory=dict)
    channels: list[ChannelRecord] = field(default_factory=list)
    components: list[ComponentRecord] = field(default_factory=list)
    basis: list[LegalBasisRecord] = field(default_factory=list)
    case: str | None = None
    link: str | None = None

    def text(self, part: str) -> str | None:
        return stated("\n".join(self.texts.get(part, ())))


def read_word(file: IO[bytes], name: str, limits: Limits) -> Iterator[Item]:
    """Yield the one procedure of a Word file. Raises `RefusedError` for a file that is unsafe or not this form."""
    budget = Budget(limits)
    with open_zip(file, limits) as archive:
        check_office(archive, limits, budget)
        part = "word/document.xml"
        root = parse_xml(read_part(archive, part, limits, budget, limits.xml_bytes), part)
    page = _Page()
    body = root.find(_W + "body")
    for element in body if body is not None else ():
        if element.tag == _P:
            _paragraph(page, _text_of(element))
        elif element.tag == _TBL:
            _table(page, element)
    if "code" not in page.texts or "name" not in page.texts:
        raise RefusedError(
            _("Không thấy “Mã thủ tục” và “Tên thủ tục”. Cần tệp Word “Chi tiết thủ tục hành chính” của Cổng.")
        )
    yield checked(_record(page, name), limits)


def _paragraph(page: _Page, text: str) -> None:
    label, colon, rest = text.partition(":")
    part = _LABELS.get(label.strip()) if colon else None
    if part and _ORDER[part] > _ORDER.get(page.current, -1):
        page.current = part
        page.texts.setdefault(part, [rest.removeprefix(" ")])
        return
    link = _LINK.match(text)
    if link:
        page.link, page.current = link[1], page.current or "description"
    elif page.current == "components":
        page.case = stated(text) if text.strip() not in {"", "Bao gồm"} else page.case if not text.strip() else None
    elif page.current:
        page.texts[page.current].append(text)


def _table(page: _Page, table: etree._Element) -> None:
    rows = [[_cell(cell) for cell in row.iterchildren(_TC)] for row in table.iterchildren(_TR)]
    if len(rows) < 2:
        return
    reader = {"channels": _channel, "components": _component, "legal_basis": _basis}.get(page.current)
    if reader is None:  # a table inside a text: kept as text, a line a row
        if page.current:
            page.texts[page.current] += ["\t".join(cells) for cells in rows]
        return
    for cells in rows[1:]:
        reader(page, [*cells, "", "", "", ""])


def _channel(page: _Page, cells: list[str]) -> None:
    channel = channel_of(cells[0])
    if channel is None:
        raise RefusedError(
            _("Hình thức nộp lạ “%(text)s”. Sửa thành Trực tiếp, Trực tuyến hoặc Dịch vụ bưu chính.")
            % {"text": cells[0][:60]}
        )
    page.channels.append(ChannelRecord(channel, stated(cells[1]), stated(cells[2]), stated(cells[3])))


def _component(page: _Page, cells: list[str]) -> None:
    name, form, quantity = cells[0], stated(cells[1]), stated(cells[2])
    if not (name.strip() or form or quantity):
        return
    originals, copies = quantities(quantity)
    page.components.append(ComponentRecord(name, page.case, form, quantity, originals, copies))


def _basis(page: _Page, cells: list[str]) -> None:
    if any(cell.strip() for cell in cells):
        page.basis.append(LegalBasisRecord(cells[0], stated(cells[1]), stated(cells[2]), stated(cells[3])))


def _record(page: _Page, source: str) -> ProcedureRecord:
    level_text, result = page.text("level_text"), page.text("results")
    return ProcedureRecord(
        code=page.text("code") or "",
        name=page.text("name") or "",
        source=source,
        decision_no=page.text("decision_no"),
        levels=levels_of(level_text),
        level_text=level_text,
        kind=page.text("kind"),
        field=page.text("field"),
        agency=page.text("agency"),
        authority=page.text("authority"),
        coordinating=page.text("coordinating"),
        delegated=page.text("delegated"),
        receiving_address=page.text("receiving_address"),
        subjects=subjects_of(page.text("subjects")),
        steps=page.text("steps"),
        channels=tuple(page.channels),
        components=tuple(page.components),
        results=(ResultRecord(result),) if result else (),
        legal_basis=tuple(page.basis),
        conditions=page.text("conditions"),
        keywords=page.text("keywords"),
        description=page.text("description"),
        source_url=page.link,
    )


def _cell(cell: etree._Element) -> str:
    return "\n".join(filter(None, (_text_of(paragraph) for paragraph in cell.iterchildren(_P)))).strip()


def _text_of(paragraph: etree._Element) -> str:
    pieces: list[str] = []
    for element in paragraph.iter():
        if element.tag == _T:
            pieces.append(element.text or "")
        elif element.tag in _BREAKS and element.getparent() is not None:
            pieces.append(_BREAKS[str(element.tag)])
    return "".join(pieces)
