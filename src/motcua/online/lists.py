"""Lists of services as official documents: all of them, and the partial ones with the reasons to publish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.online.opendata import counted
from motcua.online.regime import PARTIAL
from motcua.online.rows import ServiceRow
from motcua.organisation.selectors import province_period
from motcua.papers.document import Document
from motcua.papers.templating import document_from
from motcua.web.faults import UserError
from motcua.web.formats import vn_date

ALL, ONLY_PARTIAL, ROADMAP = "online-list", "online-partial", "online-roadmap"
PLAN = "lo-trinh"
KINDS = {"danh-muc": ALL, "mot-phan": ONLY_PARTIAL}
NAMES = {
    ALL: gettext_lazy("Danh mục dịch vụ công trực tuyến"),
    ONLY_PARTIAL: gettext_lazy("Dịch vụ một phần kèm lý do"),
    ROADMAP: gettext_lazy("Lộ trình của năm"),
}


def chosen_for(template: str, rows: Sequence[ServiceRow]) -> list[ServiceRow]:
    """The services that a list names: all of them, or the partial ones."""
    return [row for row in rows if row.said.level == PARTIAL] if template == ONLY_PARTIAL else list(rows)


def list_document(template: str, rows: Sequence[ServiceRow], day: date, scope: str = "") -> Document:
    """A list as a document of a day; `scope` says in words what was chosen.

    Raises `UserError` for a list that would be empty, and before a province was chosen.
    """
    chosen = chosen_for(template, rows)
    if not chosen:
        raise UserError(
            "empty-list",
            _("Không có dịch vụ nào để đưa vào danh mục."),
            hint=_("Bỏ bớt điều kiện lọc, hoặc ghi quyết định vào sổ trước."),
            status=409,
        )
    lines = [_partial(row) for row in chosen] if template == ONLY_PARTIAL else [_line(row) for row in chosen]
    data: dict[str, Any] = {**agency(day), "day": day.isoformat(), "scope": scope, "services": lines}
    if template == ALL:
        data["counts"] = "; ".join(f"{name}: {number}" for name, number in counted(chosen).items())
    return document_from(template, day, data)


def agency(day: date) -> dict[str, str]:
    """The committee of the province on a day and its place; raises `UserError` before a province was chosen."""
    period = province_period(day)
    if period is None:
        raise UserError("no-province", _("Chưa chọn tỉnh của hệ thống nên chưa có cơ quan ban hành."), status=409)
    name = period.name
    committee = name if name.startswith("Ủy ban") else f"Ủy ban nhân dân {name[:1].lower()}{name[1:]}"
    place = committee.removeprefix("Ủy ban nhân dân ").removeprefix("tỉnh ").removeprefix("thành phố ")
    return {"agency_name": committee, "place": place}


def _line(row: ServiceRow) -> dict[str, str]:
    notes = [row.state[0]] if row.said.suspended or not row.said.launched else []
    if row.said.proactive:
        notes.append(_("mức chủ động %(n)s") % {"n": row.said.proactive})
    return {
        **_common(row),
        "level": row.said.level_name,
        "note": "; ".join(notes),
    }


def _partial(row: ServiceRow) -> dict[str, str]:
    reasons = row.said.reasons
    return {
        **_common(row),
        "reason": "; ".join(dict.fromkeys(str(reason.kind.label) for reason in reasons)) or _("chưa ghi lý do"),
        "article": "; ".join(reason.article for reason in reasons if reason.article),
        "repair": "; ".join(vn_date(reason.repair_by) for reason in reasons if reason.repair_by),
    }


def _common(row: ServiceRow) -> dict[str, str]:
    name = row.name or _("(thủ tục đã bãi bỏ)")
    return {"code": row.code, "name": name, "field": row.field, "tier": "; ".join(row.tiers)}
