"""The monthly report: which one is due or was missed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Min
from django.utils import timezone

from motcua.law.explained import Explained
from motcua.law.onthespot import report_due, rule_on
from motcua.onthespot.models import SpotEntry, SpotReport
from motcua.rulebook.selectors import book


@dataclass(frozen=True, slots=True)
class Owed:
    """A report not made yet: its month (first day), its last day in time, whether that passed or comes near."""

    month: date
    due: Explained[date]
    late: bool
    near: bool


def reports_owed(today: date) -> list[Owed]:
    """The reports of the last month and of this one that were not made, the older first; two statements.

    A month whose report was due before anything had been proposed owes none.
    """
    first = SpotEntry.objects.aggregate(first=Min("proposed_at"))["first"]
    if first is None:
        return []
    since, rules, this = timezone.localdate(first), book(), today.replace(day=1)
    months = [(this - timedelta(days=1)).replace(day=1), this]
    made = set(SpotReport.objects.filter(month__in=months).values_list("month", flat=True))
    row, _early = rule_on("onthespot.warn_days", today, rules)
    found = []
    for month in months:
        due = report_due(month, rules)
        if month not in made and since <= due.value:
            near = due.value - timedelta(days=int(row.value)) <= today
            found.append(Owed(month, due, today > due.value, near))
    return found


def next_due(today: date) -> Explained[date]:
    """The next day by which a report is to be sent: of this month, once that passed of the month after."""
    rules = book()
    due = report_due(today, rules)
    if today <= due.value:
        return due
    return report_due((today.replace(day=1) + timedelta(days=32)).replace(day=1), rules)


def as_of(month: date, today: date) -> date:
    """The day that the figures of a month's report speak of: its last one, today while it still runs."""
    last = (month.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return min(last, today)
