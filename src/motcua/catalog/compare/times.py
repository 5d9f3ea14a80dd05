"""Changes of time limits and of the ways of handing in: "Thời hạn trực tuyến: 05 → 03 ngày làm việc (rút ngắn …)"."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from motcua.catalog.compare.change import Change, change
from motcua.catalog.record import ChannelKind, ProcedureRecord
from motcua.law.limit import UNIT_NAMES, Limit, Part, parse_limit
from motcua.law.words import N_

CHANNELS: dict[ChannelKind, str] = {
    "counter": N_("trực tiếp"),
    "online": N_("trực tuyến"),
    "post": N_("qua bưu chính"),
}


def way_name(kind: ChannelKind) -> str:
    """The name of a way of handing in, in the reader's language."""
    return _(CHANNELS[kind])


def compare_channels(before: ProcedureRecord, after: ProcedureRecord) -> Iterator[Change]:
    """Yield ways of handing in that came or went."""
    old, new = _kinds(before), _kinds(after)
    for kind in CHANNELS:
        if kind in new and kind not in old:
            yield change("channels", None, way_name(kind), _("Thêm hình thức nộp %(way)s") % {"way": way_name(kind)})
        elif kind in old and kind not in new:
            yield change("channels", way_name(kind), None, _("Bỏ hình thức nộp %(way)s") % {"way": way_name(kind)})


def compare_times(before: ProcedureRecord, after: ProcedureRecord) -> Iterator[Change]:
    """Yield changes of time for ways that both have; equal changes of several ways are told once."""
    ways: dict[tuple[tuple[str, ...], tuple[str, ...]], list[ChannelKind]] = {}
    for kind in CHANNELS:
        if kind not in _kinds(before) or kind not in _kinds(after):
            continue
        old, new = _times(before, kind), _times(after, kind)
        if {_key(text) for text in old} != {_key(text) for text in new}:
            ways.setdefault((old, new), []).append(kind)
    for (old, new), kinds in ways.items():
        shared = kinds == [kind for kind in CHANNELS if kind in _kinds(before) and kind in _kinds(after)]
        names = "" if shared else " " + ", ".join(way_name(kind) for kind in kinds)
        yield change(
            "time", "; ".join(old) or None, "; ".join(new) or None, f"{_('Thời hạn')}{names}: {_arrow(old, new)}"
        )


def _kinds(record: ProcedureRecord) -> set[ChannelKind]:
    return {row.channel for row in record.channels}


def _times(record: ProcedureRecord, kind: ChannelKind) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(" ".join(row.time.split()) for row in record.channels if row.channel == kind and row.time)
    )


def _key(text: str) -> object:
    limit = parse_limit(text)
    return limit.parts or (limit.kind, text.casefold())


def _arrow(old: tuple[str, ...], new: tuple[str, ...]) -> str:
    if len(old) == len(new) == 1:
        left, right = parse_limit(old[0]), parse_limit(new[0])
        if len(left.parts) == len(right.parts) == 1:
            return _one(left.parts[0], right.parts[0])
    return f"{_list(old)} → {_list(new)}"


def _one(left: Part, right: Part) -> str:
    if left.unit is not right.unit:
        return f"{_part(left)} → {_part(right)} ({_('đổi cách tính')})"
    unit = UNIT_NAMES[left.unit]
    apart = Part(abs(left.amount - right.amount), left.unit)
    how = _("rút ngắn %(by)s") if right.amount < left.amount else _("kéo dài %(by)s")
    return f"{_number(left)} → {_number(right)} {_(unit)} ({how % {'by': str(apart)}})"


def _number(part: Part) -> str:
    whole = part.amount.denominator == 1
    return f"{part.amount.numerator:02d}" if whole else f"{float(part.amount):g}".replace(".", ",")


def _part(part: Part) -> str:
    return f"{_number(part)} {_(UNIT_NAMES[part.unit])}"


def _list(texts: tuple[str, ...]) -> str:
    return "; ".join(_told(text, parse_limit(text)) for text in texts) or _("không ghi")


def _told(text: str, limit: Limit) -> str:
    if limit.parts:
        return " ".join(_part(part) for part in limit.parts)
    if limit.why == "bare_number":
        return _("“%(text)s” (không có đơn vị)") % {"text": text}
    return f"“{text}”" if len(text) <= 160 else f"“{text[:150]}…”"
