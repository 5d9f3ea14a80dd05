"""One way to fold Vietnamese text for search, and back from a folded word to the letters as written.

Folding drops tone and vowel marks, turns đ into d, evens out i and y at the end of words, treats every
sign as a space and drops leading zeros of numbers, so that "Uỷ ban", "Ủy ban" and "uy ban" are one text.
The accent key of a word keeps its marks in a fixed order, so that "hoá" and "hóa" agree while "mỏ" and
"mở" do not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

LONGEST_QUERY = 300
"""Characters of a query that are read; the rest says nothing more."""

_TONES = {"\u0300": "1", "\u0301": "2", "\u0303": "3", "\u0309": "4", "\u0323": "5"}
_FINAL_Y = re.compile(r"^(?:[bcdghklmnprstvx]+y|qu?y|y)$")
_KEPT_FROM_CACHE = 0x3000


def _fold_character(character: str) -> str:
    """Return the folded form of one character: one character, a space, or nothing for a bare mark."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return ""
    lowered = character.lower()
    plain = "".join(c for c in unicodedata.normalize("NFD", lowered) if unicodedata.category(c) != "Mn")
    plain = {"đ": "d", "ƣ": "u"}.get(plain, plain)
    if len(plain) != 1:
        plain = lowered if len(lowered) == 1 else character
    return plain if plain.isalnum() else " "


class _FoldTable(dict[int, str]):
    """A translation table that learns each character when it first meets it."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        if code < _KEPT_FROM_CACHE:
            self[code] = folded
        return folded


_TABLE = _FoldTable()


@lru_cache(maxsize=50_000)
def even_word(word: str) -> str:
    """Return a folded word with i for y at its end ("ky" → "ki") and numbers without leading zeros."""
    if word.isdecimal():
        return word.lstrip("0") or word[:1]
    return word[:-1] + "i" if _FINAL_Y.match(word) else word


def fold_words(text: str) -> list[str]:
    """Return the folded words of `text` in order; never raises, whatever the text holds."""
    return [even_word(word) for word in text.translate(_TABLE).split()]


@lru_cache(maxsize=100_000)
def _chunk_words(chunk: str) -> tuple[str, ...]:
    return tuple(fold_words(chunk))


def word_set(text: str) -> set[str]:
    """Return the distinct folded words of a long text; faster than `fold_words`, the order is lost."""
    return {word for chunk in set(text.split()) for word in _chunk_words(chunk)}


def fold(text: str) -> str:
    """Return `text` folded: small letters without marks, words apart by one space.

    The result is never longer than the text, and folding twice changes nothing more.
    """
    return " ".join(fold_words(text))


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word and where it stands in the text it came from: `text[start:end]`."""

    word: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the folded words of `text` with their places, so that a hit can be shown in the original."""
    letters: list[str] = []
    start = end = 0
    for place, character in enumerate(text):
        folded = _TABLE[ord(character)]
        if folded == " ":
            if letters:
                yield Token(even_word("".join(letters)), start, end)
                letters = []
            continue
        if folded:
            if not letters:
                start = place
            letters.append(folded)
        end = place + 1
    if letters:
        yield Token(even_word("".join(letters)), start, end)


@lru_cache(maxsize=8_192)
def name_tokens(name: str) -> tuple[Token, ...]:
    """Return the tokens of a procedure's name; names are few and asked for again and again."""
    return tuple(tokens(name))


@lru_cache(maxsize=50_000)
def accent_key(word: str) -> str:
    """Return the folded word followed by its marks in one order, or "" when it carries none.

    "hoá" and "hóa" have one key; "mở" and "mỏ" have two. A word typed without marks agrees with all.
    """
    shapes: list[str] = []
    tone = ""
    marked = False
    for character in unicodedata.normalize("NFC", word).lower():
        if character in _TONES:
            tone, marked = _TONES[character], True
            continue
        parts = unicodedata.normalize("NFD", character)
        tone = next((_TONES[part] for part in parts if part in _TONES), tone)
        shape = "".join(part for part in parts if part not in _TONES)
        shapes.append(unicodedata.normalize("NFC", shape))
        marked = marked or len(parts) > 1 or character == "đ"
    return even_word("".join(shapes)) + tone if marked else ""
