"""Lists and reports as official documents (templates `onthespot-list` and `onthespot-report`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.law.onthespot_phases import DONE, DONE_LATE, LATE, NONE, OPEN, SOON
from motcua.onthespot.decision_paper import heading
from motcua.onthespot.measuring import Progress
from motcua.onthespot.phases import PhaseStand
from motcua.onthespot.selectors import Row
from motcua.web.faults import UserError

LIST, REPORT = "onthespot-list", "onthespot-report"


def list_data(rows: Sequence[Row], day: date, title: str) -> dict[str, Any]:
    """What the list's template is filled with. Raises `UserError` for an empty list."""
    if not rows:
        raise UserError("empty-list", _("Không có thủ tục nào để đưa vào danh mục."), status=409)
    return {
        **heading(day),
        "day": day.isoformat(),
        "list_name": title,
        "lines": [
            {
                "code": row.entry.procedure.code,
                "name": row.name,
                "unit": row.unit,
                "spot": row.verdict.value.name or _("không xếp loại"),
                "authority": str(row.entry.get_authority_display()),
                "power": row.held.power.decision_no if row.held else "",
                "volume": "" if row.volume is None else str(row.volume),
            }
            for row in rows
        ],
    }


CLOCKS = {
    NONE: gettext_lazy("chưa có thủ tục"),
    OPEN: gettext_lazy("đang làm"),
    SOON: gettext_lazy("sắp đến hạn"),
    LATE: gettext_lazy("quá hạn"),
    DONE: gettext_lazy("xong"),
    DONE_LATE: gettext_lazy("xong sau hạn"),
}


def percent(value: Decimal | None) -> str:
    """A share as papers write it."""
    return "–" if value is None else f"{value} %".replace(".", ",")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def report_data(found: Progress, phases: Sequence[PhaseStand], month: date) -> dict[str, Any]:
    """What the report's template is filled with, its heading apart."""
    met = {True: _("đạt"), False: _("chưa đạt"), None: "–"}
    return {
        "month": f"{month:%m/%Y}",
        "until": found.on.isoformat(),
        "centre": str(found.centre),
        "five": str(found.five),
        "targets": [
            {
                "name": _sentence(target.name),
                "by": f"{target.by:%d/%m/%Y}",
                "figure": f"{held.value.numerator}/{held.value.denominator}",
                "percent": percent(held.value.percent),
                "met": met[held.value.met],
            }
            for target, held in found.targets
        ],
        "phases": [
            {
                "name": _sentence(one.phase.name),
                "lists": f"{one.lists.done}/{one.lists.total}",
                "list_by": f"{one.phase.list_by:%d/%m/%Y}: {CLOCKS[one.list_clock.value]}",
                "powers": f"{one.powers.done}/{one.powers.total}",
                "powers_by": f"{one.phase.powers_by:%d/%m/%Y}: {CLOCKS[one.powers_clock.value]}",
            }
            for one in phases
        ],
        "departments": [
            {
                "unit": name,
                "figure": f"{share.numerator}/{share.denominator}",
                "percent": percent(share.percent),
                "met": met[share.met],
            }
            for _unit, name, share in found.departments
        ],
    }
