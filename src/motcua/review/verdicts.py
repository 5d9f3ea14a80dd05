"""What the law makes of the confirmed answers of a line, under the regime of the line's day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from motcua.law.book import Rulebook
from motcua.law.explained import Explained
from motcua.law.levels import (
    Ground,
    NextLevel,
    PartialReasons,
    Regime,
    classify,
    classify_levels,
    next_level,
    partial_reasons,
    questions_on,
    regime,
)
from motcua.review.models import Answer, CampaignKind, CampaignLine, Remedy
from motcua.review.proposing import Proposed
from motcua.review.questions import Question, title_of
from motcua.rulebook.selectors import book as current_book

_BY_PARTS = (CampaignKind.SIMPLIFICATION, CampaignKind.INTERNAL)
KEEP, AMEND, REPLACE, ABOLISH = "keep", "amend", "replace", "abolish"
CHANGED = (AMEND, REPLACE, ABOLISH)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a line.

    `verdict` holds where every question is answered; else `missing` names the others and `expected` is what the answers
    together with all proposals would give, where those suffice. `upward` says what would change it and whose power that
    is, `partial` the reasons of a partial service that have to be published.
    """

    regime: str
    missing: tuple[str, ...] = ()
    verdict: Explained[Any] | None = None
    expected: Explained[Any] | None = None
    upward: Explained[NextLevel] | None = None
    partial: PartialReasons | None = None

    @property
    def level(self) -> str | None:
        """The level that the confirmed answers give, as lines keep it; None while some are missing."""
        return None if self.verdict is None else str(self.verdict.value)


def regime_of(line: CampaignLine, book: Rulebook | None = None) -> Regime:
    """The regime of the line's day."""
    return regime(line.law_date, book or current_book()).value


def old_levels(line: CampaignLine, book: Rulebook | None = None) -> bool:
    """Whether levels 1 to 4 of Circular 32/2017 are asked."""
    return regime_of(line, book) is Regime.LEVELS


def asks_criteria(line: CampaignLine) -> bool:
    """Whether the criteria are asked; a review of rules asks about parts alone."""
    return line.campaign.kind not in _BY_PARTS


def questions_for(line: CampaignLine, book: Rulebook | None = None) -> tuple[Question, ...]:
    """The criteria asked of a line, in order."""
    rules = book or current_book()
    if not asks_criteria(line):
        return ()
    if old_levels(line, rules):
        rows = [(str(row["no"]), str(row["name"]), str(row.get("absent", ""))) for row in _older(line, rules)]
    else:
        rows = [(one.key, one.name, one.absent) for one in questions_on(line.law_date, rules)]
    return tuple(Question(key, key[1:], title_of(key).partition(". ")[2] or key, asks, na) for key, asks, na in rows)


def _older(line: CampaignLine, book: Rulebook) -> Any:
    return book.at(line.law_date).row("online.level_questions").value


def needs_article(book: Rulebook) -> frozenset[str]:
    """The criteria that fail because a rule obliges: their failure names document and article."""
    rows = book.history("online.reason_of_criterion")
    items = rows[-1].value if rows else ()
    return frozenset(str(item["no"]) for item in items if item.get("kind") in ("presence", "site", "", None))


def judge(
    line: CampaignLine, answers: Mapping[str, Answer], proposed: Proposed | None = None, book: Rulebook | None = None
) -> Judgement:
    """Judge the confirmed answers of a line; `proposed` is asked only for what they leave open."""
    rules = book or current_book()
    now = regime_of(line, rules)
    asked = [question.key for question in questions_for(line, rules)]
    if not asked:
        return Judgement(str(now))
    missing = tuple(key for key in asked if key not in answers)
    given = {key: answers[key].as_bool for key in asked if key in answers}
    if missing:
        return Judgement(str(now), missing, expected=_expected(line, given, missing, proposed, rules, now))
    if now is Regime.LEVELS:
        return Judgement(str(now), verdict=classify_levels(given, line.law_date, rules))
    grounds = grounds_of(answers)
    remedies = {key: row.remedy for key, row in answers.items() if row.remedy}
    partial = partial_reasons(given, grounds, line.law_date, rules)
    return Judgement(
        str(now),
        verdict=classify(given, line.law_date, rules, grounds),
        upward=next_level(given, remedies, line.law_date, rules),
        partial=partial if partial.value or partial.redesign else None,
    )


def _expected(
    line: CampaignLine,
    given: Mapping[str, bool | None],
    missing: tuple[str, ...],
    proposed: Proposed | None,
    book: Rulebook,
    now: Regime,
) -> Explained[Any] | None:
    """What would follow if every proposal were accepted; None where one is missing or does not know."""
    if proposed is None or now is Regime.LEVELS:
        return None
    rest = {key: proposed.of(key).get("answer", "unknown") for key in missing}
    if any(answer == "unknown" for answer in rest.values()):
        return None
    falls_away = {one.key for one in questions_on(line.law_date, book) if one.absent}
    if any(answer is None and key not in falls_away for key, answer in rest.items()):
        return None
    return classify({**given, **rest}, line.law_date, book)


def grounds_of(answers: Mapping[str, Answer]) -> dict[str, Ground]:
    """What each answer rests on, as the law's functions take it."""
    return {key: _ground(row) for key, row in answers.items()}


def _ground(row: Answer) -> Ground:
    source = ", ".join(filter(None, (row.article, row.document)))
    by_technique = row.remedy == Remedy.TECHNICAL
    return Ground(
        article=source,
        evidence=row.evidence or row.reason,
        by=row.by_label,
        at=row.at,
        repair_by=row.due_on if by_technique else None,
    )


def level_choices(line: CampaignLine, book: Rulebook | None = None) -> list[tuple[str, str]]:
    """The levels that a unit may conclude, in the words of the regime, the highest first."""
    rules = book or current_book()
    if not asks_criteria(line):
        return [
            (KEEP, _("giữ nguyên")),
            (AMEND, _("sửa đổi, bổ sung")),
            (REPLACE, _("thay thế")),
            (ABOLISH, _("bãi bỏ")),
        ]
    rows = rules.at(line.law_date).row("online.levels").value
    named = [(str(row["level"]), str(row["name"])) for row in reversed(rows)]
    below = ("0", _("chưa đạt mức độ 1")) if old_levels(line, rules) else ("not_met", _("chưa đáp ứng"))
    return [*named, below]


def level_name(line: CampaignLine, level: str, book: Rulebook | None = None) -> str:
    """A level in the words of the line's regime."""
    return dict(level_choices(line, book)).get(level, level)


def proactive_choices(line: CampaignLine, book: Rulebook | None = None) -> list[tuple[str, str]]:
    """The levels of proactive service on the line's day; empty before they were made."""
    rules = (book or current_book()).at(line.law_date)
    if not rules.has("online.proactive_levels"):
        return []
    rows = rules.row("online.proactive_levels").value
    return [("0", _("không chủ động")), *((str(row["level"]), str(row["name"])) for row in rows)]
