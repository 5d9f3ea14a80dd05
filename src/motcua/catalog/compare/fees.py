"""Changes of fees, told once for all ways of handing in that share them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from motcua.catalog.compare.change import Change, change
from motcua.catalog.compare.times import CHANNELS, way_name
from motcua.catalog.compare.words import same
from motcua.catalog.quality.money import Fee, parse_fee
from motcua.catalog.record import ChannelKind, ProcedureRecord

_LABEL = re.compile(r"^(?:Phí dịch vụ|Lệ phí|Phí|Mức giá) ?: ?")
_Key = tuple[object, ...]


def compare_fees(before: ProcedureRecord, after: ProcedureRecord) -> Iterator[Change]:
    """Yield changes of fee for ways that both have; equal amounts in another spelling are no change."""
    ways: dict[tuple[tuple[str, ...], tuple[str, ...]], list[ChannelKind]] = {}
    shared = [kind for kind in CHANNELS if _has(before, kind) and _has(after, kind)]
    for kind in shared:
        old, new = _fees(before, kind), _fees(after, kind)
        if {_key(fee) for fee in old} != {_key(fee) for fee in new}:
            ways.setdefault((_texts(old), _texts(new)), []).append(kind)
    for (left, right), kinds in ways.items():
        names = "" if kinds == shared else " " + ", ".join(way_name(kind) for kind in kinds)
        told = f"{_list(left)} → {_list(right)}{_difference(left, right)}"
        yield change("fee", "; ".join(left) or None, "; ".join(right) or None, f"{_('Phí, lệ phí')}{names}: {told}")


def money(amount: int) -> str:
    """Write an amount in đồng as people do: 1.500.000 đồng."""
    return f"{amount:,}".replace(",", ".") + " " + _("đồng")


def _has(record: ProcedureRecord, kind: ChannelKind) -> bool:
    return any(row.channel == kind for row in record.channels)


def _fees(record: ProcedureRecord, kind: ChannelKind) -> list[Fee]:
    return [parse_fee(text) for text in dict.fromkeys(row.fee for row in record.channels if row.channel == kind)]


def _key(fee: Fee) -> _Key:
    if fee.kind == "absent":
        return ("absent",)
    if fee.kind == "free":
        return ("free",)
    if fee.kind == "amounts" and len({item.amount for item in fee.items}) == len(fee.items):
        return ("amounts", frozenset(item.amount for item in fee.items))
    return ("text", _LABEL.sub("", " ".join(fee.raw.split())).casefold())


def _texts(fees: list[Fee]) -> tuple[str, ...]:
    return tuple(" ".join(fee.raw.split()) for fee in fees if fee.raw)


def _list(texts: tuple[str, ...]) -> str:
    return "; ".join(_told(text) for text in texts) or _("không ghi")


def _told(text: str) -> str:
    fee = parse_fee(text)
    if fee.kind == "free":
        return _("miễn phí")
    if fee.kind == "amounts":
        return ", ".join(f"{money(item.amount or 0)}{_note(item.note)}" for item in fee.items)
    return f"“{text}”" if len(text) <= 240 else f"“{text[:230]}…”"


def _note(note: str) -> str:
    plain = " ".join(note.split())
    if not plain or same(plain, "không có"):
        return ""
    return f" ({plain})" if len(plain) <= 120 else f" ({plain[:110]}…)"


def _difference(left: tuple[str, ...], right: tuple[str, ...]) -> str:
    if len(left) != 1 or len(right) != 1:
        return ""
    old, new = parse_fee(left[0]).amount, parse_fee(right[0]).amount
    if old is None or new is None or old == new:
        return ""
    told = _("giảm %(by)s") if new < old else _("tăng %(by)s")
    return f" ({told % {'by': money(abs(new - old))}})"
