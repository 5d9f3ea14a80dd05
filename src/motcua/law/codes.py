"""Codes by pattern and by date: is this a code of that kind, and what are its parts.

Patterns are rule rows (`code.<kind>`, unit "pattern"): a regular expression with named groups and examples.
No fact is ever derived from the parts of a code; they are shown to a reader, nothing more.
"""

from __future__ import annotations

import re
from functools import lru_cache

from motcua.law.book import RulesOfDay
from motcua.law.explained import Explained, Reason
from motcua.law.words import N_

FITS = N_("“{code}” đúng mẫu {label}")
DOES_NOT_FIT = N_("“{code}” không đúng mẫu {label}; ví dụ đúng: {examples}")


def normal_code(text: str) -> str:
    """Return a code as it is looked up: upper case, without any space."""
    return "".join(text.split()).upper()


def read_code(kind: str, text: str, rules: RulesOfDay, scope: str = "") -> Explained[dict[str, str] | None]:
    """Return the named parts of a code of the given kind, or None where it does not fit the pattern of the day.

    Raises `UnknownRuleError` when no pattern of that kind holds on that day.
    """
    row = rules.row(f"code.{kind}", scope)
    code = normal_code(text)
    found = _compiled(row.value["regex"]).fullmatch(code)
    facts = {"code": code, "label": rules.keys[row.key].label, "examples": list(row.value.get("examples", ()))}
    says = FITS if found else DOES_NOT_FIT
    parts = {name: part for name, part in found.groupdict().items() if part is not None} if found else None
    return Explained(parts, (Reason(says, facts, (row.citation,), warning=found is None),))


def kinds_of(text: str, rules: RulesOfDay) -> list[str]:
    """Return every kind of code that a text could be on that day."""
    code = normal_code(text)
    fitting = (row for row in rules.rows("code.") if row.unit == "pattern")
    return [row.key.removeprefix("code.") for row in fitting if _compiled(row.value["regex"]).fullmatch(code)]


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
