"""The second axis: how far a service acts of itself, from 0 (waits to be asked) to 4 (Decree 224/2026, Art. 16)."""

from __future__ import annotations

from datetime import date

from motcua.law.book import Rulebook
from motcua.law.explained import Explained, Reason
from motcua.law.unfit import Unfit
from motcua.law.words import N_

NO_AXIS = N_("Vào {on} chưa có quy định về mức độ dịch vụ công chủ động nên chỉ ghi được mức 0.")
NO_LEVEL = N_("Mức độ chủ động phải là số nguyên từ 0 đến {most}.")
NONE = N_("Mức 0: dịch vụ không chủ động, chờ người dân đề nghị")
PROACTIVE = N_("Mức {level}: {name}")


def proactive_level(level: int, on: date, book: Rulebook) -> Explained[int]:
    """Return the proactive level with what it means. Raises `Unfit` for one that does not exist on that day."""
    rules = book.at(on)
    if isinstance(level, bool) or not isinstance(level, int) or level < 0:
        raise Unfit("no-proactive-level", NO_LEVEL, {"most": _most(on, book)}, "proactive")
    if level == 0:
        return Explained(0, (Reason(NONE),))
    if not rules.has("online.proactive_levels"):
        raise Unfit("no-proactive-axis", NO_AXIS, {"on": on}, "proactive")
    row = rules.row("online.proactive_levels")
    names = {int(item["level"]): str(item["name"]) for item in row.value}
    if level not in names:
        raise Unfit("no-proactive-level", NO_LEVEL, {"most": max(names)}, "proactive")
    return Explained(level, (Reason(PROACTIVE, {"level": level, "name": names[level]}, (row.citation,)),))


def _most(on: date, book: Rulebook) -> int:
    rules = book.at(on)
    row = rules.row("online.proactive_levels") if rules.has("online.proactive_levels") else None
    return max(int(item["level"]) for item in row.value) if row else 0
