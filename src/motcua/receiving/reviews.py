"""When each list is to be reviewed, by the rules of the day: one-stop lists every so many months, others each year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from motcua.law.clock import add_months
from motcua.law.explained import Explained, Reason
from motcua.law.words import N_
from motcua.receiving.judging import citation_of
from motcua.receiving.models import RECEIVED_AT, ListKind, ReceivingList
from motcua.receiving.selectors import latest_decisions
from motcua.rulebook.selectors import rules_on

ONE_STOP = (*RECEIVED_AT, ListKind.EXCLUDED)
YEARLY = (ListKind.LINKED_GROUP, ListKind.POST)
SINCE = N_("Danh mục gần nhất áp dụng từ {day}")
NONE_YET = N_("Chưa ban hành danh mục này lần nào")
IN_MONTH = N_("Rà soát mỗi năm, trong tháng {month}; kỳ này đến hết {last}")
SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Review:
    """The next review of a kind of list: the list it is about (None: never issued), its last day and why."""

    kind: ListKind
    last: ReceivingList | None
    due: Explained[date | None]

    def state_on(self, day: date) -> str:
        """Return "missing" (never issued), "late", "soon" (within thirty days, a matter of display) or "fine"."""
        if self.last is None:
            return "missing"
        if self.due.value is None or self.due.value >= day + SOON:
            return "fine"
        return "late" if self.due.value < day else "soon"


def reviews(on: date) -> list[Review]:
    """The reviews of every kind of list that a rule of the day speaks of.

    Raises `UnknownRuleError` for a day before the first rules on reviews.
    """
    last = latest_decisions(on)
    found = [Review(kind, last.get(kind), _half_yearly(last.get(kind), on)) for kind in ONE_STOP]
    return found + [Review(kind, last.get(kind), _yearly(last.get(kind), on)) for kind in YEARLY]


def _start(row: ReceivingList | None) -> Reason:
    if row is None:
        return Reason(NONE_YET, warning=True)
    return Reason(SINCE, {"day": row.effective_from}, (citation_of(row),))


def _half_yearly(row: ReceivingList | None, on: date) -> Explained[date | None]:
    rule = rules_on(on).value("review.lists_one_stop")
    since = row.effective_from if row else None
    due = add_months(since, int(rule.value)) if since else None
    return Explained(due, (_start(row), *rule.reasons))


def _yearly(row: ReceivingList | None, on: date) -> Explained[date | None]:
    """A list issued in the review month or later has had its review of the year."""
    rule = rules_on(on).value("review.lists_yearly_month")
    month, since = int(rule.value), row.effective_from if row else None
    if since is None:
        return Explained(None, (_start(row), *rule.reasons))
    year = since.year if since < date(since.year, month, 1) else since.year + 1
    last = add_months(date(year, month, 1), 1) - timedelta(days=1)
    return Explained(last, (_start(row), *rule.reasons, Reason(IN_MONTH, {"month": month, "last": last})))
