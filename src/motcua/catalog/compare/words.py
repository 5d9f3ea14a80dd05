"""Readable differences of texts: what was struck, what was put in, with a few words around."""

from __future__ import annotations

import difflib
import re

_AROUND = 4  # words shown on each side of a difference
_MOST = 6  # places shown before "and more"
_LONG = 4_000  # words; longer texts are compared line by line first


def same(before: str | None, after: str | None) -> bool:
    """Tell whether two texts differ only in blanks, case or tone placement ("Uỷ", "Ủy")."""
    return _even(before) == _even(after)


def _even(text: str | None) -> str:
    plain = " ".join((text or "").split()).casefold().strip(" .;")
    for old, new in (("uỷ", "ủy"), ("oà", "òa"), ("oá", "óa"), ("hoả", "hỏa"), ("uý", "úy"), ("thuỷ", "thủy")):
        plain = plain.replace(old, new)
    return plain


def word_diff(before: str, after: str) -> str:
    """Return the differences as "… words [−struck−] [+put in+] words …", places joined by " | "."""
    left, right = _words(before), _words(after)
    if len(left) + len(right) > _LONG:
        left, right = _differing_lines(before, after)
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    places: list[str] = []
    for group in matcher.get_grouped_opcodes(_AROUND):
        if len(places) == _MOST:
            places.append("…")
            break
        places.append(_place(group, left, right))
    return " | ".join(places)


_MARKED = re.compile(r"\[−(.*?)−\]|\[\+(.*?)\+\]", re.DOTALL)


def marked(sentence: str) -> list[tuple[str, str]]:
    """A sentence cut into pieces for a page: ("gone", struck words), ("new", words put in), ("", all else)."""
    pieces: list[tuple[str, str]] = []
    end = 0
    for found in _MARKED.finditer(sentence):
        pieces += [("", sentence[end : found.start()]), ("gone", found[1]) if found[1] else ("new", found[2] or "")]
        end = found.end()
    pieces.append(("", sentence[end:]))
    return [(kind, text) for kind, text in pieces if text]


def _place(group: list[tuple[str, int, int, int, int]], left: list[str], right: list[str]) -> str:
    pieces: list[str] = []
    for tag, start, end, from_, to in group:
        if tag == "equal":
            pieces.append(" ".join(left[start:end]))
            continue
        if end > start:
            pieces.append(f"[−{_shortened(left[start:end])}−]")
        if to > from_:
            pieces.append(f"[+{_shortened(right[from_:to])}+]")
    text = " ".join(pieces)
    head = "… " if group[0][1] > 0 else ""
    return f"{head}{text}{' …' if group[-1][2] < len(left) else ''}"


def _shortened(words: list[str]) -> str:
    return " ".join(words) if len(words) <= 60 else f"{' '.join(words[:40])} … {' '.join(words[-12:])}"


def _words(text: str) -> list[str]:
    return text.split()


def _differing_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """Words of the lines (or sentences) that only one of the texts has."""
    split = re.compile(r"\n+|(?<=[.;])\s+")
    left, right = split.split(before), split.split(after)
    gone, new = set(left) - set(right), set(right) - set(left)
    words_left = [word for line in left if line in gone for word in line.split()]
    words_right = [word for line in right if line in new for word in line.split()]
    return words_left[: _LONG // 2], words_right[: _LONG // 2]
