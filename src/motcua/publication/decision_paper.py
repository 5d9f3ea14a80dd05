"""The signed paper of a decision: what its template is filled with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.organisation.issuing import committee_named, place_named, provincial_issuer
from motcua.organisation.models import Unit, UnitPeriod
from motcua.papers.words import long_day
from motcua.publication.cells import NOTHING, cells_of
from motcua.publication.models import AnnouncedLine, AnnouncementDecision, LineKind
from motcua.web.faults import UserError

TEMPLATE = "decision-announcement"
PURPOSE = "publication.decision"
SYMBOL = "QĐ-UBND"
_SOURCE = re.compile(r"(\d\S*)(?: ngày (\d\d)/(\d\d)/(\d{4}))?(?: \((.+)\))?")


def issuer_of(decision: AnnouncementDecision) -> Unit:
    """The unit that issues: the one named, else the province's people's committee. Raises `UserError` without one."""
    return decision.issuing_unit or provincial_issuer()


def paper_data(decision: AnnouncementDecision, day: date, signature: Sequence[str]) -> dict[str, Any]:
    """The data of the template, names of agencies as of `day`; lines of each kind in a list of their own."""
    issuer = issuer_of(decision)
    committee = committee_named(_name(issuer, day))
    lines = list(decision.lines.order_by("ordinal"))
    cells = cells_of({line.procedure_version_id for line in lines if line.procedure_version_id}, day)
    rows: dict[str, list[dict[str, str]]] = {str(kind): [] for kind in LineKind}
    for line in lines:
        found = cells.get(line.procedure_version_id or 0, NOTHING)
        rows[line.kind].append(_row(line, found.time_limit, found.place, found.fee, line.basis or found.legal_basis))
    advising = _name(decision.advising_unit, day)
    return {
        "agency_parent": "",
        "agency_name": committee,
        "authority": f"Chủ tịch {committee}",
        "symbol": SYMBOL,
        "place": place_named(committee),
        "scope": scope_words(lines, advising),
        "ministry_decisions": [cited(decision.source)] if decision.source else [],
        "proposer": f"{_head_of(advising)} {advising}",
        "effective_from": decision.effective_from.isoformat() if decision.effective_from else None,
        "signature_lines": [line for line in signature if line.strip()] or ["CHỦ TỊCH"],
        **rows,
    }


def cited(source: str) -> str:
    """A ministry's decision as a legal basis cites it; what a person wrote in words of their own stays.

    "163/QĐ-BTP ngày 01/07/2026 (Bộ Tư pháp)" → "Quyết định số 163/QĐ-BTP ngày 01 tháng 7 năm 2026 của Bộ Tư pháp".
    """
    found = _SOURCE.fullmatch(source)
    if found is None:
        return source
    number, day, month, year, ministry = found.groups()
    named = f"Quyết định số {number}"
    if day:
        named += f" {long_day(date(int(year), int(month), int(day)))}"
    return f"{named} của {ministry}" if ministry else named


def scope_words(lines: Sequence[AnnouncedLine], advising: str) -> str:
    """What the decision is about: its fields, as far as a title can hold them, and the advising unit."""
    fields = list(dict.fromkeys(line.field for line in lines if line.field))
    managed = f"thuộc phạm vi quản lý của {advising}"
    if not 0 < len(fields) <= 3:
        return managed
    named = ", ".join(f"{field[:1].lower()}{field[1:]}" for field in fields)
    return f"lĩnh vực {named} {managed}"


def _row(line: AnnouncedLine, time_limit: str, place: str, fee: str, basis: str) -> dict[str, str]:
    row = {"code": line.code, "name": line.name, "place": place, "legal_basis": basis, "group": line.field}
    if line.kind != LineKind.ABOLISHED:
        row |= {"time_limit": time_limit, "fee": fee}
    if line.kind == LineKind.REPLACED:
        row["replaces"] = line.replaces
    return row


def _head_of(unit: str) -> str:
    """The title of a unit's head as papers write it."""
    if unit.startswith("Sở "):
        return "Giám đốc"
    if unit.startswith("Văn phòng "):
        return "Chánh"
    return "Thủ trưởng"


def _name(unit: Unit, day: date) -> str:
    period = UnitPeriod.objects.filter(unit=unit).on(day).first()
    if period is None:
        raise UserError(
            "unit-ended",
            _("Đơn vị của quyết định không còn hoạt động vào ngày lập văn bản."),
            field="advising_unit",
            hint=_("Trả lại quyết định và chọn đơn vị kế thừa."),
            status=409,
        )
    return period.name
