"""Every read of the rulebook. Other rooms start here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet

from motcua.access.actors import Actor
from motcua.law.book import Rulebook, RulesOfDay
from motcua.law.calendar import WeekHours, WorkCalendar
from motcua.law.explained import Explained
from motcua.law.limit import Limit
from motcua.organisation.models import Unit
from motcua.rulebook.lawbook import Law, current
from motcua.rulebook.models import CalendarState, CalendarYear, LocalRule, RuleState, UnitHours


def law() -> Law:
    """Return rules, calendars and hours as they stand now: one statement; keep it where you ask many times."""
    return current()


def book() -> Rulebook:
    """Return all rules of all times: the shipped ones with the province's approved rows laid over them."""
    return current().book


def rules_on(day: date) -> RulesOfDay:
    """Return the rules in force on a day."""
    return current().rules_on(day)


def work_calendar(rules: RulesOfDay, unit_hours: WeekHours | None = None) -> WorkCalendar:
    """Return the calendar of work by the rules of a day, for office hours or a unit's own."""
    return current().work_calendar(rules, unit_hours)


def due(received: datetime, limit_text: Limit | str, unit: Unit | None = None) -> Explained[datetime | None]:
    """Return when an answer is due and why; see `Law.due`."""
    return current().due(received, limit_text, unit)


def tiers_on(day: date) -> frozenset[str]:
    """Return the tiers at which procedures are handled on a day: local government's, then "ministry" and "other".

    Raises `UnknownRuleError` for a day before the first rules on tiers.
    """
    rules = rules_on(day)
    return frozenset((*rules.row("unit.tiers").value, *rules.row("procedure.other_levels").value))


def local_rules(actor: Actor, state: str = "") -> QuerySet[LocalRule]:
    """Return the province's own rows, proposals first."""
    rows = LocalRule.objects.visible_to(actor).select_related("proposed_by", "approved_by")
    rows = rows.filter(state=state) if state else rows
    return rows.order_by("-state", "key", "scope", "-effective_from")


def proposals_waiting(actor: Actor) -> int:
    """Return how many rows and calendars wait for approval."""
    rows = LocalRule.objects.visible_to(actor).filter(state=RuleState.DRAFT).count()
    return rows + CalendarYear.objects.visible_to(actor).filter(state=CalendarState.DRAFT).count()


def calendar_revisions(actor: Actor, year: int | None = None) -> QuerySet[CalendarYear]:
    """Return the province's calendars, newest first; of one year if given."""
    rows = CalendarYear.objects.visible_to(actor).select_related("approved_by")
    return rows if year is None else rows.filter(year=year)


def calendar_draft(actor: Actor, year: int) -> CalendarYear | None:
    """Return the revision of a year that is still being written."""
    return calendar_revisions(actor, year).filter(state=CalendarState.DRAFT).prefetch_related("days").first()


def unit_hours(actor: Actor) -> QuerySet[UnitHours]:
    """Return the hours of units, the newest of each first."""
    return UnitHours.objects.visible_to(actor).order_by("unit_id", "-effective_from")


def years_known(law_now: Law, revisions: Iterable[CalendarYear] = ()) -> list[int]:
    """Return every year that has a calendar, shipped or own, newest first."""
    return sorted({*law_now.years, *(row.year for row in revisions)}, reverse=True)
