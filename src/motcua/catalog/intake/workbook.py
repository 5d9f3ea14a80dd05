"""Reads our own workbook back. A wrong cell rejects its procedure, naming sheet, row and column; the others pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from motcua.catalog.intake.checked import checked
from motcua.catalog.intake.faults import RefusedError
from motcua.catalog.intake.limits import Limits
from motcua.catalog.intake.sheets import Workbook, cell_text, code_text
from motcua.catalog.intake.vocabulary import channel_of, levels_of
from motcua.catalog.intake.workbook_layout import SHEETS, YES, Sheet
from motcua.catalog.record import (
    ChannelRecord,
    ComponentRecord,
    Item,
    LegalBasisRecord,
    ProcedureRecord,
    Rejection,
    ResultRecord,
)

_PLAIN = (
    "field", "level_text", "kind", "decision_no", "issuer", "agency", "authority", "coordinating", "delegated",
    "receiving_address", "steps", "conditions", "sets", "keywords", "description",
)  # fmt: skip
_MOST = 10_000  # copies of one paper that anyone asks for


class Row:
    """One row of a sheet, its cells by the field they fill."""

    def __init__(self, sheet: Sheet, number: int, cells: dict[str, Any]) -> None:
        self.sheet, self.number, self.cells = sheet, number, cells

    def text(self, part: str) -> str | None:
        """The text of a cell, None when blank."""
        return cell_text(self.cells.get(part))

    def needed(self, part: str) -> str:
        """The text of a cell that must not be blank. Raises `RefusedError` that names it."""
        value = self.text(part)
        if value is None:
            raise self.fault(part, _("phải ghi"))
        return value

    def count(self, part: str) -> int | None:
        """The whole number in a cell, None when blank. Raises `RefusedError` for anything else."""
        value = self.text(part)
        if value is None:
            return None
        if not value.strip().isdecimal() or int(value[:9]) > _MOST or len(value) > 9:
            raise self.fault(part, _("phải là số nguyên từ 0 đến 10.000"))
        return int(value)

    def fault(self, part: str, wanted: str) -> RefusedError:
        """The refusal that names sheet, row and column and says what the cell must be."""
        title = next(column.title for column in self.sheet.columns if column.part == part)
        return RefusedError(
            _("Trang “%(sheet)s”, dòng %(row)d: cột “%(column)s” %(wanted)s.")
            % {"sheet": self.sheet.name, "row": self.number, "column": title, "wanted": wanted}
        )


def is_ours(book: Workbook) -> bool:
    """Tell our workbook by its sheets."""
    return {SHEETS[0].name, SHEETS[1].name, SHEETS[2].name} <= set(book.names)


def read_workbook(book: Workbook, name: str, limits: Limits) -> Iterator[Item]:
    """Yield a record for each procedure of the first sheet. Raises `RefusedError` when columns were removed."""
    tables = {sheet.part: list(_rows(book, sheet)) for sheet in SHEETS}
    by_code: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for sheet in SHEETS[1:]:
        for row in tables[sheet.part]:
            by_code[code_text(row.cells.get("code")).strip()][sheet.part].append(row)
    seen: set[str] = set()
    for row in tables["procedure"]:
        code = code_text(row.cells.get("code")).strip()
        yield _item(row, code, by_code[code], seen, name, limits)
        seen.add(code)
    for code, parts in by_code.items():
        if code not in seen:
            first = next(iter(parts.values()))[0]
            reason = _("Mã “%(code)s” không có ở trang “Thủ tục”. Thêm dòng ở trang đó hoặc sửa mã.") % {
                "code": code[:40]
            }
            yield Rejection(_place(name, first), reason, code[:40] or None)


def _item(row: Row, code: str, parts: dict[str, list[Row]], seen: set[str], name: str, limits: Limits) -> Item:
    source = _place(name, row)
    if code and code in seen:
        return Rejection(
            source, _("Mã %(code)s đã có ở dòng trên. Mỗi thủ tục chỉ ghi một dòng.") % {"code": code}, code
        )
    try:
        return checked(_record(row, code, parts, source), limits)
    except RefusedError as refusal:
        return Rejection(source, str(refusal), code[:40] or None)


def _record(row: Row, code: str, parts: dict[str, list[Row]], source: str) -> ProcedureRecord:
    texts: dict[str, Any] = {part: row.text(part) for part in _PLAIN}
    return ProcedureRecord(
        code=code,
        name=row.text("name") or "",
        source=source,
        levels=levels_of(row.text("level_text")),
        internal=(row.text("internal") or "").strip().casefold() == YES.casefold(),
        subjects=tuple(line for line in (row.text("subjects") or "").split("\n") if line.strip()),
        components=tuple(_component(one) for one in parts["components"]),
        channels=tuple(_channel(one) for one in parts["channels"]),
        results=tuple(ResultRecord(one.needed("name"), one.text("result_code")) for one in parts["results"]),
        legal_basis=tuple(
            LegalBasisRecord(one.needed("number"), one.text("title"), one.text("date"), one.text("issuer"))
            for one in parts["legal_basis"]
        ),
        **texts,
    )


def _component(row: Row) -> ComponentRecord:
    return ComponentRecord(
        name=row.needed("name"),
        case=row.text("case"),
        form=row.text("form"),
        originals=row.count("originals"),
        copies=row.count("copies"),
        code=row.text("paper_code"),
    )


def _channel(row: Row) -> ChannelRecord:
    kind = channel_of(row.needed("channel"))
    if kind is None:
        raise row.fault("channel", _("phải chọn một trong ba hình thức nộp"))
    return ChannelRecord(kind, row.text("time"), row.text("fee"), row.text("note"), row.text("case"))


def _place(name: str, row: Row) -> str:
    return _("%(name)s, trang “%(sheet)s”, dòng %(number)d") % {
        "name": name,
        "sheet": row.sheet.name,
        "number": row.number,
    }


def _rows(book: Workbook, sheet: Sheet) -> Iterator[Row]:
    if sheet.name not in book.names:
        return
    rows = book.rows(sheet.name)
    titles = [str(value).rstrip("* ").strip().casefold() for value in (rows[0] if rows else ())]
    places = _places(sheet, titles)
    for number, cells in enumerate(rows[1:], start=2):
        if any(cell_text(value) for value in cells):
            yield Row(sheet, number, {part: cells[place] for part, place in places.items() if place < len(cells)})


def _places(sheet: Sheet, titles: Sequence[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for column in sheet.columns:
        if column.title.casefold() in titles:
            places[column.part] = titles.index(column.title.casefold())
        elif column.required:
            raise RefusedError(
                _("Trang “%(sheet)s” thiếu cột “%(column)s”. Dùng lại biểu nhập mới tải từ hệ thống.")
                % {"sheet": sheet.name, "column": column.title}
            )
    return places
