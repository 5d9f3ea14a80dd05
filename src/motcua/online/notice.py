"""Whether people were told early enough that a service would stop as planned (Decree 224/2026, Art. 13)."""

from __future__ import annotations

from motcua.law.clock import working_days_after
from motcua.law.explained import Explained, Reason
from motcua.law.words import N_
from motcua.online.models import Suspension
from motcua.rulebook.lawbook import Law
from motcua.rulebook.selectors import law

KEY = "online.planned_outage_notice"
UNPLANNED = N_("Tạm dừng không theo kế hoạch nên không có hạn thông báo trước")
NO_RULE = N_("Ngày {day} chưa có quy định về số ngày thông báo trước")
UNTOLD = N_("Chưa ghi ngày thông báo; phải thông báo trước ít nhất {least} ngày làm việc")
EARLY = N_("Đã thông báo ngày {told}, trước {days} ngày làm việc; phải ít nhất {least} ngày làm việc")
LATE = N_("Thông báo ngày {told} chỉ trước {days} ngày làm việc; phải ít nhất {least} ngày làm việc")


def told_early(stop: Suspension, now: Law | None = None) -> Explained[bool | None]:
    """Whether a planned suspension was announced as many working days ahead as the rule of its first day asks.

    None where there is no such duty. The day of the announcement does not count, the day of the suspension does.
    """
    if not stop.planned:
        return Explained(None, (Reason(UNPLANNED),))
    known = now or law()
    rules = known.rules_on(stop.effective_from)
    if not rules.has(KEY):
        return Explained(None, (Reason(NO_RULE, {"day": stop.effective_from}),))
    row = rules.row(KEY)
    facts = {"least": row.value}
    if stop.announced_on is None:
        return Explained(False, (Reason(UNTOLD, facts, (row.citation,), warning=True),))
    days = working_days_after(known.work_calendar(rules), stop.announced_on, stop.effective_from)
    facts |= {"told": stop.announced_on, "days": days}
    early = days >= row.value
    return Explained(early, (Reason(EARLY if early else LATE, facts, (row.citation,), warning=not early),))
