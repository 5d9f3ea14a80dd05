"""Numbers of decisions as people write them, brought to one spelling so that two spellings are one decision."""

from __future__ import annotations

import re

_LEAD = re.compile(r"^\s*(quyết\s+định|qđ)?\s*(số)?\s*[:.]?\s*(?=\d)", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_DOT_BEFORE_SLASH = re.compile(r"[.\s]+/")
_SIGN = re.compile(r"/Q[DĐ](?=[-/]|$)")


def tidy_number(text: str) -> str:
    """Return a decision's number as one cites it: "Quyết định số 3980 /QĐ-BQP" is "3980/QĐ-BQP"."""
    bare = _LEAD.sub("", _SPACES.sub(" ", text).strip())
    bare = _DOT_BEFORE_SLASH.sub("/", bare).replace("_", "-")
    return _SIGN.sub("/QĐ", re.sub(r"\s*([-/])\s*", r"\1", bare))


def number_key(text: str) -> str:
    """Return what is equal for two spellings of one number: the tidy one in capital letters."""
    return _SIGN.sub("/QĐ", tidy_number(text).upper())
