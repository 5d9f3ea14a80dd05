"""What a file is called once it is kept."""

from __future__ import annotations

import unicodedata

LONGEST = 200


def clean_name(name: str) -> str:
    """The last part of a path, composed, without control or direction-changing characters, its ending kept."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C").strip(" .")
    if len(shown) > LONGEST:
        stem, dot, ending = shown.rpartition(".")
        shown = f"{stem[: LONGEST - len(ending) - 1]}.{ending}" if dot and len(ending) < 10 else shown[:LONGEST]
    return shown or "tep"
