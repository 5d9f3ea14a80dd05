"""Written text in the form in which rules look at it, and the way back to the letters as written.

Vietnamese is written with and without diacritics, with the tone on either vowel ("hòa", "hoà"), in capitals,
decomposed, with invisible characters between. `Plain` is one text in the form that rules know, letter by letter beside
the original, so that what is quoted is always what was written.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

_TONES = ("\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_INVISIBLE = frozenset("\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_SPACES: dict[int, str] = {ord(blank): " " for blank in "\t\v\f\r\u00a0\u1680\u2007\u202f\u205f\u3000\u2028\u2029"}
_SPACES |= dict.fromkeys(range(0x2000, 0x200B), " ")
_LETTERS = {**_SPACES, ord("ƣ"): "ư", 0: " "}
_ODD = re.compile(f"[{''.join(map(chr, _LETTERS))}{''.join(_INVISIBLE)}\u0300-\u036f]")
_FEW = 0.05
"""Below this share of further bytes a text counts as written without diacritics (Vietnamese has about 0.4)."""


@cache
def _older_tones() -> tuple[re.Pattern[str], dict[str, str]]:
    """Pairs of two letters: the tone on the second vowel, and the same on the first ("oà" → "òa")."""
    pairs = {}
    for first, second in (("o", "a"), ("o", "e"), ("u", "y")):
        for tone in _TONES:
            written = first + unicodedata.normalize("NFC", second + tone)
            pairs[written] = unicodedata.normalize("NFC", first + tone) + second
    by_first = {first: "".join(written[1] for written in pairs if written[0] == first) for first in "ou"}
    pattern = "|".join(f"{first}[{seconds}]" for first, seconds in by_first.items())
    return re.compile(pattern), pairs


def even_tones(text: str) -> str:
    """Put tones of "oa", "oe", "uy" on the first vowel; the length stays. `text` is lower case and composed."""
    pattern, pairs = _older_tones()
    return pattern.sub(lambda found: pairs[found[0]], text)


def _bare_letter(letter: str) -> str:
    plain = unicodedata.normalize("NFD", letter)[0]
    return "d" if plain == "đ" else plain


class _BareTable(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = bare = _bare_letter(chr(code))
        return bare


_BARE = _BareTable()


def bare(text: str) -> str:
    """The text without diacritics, letter for letter; `text` is composed."""
    return text.translate(_BARE)


def regular(text: str) -> str:
    """Text as rules write it: composed, lower case, even tones; the length may change."""
    return even_tones(unicodedata.normalize("NFC", text).lower().translate(_LETTERS))


@dataclass(frozen=True, slots=True)
class Plain:
    """A text as rules see it; `places` gives the place of each letter in the original where they differ."""

    original: str
    text: str
    accented: bool
    places: tuple[int, ...] | None = None

    def written(self, start: int, end: int) -> str:
        """The passage of the original that stands at `text[start:end]`."""
        if self.places is None:
            return self.original[start:end]
        if start >= end:
            return ""
        last = self.places[end] if end < len(self.places) else len(self.original)
        return self.original[self.places[start] : last]


@lru_cache(maxsize=1_024)
def plain(original: str) -> Plain:
    """Bring a text into the form of the rules. Never raises, whatever the text holds."""
    lowered = original.lower()
    simple = len(lowered) == len(original) and unicodedata.is_normalized("NFC", original)
    odd = _ODD.search(lowered) is not None
    if simple and not odd:
        return _told(original, lowered, None)
    if simple and not _INVISIBLE.intersection(original):
        return _told(original, lowered.translate(_LETTERS), None)
    letters: list[str] = []
    places: list[int] = []
    for place, cluster in _clusters(original):
        composed = unicodedata.normalize("NFC", cluster).lower().translate(_LETTERS)
        letters.append(composed)
        places += [place] * len(composed)
    return _told(original, "".join(letters), tuple(places))


def _clusters(text: str) -> list[tuple[int, str]]:
    """Letters with the marks that follow them; invisible characters are left out."""
    found: list[tuple[int, str]] = []
    for place, letter in enumerate(text):
        if letter in _INVISIBLE:
            continue
        if found and unicodedata.combining(letter):
            found[-1] = (found[-1][0], found[-1][1] + letter)
        else:
            found.append((place, letter))
    return found


def _told(original: str, text: str, places: tuple[int, ...] | None) -> Plain:
    more = len(text.encode("utf-8", "surrogatepass")) - len(text)
    accented = more > _FEW * len(text)
    return Plain(original, even_tones(text) if accented else bare(text), accented, places)
