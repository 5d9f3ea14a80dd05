"""Tells JSON lines from one JSON document by the first lines."""

from __future__ import annotations

import json


def is_lines(head: bytes) -> bool:
    """True when each line looks like an object of its own, also where some of the lines are broken.

    `head` is the beginning of the text; its last line may be cut.
    """
    lines = [line.strip() for line in head.removeprefix(b"\xef\xbb\xbf").split(b"\n") if line.strip()]
    first = lines[0]
    if first.startswith(b"[") or first == b"{":
        return False
    if _is_object(first):
        return True
    return len(lines) > 1 and first.startswith(b"{") and (lines[1].startswith(b"{") or _ends_object(first, lines))


def _ends_object(first: bytes, lines: list[bytes]) -> bool:
    return first.endswith(b"}") and any(_is_object(line) for line in lines[1:3])


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
