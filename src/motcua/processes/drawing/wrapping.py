"""Breaks texts into lines that fit a width, by how wide letters are on average in the typefaces we ship."""

from __future__ import annotations

import unicodedata

SIZE = 13.0  # of letters, in the picture's own units
LINE = 17.0
_WIDE = frozenset("mwMWÔƠƯĐ@%—")
_NARROW = frozenset("iljtfrI.,;:'!|()[]/ ")


def width_of(text: str, size: float = SIZE) -> float:
    """About how wide a text is; combining marks take no room."""
    units = 0.0
    for letter in unicodedata.normalize("NFC", text):
        if not unicodedata.combining(letter):
            base = unicodedata.normalize("NFD", letter)[0]
            units += 0.86 if base in _WIDE else 0.32 if base in _NARROW else 0.66 if base.isupper() else 0.55
    return units * size


def wrapped(text: str, width: float, most: int, size: float = SIZE) -> tuple[str, ...]:
    """The text in at most `most` lines of `width`; what does not fit ends with "…". A long word is broken."""
    lines: list[str] = []
    line = ""
    for word in _pieces(text, width, size):
        joined = f"{line} {word}" if line else word
        if line and width_of(joined, size) > width:
            lines.append(line)
            line = word
        else:
            line = joined
    if line:
        lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(lines[most - 1], width, size)]
    return tuple(lines)


def _pieces(text: str, width: float, size: float) -> list[str]:
    found: list[str] = []
    for word in text.split():
        piece = ""
        for letter in word:
            if piece and width_of(piece + letter, size) > width:
                found.append(piece)
                piece = ""
            piece += letter
        found.append(piece)
    return found


def _cut(line: str, width: float, size: float) -> str:
    while line and width_of(f"{line}…", size) > width:
        line = line[:-1]
    return f"{line.rstrip()}…"
