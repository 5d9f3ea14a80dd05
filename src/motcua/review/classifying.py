"""A verdict on answers that belong to no campaign: one code for the page, the API and the terminal."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import DatabaseError
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from motcua.law.book import Rulebook
from motcua.law.explained import Explained
from motcua.law.levels import classify, classify_levels
from motcua.law.unfit import Unfit
from motcua.rulebook.selectors import book
from motcua.rulebook.shipped import shipped_book
from motcua.web.faults import UserError

OLDEST_KEY = "L1"  # answers under it are to the four levels of Circular 32/2017


def judge(answers: Any, on: date, rules: Rulebook, place: int | None = None) -> dict[str, Any]:
    """Return `{"level", "failed", "why"}` for answers under the keys C1 to C8, or L1 to L4 for the four older levels.

    Raises `UserError` for answers that cannot be judged; `place` names them within a list.
    """
    try:
        if isinstance(answers, dict) and OLDEST_KEY in answers:
            older = classify_levels(answers, on, rules)
            failed = [key for key in sorted(answers) if answers[key] is False]
            return {"level": older.value, "failed": failed, "why": told(older)}
        verdict = classify(answers, on, rules)
    except Unfit as fault:
        says = fault.text(gettext)
        message = says if place is None else _("Bộ câu trả lời thứ {place}: {says}").format(place=place, says=says)
        raise UserError(fault.code, message, field=fault.field or None) from fault
    return {"level": str(verdict.value), "failed": list(verdict.failed), "why": told(verdict)}


def judge_all(asked: Any, on: date, rules: Rulebook) -> dict[str, Any] | list[dict[str, Any]]:
    """Return one verdict for one object of answers, a list of them for a list. Raises `UserError`, see `judge`."""
    if not isinstance(asked, list):
        return judge(asked, on, rules)
    return [judge(one, on, rules, place) for place, one in enumerate(asked, 1)]


def told(verdict: Explained[Any]) -> list[dict[str, Any]]:
    """Return the reasons in short: the sentence, the rules it rests on by instrument and article, whether it warns."""
    return [
        {
            "text": reason.text(gettext),
            "rules": [{"instrument": one.instrument, "article": one.article} for one in reason.rules],
            "warning": reason.warning,
        }
        for reason in verdict.reasons
    ]


def rules_in_force() -> Rulebook:
    """Return the rules with the province's own; the shipped ones where there is no database yet."""
    try:
        return book()
    except DatabaseError:
        return shipped_book()
