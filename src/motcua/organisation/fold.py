"""How names of units are compared: people type them without diacritics and place tones differently."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Fold a name for search: no diacritics, lower case, signs as single spaces ("Uỷ ban – Hòa" → "uy ban hoa")."""
    decomposed = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare.lower()).split())


def search_key(name: str) -> str:
    """What is stored for search: each word with a blank before it, so that `contains " ph"` finds words' beginnings."""
    return f" {fold(name)}"
