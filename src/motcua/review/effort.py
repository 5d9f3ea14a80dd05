"""Assessment (b) of a line: its factors by the law's limits, and its place in the picture of effort against volume."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from motcua.catalog.models import ProcedureVersion
from motcua.law.book import Rulebook
from motcua.law.effort import MARKS, QUADRANTS, Effort, Quadrant, effort_of, quadrant_of
from motcua.law.explained import Explained
from motcua.proposals.selectors import kept, propose, volumes_of
from motcua.review.models import CampaignLine, EffortSheet
from motcua.rulebook.selectors import book as current_book

FACTORS = ("cases", "components", "agencies", "steps", "databases", "build_cost")
_MILLION = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Placed:
    """The marks of the factors and where the procedure stands among the four."""

    effort: Explained[Effort]
    place: Explained[Quadrant | None]
    marks: dict[str, str]
    words: str


def placed(line: CampaignLine, sheet: EffortSheet | None, book: Rulebook | None = None) -> Placed:
    """What the kept factors of a line come to; nothing is measured where no sheet was kept."""
    rules = book or current_book()
    given: dict[str, Any] = {name: getattr(sheet, name) for name in FACTORS} if sheet else {}
    if given.get("build_cost") is not None:
        given["build_cost"] = Decimal(given["build_cost"]) / _MILLION
    effort = effort_of(given, line.law_date, rules)
    place = quadrant_of(effort, sheet.volume if sheet else None, line.law_date, rules)
    marks = {name: str(MARKS[mark]) for name, mark in effort.value.marks.items() if mark is not None}
    return Placed(effort, place, marks, str(QUADRANTS[place.value]) if place.value else "")


def suggested(version: ProcedureVersion | None) -> dict[str, Any]:
    """What the record counts, and the latest yearly volume that was brought in; None where nobody knows."""
    if version is None:
        return {}
    measures = kept(version, propose(version))["measures"]
    found: dict[str, Any] = {name: measures.get(name) for name in FACTORS if name != "build_cost"}
    volume = volumes_of([version.procedure_id]).get(version.procedure_id)
    if volume is not None:
        found |= {"volume": volume, "volume_source": _("Số hồ sơ một năm đã nhập trên hệ thống")}
    return found
