"""How wide a line of the official typeface is: Word is told places in millimetres and lays out only when opened."""

from __future__ import annotations

import unicodedata

_ADVANCES = {  # thousandths of an em, by the letters that share one; Times New Roman and the faces of its measure
    250: " .,",
    278: "ijlt:;/",
    333: "frI-()!",
    389: "sJ",
    444: "acez“”",
    500: "bdghknopquvxyđ0123456789–",
    556: "FPS",
    611: "ELTZ",
    667: "BCR",
    722: "ADGHKNOQUVXYwĐ",
    778: "m",
    889: "M",
    944: "W",
}
_WIDTHS = {letter: width for width, letters in _ADVANCES.items() for letter in letters}
_OTHER = 500
_BOLD = 1.07  # mean of the bold face against the plain one
_MM = 25.4 / 72  # of a point


def width_mm(text: str, points: float, *, bold: bool = False) -> float:
    """How wide the longest line of a text is; a letter with marks is as wide as the letter without."""
    longest = max(
        sum(_WIDTHS.get(letter, _OTHER) for letter in unicodedata.normalize("NFD", line) if not _is_mark(letter))
        for line in text.split("\n")
    )
    return longest / 1000 * points * _MM * (_BOLD if bold else 1)


def _is_mark(letter: str) -> bool:
    return unicodedata.combining(letter) > 0
