"""How hard a service is to build beside how much it is asked for: part (b) of the review (Circular 02/2017, Annex X).

No legal scale is known. Factors, limits and points are rows that a province edits (`review.effort_*`); a factor that
nobody measured is left out of the score and named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from motcua.law.book import Rulebook, RulesOfDay
from motcua.law.explained import Explained, Reason
from motcua.law.figures import figure, plain_figure
from motcua.law.unfit import Unfit
from motcua.law.words import N_

UNKNOWN_FACTOR = N_("Không có yếu tố {unknown}; các yếu tố là {known}.")
LIMITS = N_("Giới hạn của “{name}” không hợp lệ: mức thấp đến {low}, mức trung bình đến {medium}.")
POINTS = N_("Điểm của ba mức phải là ba số tăng dần, số cuối lớn hơn 0.")
MARKED = N_("{name}: {value}, mức {mark} (thấp đến {low}, trung bình đến {medium})")
UNMEASURED = N_("{name}: chưa có số liệu, không tính vào điểm")
TOTAL = N_("Điểm phức tạp {points} trên {most}, bằng {share} %: {words}")
NOTHING = N_("Chưa có số liệu nào về mức phức tạp")
VOLUME = N_("{volume} hồ sơ một năm: {words}")
NO_VOLUME = N_("Chưa có số hồ sơ một năm nên chưa xếp được thứ tự ưu tiên")
PLACED = N_("Xếp vào nhóm: {name}")
MUCH, LITTLE = N_("nhiều"), N_("ít")
DOSSIERS, EACH_POINT = N_("Số hồ sơ một năm"), N_("Điểm của một mức")
COMPLEX, SIMPLE = N_("phức tạp"), N_("đơn giản")


class Mark(StrEnum):
    """How much one factor weighs."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Quadrant(StrEnum):
    """The four fields of effort against benefit."""

    DO_FIRST = "do_first"
    PLAN = "plan"
    FILL_IN = "fill_in"
    LATER = "later"


MARKS = {Mark.LOW: N_("thấp"), Mark.MEDIUM: N_("trung bình"), Mark.HIGH: N_("cao")}
QUADRANTS = {
    Quadrant.DO_FIRST: N_("làm trước: đơn giản, nhiều hồ sơ"),
    Quadrant.PLAN: N_("lập kế hoạch riêng: phức tạp, nhiều hồ sơ"),
    Quadrant.FILL_IN: N_("làm xen: đơn giản, ít hồ sơ"),
    Quadrant.LATER: N_("để sau: phức tạp, ít hồ sơ"),
}


FIELDS = {  # much asked for, hard to build
    (True, False): Quadrant.DO_FIRST,
    (True, True): Quadrant.PLAN,
    (False, False): Quadrant.FILL_IN,
    (False, True): Quadrant.LATER,
}


@dataclass(frozen=True, slots=True)
class Effort:
    """Marks by factor, points reached and the most that the measured factors allow; `high` None: nothing measured."""

    marks: Mapping[str, Mark | None]
    points: Decimal
    most: Decimal
    high: bool | None

    @property
    def share(self) -> Decimal | None:
        """Points in percent of the most, one decimal; None where nothing was measured."""
        return (self.points * 100 / self.most).quantize(Decimal("0.1")) if self.most else None

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON."""
        marks = {key: None if mark is None else str(mark) for key, mark in self.marks.items()}
        share = None if self.share is None else float(self.share)
        points = {"points": float(self.points), "most": float(self.most)}
        return {"marks": marks, **points, "share": share, "high": self.high}


def effort_of(measures: Mapping[str, Any], on: date, book: Rulebook) -> Explained[Effort]:
    """Mark each measured factor by the limits of a day and add the points.

    `measures` holds numbers by factor key (build cost in million đồng); a missing one or None is not measured. Raises
    `Unfit` for unknown factors, for what is no number, and for limits or points that a province set out of order.
    """
    rules = book.at(on)
    row = rules.row("review.effort_limits")
    known = {str(item["no"]): item for item in row.value}
    unknown = [key for key in measures if key not in known]
    if unknown:
        raise Unfit("unknown-factor", UNKNOWN_FACTOR, {"unknown": unknown, "known": list(known)}, unknown[0])
    worth, points, most = _worth(rules), Decimal(0), Decimal(0)
    marks: dict[str, Mark | None] = {}
    said: list[Reason] = []
    for key, item in known.items():
        name = str(item["name"])
        low, medium = _limits(item)
        if measures.get(key) is None:
            marks[key] = None
            said.append(Reason(UNMEASURED, {"name": name}, warning=True))
            continue
        value = figure(measures[key], name, key)
        mark = Mark.LOW if value <= low else Mark.MEDIUM if value <= medium else Mark.HIGH
        marks[key] = mark
        points, most = points + worth[mark], most + worth[Mark.HIGH]
        facts = {"name": name, "value": plain_figure(value), "mark": MARKS[mark]}
        limits = {"low": plain_figure(low), "medium": plain_figure(medium)}
        said.append(Reason(MARKED, {**facts, **limits}, (row.citation,)))
    return _conclude(marks, points, most, rules, said)


def quadrant_of(effort: Explained[Effort], volume: int | None, on: date, book: Rulebook) -> Explained[Quadrant | None]:
    """Place a procedure in the picture of effort against dossiers a year; None where one of the two is not known.

    Raises `Unfit` for a volume that is no number.
    """
    if volume is None or effort.value.high is None:
        missing = NO_VOLUME if volume is None else NOTHING
        return Explained(None, (*effort.reasons, Reason(missing, warning=True)))
    row = book.at(on).row("review.volume_high_above")
    count = figure(volume, DOSSIERS, "volume")
    much, hard = count > Decimal(str(row.value)), effort.value.high
    place = FIELDS[much, hard]
    told = Reason(VOLUME, {"volume": plain_figure(count), "words": MUCH if much else LITTLE}, (row.citation,))
    return Explained(place, (*effort.reasons, told, Reason(PLACED, {"name": QUADRANTS[place]})))


def _limits(item: Mapping[str, Any]) -> tuple[Decimal, Decimal]:
    name = str(item["name"])
    low, medium = (figure(item.get(field), name, str(item["no"])) for field in ("low", "medium"))
    if low > medium:
        facts = {"name": name, "low": plain_figure(low), "medium": plain_figure(medium)}
        raise Unfit("limits-out-of-order", LIMITS, facts, str(item["no"]))
    return low, medium


def _worth(rules: RulesOfDay) -> dict[Mark, Decimal]:
    values = [figure(one, EACH_POINT, "review.effort_points") for one in rules.row("review.effort_points").value]
    if len(values) != len(Mark) or not values[0] <= values[1] <= values[2] or not values[2]:
        raise Unfit("points-out-of-order", POINTS, field="review.effort_points")
    return dict(zip(Mark, values, strict=True))


def _conclude(
    marks: Mapping[str, Mark | None], points: Decimal, most: Decimal, rules: RulesOfDay, said: list[Reason]
) -> Explained[Effort]:
    if not most:
        return Explained(Effort(marks, points, most, None), (*said, Reason(NOTHING, warning=True)))
    row = rules.row("review.effort_high_from")
    high = points * 100 >= most * Decimal(str(row.value))
    effort = Effort(marks, points, most, high)
    figures = {"points": points, "most": most, "share": effort.share or Decimal(0)}
    facts = {name: plain_figure(value) for name, value in figures.items()}
    return Explained(effort, (*said, Reason(TOTAL, {**facts, "words": COMPLEX if high else SIMPLE}, (row.citation,))))
