"""The judgement "where is it received", with each list and its decision as a reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from motcua.law.explained import Citation, Explained, Reason
from motcua.law.words import N_
from motcua.receiving.models import ListKind, ReceivingLine, ReceivingList
from motcua.receiving.where import Received

SAYS = {
    ListKind.CENTRE: N_("Được tiếp nhận tại Trung tâm Phục vụ hành chính công tỉnh, từ {since}"),
    ListKind.COMMUNE_DESK: N_("Được tiếp nhận tại Bộ phận Một cửa cấp xã, từ {since}"),
    ListKind.EXCLUDED: N_("Không tiếp nhận tại Bộ phận Một cửa, từ {since}: {reason}"),
    ListKind.POST: N_("Nộp hồ sơ, nhận kết quả được qua bưu chính công ích, từ {since}"),
    ListKind.LINKED_GROUP: N_("Thuộc nhóm thủ tục liên thông “{group}”, từ {since}"),
    ListKind.FREE_PROVINCE: N_("Nộp được ở bất kỳ nơi tiếp nhận nào trong tỉnh, từ {since}"),
    ListKind.FREE_NATION: N_("Nộp được ở bất kỳ nơi tiếp nhận nào trong cả nước, từ {since}"),
}
LABEL = N_("danh mục nơi tiếp nhận")
UNLISTED = N_("Chưa có danh mục nào áp dụng vào {on} ghi nơi tiếp nhận thủ tục {code}")
CONTRADICTED = N_("Các danh mục mâu thuẫn: vừa ghi tiếp nhận, vừa ghi không tiếp nhận tại Bộ phận Một cửa")


def citation_of(row: ReceivingList) -> Citation:
    """The decision that a list was issued by, as the source of a judgement."""
    return Citation(
        key=f"receiving.list.{row.public_id}",
        instrument=row.decision_no,
        value=row.kind,
        confidence="A",
        layer="local",
        label=LABEL,
    )


def judged(code: str, on: date, lines: Iterable[ReceivingLine]) -> Explained[Received]:
    """Return what the lines of a procedure, all of issued lists of the day, say together.

    A list of the whole province and one of a single unit add to each other; the wider freedom from boundaries wins.
    """
    found = sorted(lines, key=lambda line: (list(ListKind).index(ListKind(line.list.kind)), line.group))
    kinds = {line.list.kind for line in found}
    free = "nation" if ListKind.FREE_NATION in kinds else "province" if ListKind.FREE_PROVINCE in kinds else ""
    value = Received(
        code=code,
        on=on,
        centre=ListKind.CENTRE in kinds,
        commune_desks=ListKind.COMMUNE_DESK in kinds,
        excluded=ListKind.EXCLUDED in kinds,
        excluded_reason=next((line.reason for line in found if line.list.kind == ListKind.EXCLUDED), ""),
        post=ListKind.POST in kinds,
        groups=tuple(line.group for line in found if line.list.kind == ListKind.LINKED_GROUP),
        boundary_free=free,
        units=tuple(sorted({line.list.unit_id for line in found if line.list.unit_id})),
    )
    reasons = [_reason(line) for line in found]
    if not value.listed:
        reasons.append(Reason(UNLISTED, {"on": on, "code": code}, warning=True))
    if value.contradicted:
        reasons.append(Reason(CONTRADICTED, warning=True))
    return Explained(value, tuple(reasons))


def _reason(line: ReceivingLine) -> Reason:
    facts = {"since": line.list.effective_from, "reason": line.reason or "–", "group": line.group}
    return Reason(SAYS[ListKind(line.list.kind)], facts, (citation_of(line.list),))
