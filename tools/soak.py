"""`make soak`: load, kills, faults and drills against real processes (`SHORT=1`: each once)."""

from __future__ import annotations

import os
import sys

from build import everything
from house import BIN, ROOT, finish


def main() -> None:
    """Build what is missing, then run the scenarios of `soak/`."""
    everything("dev")
    os.chdir(ROOT)
    os.execv(BIN / "python", [str(BIN / "python"), "-m", "soak", *sys.argv[1:]])


if __name__ == "__main__":
    finish(main)
