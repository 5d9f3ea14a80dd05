"""A process as the paper that an office files: its table of steps, its picture in parts that fit a page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from motcua.organisation.models import Unit
from motcua.papers.document import Agency, Annex, Block, Document, HeadCell, Heading, Paragraph, Picture, Row, Signature
from motcua.papers.document import Table as PaperTable
from motcua.papers.layout import issuing_agency
from motcua.processes.drawing.layout import drawing_of
from motcua.processes.flow.facts import facts_of
from motcua.processes.flow.steps import Step
from motcua.processes.flow.words import KIND_WORDS, in_one_sentence, times_in_words, ways_in_words
from motcua.processes.models import Edition, MemberRow, Process
from motcua.processes.output.pictures import PAPER_INCH, png_of, svg_of

_PORTRAIT, _LANDSCAPE = 160.0, 240.0  # millimetres of a page to draw on, across
_PORTRAIT_HIGH, _LANDSCAPE_HIGH = 215.0, 140.0
_WIDE = 1_150.0  # a picture wider than this lies on its side
_WIDTHS = (6.0, 34.0, 20.0, 13.0, 12.0, 15.0)


def annex_document(process: Process, edition: Edition, steps: Sequence[Step], on: date, place: str) -> Document:
    """The process as a document to print or to go on writing; `place` is the place name of its head."""
    facts = facts_of(steps)
    agency = _agency(process.unit, on)
    said = _(
        "Quy trình hiện tại có {steps} bước, {actors} bên tham gia, {ins} loại giấy tờ vào, {outs} loại giấy tờ ra."
    )
    counted = said.format(steps=facts.steps, actors=len(facts.actors), ins=facts.papers_in, outs=facts.papers_out)
    times = _("Tổng thời gian các bước, kể cả các nhánh: {times}.").format(times=times_in_words(facts))
    return Document(
        template="process-as-is",
        template_version="1",
        agency=agency,
        symbol="",
        place=place,
        type_name=_("QUY TRÌNH HIỆN TẠI"),
        subject=process.title,
        on=on,
        signature=Signature((_("NGƯỜI LẬP"),)),
        blocks=(
            Paragraph(_state(edition)),
            *_members(edition),
            Paragraph(counted),
            Paragraph(times),
            Heading(_("Các bước thực hiện"), 2),
            _table(steps),
        ),
        annexes=(_pictures(process, steps),) if steps else (),
    )


def _agency(unit: Unit | None, on: date) -> Agency:
    found = issuing_agency(unit, on) if unit is not None else {}
    return Agency(found.get("agency_parent", ""), found.get("agency_name", ""))


def _state(edition: Edition) -> str:
    if edition.confirmed_at is None:
        return _("Lần lập {number}, chưa xác nhận.").format(number=edition.number)
    said = _("Lần lập {number}, {who} xác nhận ngày {day}.")
    return said.format(number=edition.number, who=edition.confirmed_label, day=f"{edition.confirmed_at:%d/%m/%Y}")


def _members(edition: Edition) -> tuple[Block, ...]:
    rows = [
        Row((row.ordinal, row.procedure.code, _name(row), str(row.get_relation_display()), row.duty))
        for row in edition.members.all()
    ]
    if not rows:
        return ()
    head = tuple(HeadCell(text) for text in (_("STT"), _("Mã"), _("Thủ tục"), _("Quan hệ"), _("Cơ quan, trách nhiệm")))
    heading = Heading(_("Thứ tự, quan hệ của các thủ tục"), 2)
    return (
        heading,
        PaperTable((head,), tuple(rows), (6, 12, 42, 20, 20), ("center", "center", "left", "left", "left")),
    )


def _name(row: MemberRow) -> str:
    version = row.procedure.current
    return version.name if version is not None else ""


def _table(steps: Sequence[Step]) -> PaperTable:
    titles = (_("STT"), _("Việc làm"), _("Người thực hiện"), _("Thời gian"), _("Cách thức"), _("Giấy tờ vào, ra"))
    rows = tuple(
        Row((number, _said(step, steps), step.actor, step.time, step.channel, _papers(step)))
        for number, step in enumerate(steps, start=1)
    )
    head = (tuple(HeadCell(text) for text in titles),)
    return PaperTable(head, rows, _WIDTHS, ("center", "left", "left", "left", "left", "left"))


def _said(step: Step, steps: Sequence[Step]) -> str:
    name = step.name or str(KIND_WORDS[step.kind]).capitalize()
    return "\n".join([name, *ways_in_words(step, steps)])


def _papers(step: Step) -> str:
    parts = [(_("Vào:"), step.paper_in), (_("Ra:"), step.paper_out)]
    return "\n".join(f"{label} {text}" for label, text in parts if text)


def _pictures(process: Process, steps: Sequence[Step]) -> Annex:
    drawing = drawing_of(steps)
    lies = drawing.width > _WIDE
    across, down = (_LANDSCAPE, _LANDSCAPE_HIGH) if lies else (_PORTRAIT, _PORTRAIT_HIGH)
    words = in_one_sentence(steps, facts_of(steps))
    blocks = []
    for part in drawing.parts:
        height = drawing.head + part.height
        svg = svg_of(steps, process.title, part, drawing)
        width = min(across, down * drawing.width / height, drawing.width * 25.4 / 96)
        blocks.append(Picture(png_of(svg, drawing, height, PAPER_INCH), max(int(width), 30), words))
    return Annex(_("Phụ lục"), _("SƠ ĐỒ QUY TRÌNH HIỆN TẠI"), process.title, tuple(blocks), landscape=lies)
