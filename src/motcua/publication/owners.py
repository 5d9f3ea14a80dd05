"""Whose duty a clock is: the advising unit, or its heir where it was merged since."""

from __future__ import annotations

from datetime import date

from motcua.law.explained import Explained, Reason
from motcua.law.words import N_
from motcua.organisation.models import Unit
from motcua.organisation.selectors import heirs_of, shown_name

SAME = N_("{unit} tham mưu quyết định")
HEIR = N_("{old} không còn hoạt động; {new} kế thừa từ {day}")
NO_HEIR = N_("{old} không còn hoạt động và chưa rõ đơn vị kế thừa; đầu mối kiểm soát thủ tục hành chính phân công")
_MOST_STEPS = 10


def unit_in_charge(unit: Unit, day: date) -> Explained[Unit | None]:
    """The unit that answers on `day` for what `unit` advised: itself, else its heir, and the heir's heir.

    None where it ended and either left no heir or split without one that takes over by default.
    """
    if unit.on(day) is not None:
        return Explained(unit, (Reason(SAME, {"unit": shown_name(unit, day)}),))
    reasons: list[Reason] = []
    current = unit
    for _step in range(_MOST_STEPS):
        heirs = [row for row in heirs_of(current) if row.on_date <= day]
        heir = next((row for row in heirs if row.default or len(heirs) == 1), None)
        if heir is None:
            break
        names = {"old": shown_name(current, day), "new": shown_name(heir.successor, day), "day": heir.on_date}
        reasons.append(Reason(HEIR, names, warning=True))
        current = heir.successor
        if current.on(day) is not None:
            return Explained(current, tuple(reasons))
    return Explained(None, (*reasons, Reason(NO_HEIR, {"old": shown_name(current, day)}, warning=True)))
