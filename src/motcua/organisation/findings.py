"""What is wrong with the organisation on a day: found each time, never stored."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.roles import Role
from motcua.organisation import officers
from motcua.organisation.models import Confidence, Position, UnitPeriod
from motcua.organisation.selectors import periods_on, province

KINDS: dict[str, str | Promise] = {
    "no-focal": _("Đơn vị chưa có công chức đầu mối kiểm soát thủ tục hành chính"),
    "focal-not-renewed": _("Công chức đầu mối chưa được kiện toàn cho năm nay"),
    "roles-not-separated": _("Một người vừa thẩm định vừa phê duyệt, hoặc vừa phê duyệt vừa làm văn thư, ở một đơn vị"),
    "unverified-unit": _("Đơn vị ghi theo hiểu biết chung, chưa đối chiếu văn bản"),
}
APART = ((Role.APPRAISER, Role.APPROVER), (Role.APPROVER, Role.CLERK))  # rules-one-stop 2.3


@dataclass(frozen=True, slots=True)
class UnitFinding:
    """One defect of one unit."""

    kind: str
    public_id: str
    name: str
    evidence: str

    def to_dict(self) -> dict[str, str]:
        """The finding as machines read it."""
        return {
            "kind": self.kind,
            "title": str(KINDS[self.kind]),
            "unit": self.public_id,
            "name": self.name,
            "evidence": self.evidence,
        }


def unit_findings(actor: Actor, day: date, kind: str = "") -> list[UnitFinding]:
    """The defects of a day, by kind and unit; a fixed number of statements."""
    found = [*_focal(actor, day), *_not_separated(actor, day), *_unverified(day)]
    return [row for row in found if not kind or row.kind == kind]


def totals(found: list[UnitFinding]) -> list[tuple[str, int]]:
    """(kind, number) in the order of the kinds."""
    counted = Counter(row.kind for row in found)
    return [(kind, counted[kind]) for kind in KINDS if counted[kind]]


def _focal(actor: Actor, day: date) -> list[UnitFinding]:
    found = []
    for line in officers.focal_lines(actor, day):
        if line.state == officers.MISSING:
            found.append(UnitFinding("no-focal", line.period.unit.public_id, line.period.name, ""))
        elif line.state == officers.OVERDUE and line.appointment:
            evidence = f"{line.appointment.decision_no} ({line.appointment.year})"
            found.append(UnitFinding("focal-not-renewed", line.period.unit.public_id, line.period.name, evidence))
    return found


def _not_separated(actor: Actor, day: date) -> list[UnitFinding]:
    found = []
    for one, other in APART:
        also = Position.objects.on(day).filter(user=OuterRef("user"), unit=OuterRef("unit"), role=other)
        rows = Position.objects.visible_to(actor).on(day).filter(Exists(also), role=one)
        for row in rows.select_related("unit", "user").prefetch_related("unit__periods"):
            name = next((period.name for period in row.unit.periods.all() if period.covers(day)), "")
            evidence = f"{row.user.username}: {one} + {other}"
            found.append(UnitFinding("roles-not-separated", row.unit.public_id, name, evidence))
    return found


def _unverified(day: date) -> list[UnitFinding]:
    place = province()
    rows: list[UnitPeriod] = list(periods_on(day, under=place).filter(confidence=Confidence.D)) if place else []
    return [UnitFinding("unverified-unit", row.unit.public_id, row.name, row.note) for row in rows]
