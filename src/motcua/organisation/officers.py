"""Every read of people in units: roles held on a day, positions, focal officers, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor, Grant
from motcua.access.models import User
from motcua.access.roles import Role
from motcua.organisation.models import (
    FocalAppointment,
    FocalDuty,
    FocalReminder,
    Position,
    ReminderReason,
    Unit,
    UnitPeriod,
)
from motcua.organisation.models.people import PositionQuerySet
from motcua.organisation.models.period import PeriodQuerySet
from motcua.organisation.selectors import named, periods_on, province

CURRENT, DUE, OVERDUE, MISSING = "current", "due", "overdue", "missing"
STATE_WORDS: dict[str, str | Promise] = {
    CURRENT: _("đã cử"),
    DUE: _("đến kỳ kiện toàn"),
    OVERDUE: _("quá kỳ kiện toàn"),
    MISSING: _("chưa có"),
}
STATE_KINDS = {CURRENT: "success", DUE: "warning", OVERDUE: "danger", MISSING: "danger"}


def grants_of(user_id: int, on: date) -> list[Grant]:
    """The roles a user holds on a day: from positions, and as focal officer (two statements)."""
    positions = Position.objects.on(on).filter(user=user_id).order_by("id").values_list("role", "unit", "pk")
    found = [Grant(Role(role), unit, pk) for role, unit, pk in positions]
    offices = FocalAppointment.objects.on(on).filter(user=user_id).order_by("id").values_list("unit", flat=True)
    return found + [Grant(Role.FOCAL_OFFICER, unit, None) for unit in offices]


def positions(
    actor: Actor, *, day: date, unit: Unit | None = None, role: str = "", text: str = "", ended: bool = False
) -> PositionQuerySet:
    """Positions held on `day` (with `ended` also those before), with account and the unit's periods at hand."""
    rows = Position.objects.visible_to(actor)
    if not ended:
        rows = rows.since(day)
    if unit is not None:
        rows = rows.filter(unit=unit)
    if role:
        rows = rows.filter(role=role)
    if text:
        account = Q(user__username__icontains=text) | Q(user__label__icontains=text)
        in_unit = UnitPeriod.objects.filter(named(text), unit=OuterRef("unit"))
        rows = rows.filter(account | Exists(in_unit))
    return rows.select_related("user", "unit").prefetch_related("unit__periods").order_by("-valid_from", "-id")


@dataclass(frozen=True, slots=True)
class FocalLine:
    """One unit that must have a focal officer, and how it stands on a day of a year."""

    period: UnitPeriod
    appointment: FocalAppointment | None
    state: str
    duty: FocalDuty

    @property
    def words(self) -> str | Promise:
        """The state for people."""
        return STATE_WORDS[self.state]

    @property
    def look(self) -> str:
        """The kind of tag in which the state is shown."""
        return STATE_KINDS[self.state]


def day_of_year(year: int, today: date) -> date:
    """The day for which the list of a year is drawn: today in this year, else its last or first day."""
    return min(max(today, date(year, 1, 1)), date(year, 12, 31))


def focal_units(day: date, units: Iterable[int] | None = None) -> PeriodQuerySet[UnitPeriod]:
    """The units of the province that must have a focal officer on a day; `units` keeps some of them, by id."""
    duty = FocalDuty.objects.filter(kind=OuterRef("kind"), tier=OuterRef("tier"))
    rows = periods_on(day, under=province()).filter(Exists(duty))
    return rows if units is None else rows.filter(unit__in=list(units))


def focal_lines(
    actor: Actor, day: date, *, units: Iterable[int] | None = None, state: str = "", text: str = ""
) -> list[FocalLine]:
    """The list of a day: each unit with its officer or without, in the order of tiers and names (five statements)."""
    holding = FocalAppointment.objects.visible_to(actor).on(day).select_related("user", "renewed_from")
    duties = {(duty.kind_id, duty.tier_id): duty for duty in FocalDuty.objects.all()}
    rows = focal_units(day, units).prefetch_related(Prefetch("unit__focal_appointments", holding))
    rows = rows.filter(named(text))
    found = []
    for period in rows:
        held = next(iter(period.unit.focal_appointments.all()), None)
        duty = duties[period.kind_id, period.tier_id]
        line = FocalLine(period, held, _state(held, duty, day), duty)
        if not state or line.state == state:
            found.append(line)
    return found


def focal_counts(actor: Actor, day: date) -> tuple[int, int]:
    """How many units must have an officer on a day, and how many have one appointed for its year (three statements)."""
    holding = FocalAppointment.objects.visible_to(actor).on(day).filter(unit=OuterRef("unit"), year__gte=day.year)
    rows = focal_units(day).order_by()
    return rows.count(), rows.filter(Exists(holding)).count()


def _state(held: FocalAppointment | None, duty: FocalDuty, day: date) -> str:
    if held is None:
        return MISSING
    if held.year >= day.year:
        return CURRENT
    return DUE if held.year == day.year - 1 and day.month <= duty.renewal_month else OVERDUE


def appointments_of_year(actor: Actor, year: int) -> PeriodQuerySet[FocalAppointment]:
    """Everyone appointed for a year, also those replaced since, by unit."""
    rows = FocalAppointment.objects.visible_to(actor).filter(year=year)
    return rows.select_related("unit", "user").prefetch_related("unit__periods").order_by("unit_id", "valid_from")


def history_of(actor: Actor, unit: Unit) -> PeriodQuerySet[FocalAppointment]:
    """Every focal officer a unit has had, newest first."""
    return FocalAppointment.objects.visible_to(actor).filter(unit=unit).order_by("-valid_from")


def years(actor: Actor, today: date) -> list[int]:
    """The years that have a list: this one, the next, and those with appointments; newest first."""
    known = FocalAppointment.objects.visible_to(actor).order_by().values_list("year", flat=True).distinct()
    return sorted({today.year, today.year + 1, *known}, reverse=True)


def renewable(actor: Actor, year: int, day: date) -> list[FocalLine]:
    """The officers that can be renewed for `year` on `day`: they hold the office for an earlier year."""
    lines = focal_lines(actor, day)
    return [
        line
        for line in lines
        if line.appointment is not None
        and line.appointment.year < year
        and line.appointment.valid_to is None
        and line.appointment.valid_from is not None
        and line.appointment.valid_from < day
    ]


@dataclass(frozen=True, slots=True)
class Notice:
    """A reminder about one unit and the accounts it goes to: its focal officer and its head."""

    reminder: FocalReminder
    unit_name: str
    recipients: tuple[User, ...]


def due_reminders(actor: Actor, on: date) -> list[Notice]:
    """The reminders that fall due on a day, one a unit: no officer at all, or not yet renewed for the year."""
    lines = [line for line in focal_lines(actor, on) if line.state != CURRENT]
    return _notices(lines, on)


def _notices(lines: Sequence[FocalLine], on: date) -> list[Notice]:
    heads: dict[int, list[User]] = {}
    units = [line.period.unit_id for line in lines]
    for post in Position.objects.on(on).filter(role=Role.HEAD_OF_UNIT, unit__in=units).select_related("user"):
        heads.setdefault(post.unit_id, []).append(post.user)
    found = []
    for line in lines:
        reason = ReminderReason.MISSING if line.state == MISSING else ReminderReason.RENEW
        reminder = FocalReminder(unit=line.period.unit, year=on.year, reason=reason, on_date=on)
        officer = [line.appointment.user] if line.appointment and line.appointment.user else []
        people = dict.fromkeys([*officer, *heads.get(line.period.unit_id, [])])
        found.append(Notice(reminder, line.period.name, tuple(people)))
    return found


def own_reminders(actor: Actor, on: date) -> list[FocalLine]:
    """What a focal officer or head must see to: the units they answer for that have no officer for this year."""
    answering = {
        grant.unit_id
        for grant in actor.grants
        if grant.unit_id and grant.role in (Role.FOCAL_OFFICER, Role.HEAD_OF_UNIT)
    }
    if not answering:
        return []
    return [line for line in focal_lines(actor, on, units=answering) if line.state != CURRENT]
