"""Levels 1 to 4 of online services (Circular 32/2017, Art. 5): each adds to the one before, 0 misses the first."""

from __future__ import annotations

from datetime import date
from typing import Any

from motcua.law.book import Rulebook, RulesOfDay
from motcua.law.explained import Explained, Reason
from motcua.law.levels.answers import Answers, Question, check_answers, say_answer
from motcua.law.rules import RuleRow
from motcua.law.words import N_

NOT_THEN = N_("Vào {on} không áp dụng bốn mức độ; kết quả chỉ để đối chiếu với danh mục cũ")
REACHED = N_("Kết luận: mức độ {level}")
NONE_REACHED = N_("Kết luận: chưa đạt mức độ 1")
STOPPED = N_("Mức độ {level} không đạt nên các mức độ trên nó không được tính")


def older_questions(on: date, book: Rulebook) -> tuple[Question, ...]:
    """Return the questions of the four levels, in their order; `criterion` is the level."""
    row = _row(on, book)
    return tuple(
        Question(str(item["no"]), int(item["level"]), str(item["name"]), str(item.get("absent", "")), row.citation)
        for item in row.value
    )


def read_older_answers(raw: Any, on: date, book: Rulebook) -> dict[str, bool | None]:
    """Return answers to the questions of the four levels (keys L1 to L4). Raises `Unfit`, see `check_answers`."""
    return _read(raw, _row(on, book))


def classify_levels(answers: Answers, on: date, book: Rulebook) -> Explained[int]:
    """Return the level 0 to 4 reached without a gap, with each answer; warns where the day knows no such levels.

    Raises `Unfit` for answers that are missing, unknown or not allowed.
    """
    row = _row(on, book)
    given = _read(answers, row)
    said, reached, stopped = [], 0, 0
    for item in row.value:
        key, level, answer = str(item["no"]), int(item["level"]), given[str(item["no"])]
        said.append(Reason(*say_answer(key, item["name"], item.get("absent", ""), answer), (row.citation,)))
        if answer is False and not stopped:
            stopped = level
        elif not stopped:
            reached = level
    says = REACHED if reached else NONE_REACHED
    verdict = Reason(says, {"level": reached}, (row.citation,))
    gap = [Reason(STOPPED, {"level": stopped}, (row.citation,))] if stopped else []
    then = [] if _has(book.at(on)) else [Reason(NOT_THEN, {"on": on}, (row.citation,), warning=True)]
    return Explained(reached, (verdict, *gap, *then, *said))


def _has(rules: RulesOfDay) -> bool:
    return rules.has("online.level_questions")


def _row(on: date, book: Rulebook) -> RuleRow:
    rules = book.at(on)
    return rules.row("online.level_questions") if _has(rules) else book.history("online.level_questions")[-1]


def _read(raw: Any, row: RuleRow) -> dict[str, bool | None]:
    absent = {str(item["no"]): str(item.get("absent", "")) for item in row.value}
    return check_answers(raw, absent, {str(item["no"]): str(item["name"]) for item in row.value})
