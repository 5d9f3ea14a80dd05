"""How old a report is, how long a letter has been met with silence, and by when an answer is expected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from motcua.defects.models import DefectLetter, LetterState, Level
from motcua.law.calendar import VIETNAM
from motcua.law.explained import Explained, Reason
from motcua.law.limit import parse_limit
from motcua.law.words import N_
from motcua.rulebook.lawbook import Law
from motcua.rulebook.selectors import law

SENT_ON = N_("Gửi ngày {day}, văn bản {number}")
OPENING = time(8)


@dataclass(frozen=True, slots=True)
class Silence:
    """How a sent letter stands on a day: calendar days since it went, by when an answer is expected, whether late."""

    days: int
    due: Explained[date | None]
    overdue: bool


def silence(letter: DefectLetter, on: date, book: Law | None = None) -> Silence | None:
    """The silence after a letter, None for one that was not sent or needs no answer any more.

    Whoever asks about many letters gives the `book` once read.
    """
    if letter.state != LetterState.SENT or letter.sent_on is None:
        return None
    due = due_of(letter.sent_on, letter.level, letter.number, book)
    return Silence((on - letter.sent_on).days, due, due.value is not None and due.value < on)


def due_of(sent_on: date, level: str, number: str = "", book: Law | None = None) -> Explained[date | None]:
    """By when a letter of a level sent on a day is to be answered, by the rule of that day."""
    now = book or law()
    rule = now.rules_on(sent_on).value("defects.answer_within", "ministry" if level == Level.MINISTRY else "")
    start = datetime.combine(sent_on, OPENING, VIETNAM)
    due = now.due(start, parse_limit(f"{int(rule.value)} ngày làm việc"))
    reasons = (Reason(SENT_ON, {"day": sent_on, "number": number or "–"}), *rule.reasons, *due.reasons)
    return Explained(due.value.date() if due.value else None, reasons)
