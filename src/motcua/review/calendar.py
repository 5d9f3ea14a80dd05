"""The calendar of a campaign: the dated steps that the rulebook names for its kind, what is done, what is late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from motcua.law.book import Rulebook
from motcua.review.models import (
    Campaign,
    CampaignKind,
    CampaignState,
    CampaignStep,
    CampaignUnit,
    LineState,
    Pursuit,
    UnitRole,
    UnitState,
)
from motcua.rulebook.selectors import book as current_book

KEYS = {
    CampaignKind.SIMPLIFICATION: "review.simplification_calendar",
    CampaignKind.INTERNAL: "review.simplification_calendar",
    CampaignKind.UNSUITABLE: "review.second_stage_calendar",
}
BY_HAND = ("plan", "report")
"""Steps that only a person can say are done; the others follow from what is kept."""
_SENT = (UnitState.SUBMITTED, UnitState.CONFIRMED, UnitState.HANDED_OVER)
_CHECKED = (CampaignState.CONSOLIDATED, CampaignState.DECIDED)


@dataclass(frozen=True, slots=True)
class Dated:
    """A step of the rulebook with its day; `sets` names the day of a plan that it is, "" where none."""

    key: str
    name: str
    due: date
    product: str
    sets: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step of one campaign: `done_on` where the day is known, `number` of the document that did it."""

    key: str
    name: str
    due: date
    product: str
    done: bool
    done_on: date | None
    number: str
    left: int
    by_hand: bool

    @property
    def late(self) -> int:
        """Days past its day while it is not done, else 0."""
        return max(0, -self.left) if not self.done else 0


def dated(kind: str, year: int, book: Rulebook | None = None) -> tuple[Dated, ...]:
    """The steps of a kind of campaign that begins in `year`, by day; none for a kind without a calendar.

    The rules of the first day of that year are asked: a campaign keeps the calendar under which it began.
    """
    key = KEYS.get(CampaignKind(kind))
    rules = (book or current_book()).at(date(year, 1, 1))
    if key is None or not rules.has(key):
        return ()
    return tuple(_dated(row, year) for row in rules.row(key).value)


def _dated(row: Mapping[str, Any], year: int) -> Dated:
    due = date(year + int(row.get("years", 0)), int(row["month"]), int(row["day"]))
    return Dated(str(row["no"]), str(row["name"]), due, str(row.get("product", "")), str(row.get("sets", "")))


def days_for(kind: str, year: int, book: Rulebook | None = None) -> dict[str, date]:
    """The days of a plan that the calendar sets: name of the field → day."""
    return {one.sets: one.due for one in dated(kind, year, book) if one.sets}


def first_year(kind: str, key: str, today: date) -> int:
    """The year in which a campaign begins whose step `key` is still to come; this year where there is no such step."""
    due = next((one.due for one in dated(kind, today.year) if one.key == key), today)
    return today.year if due >= today else today.year + 1


def begun_in(campaign: Campaign) -> int:
    """The year that the calendar counts from: of a second stage the year in which it begins."""
    return campaign.opens_on.year if campaign.kind == CampaignKind.UNSUITABLE else campaign.year


def calendar_of(campaign: Campaign, today: date, book: Rulebook | None = None) -> list[Step]:
    """The steps of a campaign in the order of their days (at most six statements)."""
    found = dated(campaign.kind, begun_in(campaign), book)
    if not found:
        return []
    written = {row.key: row for row in campaign.steps_done.all()}
    facts = _facts(campaign)
    return [_step(one, written.get(one.key), facts.get(one.key), today) for one in found]


def _step(one: Dated, row: CampaignStep | None, fact: tuple[bool, date | None] | None, today: date) -> Step:
    done, done_on = (True, row.done_on) if row else fact or (False, None)
    number = row.number if row else ""
    return Step(
        one.key, one.name, one.due, one.product, done, done_on, number, (one.due - today).days, one.key in BY_HAND
    )


def _facts(campaign: Campaign) -> dict[str, tuple[bool, date | None]]:
    """What the kept data say of each step: done or not, and on which day where that is known."""
    leads = list(
        campaign.units.filter(role=UnitRole.LEAD)
        .exclude(state=UnitState.HANDED_OVER)
        .values_list("state", "submitted_at", "plan__signed_on")
    )
    began = campaign.state != CampaignState.DRAFT
    sent = began and bool(leads) and all(state in _SENT for state, _at, _plan in leads)
    sent_on = max((timezone.localdate(at) for _state, at, _plan in leads if at), default=None) if sent else None
    planned = bool(leads) and all(plan is not None for _state, _at, plan in leads)
    plan_on = max((plan for _state, _at, plan in leads if plan), default=None) if planned else None
    decided = campaign.state == CampaignState.DECIDED
    decided_on = _decided_on(campaign) if decided else None
    settled = decided and not Pursuit.objects.filter(campaign=campaign).waiting().exists()
    return {
        "plan": (campaign.plan_signed_on is not None, campaign.plan_signed_on),
        "unit_plans": (planned, plan_on),
        "results": (sent, sent_on),
        "evaluation": (campaign.state in _CHECKED, None),
        "decisions": (decided, decided_on),
        "synthesis": (decided, decided_on),
        "enforcement": (settled, None),
        "answers": (settled, None),
    }


def _decided_on(campaign: Campaign) -> date | None:
    whole = getattr(campaign, "decision", None)
    days = list(campaign.field_decisions.values_list("signed_on", flat=True))
    return max([*days, *([whole.signed_on] if whole and whole.signed_on else [])], default=None)


def unplanned(campaign: Campaign) -> list[CampaignUnit]:
    """Lead units of a second stage with live lines whose own plan nobody recorded."""
    if campaign.kind != CampaignKind.UNSUITABLE:
        return []
    lines = campaign.lines.exclude(state=LineState.CLOSED).values("unit")
    rows = campaign.units.filter(role=UnitRole.LEAD, unit__in=lines, plan__isnull=True)
    return list(rows.exclude(state=UnitState.HANDED_OVER).select_related("unit"))
