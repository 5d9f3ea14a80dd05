"""Codes of procedures as people type or paste them; a value module, other rooms may import it."""

from __future__ import annotations

import re

_CODE = re.compile(r"\d{1,2}\.\d{6}(?:\.[0-9A-Za-z]{2,4})*")
_PARTED = re.compile(r"(?:[\s,;|]|(?<=\s)[-–](?=\s))+")
_EDGES = " -–,;|\t"


def typed_codes(line: str) -> list[tuple[str, str]]:
    """One typed line as (code, name) pairs: several codes stand alone, one code may be followed by the name.

    Codes may be parted by blanks, commas, semicolons or bars. A code is never taken for the name of the one
    before it: "1.001193 1.000656" are two procedures, "1.999999 Cấp giấy" is one with its name. The first word of
    a line is given as the code whatever its shape, so that the writer of the line can be told what is wrong with it.
    """
    words = [word for word in _PARTED.split(line.strip()) if word]
    leading = 1
    while leading < len(words) and _CODE.fullmatch(words[leading]):
        leading += 1
    if not words:
        return []
    if leading == len(words):
        return [(word, "") for word in words]
    rest = line
    for word in words[:leading]:
        rest = rest.partition(word)[2]
    return [(word, "") for word in words[: leading - 1]] + [(words[leading - 1], rest.strip(_EDGES))]
