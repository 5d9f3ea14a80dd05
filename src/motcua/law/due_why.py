"""The words of a due date: which days were counted, which were left out and why, and what one should not overlook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from motcua.law.book import CONTESTED
from motcua.law.calendar import ONE_DAY, WorkCalendar
from motcua.law.clock import add_months
from motcua.law.explained import Citation, Explained, Reason
from motcua.law.limit import WHY_UNKNOWN, Kind, Limit, Unit
from motcua.law.plan import ClockRules, Plan, whole
from motcua.law.words import N_

RECEIVED = N_("Tiếp nhận lúc {received}; thời hạn {limit}")
UNKNOWN = N_("Chưa tính được ngày hẹn trả: {why} (“{raw}”). Người có trách nhiệm phải xác định thời hạn")
FIRST_DAY = N_("Ngày tiếp nhận không tính vào thời hạn")
SKIPPED = N_("Không tính {day}: {name} ({source})")
WEEKENDS = N_("Không tính {count} ngày nghỉ hằng tuần")
WORKED = N_("Tính cả {day}: {name} ({source})")
MONTHS = N_("Thời hạn tính bằng tháng kết thúc vào ngày tương ứng của tháng cuối: {day}")
MOVED = N_("Ngày cuối {day} là ngày nghỉ ({name}) nên chuyển sang ngày làm việc tiếp theo")
WEEKLY = N_("nghỉ hằng tuần")
BY_DAY = N_("Thời hạn tính theo ngày: hết hạn vào cuối giờ làm việc của ngày cuối")
HOURS_A_DAY = N_("Một ngày làm việc bằng {hours} giờ làm việc")
BY_HOUR = N_("Thời hạn tính liên tục theo giờ làm việc kể từ lúc tiếp nhận")
CLOCK_HOURS = N_("Giờ được hiểu là giờ đồng hồ; hết giờ vào lúc nghỉ thì chuyển sang đầu giờ làm việc tiếp theo")
ENDS = N_("Hết hạn lúc {due}")
SAME_DAY = N_("Giải quyết ngay trong ngày làm việc")
AFTER_CUTOFF = N_("Tiếp nhận sau {cutoff} nên trả vào ngày làm việc tiếp theo")
CLOSED = N_("Tiếp nhận ngoài giờ làm việc nên tính vào ngày làm việc tiếp theo")
DRAFT = N_("Lịch làm việc năm {year} chưa được phê duyệt; ngày hẹn có thể phải tính lại")
NO_YEAR = N_("Chưa có lịch làm việc năm {year}: chỉ trừ ngày nghỉ hằng tuần; ngày hẹn có thể phải tính lại")


def unknown(limit: Limit) -> Explained[datetime | None]:
    """Return the absence of a due date, with the reason."""
    facts = {"why": WHY_UNKNOWN[limit.why], "raw": limit.raw}
    return Explained(None, (Reason(UNKNOWN, facts, warning=True),))


def reasons_of(
    start: datetime, moment: datetime, limit: Limit, clock: ClockRules, work: WorkCalendar
) -> Iterator[Reason]:
    """Yield the steps from a receipt to its due moment, then the cautions of the rules applied."""
    steps = [Reason(RECEIVED, {"received": start, "limit": limit})]
    if limit.kind is Kind.SAME_DAY:
        steps += _same_day(start, moment, clock, work)
    else:
        steps += _counted(start, moment, limit, clock, work)
    yield from steps
    yield Reason(ENDS, {"due": moment})
    yield from cautions(steps)


def doubts_of(work: WorkCalendar, first: date, last: date) -> Iterator[Reason]:
    """Yield a warning for every year of a span whose calendar is not approved or not there."""
    for year, status in work.doubts(first, last):
        yield Reason(DRAFT if status == "draft" else NO_YEAR, {"year": str(year)}, warning=True)


def cautions(reasons: Iterable[Reason]) -> Iterator[Reason]:
    """Yield a warning for every contested rule that the reasons apply; unverified ones are marked where cited."""
    for rule in {rule.key: rule for reason in reasons for rule in reason.rules}.values():
        if rule.contested:
            yield Reason(CONTESTED, {"label": rule.label, "value": rule.shown}, (rule,), warning=True)


def _counted(
    start: datetime, moment: datetime, limit: Limit, clock: ClockRules, work: WorkCalendar
) -> Iterator[Reason]:
    first, plan = start.date(), clock.plan(limit)
    in_days = whole(plan)
    if in_days:
        yield Reason(FIRST_DAY, {}, _cite(clock, "first_day"))
    if plan.months or plan.days:
        yield from _calendar(first, plan, clock, work)
    if plan.working_days and not plan.span:
        yield Reason(BY_DAY, {}, _cite(clock, "limit_mode"))
    if plan.fraction or (plan.span and clock.mode == "hour"):
        yield Reason(HOURS_A_DAY, {"hours": float(clock.hours_a_day)}, _cite(clock, "hours_a_day"))
    if plan.span:
        yield Reason(BY_HOUR, {}, _cite(clock, *_hour_rules(limit, clock)))
    if plan.clock:
        yield Reason(CLOCK_HOURS, {}, _cite(clock, "hour_unit"))
    if plan.working_days or plan.span or plan.fraction:
        reached = add_months(first, plan.months) + timedelta(days=plan.days)
        yield from left_out(reached, moment.date(), work)


def _hour_rules(limit: Limit, clock: ClockRules) -> Iterator[str]:
    units = {part.unit for part in limit.parts}
    if Unit.WORKING_DAY in units and clock.mode == "hour":
        yield "limit_mode"
    if Unit.HOUR in units:
        yield "hour_unit"


def _calendar(first: date, plan: Plan, clock: ClockRules, work: WorkCalendar) -> Iterator[Reason]:
    reached = add_months(first, plan.months) + timedelta(days=plan.days)
    if plan.months:
        yield Reason(MONTHS, {"day": add_months(first, plan.months)}, _cite(clock, "months"))
    if not plan.working_days and not work.counts(reached):
        special = work.special(reached)
        name = special.name if special else WEEKLY
        yield Reason(MOVED, {"day": reached, "name": name}, _cite(clock, "day_off"))


def left_out(after: date, last: date, work: WorkCalendar) -> Iterator[Reason]:
    """Yield what the calendar takes out of, or brings into, the days after `after` up to `last`."""
    weekly = 0
    for step in range(1, (last - after).days + 1):
        day = after + step * ONE_DAY
        special = work.special(day)
        if special is None:
            weekly += not work.intervals(day)
        elif special.kind == "worked":
            yield Reason(WORKED, {"day": day, "name": special.name, "source": special.source})
        else:
            yield Reason(SKIPPED, {"day": day, "name": special.name, "source": special.source})
    if weekly:
        yield Reason(WEEKENDS, {"count": weekly})


def _same_day(start: datetime, moment: datetime, clock: ClockRules, work: WorkCalendar) -> Iterator[Reason]:
    yield Reason(SAME_DAY)
    if moment.date() == start.date():
        return
    if not work.counts(start.date()) or start > work.close(start.date()):
        yield Reason(CLOSED)
    else:
        rules = _cite(clock, "same_day_cutoff", "same_day_after_cutoff")
        yield Reason(AFTER_CUTOFF, {"cutoff": f"{clock.same_day_cutoff:%H:%M}"}, rules)
    yield from left_out(start.date(), moment.date(), work)


def _cite(clock: ClockRules, *names: str) -> tuple[Citation, ...]:
    return tuple(clock.cite[name] for name in names)
