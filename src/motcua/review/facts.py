"""A line as the checks of its answers see it (`checks.py`), and as the registry of consistency is told of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from motcua.law.book import Rulebook
from motcua.review import consistency
from motcua.review.answering import proposed_value
from motcua.review.checks import AnswerFacts, LineFacts, findings_of
from motcua.review.models import Answer, CampaignKind, CampaignLine, PartAnswer
from motcua.review.questions import part_names, subject_of_part, title_of
from motcua.review.selectors_assessment import Sheet, sheets_of
from motcua.review.verdicts import Judgement, judge, needs_article, questions_for
from motcua.rulebook.selectors import book as current_book


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What is, or is about to be, concluded about a line."""

    level: str = ""
    suitable: bool | None = None
    year: int | None = None
    period: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Assessed(consistency.Given):
    """What the registry of consistency is given of a line: its facts for the checks of answers."""

    facts: LineFacts | None = None


def facts_of(
    line: CampaignLine,
    sheet: Sheet,
    judgement: Judgement,
    end: Conclusion | None = None,
    book: Rulebook | None = None,
) -> LineFacts:
    """The facts of a line, with what it concludes or with another conclusion."""
    concluded = end or Conclusion(line.level, line.suitable, line.year, line.period, line.note)
    rules = book or current_book()
    parts = part_names(line.law_date, rules)
    answers: dict[str, AnswerFacts] = {key: _facts(row, title_of(key)) for key, row in sheet.answers.items()}
    for (part, ordinal), row in sheet.parts.items():
        label = f"{parts.get(part, part)} {ordinal}" if ordinal else str(parts.get(part, part))
        answers[subject_of_part(part, ordinal)] = _facts(row, label)
    named = {question.key: f"{question.number}. {question.title}" for question in questions_for(line, rules)}
    missing = [named[key] for key in judgement.missing]
    missing += [name for part, name in parts.items() if (part, 0) not in sheet.parts]
    doubtful = {key for key, row in answers.items() if row.proposed in ("no", "amend") and key not in sheet.opened}
    return LineFacts(
        answers=answers,
        verdict=judgement.level,
        level=concluded.level,
        suitable=concluded.suitable,
        year=concluded.year,
        period=concluded.period,
        note=concluded.note,
        from_day=line.campaign.opens_on,
        needs_article=needs_article(rules),
        missing=tuple(missing),
        doubtful=frozenset(doubtful),
        clashes=len(sheet.clashes),
        volume=sheet.effort.volume if sheet.effort else None,
        second_stage=line.campaign.kind == CampaignKind.UNSUITABLE,
    )


def _facts(row: Answer | PartAnswer, label: str) -> AnswerFacts:
    plain = row.proposal
    return AnswerFacts(
        value=row.value,
        label=label,
        basis=row.basis,
        reason=row.reason,
        document=row.document,
        article=row.article,
        remedy=row.remedy,
        wording=row.wording,
        owner=row.owner,
        due_on=row.due_on,
        proposed=proposed_value(plain),
        stated=plain.get("basis") == "text",
    )


def supply(lines: Sequence[CampaignLine]) -> Mapping[int, consistency.Given]:
    """What the registry learns of lines, those without any answer too: a fixed number of statements."""
    found: dict[int, consistency.Given] = {}
    sheets = sheets_of(lines)
    book = current_book()
    campaigns = {line.campaign_id: line.campaign for line in lines[:1]}
    for line in lines:
        line.campaign = campaigns.setdefault(line.campaign_id, line.campaign)  # one campaign, read once
        sheet = sheets[line.pk]
        judgement = judge(line, sheet.answers, None, book)
        facts = facts_of(line, sheet, judgement, None, book)
        found[line.pk] = Assessed(level=_explained_level(facts), facts=facts)
    return found


def _explained_level(facts: LineFacts) -> str | None:
    """The level as the registry compares it: a planned one that the remedies explain counts as reached."""
    judged = {finding.check for finding in findings_of(facts)}
    return facts.verdict if "level_against_criteria" in judged else facts.level or facts.verdict


def assessment(facts: consistency.Facts) -> Iterable[consistency.Fault]:
    """Every finding of the checks of answers, as a fault of the registry."""
    if isinstance(facts.given, Assessed) and facts.given.facts is not None:
        for finding in findings_of(facts.given.facts):
            name = finding.check.replace("_", "-")
            yield consistency.Fault(name, finding.message, finding.severity == "error")


def register() -> None:
    """Let the registry of consistency know of answers."""
    consistency.register_supplier(supply)
    consistency.check("assessment")(assessment)
