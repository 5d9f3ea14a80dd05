"""What the log costs: eight writers on PostgreSQL with it and without it, interleaved in one run.

`python -m bench.log_cost [ROUNDS] [SECONDS]` (default 12 rounds of 1.5 seconds each way). Prints transactions a second
both ways, the loss (the middle of the rounds) and that of each round; ends with 1 where the loss is 15 % or more.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

WRITERS = 8
BAR = 0.15


@dataclass(frozen=True, slots=True)
class Cost:
    """Transactions a second with and without the log, and the loss of each round."""

    with_log: float
    bare: float
    rounds: tuple[float, ...]
    written: int  # transactions with the log, so also rows of it

    @property
    def loss(self) -> float:
        """The share of throughput lost: the middle of the rounds, for a machine's noise comes in bursts."""
        return statistics.median(self.rounds)

    def __str__(self) -> str:
        each = " ".join(f"{value:+.1%}" for value in self.rounds)
        speed = f"{self.with_log:.0f}/s with the log, {self.bare:.0f}/s bare"
        return f"{WRITERS} writers: {speed}, loss {self.loss:.1%} ({each})"


def measure(url: str, home: Path, *, rounds: int, seconds: float) -> Cost:
    """Run the writers on the database at `url` (already migrated), in turns."""
    with_log, bare, losses = 0, 0, []
    with _writers(url, home) as writers:
        warm = _turn(writers, "log", 1)
        for number in range(rounds):
            order = ("log", "bare") if number % 2 else ("bare", "log")
            told = {kind: _turn(writers, kind, seconds) for kind in order}
            with_log, bare = with_log + told["log"], bare + told["bare"]
            losses.append(1 - told["log"] / told["bare"])
    whole = rounds * seconds
    return Cost(with_log / whole, bare / whole, tuple(losses), warm + with_log)


def _turn(writers: list[subprocess.Popen[str]], kind: str, seconds: float) -> int:
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write(f"{kind} {seconds}\n")
        writer.stdin.flush()
    return sum(int(_line(writer)) for writer in writers)


def _line(writer: subprocess.Popen[str]) -> str:
    assert writer.stdout is not None
    line = writer.stdout.readline()
    if not line:
        raise RuntimeError("a writer ended early")
    return line


@contextmanager
def _writers(url: str, home: Path) -> Iterator[list[subprocess.Popen[str]]]:
    command = [sys.executable, "-m", "bench.log_writer_floor"]
    env = {**os.environ, "DATABASE_URL": url, "MOTCUA_HOME": str(home), "MOTCUA_DB_POOL": "1"}
    writers = [
        subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _number in range(WRITERS)
    ]
    try:
        for writer in writers:
            _line(writer)
        yield writers
    finally:
        for writer in writers:
            writer.kill()
            writer.wait()


def motcua(url: str, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the product's command on that database."""
    env = {**os.environ, "DATABASE_URL": url, "MOTCUA_HOME": str(home)}
    command = [sys.executable, "-m", "motcua.config", *words]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def main() -> int:
    """Start a server, migrate, measure, verify the log that came about."""
    import postgres

    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 1.5
    with postgres.server(safe=True) as url, tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        migrated = motcua(url, home, "migrate", "-v0")
        if migrated.returncode:
            raise RuntimeError(migrated.stderr)
        cost = measure(url, home, rounds=rounds, seconds=seconds)
        motcua(url, home, "audit", "seal")
        checked = json.loads(motcua(url, home, "audit", "verify", "--json").stdout)
    print(cost)
    print(f"verified: {checked['rows']} rows, {checked['found']} problems")
    return 0 if cost.loss < BAR and checked["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
