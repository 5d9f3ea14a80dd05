"""`make bench`: the product beside bare tools, in one run."""

from __future__ import annotations

import os
import sys

from build import everything
from house import BIN, ROOT, finish


def main() -> None:
    """Build what is missing, then run the benches of `bench/`."""
    everything("dev")
    os.chdir(ROOT)
    os.execv(BIN / "python", [str(BIN / "python"), "-m", "bench", *sys.argv[1:]])


if __name__ == "__main__":
    finish(main)
