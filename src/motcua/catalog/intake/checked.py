"""The last gate of every reader: a record without identity, or one too big to be true, becomes a rejection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from motcua.catalog.intake.limits import Limits
from motcua.catalog.record import Item, ProcedureRecord, Rejection

_AROUND = " \t\r\n\u00a0\u202f\u200b\u200e\u200f\u2060\ufeff"
_PARTS = ("channels", "components", "results", "legal_basis", "subjects", "cases")


def checked(record: ProcedureRecord, limits: Limits) -> Item:
    """Return the record with its code cleaned of surrounding blanks, or the rejection that says what is missing."""
    code = record.code.strip(_AROUND)
    reason = _fault(record, code, limits)
    if reason:
        return Rejection(record.source, reason, code[:40] or None)
    return record if code == record.code else replace(record, code=code)


def _fault(record: ProcedureRecord, code: str, limits: Limits) -> str:
    if not code:
        return _("Thiếu mã thủ tục. Ghi mã theo Cơ sở dữ liệu quốc gia, ví dụ 1.001193.")
    if not limits.code.fullmatch(code):
        return _("Mã thủ tục “%(code)s” không đúng dạng (ví dụ 1.001193). Sửa mã rồi nhập lại.") % {"code": code[:60]}
    if not record.name.strip(_AROUND):
        return _("Thủ tục %(code)s không có tên. Ghi tên thủ tục rồi nhập lại.") % {"code": code}
    for part in _PARTS:
        if len(getattr(record, part)) > limits.items:
            return _("Thủ tục %(code)s có quá %(limit)d dòng ở một bảng. Kiểm tra lại tệp nguồn.") % {
                "code": code,
                "limit": limits.items,
            }
    if any(len(text) > limits.text for text in texts(record)):
        return _("Thủ tục %(code)s có một ô dài quá %(limit)d ký tự. Kiểm tra lại tệp nguồn.") % {
            "code": code,
            "limit": limits.text,
        }
    return ""


def texts(record: ProcedureRecord) -> Iterator[str]:
    """Every text of a record, in no order that matters."""
    for name in record.__slots__:
        value = getattr(record, name)
        if type(value) is str:
            yield value
        elif type(value) is tuple:
            for item in value:
                if type(item) is str:
                    yield item
                else:
                    yield from (cell for slot in item.__slots__ if type(cell := getattr(item, slot)) is str)
