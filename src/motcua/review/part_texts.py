"""What the record under review says in each statutory part and paper, with the documents it rests on and its source.

A person who is asked whether a part has to be amended decides with its text in sight. Parts have the keys of the rules
(`questions.part_names`), places those of a quotation ("channels[1].fee").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.catalog.models import Channel, Component, ProcedureVersion
from motcua.review.models import CampaignLine
from motcua.review.questions import DOSSIER
from motcua.review.selectors_assessment import components_of
from motcua.web.formats import vn_date

LEAD = 900  # letters of a part that stand open; what is longer is folded
_WHERE = {
    "name": "name", "steps": "sequence", "description": "sequence", "conditions": "conditions", "results": "result",
    "components": DOSSIER, "cases": DOSSIER, "channels": "manner", "agencies": "agency", "fees": "fee",
}  # fmt: skip
_ENDS = {".fee": "fee", ".time": "time_limit"}
ASKED_BY = {
    "C2": "forms", "C3a": "forms", "C3b": "forms", "C4": DOSSIER, "C5": "fee", "C7": "result", "C8": "result",
}  # fmt: skip
"""The part that a criterion is about as a whole, wherever the passages stand."""


def part_of_place(place: str) -> str:
    """The part that a place of the record belongs to; "" for one of none."""
    ends = (part for end, part in _ENDS.items() if place.endswith(end))
    return next(ends, _WHERE.get(place.partition("[")[0].partition(".")[0], ""))


@dataclass(frozen=True, slots=True)
class Said:
    """One text of a part: its heading ("" for the part itself) and the words of the record."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class PartText:
    """A part as the record has it: its texts, the documents of the legal basis, where all this is from."""

    texts: tuple[Said, ...]
    basis: tuple[str, ...]
    source: str
    href: str

    @property
    def long(self) -> bool:
        """Whether it is too long to stand open as a whole."""
        return sum(len(one.heading) + len(one.text) for one in self.texts) > LEAD

    @property
    def lead(self) -> str:
        """Its beginning, up to a whole word."""
        whole = "\n".join(f"{one.heading}: {one.text}" if one.heading else one.text for one in self.texts)
        return whole if len(whole) <= LEAD else f"{whole[:LEAD].rsplit(None, 1)[0]} …"


def part_text(line: CampaignLine, version: ProcedureVersion | None, part: str, ordinal: int = 0) -> PartText | None:
    """What a version with its parts at hand says in a part, or of the paper with an ordinal; None without a version."""
    if version is None:
        return None
    said = _paper(version, ordinal) if ordinal else _TEXTS.get(part, _nothing)(version)
    texts = tuple(one for one in said if one.text.strip())
    named = ((row.number, row.title) for row in version.legal_basis.all())
    basis = tuple(": ".join(filter(None, pair)) for pair in named)
    return PartText(texts, basis, _source(version), reverse("catalog:control-procedure", args=[line.procedure.code]))


def _source(version: ProcedureVersion) -> str:
    pieces = [_("phiên bản {n} trong danh mục").format(n=version.number)]
    if version.decision_no:
        pieces.append(_("quyết định công bố {number}").format(number=version.decision_no))
    if version.effective_from:
        pieces.append(_("áp dụng từ {day}").format(day=vn_date(version.effective_from)))
    return ", ".join([*pieces, *([version.source] if version.source else [])])


def _nothing(_version: ProcedureVersion) -> Iterator[Said]:
    return iter(())


def _name(version: ProcedureVersion) -> Iterator[Said]:
    yield Said("", version.name)


def _sequence(version: ProcedureVersion) -> Iterator[Said]:
    yield Said("", version.steps)
    yield Said(_("Mô tả"), version.description)


def _manner(version: ProcedureVersion) -> Iterator[Said]:
    for channel in version.channels.all():
        yield Said(_channel(channel), channel.note or _("không ghi chú thêm"))


def _channel(channel: Channel) -> str:
    case = channel.case.name if channel.case else ""
    return f"{channel.get_kind_display()} ({case})" if case else str(channel.get_kind_display())


def _of_channels(text: Callable[[Channel], str]) -> Callable[[ProcedureVersion], Iterator[Said]]:
    """A text of each channel; channels that say the same stand in one line."""

    def said(version: ProcedureVersion) -> Iterator[Said]:
        found: dict[str, list[str]] = {}
        for channel in version.channels.all():
            found.setdefault(text(channel), []).append(_channel(channel))
        return (Said(", ".join(dict.fromkeys(names)), words) for words, names in found.items())

    return said


def _limits(version: ProcedureVersion) -> Iterator[Said]:
    yield from _of_channels(lambda channel: channel.time_text)(version)
    for case in version.cases.all():
        yield Said(case.name, case.time_text)


def _dossier(version: ProcedureVersion) -> Iterator[Said]:
    for place, paper in enumerate(components_of(version), start=1):
        yield Said(str(place), " ".join(filter(None, (paper.name, _counted(paper)))))
    yield Said(_("Số lượng hồ sơ"), version.sets)


def _counted(paper: Component) -> str:
    counts = ((paper.originals, _("bản chính")), (paper.copies, _("bản sao")))
    told = ", ".join(f"{count} {words}" for count, words in counts if count) or paper.quantity
    return f"({told})" if told else ""


def _paper(version: ProcedureVersion, ordinal: int) -> Iterator[Said]:
    for paper in version.components.all():
        if paper.ordinal == ordinal:
            yield Said("", paper.name)
            yield Said(_("Số lượng"), _counted(paper).strip("()"))
            yield Said(_("Mẫu đơn, tờ khai"), paper.form)
            yield Said(_("Trường hợp"), paper.case.name)


def _forms(version: ProcedureVersion) -> Iterator[Said]:
    return (Said(paper.form, paper.name) for paper in components_of(version) if paper.form)


def _rows(names: Iterable[tuple[str, str]]) -> Iterator[Said]:
    return (Said(heading, name) for heading, name in names)


_TEXTS: Mapping[str, Callable[[ProcedureVersion], Iterator[Said]]] = {
    "name": _name,
    "sequence": _sequence,
    "manner": _manner,
    DOSSIER: _dossier,
    "time_limit": _limits,
    "subject": lambda version: _rows(("", row.name) for row in version.subjects.all()),
    "agency": lambda version: _rows((str(row.get_role_display()), row.name) for row in version.agencies.all()),
    "result": lambda version: _rows(("", row.name) for row in version.results.all()),
    "forms": _forms,
    "fee": _of_channels(lambda channel: channel.fee_text),
    "conditions": lambda version: iter([Said("", version.conditions)]),
}
