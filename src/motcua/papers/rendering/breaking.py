"""Words that no line holds: an address or a run of letters without a space would push a table's columns apart."""

from __future__ import annotations

import re

_RUN = re.compile(r"[^\s\u200b]{31,}")
_PIECE = 15  # letters between two places where a long run may be broken
_MAY_BREAK = "\u200b"


def breakable(text: str) -> str:
    """The text of a cell with unseen places to break in runs of more than 30 letters; other text as it is."""
    return _RUN.sub(lambda run: _MAY_BREAK.join(_pieces(run[0])), text)


def _pieces(run: str) -> list[str]:
    return [run[start : start + _PIECE] for start in range(0, len(run), _PIECE)]
