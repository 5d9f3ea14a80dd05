"""Agencies and levels: a tier that no longer exists, none at all, bodies that do not fit the level."""

from __future__ import annotations

import re
from functools import lru_cache

from motcua.catalog.quality.kind import DefectKind, Hit, Hits, Subject
from motcua.catalog.record import Level
from motcua.law.words import N_

NONE = DefectKind(
    "agency_missing",
    "error",
    "agency",
    N_("Không có cơ quan thực hiện"),
    N_("Không biết đơn vị nào giải quyết; thủ tục không hiện ở đơn vị nào."),
    N_("Ghi cơ quan thực hiện theo quyết định công bố."),
)
DISTRICT = DefectKind(
    "agency_district",
    "error",
    "agency",
    N_("Cơ quan thuộc cấp huyện, cấp không còn tổ chức"),
    N_("Thủ tục đã chuyển cho cấp tỉnh hoặc cấp xã nhưng nguồn chưa sửa."),
    N_("Tra văn bản phân định thẩm quyền rồi ghi cơ quan mới."),
)
DISSOLVED = DefectKind(
    "issuer_dissolved",
    "notice",
    "agency",
    N_("Cơ quan ban hành đã hợp nhất hoặc giải thể"),
    N_("Nguồn ghi tên cũ; thủ tục có thể đã được cơ quan mới công bố lại."),
    N_("Kiểm tra quyết định công bố mới."),
)
LEVEL_NONE = DefectKind(
    "level_missing",
    "warning",
    "agency",
    N_("Không có cấp thực hiện"),
    N_("Thủ tục không hiện ở cấp nào."),
    N_("Ghi cấp thực hiện."),
)
LEVEL_DISTRICT = DefectKind(
    "level_district",
    "error",
    "agency",
    N_("Cấp thực hiện là cấp huyện, cấp không còn tổ chức"),
    N_("Nguồn chưa sửa theo mô hình chính quyền địa phương mới."),
    N_("Ghi lại cấp thực hiện theo văn bản phân định thẩm quyền."),
)
LEVEL_DOUBTFUL = DefectKind(
    "level_doubtful",
    "warning",
    "agency",
    N_("Cấp thực hiện không khớp với cơ quan thực hiện"),
    N_("Tên cơ quan thuộc cấp khác với cấp được ghi."),
    N_("Xác định lại cấp thực hiện."),
)
KINDS = (NONE, DISTRICT, DISSOLVED, LEVEL_NONE, LEVEL_DISTRICT, LEVEL_DOUBTFUL)
_DISTRICT = re.compile(r"huyện|(?<!\w)quận(?!\w)|thị xã|thành phố (?:trực )?thuộc tỉnh", re.IGNORECASE)
# Which level a body belongs to, by its name; a name that fits none says nothing.
_PATTERNS: tuple[tuple[str, Level], ...] = (
    (r"cấp xã|công an (?:cấp )?xã|(?:ủy|uỷ) ban nhân dân (?:xã|phường)|ubnd (?:cấp )?xã|trạm y tế xã", "commune"),
    (r"cấp tỉnh|(?<!cơ )(?<!\w)sở (?!giao dịch)|công an (?:cấp )?tỉnh|các tỉnh|ubnd tỉnh", "province"),
    (r"khu vực|thuế tỉnh|biên phòng|chi cục hải quan", "other"),
    (r"^(?:bộ|cục|vụ|tổng cục|ủy ban chứng khoán|ngân hàng nhà nước việt nam)(?!\w)", "ministry"),
)
_BODIES = tuple((re.compile(pattern, re.IGNORECASE), level) for pattern, level in _PATTERNS)
_LOCAL = frozenset[Level]({"province", "commune"})
_BETWEEN = re.compile(
    r",\s+(?=(?:Bộ|Sở|Cục|Chi cục|Vụ|Ủy ban|Uỷ ban|UBND|Công an|Phòng|Trung tâm|Ngân hàng|Thuế|Hội đồng|Tòa án|"
    r"Cơ quan)\b)"
)


def split_agencies(text: str | None) -> tuple[str, ...]:
    """The agencies that a text lists: a line each, or joined by commas before the name of another body."""
    pieces = (piece for line in re.split(r"\n|;", text or "") for piece in _BETWEEN.split(line))
    return tuple(dict.fromkeys(plain for piece in pieces if (plain := piece.strip(" ,."))))


@lru_cache(maxsize=4_096)
def level_of_agency(name: str) -> Level | None:
    """The level a body's name shows, None when it shows none."""
    return next((level for pattern, level in _BODIES if pattern.search(name)), None)


def check(subject: Subject) -> Hits:
    """Find agencies that cannot be right on the day."""
    record, gone = subject.clean, "district" not in subject.context.tiers
    if not record.agency:
        yield Hit(NONE, "agency", record.authority or "")
    for path, text in (("agency", record.agency), ("authority", record.authority), ("delegated", record.delegated)):
        if gone and text and _DISTRICT.search(text):
            yield Hit(DISTRICT, path, text)
    if record.issuer and re.search(r"\bcũ\b", record.issuer):
        yield Hit(DISSOLVED, "issuer", record.issuer)
    if not record.levels and not record.partial:
        yield Hit(LEVEL_NONE, "levels", record.level_text or "")
    if gone and "district" in record.levels:
        yield Hit(LEVEL_DISTRICT, "levels", record.level_text or "")
    yield from _doubtful(subject)


def _doubtful(subject: Subject) -> Hits:
    """Say so when every body is of another level than stated, or a local body is named and its level is not."""
    record = subject.clean
    levels = set(record.levels)
    shown = {level_of_agency(name) for name in split_agencies(record.agency)}
    known = {level for level in shown if level}
    if not levels or not known:
        return
    fits = bool(known & levels) or "other" in levels or ("other" in known and levels != {"commune"})
    apart = None not in shown and not fits
    receiving = {level_of_agency(name) for name in split_agencies(record.receiving_address)} & {"commune"}
    if apart or (known & _LOCAL and levels <= {"ministry", "other"}) or (receiving and levels == {"ministry"}):
        yield Hit(LEVEL_DOUBTFUL, "levels", f"{record.level_text or ', '.join(record.levels)} / {record.agency}")
