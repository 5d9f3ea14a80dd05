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
from motcua.law.rules import RuleRow
from motcua.rulebook.selectors import book, law, rules_on
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
    return _regime(row)


def regime_or_none(day: date) -> Regime | None:
    """The vocabulary of a day, None where the rules know none (one statement)."""
    return words_on(day).regime


def _regime(row: RuleRow) -> Regime:
    levels = tuple((str(one["level"]), str(one["name"])) for one in row.value)
    return Regime(row.instrument, levels, row.citation)


@dataclass(frozen=True, slots=True)
class Words:
    """All that a day's rules say of the words of services: read once, asked for any number of services.

    `names` holds the name of each level of each regime, `proactive` those of the proactive levels, `needs_reason` the
    rule by which a partial service must name its reasons, where such a rule holds.
    """

    regime: Regime | None
    names: dict[tuple[str, str], str]
    proactive: dict[int, str]
    needs_reason: Citation | None

    def level(self, regime: str, level: str) -> str:
        """The short name of a level in its own regime's words: "toàn trình"; the key itself where no rule names it."""
        return _first_words(self.names.get((regime, level), level))


def words_on(day: date) -> Words:
    """The words of a day (one statement)."""
    held = law()
    rules = held.rules_on(day)
    names = {
        (row.instrument, str(one["level"])): str(one["name"]) for row in held.book.history(LEVELS) for one in row.value
    }
    listed = rules.row(PROACTIVE).value if rules.has(PROACTIVE) else ()
    duty = rules.row(NEEDS_REASON) if rules.has(NEEDS_REASON) else None
    return Words(
        regime=_regime(rules.row(LEVELS)) if rules.has(LEVELS) else None,
        names=names,
        proactive={int(one["level"]): str(one["name"]) for one in listed},
        needs_reason=duty.citation if duty is not None and duty.value else None,
    )


@lru_cache(maxsize=256)
def _first_words(name: str) -> str:
    return name.split(", ", 1)[0].split(" (", 1)[0]


def level_choices() -> list[tuple[str, str]]:
    """Every level of every regime once, newest regime first: what a filter offers."""
    found: dict[str, str] = {}
    for row in sorted(book().history(LEVELS), key=lambda one: one.effective_from, reverse=True):
        for one in reversed(row.value):
            found.setdefault(str(one["level"]), _first_words(str(one["name"])))
    return list(found.items())


def needs_reason(day: date) -> Citation | None:
    """The rule by which a partial service must name its reasons on a day, None where no such rule holds."""
    return words_on(day).needs_reason
