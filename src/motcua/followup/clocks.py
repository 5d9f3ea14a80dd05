"""Until when each step of following a ministry's decision is due, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from motcua.followup.models import StepKind
from motcua.law.announcement import announce_by, upload_by
from motcua.law.clock import add_working_days
from motcua.law.due_why import FIRST_DAY, doubts_of, left_out
from motcua.law.explained import Explained, Reason
from motcua.law.words import N_
from motcua.rulebook.lawbook import Law

TOO_LATE = N_("Ngày đó đã qua khi tỉnh biết quyết định của bộ ({known}): tính thời hạn của tỉnh từ ngày biết")
FROM_KNOWN = N_("Biết quyết định của bộ ngày {known}: trình danh mục chậm nhất {due}")
NO_EFFECT = N_("Chưa rõ ngày văn bản có hiệu lực: chỉ áp dụng thời hạn riêng của tỉnh")
FROM_LIST = N_("Quyết định danh mục của tỉnh ký ngày {signed}: hạn đến hết {due}")
NO_LIST = N_("Chưa có quyết định danh mục của tỉnh: chưa tính được hạn")

_RULE = {StepKind.PROCESS: "follow.process", StepKind.POSTING: "follow.posting"}


@dataclass(frozen=True, slots=True)
class Given:
    """What due dates depend on: when the house knew, when the law takes effect, when the provincial list was signed."""

    known_on: date
    effective_on: date | None = None
    listed_on: date | None = None
    shortened: bool = False


def step_due(kind: str, given: Given, law: Law) -> Explained[date | None]:
    """Return the last day of a step with its reasons; None where it cannot be known yet.

    The list is due by the law's own clock (NĐ 63/2010: before the effective date, calendar or working days by the
    policy `announce.days_are`) where the effective day is known and still ahead, else by the province's own rule. The
    other steps count from the day on which the list decision was signed.
    """
    if kind == StepKind.LIST:
        return _list_due(given, law)
    if given.listed_on is None:
        return Explained(None, (Reason(NO_LIST),))
    if kind == StepKind.UPLOAD:
        rules = law.rules_on(given.listed_on)
        return upload_by(given.listed_on, rules, law.work_calendar(rules), "shortened" if given.shortened else "")
    last = _after(given.listed_on, _RULE[StepKind(kind)], law)
    facts = {"signed": given.listed_on, "due": last.value}
    return Explained(last.value, (*last.reasons, Reason(FROM_LIST, facts, last.rules)))


def _list_due(given: Given, law: Law) -> Explained[date | None]:
    own = _after(given.known_on, "follow.list", law)
    own_words = Reason(FROM_KNOWN, {"known": given.known_on, "due": own.value}, own.rules)
    if given.effective_on is None:
        return Explained(own.value, (Reason(NO_EFFECT, warning=True), *own.reasons, own_words))
    rules = law.rules_on(given.known_on)
    before = announce_by(given.effective_on, rules, law.work_calendar(rules))
    if before.value is not None and before.value >= given.known_on:
        return before
    late = Reason(TOO_LATE, {"known": given.known_on}, before.rules, warning=True)
    return Explained(own.value, (*before.reasons, late, *own.reasons, own_words))


def _after(day: date, key: str, law: Law) -> Explained[date]:
    """The last day of a rule in working days that runs from `day`, which is not counted itself."""
    rules = law.rules_on(day)
    days, work = rules.value(key), law.work_calendar(rules)
    last = add_working_days(work, day, int(days.value))
    first = Reason(FIRST_DAY, {}, (rules.row("clock.first_day").citation,))
    return Explained(last, (*days.reasons, first, *left_out(day, last, work), *doubts_of(work, day, last)))
