"""By when a board has to be changed: "at once" after the announcement, in the days that the rulebook gives it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from motcua.law.book import RulesOfDay
from motcua.law.calendar import WorkCalendar
from motcua.law.clock import add_working_days
from motcua.law.due_why import doubts_of
from motcua.law.explained import Explained, Reason
from motcua.law.words import N_
from motcua.rulebook.selectors import law

KEY = "posting.after_decision"
PHOTO_KEY = "posting.photo"
IN_FORCE = N_("Phiên bản có hiệu lực từ {day}")
SIGNED = N_("Quyết định công bố {number} ký {day}")
KNOWN = N_("Danh mục ghi nhận phiên bản này từ {day}")
LEFT = N_("Phiên bản đang niêm yết hết hiệu lực từ {day}")
NOT_RECEIVED = N_("Thủ tục không còn thuộc danh mục tiếp nhận tại đây")
UNKNOWN = N_("Không rõ từ ngày nào, nên không tính hạn")
BASE = N_("Tính từ ngày muộn nhất trong các ngày trên, {day}; hạn là hết {due}")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a change: when its version is in force and was recorded, the province's decision of it.

    `left_on` is the day on which what hangs went out of force; all may be unknown.
    """

    in_force_from: date | None = None
    known_on: date | None = None
    decision: str = ""
    signed_on: date | None = None
    left_on: date | None = None

    @property
    def base(self) -> date | None:
        """The day from which the days count: the last of those known."""
        days = [day for day in (self.in_force_from, self.known_on, self.signed_on, self.left_on) if day]
        return max(days, default=None)


class Clock:
    """Reckons due days by the rules of one day; each working calendar is asked once a day reckoned from."""

    def __init__(self, on: date) -> None:
        here = law()
        self.rules: RulesOfDay = here.rules_on(on)
        self.work: WorkCalendar = here.work_calendar(self.rules)
        self._known: dict[date, date] = {}

    def due(self, facts: Facts) -> date | None:
        """The last day in time, None where no day is known to count from."""
        base = facts.base
        if base is None:
            return None
        if base not in self._known:
            self._known[base] = add_working_days(self.work, base, int(self.rules.row(KEY).value))
        return self._known[base]

    def explained(self, facts: Facts) -> Explained[date | None]:
        """The due day with the facts and the rule it rests on."""
        reasons = [
            Reason(says, named)
            for says, named, there in (
                (IN_FORCE, {"day": facts.in_force_from}, facts.in_force_from),
                (SIGNED, {"number": facts.decision, "day": facts.signed_on}, facts.signed_on),
                (KNOWN, {"day": facts.known_on}, facts.known_on),
                (LEFT, {"day": facts.left_on}, facts.left_on),
            )
            if there
        ]
        base, due = facts.base, self.due(facts)
        if base is None or due is None:
            return Explained(None, (Reason(NOT_RECEIVED), Reason(UNKNOWN)))
        rule = self.rules.value(KEY)
        reasons += [*rule.reasons, Reason(BASE, {"day": base, "due": due})]
        return Explained(due, (*reasons, *doubts_of(self.work, base, due)))


def photo_required(on: date) -> bool:
    """Whether a confirmation needs a photo of the board, by the province's setting on a day."""
    return bool(law().rules_on(on).row(PHOTO_KEY).value == "required")
