"""Text from outside as a database keeps it."""

from __future__ import annotations

import re
from typing import Any

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # no database keeps these


def storable(text: str) -> str:
    """The text without what no database keeps."""
    return _UNSTORABLE.sub("", text)


def one_line(text: str, most: int) -> str:
    """The text on one line, at most `most` characters long."""
    return " ".join(storable(text).split())[:most]


def storable_data(value: Any) -> Any:
    """Plain data with every text storable, keys included."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [storable_data(one) for one in value]
    if isinstance(value, dict):
        return {storable(str(key)): storable_data(one) for key, one in value.items()}
    return value
