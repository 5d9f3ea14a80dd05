"""What the province itself decides about the law's numbers and days."""

from motcua.rulebook.models.calendars import CalendarDay, CalendarState, CalendarYear, DayKind
from motcua.rulebook.models.hours import UnitHours
from motcua.rulebook.models.rules import LocalInstrument, LocalRule, RuleState
from motcua.rulebook.models.state import RulebookState

__all__ = [
    "CalendarDay",
    "CalendarState",
    "CalendarYear",
    "DayKind",
    "LocalInstrument",
    "LocalRule",
    "RuleState",
    "RulebookState",
    "UnitHours",
]
