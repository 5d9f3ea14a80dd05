"""The clock of a consultation: answers are due so many calendar days from sending, by the rule of that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from motcua.law.book import Rulebook
from motcua.law.explained import Explained, Reason
from motcua.law.words import N_
from motcua.review.models import Addressee, Consultation
from motcua.rulebook.selectors import book as current_book

SENT = N_("Gửi lấy ý kiến ngày {day}")
DUE = N_("Thời hạn {days} ngày kể từ ngày gửi, tính cả ngày nghỉ: đến hết ngày {due}")


@dataclass(frozen=True, slots=True)
class Waiting:
    """How a consultation stands on a day: by when answers are due, days left (negative: over)."""

    due: Explained[date]
    left: int

    @property
    def over(self) -> bool:
        """Whether the time is over."""
        return self.left < 0


def due_of(sent_on: date, book: Rulebook | None = None) -> Explained[date]:
    """By when answers are due to what was sent on a day. Raises `UnknownRuleError` before the first rule."""
    rule = (book or current_book()).at(sent_on).value("online.consultation")
    days = int(rule.value)
    due = sent_on + timedelta(days=days)
    reasons = (Reason(SENT, {"day": sent_on}), *rule.reasons, Reason(DUE, {"days": days, "due": due}))
    return Explained(due, reasons)


def waiting_of(row: Consultation, on: date, book: Rulebook | None = None) -> Waiting | None:
    """How a sent consultation stands on a day; None for one that was not sent."""
    if row.sent_on is None:
        return None
    due = due_of(row.sent_on, book)
    return Waiting(due, (due.value - on).days)


def was_late(addressee: Addressee, due: date) -> bool:
    """Whether an answer came after its day."""
    return addressee.answered_on is not None and addressee.answered_on > due
