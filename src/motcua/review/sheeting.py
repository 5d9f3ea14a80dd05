"""The sheet of a line as its pages show it: each question with proposal, answer and what to look at first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote as escaped

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.catalog.models import Component, ProcedureVersion
from motcua.review.models import Answer, CampaignLine, PartAnswer, PartSaid, Said
from motcua.review.proposing import Plain, Proposed, proposed_for
from motcua.review.questions import DOSSIER, Question, part_names, subject_of_part
from motcua.review.selectors_assessment import Sheet, components_of, sheet_of, version_of_line
from motcua.review.verdicts import Judgement, judge, old_levels, questions_for
from motcua.rulebook.selectors import book as current_book

_LOOKS = {"yes": "success", "no": "danger", "na": "info", "fits": "success", "technical": "info"}
_FIELDS = {
    "steps": gettext_lazy("Trình tự thực hiện"),
    "conditions": gettext_lazy("Yêu cầu, điều kiện"),
    "channels": gettext_lazy("Cách thức thực hiện"),
    "components": gettext_lazy("Thành phần hồ sơ"),
    "cases": gettext_lazy("Thành phần hồ sơ"),
    "results": gettext_lazy("Kết quả"),
    "fees": gettext_lazy("Phí, lệ phí"),
    "agencies": gettext_lazy("Cơ quan thực hiện"),
    "description": gettext_lazy("Mô tả"),
    "name": gettext_lazy("Tên thủ tục"),
}
_BASES = {
    "text": gettext_lazy("có trích dẫn"),
    "inferred": gettext_lazy("suy ra"),
    "silence": gettext_lazy("hồ sơ không nói"),
}
_FRAGMENT = 60


@dataclass(frozen=True, slots=True)
class Passage:
    """A quoted passage: where it stands, the words before, at and after what a rule fastened on, where to read it."""

    place: str
    before: str
    hit: str
    after: str
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """One question of the sheet. `subject` names it in addresses, `label` in sentences."""

    subject: str
    number: str
    title: str
    asks: str
    proposal: Plain
    answer: Answer | PartAnswer | None
    doubtful: bool
    opened: bool
    fits: str | None
    note: str = ""
    absent: str = ""  # when the law lets the question fall away

    @property
    def value(self) -> str:
        """The value shown: the answer, else what is proposed, "" for neither."""
        if self.answer is not None:
            return self.answer.value
        return self.proposed or ""

    @property
    def proposed(self) -> str | None:
        """The proposed value; None where nothing is, or it says that it does not know."""
        if "fit" in self.proposal:
            return str(self.proposal["fit"])
        answer = self.proposal.get("answer", "unknown")
        known = {True: Said.YES.value, False: Said.NO.value, None: Said.NOT_APPLICABLE.value}
        return None if answer == "unknown" else known[answer]

    @property
    def words(self) -> str:
        """The value in words."""
        return words_of(self.value)

    @property
    def look(self) -> str:
        """How its tag looks."""
        return _LOOKS.get(self.value, "warning")

    @property
    def basis(self) -> str:
        """What it rests on, in words."""
        if self.answer is not None:
            return str(self.answer.get_basis_display())
        return basis_words(self.proposal)

    @property
    def waits(self) -> bool:
        """Whether it still has to be answered."""
        return self.answer is None


@dataclass(frozen=True, slots=True)
class LineSheet:
    """A line with its version, what was answered, what is proposed and what follows from it."""

    line: CampaignLine
    version: ProcedureVersion | None
    sheet: Sheet
    proposed: Proposed
    rows: tuple[Row, ...]
    judgement: Judgement
    papers: Sequence[Component] = field(default=())

    @property
    def takeable(self) -> tuple[Row, ...]:
        """The questions that one act may accept: proposed to fit, not doubted, not answered."""
        return tuple(row for row in self.rows if row.waits and row.fits is not None)

    @property
    def doubted(self) -> tuple[Row, ...]:
        """The questions that have to be opened and are not answered."""
        return tuple(row for row in self.rows if row.waits and row.doubtful)

    def row(self, subject: str) -> Row | None:
        """The question of a subject."""
        return next((row for row in self.rows if row.subject == subject), None)

    def first(self) -> Row | None:
        """The question to look at first: doubted and open, else open, else unmet, else the first."""
        waiting = self.doubted or tuple(row for row in self.rows if row.waits)
        unmet = tuple(row for row in self.rows if row.value == Said.NO)
        return next(iter(waiting or unmet or self.rows), None)

    def after(self, subject: str) -> Row | None:
        """The question to look at after one: the next doubted and open one, from the start again at the end."""
        order = [row.subject for row in self.rows]
        place = order.index(subject) if subject in order else -1
        later = [row for row in self.doubted if order.index(row.subject) > place]
        return next(iter(later or self.doubted), None)


def line_sheet(line: CampaignLine) -> LineSheet:
    """Everything that the pages of a line show of its criteria; a fixed number of statements."""
    rules = current_book()
    version = version_of_line(line)
    sheet = sheet_of(line)
    proposed = proposed_for(version, line.law_date, old_levels=old_levels(line, rules), book=rules)
    rows = tuple(_row(question, sheet, proposed) for question in questions_for(line, rules))
    judgement = judge(line, sheet.answers, proposed, rules)
    return LineSheet(line, version, sheet, proposed, rows, judgement, components_of(version))


def _row(question: Question, sheet: Sheet, proposed: Proposed) -> Row:
    key = question.key
    return Row(
        key, question.number, str(question.title), _sentence(question.asks), proposed.of(key), sheet.answers.get(key),
        proposed.doubtful(key), key in sheet.opened, proposed.fits(key), absent=question.may_not_apply,
    )  # fmt: skip


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def part_rows(made: LineSheet) -> list[Row]:
    """The statutory parts, each paper of the dossier after the part of the dossier."""
    found = []
    for number, (part, name) in enumerate(part_names(made.line.law_date).items(), start=1):
        found.append(_part_row(made, part, 0, str(number), name))
        if part == DOSSIER:
            found += [
                _part_row(made, part, paper.ordinal, f"{number}.{place}", paper.name, _said_of(paper))
                for place, paper in enumerate(made.papers, start=1)
            ]
    return found


def _part_row(made: LineSheet, part: str, ordinal: int, number: str, name: str, note: str = "") -> Row:
    subject = subject_of_part(part, ordinal)
    plain = made.proposed.of(subject) or {"fit": PartSaid.FITS.value}
    database = str(plain.get("database") or "")
    if plain.get("what") == "replace_by_data":
        note = _("thay bằng dữ liệu: {name}").format(name=database) if database else _("thay bằng dữ liệu")
    answer = made.sheet.parts.get((part, ordinal))
    doubtful = plain["fit"] != PartSaid.FITS
    fits = None if doubtful else PartSaid.FITS.value
    heading = _sentence(name)
    return Row(subject, number, heading, "", plain, answer, doubtful, subject in made.sheet.opened, fits, note)


def _said_of(paper: Component) -> str:
    """How the paper is asked for: numbers of originals and copies as the record has them."""
    counts = ((paper.originals, _("bản chính")), (paper.copies, _("bản sao")))
    return ", ".join(f"{count} {words}" for count, words in counts if count)


def words_of(value: str) -> str:
    """A value in words; unknown where there is none."""
    return str({**dict(Said.choices), **dict(PartSaid.choices)}.get(value, _("chưa rõ")))


def basis_words(proposal: Plain) -> str:
    """What a proposal rests on, in words."""
    if not proposal:
        return _("không có gợi ý")
    return str(_BASES.get(str(proposal.get("basis", "")), _("gợi ý")))


def confidence_words(proposal: Plain) -> str:
    """How sure a proposal is: "tin cậy 85%"."""
    confidence = proposal.get("confidence")
    return "" if confidence is None else _("tin cậy {n}%").format(n=round(100 * float(confidence)))


def passages_of(line: CampaignLine, proposal: Mapping[str, Any]) -> list[Passage]:
    """The passages that a proposal rests on, with a link to each in the procedure."""
    page = reverse("catalog:control-procedure", args=[line.procedure.code])
    found = []
    for row in proposal.get("evidence", ()):
        text, hit = str(row["quote"]), str(row.get("hit") or "")
        at = text.find(hit) if hit else -1
        before, middle, after = (text[:at], hit, text[at + len(hit) :]) if at >= 0 else ("", text, "")
        fragment = escaped(" ".join((hit or text)[:_FRAGMENT].split()), safe="")
        case = f" ({row['case']})" if row.get("case") else ""
        place = f"{_FIELDS.get(str(row['field']).split('[')[0].split('.')[0], row['field'])}{case}"
        found.append(Passage(place, before, middle, after, f"{page}#:~:text={fragment}"))
    return found
