"""Phases of the model "5 tại chỗ": what is due by which day, and where each stands on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from motcua.law.book import Rulebook
from motcua.law.explained import Citation, Explained, Reason
from motcua.law.onthespot import rule_on
from motcua.law.words import N_

NONE, OPEN, SOON, LATE, DONE, DONE_LATE = "none", "open", "soon", "late", "done", "done_late"
COUNTED = N_("{done} trên {total} thủ tục đã xong, hạn trước hoặc vào {due}")
NOT_NEEDED = N_("Không thủ tục nào cần, hạn trước hoặc vào {due}")
EMPTY = N_("Chưa có thủ tục nào, hạn trước hoặc vào {due}")
LEFT = N_("Còn {days} ngày")
PASSED = N_("Quá hạn {days} ngày")
FINISHED_LATE = N_("Xong ngày {last}, sau hạn")
ABSENT = N_("Chưa có thủ tục nào của: {units}")


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of the rulebook: its departments (none named: all), by when lists and by when powers and seals."""

    no: str
    name: str
    departments: tuple[str, ...]
    list_by: date
    powers_by: date
    citation: Citation


@dataclass(frozen=True, slots=True)
class Counted:
    """What a clock is set by: so many done of so many, the day of the last one, departments with none yet.

    `settled` says that none of none is all there is to do.
    """

    done: int
    total: int
    last: date | None = None
    absent: Sequence[str] = ()
    settled: bool = False

    @property
    def complete(self) -> bool:
        """Whether nothing is left to do."""
        return (self.total > 0 or self.settled) and self.done >= self.total and not self.absent


def phases_on(on: date, book: Rulebook) -> list[Phase]:
    """Return the phases that a day knows, in their order."""
    row, _early = rule_on("onthespot.phases", on, book)
    return [
        Phase(
            no=str(item["no"]),
            name=str(item["name"]),
            departments=tuple(str(name) for name in item.get("departments", ())),
            list_by=date.fromisoformat(str(item["list_by"])),
            powers_by=date.fromisoformat(str(item["powers_by"])),
            citation=row.citation,
        )
        for item in row.value
    ]


def clock(due: date, counted: Counted, on: date, book: Rulebook, citation: Citation) -> Explained[str]:
    """Return "done", "done_late", "late", "soon" (within `onthespot.warn_days`) or "open", with the reasons.

    `due` is the last day that is in time.
    """
    facts = {"done": counted.done, "total": counted.total, "due": due}
    words = COUNTED if counted.total else NOT_NEEDED if counted.settled else EMPTY
    reasons = [Reason(words, facts, (citation,))]
    if counted.absent:
        reasons.append(Reason(ABSENT, {"units": list(counted.absent)}, warning=True))
    if counted.complete:
        if counted.last is None or counted.last <= due:
            return Explained(DONE, tuple(reasons))
        return Explained(DONE_LATE, (*reasons, Reason(FINISHED_LATE, {"last": counted.last}, warning=True)))
    if on > due:
        return Explained(LATE, (*reasons, Reason(PASSED, {"days": (on - due).days}, warning=True)))
    row, _early = rule_on("onthespot.warn_days", on, book)
    left = Reason(LEFT, {"days": (due - on).days}, (row.citation,))
    near = due - on <= timedelta(days=int(row.value))
    return Explained(SOON if near else OPEN, (*reasons, left))
