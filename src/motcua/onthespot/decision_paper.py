"""The decision of a list as a document: who issues it and what its template is filled with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.onthespot.measuring import FIVE
from motcua.onthespot.selectors import Row
from motcua.organisation.issuing import committee_named, place_named, provincial_issuer
from motcua.organisation.selectors import today_names
from motcua.publication.decision_paper import SYMBOL

DECISION = "decision-onthespot"
PURPOSE = "onthespot.list"


def heading(day: date) -> dict[str, str]:
    """Who issues, and where. Raises `UserError` before a province was chosen."""
    unit = provincial_issuer()
    period = unit.on(day)
    committee = committee_named(period.name if period else today_names([unit.pk])[unit.pk])
    return {"agency_parent": "", "agency_name": committee, "place": place_named(committee)}


def decision_data(rows: Sequence[Row], day: date, title: str) -> dict[str, Any]:
    """What the decision's template is filled with: procedures of five steps, the others, the process of each."""
    above = heading(day)
    committee = above["agency_name"]
    return {
        **above,
        "authority": f"Chủ tịch {committee}",
        "symbol": SYMBOL,
        "list_name": f"{title[:1].lower()}{title[1:]}",
        "proposer": f"Chánh Văn phòng {committee}",
        "signature_lines": ["CHỦ TỊCH"],
        "five": [_line(row) for row in rows if row.verdict.value.spot == FIVE],
        "others": [_line(row) for row in rows if row.verdict.value.spot != FIVE],
        "processes": [_process(row) for row in rows if row.entry.process],
    }


def _line(row: Row) -> dict[str, str]:
    held = row.held.power if row.held else None
    return {
        "code": row.entry.procedure.code,
        "name": row.name,
        "spot": row.verdict.value.name,
        "authority": str(row.entry.get_authority_display()),
        "power": held.decision_no if held else _("Chưa ban hành") if row.verdict.value.delegation else "",
        "group": row.unit,
    }


def _process(row: Row) -> dict[str, str]:
    steps = [line.strip() for line in row.entry.process.splitlines() if line.strip()]
    numbered = [f"{place}. {step}" for place, step in enumerate(steps, start=1)]
    said = "; ".join(step.rstrip(".;") for step in numbered)
    return {"code": row.entry.procedure.code, "name": row.name, "steps": f"{said}.", "group": row.unit}
