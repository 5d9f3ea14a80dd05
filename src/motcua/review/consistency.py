"""Checks that need no person: pure functions over what is known of a line, in a registry that rooms add to.

A check is `fn(facts) -> Iterable[Fault]`. What the assessment knows of lines (answers, remedies) comes from suppliers:
`fn(lines) -> {line id: Given}`, registered by the module that keeps the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.online.reasons import PartialReason
from motcua.online.reasons import faults_of as faults_in
from motcua.online.regime import PARTIAL, needs_reason
from motcua.review.models import CampaignLine
from motcua.review.verdicts import KEEP


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """An answer as a person left it: value True, False, None (does not apply); what it rests on."""

    value: bool | None
    evidence: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class RemedyGiven:
    """What would mend a fault: by technique, by the province's own document, by a ministry; and who does it."""

    text: str
    kind: str = "technical"
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What the assessment knows of a line; `level` is what the law makes of the answers, if all are there."""

    answers: Mapping[str, AnswerGiven] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    remedies: tuple[RemedyGiven, ...] = ()
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a check may look at. `given` is None where no assessment is kept for the line."""

    code: str
    level: str
    suitable: bool | None
    year: int | None
    period: str
    partial_reasons: Sequence[Mapping[str, Any]]
    note: str
    law_date: date
    outdated: bool = False  # the catalogue has a newer version than the pinned one
    given: Given | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not fit; a blocking one must be mended before the office confirms."""

    check: str
    text: str
    blocking: bool = True


Check = Callable[[Facts], Iterable[Fault]]
Supplier = Callable[[Sequence[CampaignLine]], Mapping[int, Given]]
_checks: dict[str, Check] = {}
_suppliers: list[Supplier] = []


def check(name: str) -> Callable[[Check], Check]:
    """Register a check under a name; the same name replaces the earlier one."""

    def wrap(function: Check) -> Check:
        _checks[name] = function
        return function

    return wrap


def register_supplier(supplier: Supplier) -> None:
    """Let the keeper of answers say what it knows of lines; it costs a fixed number of statements."""
    if supplier not in _suppliers:
        _suppliers.append(supplier)


def names() -> tuple[str, ...]:
    """The names of all checks."""
    return tuple(sorted(_checks))


def faults_of(facts: Facts) -> list[Fault]:
    """What every check says of one line, the blocking ones first."""
    found = [fault for name in names() for fault in _checks[name](facts)]
    return sorted(found, key=lambda fault: not fault.blocking)


def faults(lines: Sequence[CampaignLine]) -> dict[int, list[Fault]]:
    """By line id, lines without faults left out. The lines have `procedure` at hand."""
    known: dict[int, Given] = {}
    for supplier in _suppliers:
        known.update(supplier(lines))
    found = {line.pk: faults_of(facts_of(line, known.get(line.pk))) for line in lines}
    return {pk: rows for pk, rows in found.items() if rows}


def facts_of(line: CampaignLine, given: Given | None) -> Facts:
    """What the checks may look at."""
    current = line.procedure.current_id
    return Facts(
        code=line.procedure.code,
        level=line.level,
        suitable=line.suitable,
        year=line.year,
        period=line.period,
        partial_reasons=line.partial_reasons,
        note=line.note,
        law_date=line.law_date,
        outdated=current is not None and current != line.procedure_version_id,
        given=given,
    )


@check("level-against-criteria")
def level_against_criteria(facts: Facts) -> Iterable[Fault]:
    """The level concluded is the one that the answers give."""
    if facts.given is None:
        if facts.level:
            yield Fault("level-against-criteria", _("Chưa có câu trả lời cho từng tiêu chí."), blocking=False)
        return
    if facts.given.missing and facts.suitable:
        yield Fault(
            "level-against-criteria",
            _("Chưa trả lời đủ tiêu chí: {keys}.").format(keys=", ".join(facts.given.missing)),
        )
    elif facts.given.level is not None and facts.level and facts.given.level != facts.level:
        yield Fault("level-against-criteria", _("Mức độ kết luận khác mức độ suy ra từ các tiêu chí."))


@check("reason-without-article")
def reason_without_article(facts: Facts) -> Iterable[Fault]:
    """A reason that law gives names its article: of a partial service, and of every criterion answered with no."""
    reasons = tuple(PartialReason.read(reason) for reason in facts.partial_reasons)
    for text in faults_in(reasons) if reasons else ():
        yield Fault("reason-without-article", text)
    if facts.level == PARTIAL and not reasons and needs_reason(facts.law_date) is not None:
        yield Fault("reason-without-article", _("Một phần nhưng chưa nêu lý do."))
    answers = facts.given.answers if facts.given else {}
    for key, answer in answers.items():
        if answer.value is False and not answer.evidence.strip() and not answer.article.strip():
            yield Fault("reason-without-article", _("Tiêu chí {key} không đạt nhưng chưa ghi căn cứ.").format(key=key))


@check("remedy-without-owner")
def remedy_without_owner(facts: Facts) -> Iterable[Fault]:
    """Whoever proposes a remedy says who brings it about."""
    for remedy in facts.given.remedies if facts.given else ():
        if not remedy.owner.strip():
            yield Fault(
                "remedy-without-owner",
                _("Giải pháp “{text}” chưa ghi cơ quan thực hiện.").format(text=remedy.text[:80]),
            )


@check("unsuitable-without-remedy")
def unsuitable_without_remedy(facts: Facts) -> Iterable[Fault]:
    """A procedure that does not fit says why, and what would mend it."""
    if facts.suitable is False and not facts.note.strip() and not (facts.given and facts.given.remedies):
        yield Fault("unsuitable-without-remedy", _("Chưa phù hợp nhưng chưa ghi lý do hoặc giải pháp."))


@check("target-against-facts")
def target_against_facts(facts: Facts) -> Iterable[Fault]:
    """What is planned can come true: a fitting procedure has its year, a level that exists, a year not over.

    What simplification keeps as it is has nothing to do in any year.
    """
    if facts.suitable and facts.level != KEEP and facts.year is None and not facts.period:
        yield Fault("target-against-facts", _("Chưa ghi năm hoặc giai đoạn thực hiện."))
    if facts.suitable and facts.level in ("not_met", "information", "0", "1", "2"):
        yield Fault("target-against-facts", _("Kết luận phù hợp nhưng mức độ không phải dịch vụ công trực tuyến."))
    if facts.suitable and facts.year is not None and facts.year < facts.law_date.year:
        yield Fault("target-against-facts", _("Năm thực hiện {year} đã qua.").format(year=facts.year))


@check("newer-version")
def newer_version(facts: Facts) -> Iterable[Fault]:
    """The catalogue changed since the line was made."""
    if facts.outdated:
        yield Fault("newer-version", _("Thủ tục đã có phiên bản mới sau khi mở đợt rà soát."), blocking=False)
