"""Volumes as files bring them: CSV or XLSX with code, year, number, source; each line checked by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from motcua.catalog.intake.sheets import cell_text, code_text
from motcua.organisation.fold import fold
from motcua.papers.tables.csv_rows import csv_rows
from motcua.papers.tables.opening import sheet_rows
from motcua.web.faults import UserError

MOST_BYTES = 4 * 1024 * 1024
MOST_ROWS = 20_000
FIRST_YEAR, LAST_YEAR, MOST = 2000, 2100, 1_000_000_000
_SEARCHED = 30
_HEADS = {
    "code": ("ma so", "ma tthc", "ma thu tuc", "ma", "code"),
    "year": ("nam", "year"),
    "count": ("so ho so", "so luong", "ho so", "count"),
    "source": ("nguon", "source"),
    "tier": ("cap", "tier"),
}
_NONE = -1


@dataclass(frozen=True, slots=True)
class VolumeLine:
    """One line: dossiers of a procedure in a year. `year` and `count` are -1 where the text was no number."""

    code: str
    year: int
    count: int
    source: str
    tier: str = ""
    number: int = 0

    def fault(self) -> UserError | None:
        """What is wrong with the line by itself; None where nothing is."""
        if not self.code:
            return UserError("no-code", _("Thiếu mã thủ tục."), field="code")
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            return UserError(
                "bad-year", _("Năm của thủ tục {code} không đọc được.").format(code=self.code), field="year"
            )
        if not 0 <= self.count <= MOST:
            words = _("Số hồ sơ của thủ tục {code} phải là số nguyên từ 0 trở lên.").format(code=self.code)
            return UserError("bad-count", words, field="count")
        if not self.source.strip():
            return UserError("no-source", _("Chưa ghi nguồn số liệu."), field="source")
        return None


def read_volumes(data: bytes, name: str, *, year: int | None = None, source: str = "") -> list[VolumeLine]:
    """The lines of a file; `year` and `source` hold for lines that name none.

    Raises `UserError` for a file that is too large, unreadable or without columns for code and number.
    """
    if len(data) > MOST_BYTES:
        raise UserError("file-too-large", _("Tệp lớn quá {n} MB.").format(n=MOST_BYTES // 1024 // 1024), field="file")
    rows = sheet_rows(data) if data[:2] == b"PK" or name.lower().endswith(".xlsx") else csv_rows(data)
    if len(rows) > MOST_ROWS:
        raise UserError("too-many-rows", _("Bảng dài quá {n} dòng.").format(n=MOST_ROWS), field="file")
    at, places = _headings(rows)
    return list(_lines(rows, at, places, year, source or name))


def _lines(
    rows: Sequence[Sequence[Any]], at: int, places: dict[str, int], year: int | None, source: str
) -> Iterator[VolumeLine]:
    for number, cells in enumerate(rows[at + 1 :], start=at + 2):
        said = {key: cells[place] if place < len(cells) else None for key, place in places.items()}
        if not any(cell_text(value) for value in said.values()):
            continue
        yield VolumeLine(
            code=code_text(said["code"]).strip()[:60],
            year=whole(said.get("year")) if cell_text(said.get("year")) else year or _NONE,
            count=whole(said["count"]),
            source=(cell_text(said.get("source")) or "").strip() or source,
            tier=(cell_text(said.get("tier")) or "").strip()[:20],
            number=number,
        )


def whole(value: Any) -> int:
    """A whole number as tables write it ("1.234", 1234, "1 234"); -1 where it is none or negative."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = (cell_text(value) or "").replace("\u00a0", "").replace(" ", "")
    groups = text.replace(",", ".").split(".")
    if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]) and 1 <= len(groups[0]) <= 3:
        text = "".join(groups)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 12 else _NONE


def _headings(rows: Sequence[Sequence[Any]]) -> tuple[int, dict[str, int]]:
    for at, cells in enumerate(rows[:_SEARCHED]):
        folded = [fold(cell_text(cell) or "") for cell in cells]
        places = {
            key: next(place for place, text in enumerate(folded) if text.startswith(heads))
            for key, heads in _HEADS.items()
            if any(text.startswith(heads) for text in folded)
        }
        if "code" in places and "count" in places and places["code"] != places["count"]:
            return at, places
    raise UserError(
        "no-headings",
        _("Không thấy dòng tiêu đề có cột mã thủ tục và cột số hồ sơ."),
        field="file",
        hint=_("Đặt tên cột: Mã thủ tục, Năm, Số hồ sơ, Nguồn."),
    )
