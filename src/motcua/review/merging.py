"""One answer written from two: for each point on which they differ the first, the second, or words of one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from motcua.review.answering import Given
from motcua.web.faults import UserError
from motcua.web.words import storable

FIRST, SECOND, OWN = "first", "second", "own"
WRITABLE = ("reason", "evidence", "document", "article", "wording", "owner")
"""Points that may be written anew; the others are chosen from one of the two."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point on which two answers differ: its words, both sides as shown, what is picked, what is written."""

    name: str
    label: str
    first: str
    second: str
    writable: bool
    picked: str
    text: str


def points(
    names: Sequence[str], labels: Mapping[str, Any], shown: Mapping[str, tuple[str, str]], sent: Mapping[str, str]
) -> list[Point]:
    """The points of a page; `sent` is what came back from it, empty at first: then both texts stand to be mended."""
    found = []
    for name in names:
        first, second = shown[name]
        both = "\n".join(text for text in (first, second) if text and text != "–")
        picked = sent.get(f"pick-{name}", "")
        text = sent.get(f"own-{name}", both)
        found.append(Point(name, str(labels[name]), first, second, name in WRITABLE, picked, text))
    return found


def merged(names: Sequence[str], first: Mapping[str, Any], second: Mapping[str, Any], sent: Mapping[str, str]) -> Given:
    """The answer that the choices make; where both agree, what they say. Raises `UserError` for a point not chosen."""
    kept = dict(first)
    for name in names:
        picked = sent.get(f"pick-{name}", "")
        if picked == SECOND:
            kept[name] = second.get(name)
        elif picked == OWN and name in WRITABLE:
            kept[name] = storable(sent.get(f"own-{name}", "")).replace("\r\n", "\n").strip()
        elif picked != FIRST:
            raise UserError("not-chosen", _("Chọn nội dung cho mọi điểm khác nhau."), field=name)
    return Given.read(kept)
