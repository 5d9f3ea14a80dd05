"""Which words a day uses for the level of a service, and what its law asks of a service offered in part.

The vocabulary is the rulebook's (`online.levels`); a level recorded under one regime is never put into the words of
another: it is assessed again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _

from motcua.law.book import UnknownRuleError
from motcua.law.explained import Citation
from motcua.rulebook.selectors import book, rules_on
from motcua.web.faults import UserError

LEVELS = "online.levels"
PROACTIVE = "online.proactive_levels"
NEEDS_REASON = "online.partial_needs_reason"
PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class Regime:
    """The vocabulary of a day: the instrument, its levels in rising order with their names."""

    instrument: str
    levels: tuple[tuple[str, str], ...]
    citation: Citation

    @property
    def keys(self) -> list[str]:
        """The levels in rising order."""
        return [key for key, _name in self.levels]

    def rank(self, level: str) -> int:
        """The place of a level in the order, from 0; -1 for a word of another regime."""
        return self.keys.index(level) if level in self.keys else -1


def regime_on(day: date) -> Regime:
    """The vocabulary of a day. Raises `UserError` for a day before the first rule on levels."""
    try:
        row = rules_on(day).row(LEVELS)
    except UnknownRuleError as error:
        raise UserError(
            "no-regime",
            _("Chưa có quy định về mức độ dịch vụ công trực tuyến vào ngày %(day)s.") % {"day": f"{day:%d/%m/%Y}"},
            field="effective_from",
            hint=_("Ghi ngày áp dụng từ 01/6/2018 trở đi, hoặc bổ sung quy định cho ngày đó."),
        ) from error
    levels = tuple((str(one["level"]), str(one["name"])) for one in row.value)
    return Regime(row.instrument, levels, row.citation)


def regime_or_none(day: date) -> Regime | None:
    """The vocabulary of a day, None where the rules know none."""
    return regime_on(day) if rules_on(day).has(LEVELS) else None


def level_names() -> dict[tuple[str, str], str]:
    """(instrument, level) → name, over every regime there ever was."""
    return {
        (row.instrument, str(one["level"])): str(one["name"]) for row in book().history(LEVELS) for one in row.value
    }


@lru_cache(maxsize=256)
def _first_words(name: str) -> str:
    return name.split(", ", 1)[0].split(" (", 1)[0]


def level_name(regime: str, level: str) -> str:
    """The short name of a level in its own regime's words: "toàn trình"; the key itself where no rule names it."""
    return _first_words(level_names().get((regime, level), level))


def level_choices() -> list[tuple[str, str]]:
    """Every level of every regime once, newest regime first: what a filter offers."""
    found: dict[str, str] = {}
    for row in sorted(book().history(LEVELS), key=lambda one: one.effective_from, reverse=True):
        for one in reversed(row.value):
            found.setdefault(str(one["level"]), _first_words(str(one["name"])))
    return list(found.items())


def proactive_name(day: date, level: int) -> str:
    """What a proactive level means on a day; empty for 0 and where the day's rules do not know it."""
    rules = rules_on(day)
    if not level or not rules.has(PROACTIVE):
        return ""
    return next((str(one["name"]) for one in rules.row(PROACTIVE).value if one["level"] == level), "")


def needs_reason(day: date) -> Citation | None:
    """The rule by which a partial service must name its reasons on a day, None where no such rule holds."""
    rules = rules_on(day)
    if not rules.has(NEEDS_REASON) or not rules.row(NEEDS_REASON).value:
        return None
    return rules.row(NEEDS_REASON).citation
