"""The plan of simplification: what is to change, in which document, and what it costs before and after.

Which procedures are to change is said here once: the list and the decision on each field both ask `is_changed`.
Time of citizens and time of the authority stand in columns of their own; money of a year is what `law.cost` works out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from motcua.law.cost import Cost, benefit_of
from motcua.law.explained import Explained, Reason
from motcua.law.words import N_
from motcua.papers.document import Cell
from motcua.review.lists.definition import Column, Line, OfficialList
from motcua.review.lists.facts import LineFacts
from motcua.review.lists.roadmap import named
from motcua.review.verdicts import ABOLISH, AMEND, CHANGED, REPLACE

YEARLY = "Chi phí tuân thủ một năm (đồng)"
HOURS = "Giờ một lần thực hiện, trước → sau"
WHOLLY = {
    ABOLISH: "Bãi bỏ toàn bộ thủ tục hành chính",
    REPLACE: "Thay thế thủ tục hành chính",
    AMEND: "Sửa đổi, bổ sung thủ tục hành chính",
}
GROUNDS = "Văn bản quy định thủ tục: "
NO_SHEET = "chưa tính"
NO_COST = N_("Chưa lập biểu chi phí trước và sau")


def is_changed(one: LineFacts) -> bool:
    """Whether a procedure is to be simplified: so concluded, or with a part that does not stay, or with costs."""
    return bool(one.unmet) or one.costs is not None or one.level in CHANGED


def wholly(one: LineFacts) -> str:
    """What becomes of the procedure as a whole, in words; "" where what is said of its parts says it all."""
    if one.level == AMEND and one.unmet:
        return ""
    return WHOLLY.get(one.level, "")


def documents(one: LineFacts) -> str:
    """The provisions to change, a line each; where none is named, the documents that lay the procedure down."""
    provisions = dict.fromkeys(unmet.where for unmet in one.unmet if unmet.where)
    if provisions or not one.grounds:
        return "\n".join(provisions)
    return GROUNDS + "; ".join(dict.fromkeys(one.grounds))


def plan(facts: Iterable[LineFacts]) -> OfficialList:
    """Procedures that are to change, as a whole or in a part, or have a worksheet of costs."""
    columns = (
        Column("name", "Thủ tục hành chính", 20),
        Column("change", "Nội dung đơn giản hóa", 26),
        Column("documents", "Văn bản, điều khoản cần sửa", 16),
        Column("before", "Hiện tại", 9, "right", YEARLY),
        Column("after", "Sau đơn giản hóa", 9, "right", YEARLY),
        Column("saved", "Tiết kiệm", 9, "right", YEARLY),
        Column("rate", "Tỷ lệ (%)", 6, "right", YEARLY),
        Column("citizen", "Người dân, tổ chức", 9, "center", HOURS),
        Column("authority", "Cơ quan nhà nước", 9, "center", HOURS),
    )
    lines = tuple(_line(one) for one in facts if is_changed(one))
    title = "Phương án đơn giản hóa quy định, thủ tục hành chính"
    return OfficialList("simplification", title, columns, lines, type_name="PHƯƠNG ÁN")


def _line(one: LineFacts) -> Line:
    whole = wholly(one)
    changes = [f"{whole}. Lý do: {one.note}" if one.note else whole] if whole else []
    changes += [f"{unmet.title}: {unmet.said}{f': {unmet.wording}' if unmet.wording else ''}" for unmet in one.unmet]
    cells: dict[str, Cell] = {
        "name": named(one),
        "change": "\n".join(changes) or one.level_name,
        "documents": documents(one),
        **_figures(one),
    }

    def why() -> Explained[Any]:
        return one.why().because(*cost_reasons(one))

    return Line(cells, why, one.ref, extra={"code": one.code, **_machine(one)})


def _figures(one: LineFacts) -> dict[str, Cell]:
    costs = one.costs
    if costs is None or costs.before is None or costs.after is None:
        said = costs.fault if costs is not None and costs.fault else NO_SHEET
        return {"before": said, "after": "", "saved": "", "rate": "", "citizen": "", "authority": ""}
    gain = benefit_of(costs.before, costs.after).value
    was, becomes = costs.before.value, costs.after.value
    return {
        "before": int(gain.before),
        "after": int(gain.after),
        "saved": int(gain.saved),
        "rate": gain.rate if gain.rate is not None else "",
        "citizen": f"{_hours(was, 'citizen_hours')} → {_hours(becomes, 'citizen_hours')}",
        "authority": f"{_hours(was, 'authority_hours')} → {_hours(becomes, 'authority_hours')}",
    }


def _hours(cost: Cost, name: str) -> str:
    return f"{getattr(cost, name).normalize():f}".replace(".", ",")


def cost_reasons(one: LineFacts) -> tuple[Reason, ...]:
    """How the costs were worked out, row by row, or what is missing."""
    costs = one.costs
    if costs is None:
        return (Reason(NO_COST, warning=True),)
    if costs.before is None or costs.after is None:
        return (Reason(N_("{fault}"), {"fault": costs.fault or NO_SHEET}, warning=True),)
    return benefit_of(costs.before, costs.after).reasons


def _machine(one: LineFacts) -> dict[str, Any]:
    costs = one.costs
    if costs is None:
        return {}
    return {
        "cost_before": costs.before.value.to_dict() if costs.before else None,
        "cost_after": costs.after.value.to_dict() if costs.after else None,
    }
