"""`make test`: every check and every test, on SQLite and on PostgreSQL, with one verdict at the end."""

from __future__ import annotations

import os
import sys

from build import everything
from house import BIN, ROOT, finish


def main() -> None:
    """Build what is missing, then hand over to the suite inside the environment."""
    everything("dev")
    os.chdir(ROOT)
    os.execv(BIN / "python", [str(BIN / "python"), str(ROOT / "tools/suite.py"), *sys.argv[1:]])


if __name__ == "__main__":
    finish(main)
