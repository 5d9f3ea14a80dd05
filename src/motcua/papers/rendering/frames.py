"""The frame of official documents: margins, sizes and fixed words, dated as the rules of layout are."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

Frame = Mapping[str, Any]


def frame_on(on: date | None) -> Frame:
    """Return the frame of that day: lengths in millimetres, sizes in points; the newest for an undated document.

    A document older than the first frame known gets that one.
    """
    first, *later = shipped_frames()
    for frame in later:
        if on is None or frame["effective_from"] <= on:
            first = frame
    return first


@cache
def shipped_frames() -> tuple[Frame, ...]:
    """Return the frames of the product, oldest first."""
    files = (resources.files("motcua.papers.rendering") / "frames").iterdir()
    read = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files if file.name.endswith(".toml")]
    return tuple(sorted(read, key=lambda frame: frame["effective_from"]))
