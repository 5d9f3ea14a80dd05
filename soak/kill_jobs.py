"""Workers are killed with signal 9 at random moments, on both databases: every effect happens once, none is lost.

`python -m soak.kill_jobs` (`SHORT=1`: a small round each). Ends with 1 where a round fails, and with 2 where a
database could not be had and nothing else failed.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.jobs.drill.killing import Drill, hold

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import postgres  # noqa: E402

SHORT = os.environ.get("SHORT") == "1"
JOBS, PARTS, KILLS, WORKERS = (20, 15, 8, 2) if SHORT else (150, 40, 120, 3)


@contextmanager
def database(kind: str, home: Path) -> Iterator[str]:
    """An empty database of a kind; raises `OSError` or `RuntimeError` where there is none to be had."""
    if kind == "sqlite":
        yield f"sqlite:///{home / 'drill.sqlite3'}"
        return
    with postgres.server(safe=True) as url:
        yield url


def hold_round(kind: str) -> str:
    """One round on one database; returns what is wrong, or an empty text."""
    with tempfile.TemporaryDirectory(prefix="motcua-kill-") as folder, database(kind, Path(folder)) as url:
        try:
            report = hold(
                Drill(Path(folder), url), jobs=JOBS, parts=PARTS, kills=KILLS, workers=WORKERS, seed=os.getpid()
            )
        except AssertionError as error:
            return str(error)
    say(f"{kind}: {report}")
    if report["parts"] != JOBS * PARTS:
        return f"{JOBS * PARTS - report['parts']} parts were lost"
    if report["most"] != 1:
        return f"a part was done {report['most']} times"
    return "" if report["attempts"] > JOBS else "no worker was killed while it had a job"


def say(text: str) -> None:
    """One line to whoever watches."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Hold every round; returns the exit code."""
    failed, absent = False, False
    for kind in ("sqlite", "postgresql"):
        say(f"{kind}: {JOBS} jobs of {PARTS} parts, {KILLS} kills")
        try:
            fault = hold_round(kind)
        except (OSError, RuntimeError, KeyError) as error:
            say(f"{kind}: not run: {error}")
            absent = True
            continue
        say(f"{kind}: {fault or 'every effect once'}")
        failed = failed or bool(fault)
    return 1 if failed else 2 if absent else 0


if __name__ == "__main__":
    sys.exit(main())
