"""Measuring: how much working time lies between two moments, minus the pauses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from motcua.law.calendar import WorkCalendar, in_vietnam
from motcua.law.clock import ZERO, Pause, without_overlap, working_days_after, working_time
from motcua.law.due_why import doubts_of, left_out
from motcua.law.explained import Explained, Reason
from motcua.law.words import N_

BETWEEN = N_("Từ {start} đến {end}: {hours} giờ làm việc")
PAUSED = N_("Trừ thời gian tạm dừng từ {start} đến {end}: {hours} giờ làm việc")
BACKWARDS = N_("Thời điểm kết thúc đứng trước thời điểm bắt đầu: không có thời gian nào được tính")


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Working time that has run, the part taken out as pauses, and the working days after the first day."""

    time: timedelta
    paused: timedelta
    working_days: int

    @property
    def hours(self) -> float:
        """The time that has run, in working hours."""
        return self.time.total_seconds() / 3600

    def to_dict(self) -> dict[str, Any]:
        """Return plain values (seconds and days), ready for JSON."""
        return {
            "seconds": int(self.time.total_seconds()),
            "paused_seconds": int(self.paused.total_seconds()),
            "working_days": self.working_days,
        }


def elapsed(start: datetime, end: datetime, work: WorkCalendar, pauses: Iterable[Pause] = ()) -> Explained[Elapsed]:
    """Return the working time from `start` to `end` without the pauses, which may overlap or lie partly outside.

    `working_days` counts whole working days after the first day; pauses are not taken out of it.
    """
    first, last = in_vietnam(start), in_vietnam(end)
    if last < first:
        return Explained(Elapsed(ZERO, ZERO, 0), (Reason(BACKWARDS, warning=True),))
    gross = working_time(work, first, last)
    reasons = [Reason(BETWEEN, {"start": first, "end": last, "hours": _hours(gross)})]
    reasons += left_out(first.date(), last.date(), work)
    out = ZERO
    for begins, ends in without_overlap([(in_vietnam(one), in_vietnam(other)) for one, other in pauses], first, last):
        span = working_time(work, begins, ends)
        out += span
        reasons.append(Reason(PAUSED, {"start": begins, "end": ends, "hours": _hours(span)}))
    reasons += doubts_of(work, first.date(), last.date())
    days = working_days_after(work, first.date(), last.date())
    return Explained(Elapsed(gross - out, out, days), tuple(reasons))


def _hours(span: timedelta) -> float:
    return round(span.total_seconds() / 3600, 2)
