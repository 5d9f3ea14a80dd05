"""Four processes write to one SQLite file without pause: this product's backend beside Django's, interleaved.

`python -m bench.sqlite_writers [TRANSACTIONS]`
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WRITER = ROOT / "tests/config/sqlite_writer.py"
ENGINES = {"Django's backend": "django.db.backends.sqlite3", "this product's": "motcua.config.sqlite"}
PROCESSES, ROUNDS = 4, 3


def times(engine: str, count: int) -> list[float]:
    """How long each transaction took, in seconds, sorted."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.sqlite3"
        with sqlite3.connect(path) as made:
            made.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, writer INTEGER, number INTEGER)")
        made.close()
        command = [sys.executable, str(WRITER), engine, str(path), str(count), "atomic"]
        writers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(PROCESSES)]
        return sorted(spent for writer in writers for spent in json.loads(writer.communicate()[0]))


def main(count: int) -> None:
    """Print the middle, the tail and the longest of each round."""
    for _round in range(ROUNDS):
        for name, engine in ENGINES.items():
            spent = [1000 * value for value in times(engine, count)]
            middle, tail = spent[len(spent) // 2], spent[int(len(spent) * 0.99)]
            print(f"{name:<17} p50 {middle:6.1f} ms   p99 {tail:7.1f} ms   longest {spent[-1]:7.1f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
