"""Compares two statements of one procedure, in words that a jurist reads.

Face: `compare`, `Change`, `fingerprint`, `marked`, `overlay`.
"""

from __future__ import annotations

from motcua.catalog.compare.change import PART_NAMES, Change, Part, part_name
from motcua.catalog.compare.fingerprint import fingerprint, overlay
from motcua.catalog.compare.whole import compare
from motcua.catalog.compare.words import marked

__all__ = ["PART_NAMES", "Change", "Part", "compare", "fingerprint", "marked", "overlay", "part_name"]
