"""Tables beside the lines: opinions of a consultation with their answers, and a campaign against the one before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from motcua.law.explained import Explained, Reason
from motcua.law.words import N_
from motcua.papers.document import Cell
from motcua.review.lists.definition import Column, Line, OfficialList

SAID = N_("Ý kiến của {name} trong “{title}”: {said}")
TAKEN = N_("Giải trình: {taken} {reason}")
THEN, NOW = N_("Đợt trước: {what}"), N_("Đợt này: {what}")
_LEFT_OUT = frozenset({"title"})


def opinions(rows: Iterable[tuple[Mapping[str, str], tuple[Reason, ...]]]) -> OfficialList:
    """Opinions with what became of them; each row comes with the reasons of its clock."""
    columns = (
        Column("name", "Nơi có ý kiến", 15),
        Column("code", "Mã thủ tục", 9, "center"),
        Column("procedure", "Tên thủ tục", 20),
        Column("said", "Ý kiến", 9),
        Column("text", "Nội dung", 18),
        Column("taken", "Tiếp thu, giải trình", 10),
        Column("reason", "Lý do, nội dung tiếp thu", 16),
    )
    lines = tuple(_opinion(row, clock) for row, clock in rows)
    title = "Bảng tổng hợp, tiếp thu, giải trình ý kiến"
    return OfficialList("consultation", title, columns, lines, type_name="BẢNG TỔNG HỢP")


def _opinion(row: Mapping[str, str], clock: tuple[Reason, ...]) -> Line:
    cells: dict[str, Cell] = {key: value for key, value in row.items() if key not in _LEFT_OUT}

    def why() -> Explained[Any]:
        said = Reason(SAID, {"name": row["name"], "title": row["title"], "said": row["said"]})
        answer = (Reason(TAKEN, {"taken": row["taken"], "reason": row["reason"]}),) if row["taken"] else ()
        return Explained(row["said"], (said, *clock, *answer))

    return Line(cells, why, group=row["title"])


def history(rows: Iterable[Mapping[str, str]], before: str) -> OfficialList:
    """Each procedure with what the campaign before concluded and what this one does."""
    columns = (
        Column("code", "Mã số", 12, "center"),
        Column("name", "Tên thủ tục hành chính", 40),
        Column("then", "Đợt trước", 18),
        Column("now", "Đợt này", 18),
        Column("change", "Thay đổi", 12),
    )
    lines = tuple(_compared(row) for row in rows)
    title = "Kết quả rà soát so với đợt trước"
    return OfficialList("history", title, columns, lines, note=f"So với: {before}" if before else "")


def _compared(row: Mapping[str, str]) -> Line:
    cells: dict[str, Cell] = {key: row[key] for key in ("code", "name", "then", "now", "change")}

    def why() -> Explained[Any]:
        return Explained(row["change"], (Reason(THEN, {"what": row["then"]}), Reason(NOW, {"what": row["now"]})))

    return Line(cells, why, row["ref"])
