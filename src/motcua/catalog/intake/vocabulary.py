"""Words that the sources use for levels, channels, subjects and quantities, and what they mean here."""

from __future__ import annotations

import re

from motcua.catalog.record import ChannelKind, Level

CHANNEL_NAMES: dict[ChannelKind, str] = {
    "counter": "Trực tiếp",
    "online": "Trực tuyến",
    "post": "Dịch vụ bưu chính",
}
LEVEL_NAMES: dict[Level, str] = {
    "ministry": "Cấp Bộ",
    "province": "Cấp Tỉnh",
    "district": "Cấp Huyện",
    "commune": "Cấp Xã",
    "other": "Cơ quan khác",
}
SUBJECTS = (
    "Công dân Việt Nam",
    "Người Việt Nam định cư ở nước ngoài",
    "Người nước ngoài",
    "Cán bộ, công chức, viên chức",
    "Doanh nghiệp",
    "Doanh nghiệp có vốn đầu tư nước ngoài",
    "Tổ chức (không bao gồm doanh nghiệp, HTX)",
    "Tổ chức nước ngoài",
    "Hợp tác xã",
)
_CHANNELS: dict[str, ChannelKind] = {name.casefold(): kind for kind, name in CHANNEL_NAMES.items()} | {
    "bưu chính": "post",
    "qua dịch vụ bưu chính": "post",
    "bưu chính công ích": "post",
    "nộp trực tiếp": "counter",
    "nộp trực tuyến": "online",
}
_LEVELS: dict[str, Level] = {name.casefold(): level for level, name in LEVEL_NAMES.items()} | {"khác": "other"}
_NOTHING = frozenset({"", "không có thông tin"})
_ORIGINALS = re.compile(r"bản chính:[ \t]*(\d+)|(\d+)[ \t]*bản chính", re.IGNORECASE)
_COPIES = re.compile(r"bản sao:[ \t]*(\d+)|(\d+)[ \t]*bản sao", re.IGNORECASE)
_LONGEST = 10_000  # characters of a list of subjects; the longest real one has 400
_OUTSIDE = re.compile(r",\s*(?![^()]*\))")


def stated(text: str | None) -> str | None:
    """Return the text without blanks around it, or None where the source says nothing ("Không có thông tin")."""
    plain = (text or "").strip()
    return None if plain.casefold() in _NOTHING else plain


def channel_of(text: str) -> ChannelKind | None:
    """The channel a cell names, None when it names none we know."""
    return _CHANNELS.get(" ".join(text.split()).casefold())


def levels_of(text: str | None) -> tuple[Level, ...]:
    """The levels a text lists, in its order; words we do not know are left to a finding."""
    pieces = (" ".join(piece.split()).casefold() for piece in re.split(r"[,;\n]", text or ""))
    return tuple(dict.fromkeys(_LEVELS[piece] for piece in pieces if piece in _LEVELS))


def subjects_of(text: str | None) -> tuple[str, ...]:
    """Split a list of subjects; commas inside a name ("Cán bộ, công chức, viên chức") do not split."""
    found: list[str] = []
    for piece in _OUTSIDE.split((text or "")[:_LONGEST].replace("\n", ", ")):
        plain = piece.strip()
        if found and plain and plain[0].islower():
            found[-1] += ", " + plain
        elif plain:
            found.append(plain)
    return tuple(found)


def quantities(text: str | None) -> tuple[int | None, int | None]:
    """Originals and copies that a quantity states, None for what it does not state."""
    originals, copies = _ORIGINALS.search(text or ""), _COPIES.search(text or "")
    return _number(originals), _number(copies)


def _number(found: re.Match[str] | None) -> int | None:
    return int(found[1] or found[2]) if found else None
