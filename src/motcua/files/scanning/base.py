"""What a scanner must offer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


class ScannerAway(Exception):
    """The scanner cannot be reached or gave no verdict; the scan is to be tried again."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a scanner found: whether the content is clean, by which engine, and the name of what it found."""

    clean: bool
    engine: str
    found: str = ""


class Scanner(Protocol):
    """Looks at one content."""

    def scan(self, path: Path) -> Verdict:
        """The verdict on what lies at `path`; raises `ScannerAway`."""
