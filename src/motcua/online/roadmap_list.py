"""The roadmap of a year as an official document: by quarter the procedures, who opens them, what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.online.lists import ROADMAP, agency
from motcua.online.models import RoadmapEntry
from motcua.online.quarters import quarter_end, quarter_name
from motcua.online.regime import level_choices
from motcua.organisation.selectors import today_names
from motcua.papers.document import Document
from motcua.papers.templating import document_from
from motcua.web.faults import UserError
from motcua.web.formats import vn_date


def roadmap_document(entries: Sequence[RoadmapEntry], year: int, day: date, scope: str = "") -> Document:
    """The entries of a year as they stand on a day; `scope` says in words what was chosen.

    Raises `UserError` for a roadmap without entries, and before a province was chosen.
    """
    if not entries:
        raise UserError(
            "empty-list",
            _("Lộ trình năm {year} không có thủ tục nào trong phạm vi này.").format(year=year),
            hint=_("Bỏ bớt điều kiện lọc, hoặc đưa thủ tục vào lộ trình trước."),
            status=409,
        )
    names, levels = today_names({entry.unit_id for entry in entries if entry.unit_id}), dict(level_choices())
    counts = _("{done} thủ tục đã khai thác, {late} thủ tục quá hạn").format(
        done=sum(entry.done_on is not None for entry in entries), late=sum(_late(entry, day) for entry in entries)
    )
    lines = [_line(entry, names, levels, day) for entry in entries]
    data = {
        **agency(day),
        "day": day.isoformat(),
        "scope": scope,
        "year": str(year),
        "counts": counts,
        "entries": lines,
    }
    return document_from(ROADMAP, day, data)


def _line(entry: RoadmapEntry, names: dict[int, str], levels: dict[str, Any], day: date) -> dict[str, str]:
    version = entry.procedure.current
    return {
        "when": quarter_name(entry.year, entry.quarter),
        "code": entry.procedure.code,
        "name": version.name if version else _("(thủ tục đã bãi bỏ)"),
        "level": str(levels.get(entry.level, entry.level)),
        "unit": names.get(entry.unit_id, "") if entry.unit_id else "",
        "state": _state(entry, day),
        "cause": ": ".join(part for part in (str(entry.get_cause_display()), entry.cause_note) if part),
    }


def _late(entry: RoadmapEntry, day: date) -> bool:
    return entry.done_on is None and quarter_end(entry.year, entry.quarter) <= day


def _state(entry: RoadmapEntry, day: date) -> str:
    if entry.done_on is not None:
        return _("đã khai thác từ {day}").format(day=vn_date(entry.done_on))
    return _("quá hạn") if _late(entry, day) else _("đang thực hiện")
