"""Time limits: bare numbers, glued digits, free text, nothing, and times that their own note contradicts."""

from __future__ import annotations

import re
from functools import lru_cache

from motcua.catalog.quality.kind import DefectKind, Hit, Hits, Subject
from motcua.catalog.record import ChannelRecord
from motcua.law.limit import Limit, Unit, parse_limit
from motcua.law.words import N_

NO_UNIT = DefectKind(
    "time_no_unit",
    "error",
    "time",
    N_("Thời hạn chỉ có con số, không có đơn vị"),
    N_("Con số này thay cho một đoạn chữ đã mất ở nguồn, không được hiểu là số ngày. Không tính được ngày hẹn trả."),
    N_("Tra quyết định công bố rồi ghi thời hạn kèm đơn vị; nếu văn bản quy định bằng lời thì ghi nguyên văn."),
)
GLUED = DefectKind(
    "time_glued",
    "error",
    "time",
    N_("Chữ số của thời hạn và phí bị dính vào nhau ở nguồn"),
    N_("Nguồn ghép hai ô thành một; con số đã được tách bằng quy tắc nên chưa chắc đúng."),
    N_("Đối chiếu quyết định công bố rồi ghi lại thời hạn và phí."),
)
FREE_TEXT = DefectKind(
    "time_free_text",
    "warning",
    "time",
    N_("Thời hạn ghi bằng lời"),
    N_("Hệ thống không tính được ngày hẹn trả từ đoạn chữ này."),
    N_("Ghi thời hạn thành số và đơn vị cho từng trường hợp, hoặc xác nhận thủ tục không có thời hạn cố định."),
)
NOT_SET = DefectKind(
    "time_not_set",
    "notice",
    "time",
    N_("Nguồn nói không quy định thời hạn"),
    N_("Không có thời hạn theo luật để tính ngày hẹn trả; thời hạn là một bộ phận tạo thành của thủ tục."),
    N_("Xác nhận văn bản không quy định, hoặc ghi thời hạn nếu văn bản có."),
)
MISSING = DefectKind(
    "time_missing",
    "warning",
    "time",
    N_("Không ghi thời hạn giải quyết"),
    N_("Thời hạn là một bộ phận tạo thành của thủ tục; để trống thì không tính được ngày hẹn trả."),
    N_("Tra quyết định công bố rồi ghi thời hạn."),
)
ZERO = DefectKind(
    "time_zero",
    "error",
    "time",
    N_("Thời hạn bằng 0"),
    N_("Số 0 thường thay cho một thời hạn ghi bằng lời, ví dụ giải quyết ngay."),
    N_("Ghi đúng thời hạn; giải quyết ngay thì ghi “Trong ngày làm việc”."),
)
NOTE_WORKING = DefectKind(
    "time_note_says_working_days",
    "warning",
    "time",
    N_("Thời hạn ghi “ngày” nhưng mô tả ghi “ngày làm việc”"),
    N_("Ngày và ngày làm việc cho hai ngày hẹn trả khác nhau; hệ thống không tự chọn."),
    N_("Tra văn bản rồi chọn một trong hai."),
)
NOTE_CALENDAR = DefectKind(
    "time_note_says_days",
    "warning",
    "time",
    N_("Thời hạn ghi “ngày làm việc” nhưng mô tả ghi “ngày”"),
    N_("Ngày và ngày làm việc cho hai ngày hẹn trả khác nhau; hệ thống không tự chọn."),
    N_("Tra văn bản rồi chọn một trong hai."),
)
SEVERAL = DefectKind(
    "time_several_unexplained",
    "warning",
    "time",
    N_("Một hình thức nộp có nhiều thời hạn mà không nói của trường hợp nào"),
    N_("Các dòng khác thời hạn nhưng cùng mô tả, cùng phí: người dân không biết dòng nào là của mình."),
    N_("Ghi trường hợp cho từng dòng hoặc giữ lại một dòng."),
)
REPEATED = DefectKind(
    "channel_repeated",
    "notice",
    "time",
    N_("Hai dòng cách thức thực hiện giống hệt nhau"),
    N_("Nguồn ghi lặp một dòng."),
    N_("Bỏ dòng lặp."),
)
KINDS = (NO_UNIT, GLUED, FREE_TEXT, NOT_SET, MISSING, ZERO, NOTE_WORKING, NOTE_CALENDAR, SEVERAL, REPEATED)
_BY_WHY = {"bare_number": NO_UNIT, "zero": ZERO, "not_set": NOT_SET, "empty": MISSING}
_LONGEST = 2_000  # characters of a time that are read; longer ones are free text anyway
_IN_NOTE = re.compile(
    r"(?<![\d./-])0*(\d+)\s*(?:\([^()]{2,30}\)\s*)?ngày( làm việc)?(?!\w)(?! tính theo ngày làm việc)", re.IGNORECASE
)


def check(subject: Subject) -> Hits:
    """Find what is wrong with the times of each channel."""
    limits: dict[str | None, Limit] = {}
    for place, row in enumerate(subject.clean.channels):
        path = f"channels[{place}].time"
        if row.time not in limits:
            limits[row.time] = _limit((row.time or "")[:_LONGEST])
        kind = _kind(row, limits[row.time])
        if kind:
            yield Hit(kind, path, row.time or "")
        kind = _contradicted(row, limits[row.time])
        if kind:
            yield Hit(kind, path, f"{row.time} / {_around(row.note or '')}")
    yield from _several(subject)


@lru_cache(maxsize=4_096)
def _limit(text: str) -> Limit:
    """Procedures share few texts of time; each is read once."""
    return parse_limit(text)


def _kind(row: ChannelRecord, limit: Limit) -> DefectKind | None:
    if row.quality == "dinh_so":
        return GLUED
    if row.quality == "thieu_don_vi" and not limit.known:
        return NO_UNIT
    return None if limit.known else _BY_WHY.get(limit.why, FREE_TEXT)


def _contradicted(row: ChannelRecord, limit: Limit) -> DefectKind | None:
    """The note names the same number of the other kind of day, and not of the same kind."""
    if not row.note or len(limit.parts) != 1 or limit.parts[0].unit not in {Unit.DAY, Unit.WORKING_DAY}:
        return None
    part = limit.parts[0]
    named = {bool(found[2]) for found in _IN_NOTE.finditer(row.note) if int(found[1][:6]) == part.amount}
    if part.unit is Unit.DAY and named == {True}:
        return NOTE_WORKING
    return NOTE_CALENDAR if part.unit is Unit.WORKING_DAY and named == {False} else None


def _around(note: str) -> str:
    found = _IN_NOTE.search(note)
    start = max(0, found.start() - 40) if found else 0
    return " ".join(note[start : start + 160].split())


def _several(subject: Subject) -> Hits:
    first: dict[tuple[str, str | None, str | None, str | None], tuple[int, str | None]] = {}
    for place, row in enumerate(subject.clean.channels):
        key = (row.channel, row.fee, row.note, row.case)
        if key not in first:
            first[key] = (place, row.time)
        elif first[key][1] == row.time:
            yield Hit(REPEATED, f"channels[{place}]", row.time or "")
        else:
            yield Hit(SEVERAL, f"channels[{place}].time", f"{first[key][1] or '∅'} / {row.time or '∅'}")
