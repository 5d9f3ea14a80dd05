"""Which procedures keep a target from being reached, and why; those held up by central law stand apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.catalog.models import ProcedureVersion
from motcua.catalog.models.procedures import IN_FORCE_ONCE
from motcua.online.frame import Frame
from motcua.online.models import Cause, OnlineService, RoadmapEntry
from motcua.online.quarters import quarter_name
from motcua.online.reasons import PartialReason, reasons_in
from motcua.online.regime import Words, words_on
from motcua.online.targets import TargetRow

UNKNOWN = ""
ORDER = (Cause.CENTRAL_LAW, Cause.OWN_DOCUMENT, Cause.TECHNICAL, Cause.WORK)


@dataclass(frozen=True, slots=True)
class Missing:
    """A procedure that a target does not count: whose power it lies in (empty: nobody has said) and what it is."""

    code: str
    name: str
    field: str
    cause: str
    words: str

    @property
    def cause_name(self) -> str:
        """The cause in words."""
        return str(Cause(self.cause).label) if self.cause else _("chưa rõ")

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        names = ("code", "name", "field", "cause", "cause_name", "words")
        return {name: getattr(self, name) for name in names}


def missing_of(target: TargetRow, day: date, frame: Frame) -> list[Missing]:
    """The procedures in a target's scope that it does not count on a day, by cause and code (four statements)."""
    among = set(frame.procedures(target.scope, day))
    absent = among - frame.open_at(target.levels, day, among)
    stopped = frame.stopped(day)
    services = {row.procedure_id: row for row in OnlineService.objects.on(day)}
    plans = {row.procedure_id: row for row in RoadmapEntry.objects.standing().order_by("-year", "-quarter")}
    rows = ProcedureVersion.objects.filter(state__in=IN_FORCE_ONCE, effective_from__lte=day)
    names = rows.order_by("effective_from").values_list("procedure_id", "procedure__code", "name", "field__name")
    told = {key: (code, name, field or "") for key, code, name, field in names if key in absent}
    words = words_on(day)
    found = [
        Missing(*said, *_why(services.get(key), plans.get(key), key in stopped, target.levels, words))
        for key, said in told.items()
    ]
    return sorted(found, key=lambda row: (_place(row.cause), row.code))


def by_cause(rows: Iterable[Missing]) -> list[tuple[str, str, list[Missing]]]:
    """Rows gathered by cause, central law first: key, name, rows."""
    groups: dict[str, list[Missing]] = {}
    for row in rows:
        groups.setdefault(row.cause, []).append(row)
    return [(cause, groups[cause][0].cause_name, groups[cause]) for cause in sorted(groups, key=_place)]


def _place(cause: str) -> int:
    return ORDER.index(Cause(cause)) if cause else len(ORDER)


def _why(
    row: OnlineService | None, plan: RoadmapEntry | None, is_stopped: bool, levels: tuple[str, ...], words: Words
) -> tuple[str, str]:
    """Whose power it lies in, and what it is."""
    if row is not None and row.level in levels:
        if is_stopped:
            return Cause.TECHNICAL, _("dịch vụ đang tạm dừng")
        return Cause.WORK, _("đã có quyết định %(no)s, chưa đưa vào khai thác") % {"no": row.decision_no}
    reasons = reasons_in(row.reasons) if row is not None else ()
    if reasons:
        worst = min(reasons, key=lambda reason: _place(reason.cause))
        return worst.cause, "; ".join(reason.words() for reason in _first(worst, reasons))
    if plan is not None and plan.cause:
        return plan.cause, plan.cause_note or str(Cause(plan.cause).label)
    if plan is not None:
        return Cause.WORK, _("trong lộ trình: %(when)s") % {"when": quarter_name(plan.year, plan.quarter)}
    if row is not None:
        return UNKNOWN, _("mới ở mức “%(level)s”, chưa ghi nguyên nhân") % {"level": words.level(row.regime, row.level)}
    return UNKNOWN, _("chưa có trong sổ và lộ trình")


def _first(worst: PartialReason, reasons: tuple[PartialReason, ...]) -> list[PartialReason]:
    return [worst, *(reason for reason in reasons if reason is not worst)]
