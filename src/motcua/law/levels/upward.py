"""What would have to change for the next level up, and in whose power each change lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from motcua.law.book import Rulebook
from motcua.law.explained import Explained, Reason
from motcua.law.levels.answers import Answers, questions_on, rules_with_criteria
from motcua.law.levels.judging import Level, classify
from motcua.law.words import N_

HIGHEST = N_("Đã ở mức cao nhất: toàn trình")
NEXT = N_("Để lên mức {name} còn phải đạt: {keys}")
CHANGE = N_("{key} ({name}): {power}")
UNKNOWN = N_("{key} ({name}): chưa xác định giải pháp và cấp có thẩm quyền")
WITHIN = N_("Trong tầm của tỉnh: {keys}")
BEYOND = N_("Phải chờ bộ, ngành: {keys}")


class Power(StrEnum):
    """In whose power a change lies: those who build the system, who issue own documents, or a ministry."""

    TECHNICAL = "technical"
    OWN_DOCUMENT = "own_document"
    MINISTRY = "ministry"


POWERS = {
    Power.TECHNICAL: N_("giải pháp kỹ thuật, công nghệ"),
    Power.OWN_DOCUMENT: N_("sửa văn bản thuộc thẩm quyền của tỉnh"),
    Power.MINISTRY: N_("kiến nghị bộ, ngành, cơ quan trung ương sửa đổi"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that has to become a yes; `power` None where nobody has said yet who can do it."""

    key: str
    power: Power | None

    def to_dict(self) -> dict[str, str | None]:
        """Return plain values, ready for JSON."""
        return {"key": self.key, "power": str(self.power) if self.power else None}


@dataclass(frozen=True, slots=True)
class NextLevel:
    """The next level up (None at the top) and what has to change for it."""

    level: Level | None
    changes: tuple[Change, ...] = ()

    @property
    def within_reach(self) -> bool:
        """Whether every change is known to be in the province's own power."""
        return self.level is not None and all(
            one.power in (Power.TECHNICAL, Power.OWN_DOCUMENT) for one in self.changes
        )

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON."""
        level = str(self.level) if self.level else None
        return {"level": level, "changes": [one.to_dict() for one in self.changes], "within_reach": self.within_reach}


def next_level(answers: Answers, remedies: Mapping[str, Power | str], on: date, book: Rulebook) -> Explained[NextLevel]:
    """Return the next level up and the changes it needs; `remedies` says by key whose power a change is.

    The next level is the lowest one above whose criteria are not all met. Raises `Unfit` for answers that `classify`
    refuses, `ValueError` for a remedy that is no `Power`.
    """
    verdict = classify(answers, on, book)
    needs = rules_with_criteria(on, book).row("online.level_needs")
    if verdict.value is Level.FULL:
        return Explained(NextLevel(None), (Reason(HIGHEST, {}, (needs.citation,)),))
    questions = {one.key: one for one in questions_on(on, book)}
    lacking = {questions[key].criterion for key in verdict.failed}
    item = next(item for item in reversed(needs.value) if not lacking.isdisjoint(item["criteria"]))
    keys = [key for key in verdict.failed if questions[key].criterion in item["criteria"]]
    changes = tuple(Change(key, Power(remedies[key]) if remedies.get(key) else None) for key in keys)
    said = [Reason(NEXT, {"name": str(item["called"]), "keys": keys}, (needs.citation,))]
    for one in changes:
        facts = {"key": one.key, "name": questions[one.key].name}
        source = (questions[one.key].source,)
        if one.power is None:
            said.append(Reason(UNKNOWN, facts, source, warning=True))
        else:
            said.append(Reason(CHANGE, {**facts, "power": POWERS[one.power]}, source))
    said += _in_short(changes)
    return Explained(NextLevel(Level(item["level"]), changes), tuple(said))


def _in_short(changes: tuple[Change, ...]) -> list[Reason]:
    """Say in two sentences what the province can do and what it has to wait for."""
    beyond = [one.key for one in changes if one.power is Power.MINISTRY]
    within = [one.key for one in changes if one.power in (Power.TECHNICAL, Power.OWN_DOCUMENT)]
    told = ((WITHIN, within), (BEYOND, beyond))
    return [Reason(says, {"keys": keys}) for says, keys in told if keys]
