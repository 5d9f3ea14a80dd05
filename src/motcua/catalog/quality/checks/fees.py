"""Fees: figures a thousand times too small, "Miễn phí" beside an amount or a circular, texts without a number."""

from __future__ import annotations

from motcua.catalog.quality.kind import DefectKind, Hit, Hits, Subject
from motcua.catalog.quality.money import parse_fee
from motcua.law.words import N_

_DECIDE = N_("Tra văn bản quy định mức thu (thông tư, nghị quyết của Hội đồng nhân dân tỉnh) rồi ghi số tiền.")
TOO_SMALL = DefectKind(
    "fee_too_small",
    "error",
    "fee",
    N_("Số tiền nhỏ bất thường, có lẽ thiếu ba chữ số hoặc sai loại tiền"),
    N_("Nguồn mất dấu phân cách hàng nghìn (135 VNĐ thay cho 135.000 đồng) hoặc ghi đô la Mỹ thành đồng."),
    _DECIDE,
)
FREE_AMOUNT = DefectKind(
    "fee_free_with_amount",
    "error",
    "fee",
    N_("Ghi miễn phí nhưng cùng ô có số tiền"),
    N_("“Miễn phí” ở nguồn chỉ có nghĩa là ô số bằng 0; số tiền thật nằm trong phần mô tả."),
    _DECIDE,
)
FREE_REFERS = DefectKind(
    "fee_free_refers",
    "warning",
    "fee",
    N_("Ghi miễn phí nhưng dẫn chiếu văn bản thu phí"),
    N_("“Miễn phí” ở nguồn chỉ có nghĩa là ô số bằng 0; mức thu theo văn bản được dẫn là chưa biết."),
    _DECIDE,
)
ZERO_TEXT = DefectKind(
    "fee_zero_with_text",
    "warning",
    "fee",
    N_("Mức thu bằng 0 kèm lời giải thích"),
    N_("Không rõ là miễn phí hay chưa ghi mức thu; lời kèm theo có thể nói có thu."),
    N_("Đọc lời kèm theo và văn bản, rồi xác nhận miễn phí hoặc ghi số tiền."),
)
NO_NUMBER = DefectKind(
    "fee_no_number",
    "warning",
    "fee",
    N_("Phí không có số tiền"),
    N_("Dòng phí chỉ có lời, ô số để trống: mức thu là chưa biết, không phải miễn phí."),
    _DECIDE,
)
CONFLICT = DefectKind(
    "fee_amount_conflict",
    "warning",
    "fee",
    N_("Số tiền khác với số tiền trong mô tả"),
    N_("Hai con số không khớp; có thể mức giảm theo thời hạn hoặc mức của trường hợp khác."),
    N_("Tra văn bản, ghi từng mức kèm trường hợp và thời gian áp dụng."),
)
FOREIGN = DefectKind(
    "fee_foreign",
    "notice",
    "fee",
    N_("Mức thu bằng ngoại tệ"),
    N_("Hệ thống không tự đổi ra đồng."),
    N_("Xác nhận mức thu bằng ngoại tệ là đúng văn bản."),
)
UNCLEAR = DefectKind(
    "fee_unclear",
    "warning",
    "fee",
    N_("Phí ghi bằng lời, không tách được số tiền"),
    N_("Mức thu phụ thuộc công thức hoặc trường hợp, hoặc ghi sai ô."),
    N_("Ghi từng mức thu kèm trường hợp; nếu là công thức thì giữ nguyên văn và xác nhận."),
)
MISSING = DefectKind(
    "fee_missing",
    "notice",
    "fee",
    N_("Không ghi phí, lệ phí"),
    N_("Nguồn để trống: không rõ là miễn phí hay thiếu thông tin."),
    N_("Xác nhận không thu phí, hoặc ghi mức thu."),
)
KINDS = (TOO_SMALL, FREE_AMOUNT, FREE_REFERS, ZERO_TEXT, NO_NUMBER, CONFLICT, FOREIGN, UNCLEAR, MISSING)
_BY_CODE = {kind.code: kind for kind in KINDS}


def check(subject: Subject) -> Hits:
    """Find what keeps the fees of a record from being known."""
    channels = subject.clean.channels
    whys: dict[str, str] = {}
    for place, row in enumerate(channels):
        if row.fee is None:
            continue
        if row.fee not in whys:
            whys[row.fee] = parse_fee(row.fee).why
        if whys[row.fee]:
            yield Hit(_BY_CODE[whys[row.fee]], f"channels[{place}].fee", row.fee)
    if channels and all(row.fee is None for row in channels):
        yield Hit(MISSING, "channels", "")
