"""Calendars of work: opened, edited day by day, approved."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.access.versions import take_version
from motcua.law.calendar import SpecialDay
from motcua.law.calendar_load import load_years
from motcua.law.faults import RuleFaultsError
from motcua.rulebook.models import CalendarDay, CalendarState, CalendarYear, DayKind
from motcua.rulebook.prefill import days_from_library
from motcua.rulebook.selectors import law
from motcua.rulebook.services.rules import RuleRefused
from motcua.rulebook.services.touch import touch_rulebook
from motcua.web.faults import UserError

FIRST_YEAR, LAST_YEAR = 2000, 2100
SWAPPED = (DayKind.SWAPPED_OFF, DayKind.WORKED)


@dataclass(frozen=True, slots=True)
class DayContent:
    """A day that does not follow the week."""

    day: date
    kind: str
    name: str
    source: str
    instead_of: date | None = None
    confidence: str = "A"
    note: str = ""


def _tell(verb: str, row: CalendarYear, day: date | None = None) -> None:
    facts: dict[str, str | int | bool | None] = {"year": row.year, "revision": row.revision}
    if day is not None:
        facts["day"] = day.isoformat()
    record(
        Event(verb=f"rulebook.calendar.{verb}", object_type="rulebook.calendar", object_id=f"{row.year}", facts=facts)
    )


def _take(row: CalendarYear, version: int) -> None:
    if row.state != CalendarState.DRAFT:
        raise UserError(
            "approved", _("Lịch đã duyệt không sửa được."), hint=_("Mở lần sửa mới của năm này."), status=409
        )
    stale = _("Lịch này vừa được người khác sửa. Tải lại trang để xem.")
    take_version(row, version, stale, held=Q(state=CalendarState.DRAFT))
    row.version = version + 1


@service(permission="rulebook.edit")
def open_year(*, actor: Actor, year: int) -> CalendarYear:
    """Open a new revision of a year: filled from what holds now, else from the library of public holidays.

    Raises `UserError` where a revision of that year is already being written or the year is out of range.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UserError("year-out-of-range", _("Năm phải từ 2000 đến 2100."), field="year")
    if CalendarYear.objects.filter(year=year, state=CalendarState.DRAFT).exists():
        raise UserError("already-open", _("Năm này đang có một lần sửa chưa duyệt."), field="year", status=409)
    table = law().years.get(year)
    highest = CalendarYear.objects.filter(year=year).aggregate(most=Max("revision"))["most"] or 0
    shipped = table.version if table else 0
    row = CalendarYear.objects.create(
        year=year,
        revision=max(highest, shipped) + 1,
        decision=table.instrument if table else "",
        note=table.note if table else _("Ghi sẵn từ thư viện ngày lễ; phải đối chiếu với thông báo của năm."),
    )
    days = table.days if table else days_from_library(year)
    CalendarDay.objects.bulk_create(_row(row, day) for day in days)
    _tell("opened", row)
    touch_rulebook()
    return row


def _row(calendar: CalendarYear, special: SpecialDay) -> CalendarDay:
    return CalendarDay(
        calendar=calendar,
        day=special.day,
        kind=special.kind,
        name=special.name,
        source=special.source,
        instead_of=special.instead_of,
        confidence=special.confidence,
        note=special.note,
    )


@service(permission="rulebook.edit")
def set_day(*, actor: Actor, calendar: CalendarYear, content: DayContent, version: int) -> CalendarDay:
    """Write a day into a calendar, in the place of what the calendar said of it.

    Raises `UserError` for a day of another year or a swapped day without its partner, `Stale` where another was
    quicker.
    """
    if content.day.year != calendar.year:
        raise UserError("other-year", _("Ngày này không thuộc năm của lịch."), field="day")
    if content.kind in SWAPPED and content.instead_of is None:
        raise UserError("no-partner", _("Ngày hoán đổi phải ghi ngày được đổi."), field="instead_of")
    if content.instead_of == content.day:
        raise UserError("no-partner", _("Ngày được đổi phải là một ngày khác."), field="instead_of")
    _take(calendar, version)
    values = asdict(content)
    day = values.pop("day")
    row, _created = CalendarDay.objects.update_or_create(calendar=calendar, day=day, defaults=values)
    _tell("day_set", calendar, day)
    touch_rulebook()
    return row


@service(permission="rulebook.edit")
def remove_day(*, actor: Actor, calendar: CalendarYear, day: date, version: int) -> None:
    """Let a day follow the week again. Raises `UserError` where the calendar says nothing of it."""
    _take(calendar, version)
    if not CalendarDay.objects.filter(calendar=calendar, day=day).delete()[0]:
        raise UserError("no-such-day", _("Lịch không ghi ngày này."), status=404)
    _tell("day_removed", calendar, day)
    touch_rulebook()


@service(permission="rulebook.edit")
def discard_calendar(*, actor: Actor, calendar: CalendarYear, version: int) -> None:
    """Throw away a revision that was never approved."""
    _take(calendar, version)
    _tell("discarded", calendar)
    calendar.delete()
    touch_rulebook()


@service(permission="rulebook.approve")
def approve_calendar(*, actor: Actor, calendar: CalendarYear, decision: str, version: int) -> CalendarYear:
    """Make a revision the calendar of its year.

    Raises `RuleRefused` with every fault, `UserError` without a decision, `Stale` where another was quicker.
    """
    if not decision.strip():
        raise UserError("no-source", _("Cần ghi văn bản về lịch nghỉ của năm."), field="decision")
    _take(calendar, version)
    _check(calendar)
    calendar.state, calendar.decision = CalendarState.APPROVED, decision.strip()
    calendar.approved_by, calendar.approved_at = actor.user, timezone.now()
    calendar.save(update_fields=["state", "decision", "approved_by", "approved_at"])
    _tell("approved", calendar)
    touch_rulebook()
    return calendar


def _check(calendar: CalendarYear) -> None:
    """A calendar must read as a file would, and a day worked in exchange needs its day off."""
    days = list(calendar.days.all())
    if not days:
        raise UserError("empty-calendar", _("Lịch chưa có ngày nghỉ nào."))
    table = [{"date": one.day, "kind": one.kind, "name": one.name, "source": one.source} for one in days]
    for entry, one in zip(table, days, strict=True):
        if one.instead_of:
            entry["instead_of"] = one.instead_of
    try:
        load_years({f"{calendar.year}": {"year": calendar.year, "status": "draft", "day": table}})
    except RuleFaultsError as error:
        raise RuleRefused(error.faults) from error
    kinds = {one.day: one for one in days}
    for one in days:
        partner = kinds.get(one.instead_of) if one.instead_of and one.instead_of.year == calendar.year else None
        if (
            one.kind in SWAPPED
            and one.instead_of
            and one.instead_of.year == calendar.year
            and (partner is None or partner.kind not in SWAPPED or partner.instead_of != one.day)
        ):
            raise UserError(
                "unpaired",
                _("Ngày {day} đổi với ngày {other}, nhưng lịch chưa ghi ngày {other} đổi lại.").format(
                    day=f"{one.day:%d/%m/%Y}", other=f"{one.instead_of:%d/%m/%Y}"
                ),
            )
