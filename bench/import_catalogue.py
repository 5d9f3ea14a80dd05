"""The whole import of the real records beside the bare script of `import_floor`, interleaved in one run.

Usage: python -m bench.import_catalogue [ROUNDS]   (default 3)

Both are whole processes on the same file: the product's command `motcua catalog import … --apply` on an empty database,
and the floor that parses the file and inserts the same rows into plain SQLite. Prints one JSON object with the medians
of processor and wall seconds and their ratios; ends with 1 where a ratio is above the bar of 15.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("MOTCUA_SHARED_DATA") or ROOT.parent / "shared" / "data") / "tthc-sample.jsonl.gz"
BAR = 15
MOTCUA = [sys.executable, "-m", "motcua.config"]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took, in seconds."""

    cpu: float
    wall: float


def cost_of(command: list[str], env: dict[str, str]) -> Cost:
    """Run to the end; raises `RuntimeError` where it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - started)


def measure(folder: Path, rounds: int) -> dict[str, list[Cost]]:
    """Floor and product in turns, each time on an empty database."""
    home = folder / "home"
    home.mkdir()
    database = home / "bench.sqlite3"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    env = {**kept, "MOTCUA_HOME": str(home), "DATABASE_URL": f"sqlite:///{database}"}
    subprocess.run([*MOTCUA, "migrate", "--verbosity", "0"], env=env, cwd=ROOT, check=True)
    empty = shutil.copy(database, folder / "empty.sqlite3")
    found: dict[str, list[Cost]] = {"floor": [], "product": []}
    for turn in range(rounds):
        floor = [sys.executable, "bench/import_floor.py", str(DATA), str(folder / f"floor{turn}.sqlite3")]
        found["floor"].append(cost_of(floor, env))
        for file in home.glob("bench.sqlite3*"):
            file.unlink()
        shutil.copy(empty, database)
        found["product"].append(cost_of([*MOTCUA, "catalog", "import", str(DATA), "--apply", "--json"], env))
    return found


def main(rounds: int) -> int:
    """Measure and print; 1 where the bar is missed, 0 with a word where the records are absent."""
    if not DATA.exists():
        print(json.dumps({"not_run": "the shared records are absent (MOTCUA_SHARED_DATA)"}))
        return 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        found = measure(Path(folder), rounds)
    report: dict[str, object] = {"rounds": rounds, "bar": BAR}
    for what in ("cpu", "wall"):
        floor, product = (median(getattr(one, what) for one in found[name]) for name in ("floor", "product"))
        ratios = [getattr(one, what) / getattr(bare, what) for bare, one in zip(*found.values(), strict=True)]
        report[what] = {
            "floor_s": round(floor, 2),
            "product_s": round(product, 2),
            "ratio": round(median(ratios), 1),
        }
    print(json.dumps(report, indent=1))
    return int(any(report[what]["ratio"] > BAR for what in ("cpu", "wall")))  # type: ignore[index]


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
