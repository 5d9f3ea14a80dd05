"""Fees as texts state them: "Phí : 1.500.000 Đồng (…)", "50,000 VNĐ (…)", "Miễn phí (Thông tư …)".

An amount is given only where number, currency and the words in brackets agree. "Miễn phí" of the national records only
says that a number field was 0; with an amount or a reference beside it the fee is unknown, not free.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

FeeKind = Literal["absent", "amounts", "free", "unknown"]
# No fee of the State is below this; a smaller figure has lost its last three digits (or its currency). In đồng.
SMALLEST = 1_000

_NUMBER = r"\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d{1,2})?"
_CURRENCY = r"Việt Nam Đồng|VNĐ|VND|Đồng|đồng|đ|USD|EUR|JPY"
_LINE = re.compile(
    rf"(?:(?P<label>Phí dịch vụ|Lệ phí|Phí|Mức giá)\s*:\s*)?(?P<amount>{_NUMBER})?\s*(?P<currency>{_CURRENCY})?\s*"
    r"(?:\((?P<note>.*)\))?\s*",
    re.DOTALL,
)
_FREE = re.compile(
    r"(?:(?:Phí|Lệ phí|Mức giá)\s*:\s*)?(?:miễn phí|không(?: thu phí)?)(?:\s*đồng)?\s*(?:\((?P<note>.*)\))?",
    re.I | re.S,
)
_NEXT = re.compile(r"\n(?=(?:Phí dịch vụ|Lệ phí|Phí|Mức giá|File đính kèm)\s*:)")
_NOTHING = re.compile(r"[\s.\-]*(?:không(?: có| quy định| thu| thu phí)?|miễn phí|0|không có phí)?[\s.]*", re.I)
_AMOUNTS = re.compile(
    r"(?<![\w./,-])(\d{1,3}(?:[.,\s]\d{3})+|\d{4,})\s*(?:\([^()]{3,60}\)\s*)?(?:vnđ|vnd|việt nam đồng|đồng|đ)(?!\w)",
    re.I,
)
_THOUSANDS = re.compile(r"(?<![\w./,-])(\d{1,4})\s*(?:nghìn|ngàn)\s*(?:đồng|đ)(?!\w)", re.I)
_MILLIONS = re.compile(r"(?<![\w./,-])(\d{1,4})(?:,(\d))?\s*triệu\s*(?:đồng|đ)(?!\w)", re.I)
_REFERS = re.compile(
    r"thông tư|nghị quyết|nghị định|quyết định|biểu (?:mức )?(?:phí|giá|thu)|theo quy định|quy định tại|"
    r"hội đồng nhân dân",
    re.I,
)


@dataclass(frozen=True, slots=True)
class FeeItem:
    """One line of a fee: `amount` in đồng (None when not stated or another currency), words beside it."""

    label: str
    amount: int | None
    currency: str
    note: str


@dataclass(frozen=True, slots=True)
class Fee:
    """What a fee text says; `why` names what keeps it unknown (a defect's code)."""

    kind: FeeKind
    raw: str
    items: tuple[FeeItem, ...] = ()
    why: str = ""

    @property
    def amount(self) -> int | None:
        """The one amount in đồng, 0 for free, None when there is none or several."""
        if self.kind == "free":
            return 0
        amounts = {item.amount for item in self.items}
        return next(iter(amounts)) if self.kind == "amounts" and len(amounts) == 1 else None


def parse_fee(text: str | None) -> Fee:
    """Read a fee text. Never raises: what does not agree with itself is `unknown` with the reason."""
    raw = (text or "").strip()
    if not raw:
        return Fee("absent", raw)
    pieces = [piece for piece in _NEXT.split(raw) if not piece.startswith("File đính kèm")]
    read = [_piece(piece) for piece in pieces]
    items = tuple(item for item, _why in read if item is not None)
    why = next((reason for _item, reason in read if reason), "")
    if why or not items:
        return Fee("unknown", raw, items, why or "fee_unclear")
    return Fee("free" if all(item.amount == 0 for item in items) else "amounts", raw, items)


def amounts_in(text: str) -> tuple[int, ...]:
    """Amounts in đồng that a text names ("135.000 đồng", "50 nghìn đồng", "1,5 triệu đồng"), in its order."""
    found = [(place.start(), int(re.sub(r"\D", "", place[1]))) for place in _AMOUNTS.finditer(text)]
    found += [(place.start(), int(place[1]) * 1_000) for place in _THOUSANDS.finditer(text)]
    found += [
        (place.start(), int(place[1]) * 1_000_000 + int(place[2] or 0) * 100_000) for place in _MILLIONS.finditer(text)
    ]
    return tuple(amount for _place, amount in sorted(found) if amount)


def refers_elsewhere(text: str) -> bool:
    """Tell whether a text leaves the fee to a document ("theo Thông tư số …")."""
    return _REFERS.search(text) is not None


def _piece(piece: str) -> tuple[FeeItem | None, str]:
    """One line of a fee and what is wrong with it ('' for nothing)."""
    free = _FREE.fullmatch(piece.strip())
    if free:
        return _judged(FeeItem("", 0, "VND", (free["note"] or "").strip()))
    line = _LINE.fullmatch(piece.strip())
    if line is None:
        return None, "fee_unclear"
    label, note = line["label"] or "", (line["note"] or "").strip()
    if line["amount"] is None:
        return FeeItem(label, None, _currency(line["currency"]), note), "fee_no_number"
    currency = _currency(line["currency"])
    if currency not in {"VND", ""}:
        return FeeItem(label, None, currency, note), "fee_foreign"
    whole = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})*|\d+", line["amount"])
    if whole is None:
        return FeeItem(label, None, currency, note), "fee_unclear"
    return _judged(FeeItem(label, int(re.sub(r"\D", "", line["amount"])), "VND", note))


def _judged(item: FeeItem) -> tuple[FeeItem, str]:
    named = amounts_in(item.note)
    if item.amount == 0:
        if named:
            return item, "fee_free_with_amount"
        if refers_elsewhere(item.note):
            return item, "fee_free_refers"
        return item, "" if _NOTHING.fullmatch(item.note) else "fee_zero_with_text"
    if item.amount is not None and item.amount < SMALLEST:
        return item, "fee_too_small"
    if named and item.amount not in named:
        return item, "fee_amount_conflict"
    return item, ""


def _currency(text: str | None) -> str:
    if not text:
        return ""
    return text if text in {"USD", "EUR", "JPY"} else "VND"
