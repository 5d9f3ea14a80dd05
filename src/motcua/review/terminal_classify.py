"""`motcua review classify`: the level of a service from answers in a file, with the reasons.

Needs no procedures, no campaign and no account. Works before the database is set up: then by the shipped rules alone.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from motcua.law.book import Rulebook
from motcua.law.explained import Explained
from motcua.law.levels import classify, classify_levels
from motcua.law.unfit import Unfit
from motcua.rulebook.selectors import book
from motcua.rulebook.shipped import shipped_book
from motcua.web.faults import UserError

VERBS = {"classify": "the level of an online service from answers in a JSON file, and why"}


def _day(text: str) -> date:
    return date.fromisoformat(text)


def arguments_classify(parser: ArgumentParser) -> None:
    """What `classify` takes."""
    parser.add_argument(
        "--answers", required=True, metavar="FILE", help="one object or a list of them; - reads standard input"
    )
    parser.add_argument("--on", type=_day, metavar="DATE", help="the day whose rules hold; today where it is not given")


def verb_classify(given: Namespace) -> dict[str, Any] | list[dict[str, Any]]:
    """One verdict for one object of answers, a list for a list. Raises `UserError` for bad input."""
    on = given.on or timezone.localdate()
    asked, rules = read_json(given.answers), rules_in_force()
    if not isinstance(asked, list):
        return judge(asked, on, rules)
    return [judge(one, on, rules, place) for place, one in enumerate(asked, 1)]


def judge(answers: Any, on: date, rules: Rulebook, place: int | None = None) -> dict[str, Any]:
    """Return `{"level", "failed", "why"}` for answers under the keys C1 to C8, or L1 to L4 for the four older levels.

    Raises `UserError` for answers that cannot be judged; `place` names them within a list.
    """
    try:
        if isinstance(answers, dict) and "L1" in answers:
            older = classify_levels(answers, on, rules)
            failed = [key for key in sorted(answers) if answers[key] is False]
            return {"level": older.value, "failed": failed, "why": told(older)}
        verdict = classify(answers, on, rules)
    except Unfit as fault:
        says = fault.text(gettext)
        message = says if place is None else _("Bộ câu trả lời thứ {place}: {says}").format(place=place, says=says)
        raise UserError(fault.code, message, field=fault.field or None) from fault
    return {"level": str(verdict.value), "failed": list(verdict.failed), "why": told(verdict)}


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


def lines(result: dict[str, Any]) -> Iterator[str]:
    """Yield a verdict as a person reads it: the level, then a line a reason with its sources."""
    yield str(result["level"])
    for reason in result["why"]:
        sources = "; ".join(", ".join(filter(None, (one["article"], one["instrument"]))) for one in reason["rules"])
        yield f"  {'! ' if reason['warning'] else ''}{reason['text']}{f' [{sources}]' if sources else ''}"


def rules_in_force() -> Rulebook:
    """Return the rules with the province's own; the shipped ones where there is no database yet."""
    try:
        return book()
    except DatabaseError:
        return shipped_book()


def read_json(name: str) -> Any:
    """Return what a JSON file holds; "-" is standard input. Raises `UserError` for one that cannot be read."""
    try:
        text = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UserError("no-such-file", _("Không đọc được tệp {path}.").format(path=name), field="answers") from error
    try:
        return json.loads(text.decode("utf-8-sig"), object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        raise UserError("not-utf8", _("Tệp {path} không phải UTF-8.").format(path=name), field="answers") from error
    except (ValueError, RecursionError) as error:
        message = _("Tệp {path} không phải JSON hợp lệ: {why}").format(path=name, why=error)
        raise UserError("not-json", message, field="answers") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an object that says the same key twice: nobody could tell which answer counts."""
    table = dict(pairs)
    if len(table) != len(pairs):
        twice = next(key for place, (key, _value) in enumerate(pairs) if key in dict(pairs[:place]))
        raise ValueError(_("khóa {key} ghi hai lần").format(key=twice))
    return table
