"""What does not hold together in the answers about one procedure; pure functions, one a check, gathered in `CHECKS`.

A finding with severity "error" stands in the way of concluding the line; a "warning" is for the eye of whoever looks.
The quality check of the office runs the same functions over submitted lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.utils.translation import gettext as _

Severity = Literal["error", "warning"]
ORDER = ("not_met", "information", "partial", "full")
_NAMED = 6
_OWNED = "technical"
_WRITTEN = ("own_document", "ministry")
_QUARTER_ENDS = {"1": (3, 31), "2": (6, 30), "3": (9, 30), "4": (12, 31)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold together: which check found it, about which subject, in a sentence."""

    check: str
    severity: Severity
    subject: str
    message: str

    def to_dict(self) -> dict[str, str]:
        """Plain values, ready for JSON."""
        return {"check": self.check, "severity": self.severity, "subject": self.subject, "message": self.message}


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """One answer as the checks see it; `proposed` is the value that was proposed from the record's own text."""

    value: str
    label: str = ""
    basis: str = "own"
    reason: str = ""
    document: str = ""
    article: str = ""
    remedy: str = ""
    wording: str = ""
    owner: str = ""
    due_on: date | None = None
    proposed: str | None = None
    stated: bool = False


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line as the checks see it.

    `verdict` is the level that the confirmed answers give (a level's name, or "0" to "4"), None while some are missing;
    `level` what the unit concludes, `suitable` whether the service is to be offered, `from_day` when the campaign
    began. `needs_article` are the criteria whose failure must name the article that obliges. `doubtful` are subjects
    that had to be opened and were not, `missing` those without an answer, `volume` dossiers a year (None: unknown).
    `second_stage`: the procedure was found unsuitable before and is taken up again.
    """

    answers: Mapping[str, AnswerFacts]
    verdict: str | None = None
    level: str = ""
    suitable: bool | None = None
    year: int | None = None
    period: str = ""
    note: str = ""
    from_day: date | None = None
    needs_article: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()
    doubtful: frozenset[str] = frozenset()
    clashes: int = 0
    volume: int | None = None
    second_stage: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)


Check = Callable[[LineFacts], Iterator[Finding]]


def unanswered(facts: LineFacts) -> Iterator[Finding]:
    """Every question has an answer, and no two answers wait to be made one."""
    if facts.missing:
        rest = len(facts.missing) - _NAMED
        names = "; ".join(facts.missing[:_NAMED]) + (_(" và {n} mục khác").format(n=rest) if rest > 0 else "")
        told = _("Còn {n} mục chưa có kết luận: {names}.").format(n=len(facts.missing), names=names)
        yield Finding("unanswered", "error", facts.missing[0], told)
    if facts.clashes:
        told = _("Còn {n} câu trả lời của hai người chưa hợp nhất.").format(n=facts.clashes)
        yield Finding("unanswered", "error", "", told)


def unopened(facts: LineFacts) -> Iterator[Finding]:
    """A proposal that is in doubt was opened before it was accepted."""
    for subject in sorted(facts.doubtful):
        answer = facts.answers.get(subject)
        if answer is not None and answer.basis in ("exception", "copied"):
            yield _about("unopened", "error", subject, answer, _("Mục {name}: gợi ý còn nghi ngờ mà chưa mở xem."))


def level_against_criteria(facts: LineFacts) -> Iterator[Finding]:
    """The concluded level is the one that the answers give, or one that the named remedies lead to."""
    if not facts.level or facts.verdict is None or facts.level == facts.verdict:
        return
    if _rank(facts.level) < _rank(facts.verdict):
        if not facts.note.strip():
            told = _("Kết luận thấp hơn mức độ mà câu trả lời cho thấy; chưa ghi lý do ở phần ghi chú.")
            yield Finding("level_against_criteria", "error", "level", told)
        return
    for subject, answer in facts.answers.items():
        if answer.value == "no" and not answer.remedy:
            told = _("Kết luận cao hơn mức độ hiện nay nhưng mục {name} không đạt mà chưa có giải pháp.")
            yield _about("level_against_criteria", "error", subject, answer, told)
    if facts.year is None and not facts.period:
        told = _("Kết luận cao hơn mức độ hiện nay cần có năm hoặc giai đoạn thực hiện.")
        yield Finding("level_against_criteria", "error", "year", told)


def reason_without_article(facts: LineFacts) -> Iterator[Finding]:
    """A criterion that fails because the law obliges names document and article."""
    for subject, answer in facts.answers.items():
        if answer.value == "no" and subject in facts.needs_article and not (answer.document and answer.article):
            told = _("Mục {name} không đạt nhưng chưa ghi văn bản và điều khoản buộc như vậy.")
            yield _about("reason_without_article", "error", subject, answer, told)


def remedy_without_owner(facts: LineFacts) -> Iterator[Finding]:
    """A technical remedy has its owner and day, an amendment its document, article and proposed words."""
    for subject, answer in facts.answers.items():
        if answer.remedy == _OWNED and not (answer.owner and answer.due_on):
            told = _("Mục {name}: giải pháp kỹ thuật chưa có đơn vị thực hiện và thời hạn.")
            yield _about("remedy_without_owner", "error", subject, answer, told)
        if answer.remedy in _WRITTEN and not (answer.document and answer.article and answer.wording):
            told = _("Mục {name}: đề nghị sửa văn bản chưa ghi đủ văn bản, điều khoản và nội dung đề nghị.")
            yield _about("remedy_without_owner", "error", subject, answer, told)
        if answer.remedy == "own_document" and not answer.owner:
            told = _("Mục {name}: văn bản của tỉnh cần sửa chưa có đơn vị chủ trì soạn thảo.")
            yield _about("remedy_without_owner", "warning", subject, answer, told)


def unmet_without_remedy(facts: LineFacts) -> Iterator[Finding]:
    """What does not hold says how it could be set right."""
    for subject, answer in facts.answers.items():
        if answer.value in ("no", "technical", "amend") and not answer.remedy and not answer.reason.strip():
            told = _("Mục {name} chưa đạt, chưa ghi lý do hay giải pháp.")
            yield _about("unmet_without_remedy", "error", subject, answer, told)


def changed_without_reason(facts: LineFacts) -> Iterator[Finding]:
    """Who decides otherwise than proposed says why."""
    for subject, answer in facts.answers.items():
        if answer.basis in ("changed", "rejected") and not answer.reason.strip():
            told = _("Mục {name} kết luận khác gợi ý nhưng chưa ghi lý do.")
            yield _about("changed_without_reason", "error", subject, answer, told)


def target_against_facts(facts: LineFacts) -> Iterator[Finding]:
    """The planned time is not past, and not before the remedies that it needs are done."""
    end = planned_end(facts.year, facts.period)
    if end is None:
        if facts.suitable and facts.level and facts.verdict == facts.level and facts.year is None and not facts.period:
            told = _("Chưa ghi năm hoặc giai đoạn thực hiện.")
            yield Finding("target_against_facts", "warning", "year", told)
        return
    if facts.from_day is not None and end < facts.from_day:
        told = _("Thời gian thực hiện đã qua trước khi đợt rà soát bắt đầu.")
        yield Finding("target_against_facts", "error", "year", told)
    for subject, answer in facts.answers.items():
        if facts.suitable and answer.remedy and answer.due_on is not None and answer.due_on > end:
            told = _("Mục {name}: giải pháp xong sau thời gian dự kiến đưa dịch vụ vào thực hiện.")
            yield _about("target_against_facts", "error", subject, answer, told)


def against_the_record(facts: LineFacts) -> Iterator[Finding]:
    """An answer against what the record states in so many words is looked at again."""
    for subject, answer in facts.answers.items():
        if answer.stated and answer.proposed == "no" and answer.value != "no":
            told = _("Mục {name}: hồ sơ thủ tục ghi rõ điều trái với kết luận.")
            yield _about("against_the_record", "warning", subject, answer, told)


def still_unfit_without_wish(facts: LineFacts) -> Iterator[Finding]:
    """What a second stage leaves unsuitable names the provision to amend: it goes on until the ministry answers."""
    asked = any(answer.remedy in _WRITTEN and answer.document for answer in facts.answers.values())
    if facts.second_stage and facts.suitable is False and not asked:
        told = _("Giai đoạn hai: thủ tục vẫn chưa phù hợp phải kèm quy định đề nghị sửa và nội dung đề nghị.")
        yield Finding("still_unfit_without_wish", "error", "", told)


CHECKS: tuple[Check, ...] = (
    unanswered,
    unopened,
    level_against_criteria,
    reason_without_article,
    remedy_without_owner,
    unmet_without_remedy,
    changed_without_reason,
    target_against_facts,
    against_the_record,
    still_unfit_without_wish,
)


def findings_of(facts: LineFacts) -> list[Finding]:
    """Everything that does not hold together, errors first, in the order of the checks."""
    found = [finding for check in CHECKS for finding in check(facts)]
    return sorted(found, key=lambda finding: finding.severity != "error")


def planned_end(year: int | None, period: str) -> date | None:
    """The last day of the planned time: of a quarter ("Q3") of the year, of the year, of a span ("2026-2027").

    None where neither a year nor a readable period is given.
    """
    text = period.strip().upper()
    quarter = _QUARTER_ENDS.get(text[1:]) if text.startswith("Q") else None
    if year is not None and date.min.year <= year <= date.max.year:
        return date(year, *(quarter or (12, 31)))
    last = text.replace("–", "-").rpartition("-")[2].strip()
    return date(int(last), 12, 31) if last.isascii() and last.isdigit() and len(last) == 4 and int(last) > 0 else None


def _rank(level: str) -> int:
    """How high a level stands among those of its regime."""
    return ORDER.index(level) if level in ORDER else int(level) if level.isdigit() else -1


def _about(check: str, severity: Severity, subject: str, answer: AnswerFacts, told: str) -> Finding:
    return Finding(check, severity, subject, told.format(name=answer.label or subject))
