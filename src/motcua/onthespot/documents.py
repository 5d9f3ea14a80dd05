"""Lists and reports as official documents (templates `onthespot-list` and `onthespot-report`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.onthespot.selectors import Progress, Row
from motcua.organisation.selectors import province_period
from motcua.web.faults import UserError

LIST, REPORT = "onthespot-list", "onthespot-report"


def agency(day: date) -> dict[str, str]:
    """Who issues, and where. Raises `UserError` before a province was chosen."""
    period = province_period(day)
    if period is None:
        raise UserError("no-province", _("Chưa chọn tỉnh của hệ thống nên chưa có cơ quan ban hành."), status=409)
    name = period.name
    place = name.removeprefix("Tỉnh ").removeprefix("tỉnh ").removeprefix("Thành phố ")
    return {"agency_name": f"Ủy ban nhân dân {name[:1].lower()}{name[1:]}", "place": place}


def list_data(rows: Sequence[Row], day: date, title: str) -> dict[str, Any]:
    """What the list's template is filled with. Raises `UserError` for an empty list."""
    if not rows:
        raise UserError("empty-list", _("Không có thủ tục nào để đưa vào danh mục."), status=409)
    return {
        **agency(day),
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


def report_data(found: Progress, month: date, heading: dict[str, str]) -> dict[str, Any]:
    """What the report's template is filled with."""

    def percent(value: Any) -> str:
        return "–" if value is None else f"{value} %".replace(".", ",")

    met = {True: _("đạt"), False: _("chưa đạt"), None: "–"}
    return {
        **heading,
        "month": f"{month:%m/%Y}",
        "centre": str(found.centre),
        "five": str(found.five),
        "targets": [
            {
                "name": target.name,
                "by": f"{target.by:%d/%m/%Y}",
                "figure": f"{held.value.numerator}/{held.value.denominator}",
                "percent": percent(held.value.percent),
                "met": met[held.value.met],
            }
            for target, held in found.targets
        ],
        "departments": [
            {"unit": name, "figure": f"{share.numerator}/{share.denominator}", "percent": percent(share.percent)}
            for _unit, name, share in found.departments
        ],
    }
