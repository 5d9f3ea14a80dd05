"""`make bench`: every script of this folder in a process of its own, one after the other.

`python -m bench NAME …` runs only those named. Scripts whose name ends in `_floor` are what others measure beside.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SECONDS = 900


def scripts(chosen: list[str]) -> list[Path]:
    """The benches of this folder, by name."""
    found = [path for path in sorted(HERE.glob("[a-z]*.py")) if not path.stem.endswith("_floor")]
    return [path for path in found if not chosen or path.stem in chosen]


def main() -> int:
    """Run what was asked for; 1 where a bench failed."""
    failed = []
    for path in scripts(sys.argv[1:]):
        print(f"--- {path.stem}", flush=True)
        done = subprocess.run(
            [sys.executable, "-m", f"bench.{path.stem}"], cwd=HERE.parent, timeout=SECONDS, check=False
        )
        if done.returncode:
            failed.append(path.stem)
    print(f"make bench: {'failed: ' + ', '.join(failed) if failed else 'done'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
