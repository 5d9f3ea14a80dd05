"""The clock of a consultation: answers are due so many calendar days from sending, by the rule of that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from motcua.law.book import Rulebook
from motcua.law.explained import Explained, Reason
from motcua.law.words import N_
from motcua.review.models import Addressee, Consultation, Opinion, OpinionSaid, Taken
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


def what_waits(row: Consultation, on: date) -> list[tuple[str, str]]:
    """What keeps a sent round from being consolidated on a day, each as code and sentence; nothing where it can be."""
    found: list[tuple[str, str]] = []
    due = due_of(row.sent_on or on).value  # a round is only sent with a day
    if on <= due and row.addressees.filter(answered_on__isnull=True).exists():
        told = _("Còn nơi chưa có ý kiến và thời hạn đến hết ngày {day}.").format(day=f"{due:%d/%m/%Y}")
        found.append(("still-waiting", told))
    waiting = Opinion.objects.filter(addressee__consultation=row, taken=Taken.WAITING, said=OpinionSaid.OTHER).count()
    if waiting:
        found.append(("not-replied", _("Còn {n} ý kiến chưa giải trình.").format(n=waiting)))
    return found


def was_late(addressee: Addressee, due: date) -> bool:
    """Whether an answer came after its day."""
    return addressee.answered_on is not None and addressee.answered_on > due
