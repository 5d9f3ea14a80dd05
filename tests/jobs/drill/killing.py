"""Workers that are killed at random moments while they work; used by the tests and by the soak."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).resolve().parents[3]
SETTINGS = "tests.jobs.drill.settings"


@dataclass
class Drill:
    """A database and the workers on it. `lease` is in seconds: a killed worker's job waits that long."""

    home: Path
    url: str
    lease: float = 1.5
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    killed: int = 0

    @property
    def env(self) -> dict[str, str]:
        """The environment of every process of the drill."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
        return {
            **kept,
            "MOTCUA_HOME": str(self.home),
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "PYTHONPATH": str(ROOT),
        }

    def python(self, *words: str) -> str:
        """Run a module to its end; raises `AssertionError` with its complaint where it fails."""
        done = subprocess.run(
            [sys.executable, "-m", *words], env=self.env, cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise AssertionError(f"{words}: {done.stderr[-2000:]}")
        return done.stdout

    def prepare(self, jobs: int, **arguments: float) -> None:
        """Make the tables and ask for the jobs."""
        self.python("motcua.config", "migrate", "--run-syncdb", "--skip-checks", "--verbosity", "0")
        self.python("tests.jobs.drill.ask", "ask", str(jobs), json.dumps(arguments))

    def start_worker(self) -> None:
        """One more worker."""
        command = [sys.executable, "-m", "motcua.config", "jobs", "run", "--queue", "slow", "--lease", str(self.lease)]
        log = (self.home / "workers.log").open("ab")
        self.workers.append(subprocess.Popen(command, env=self.env, cwd=ROOT, stdout=log, stderr=log))

    def kill_one(self, dice: random.Random) -> None:
        """Kill a worker that has a job, with signal 9, and start another in its place; nothing where all are idle."""
        busy = {int(name.split(":")[1]) for (name,) in self.rows("SELECT worker FROM jobs_job WHERE state = 'running'")}
        victims = [worker for worker in self.workers if worker.pid in busy]
        time.sleep(dice.uniform(0, 0.3))
        if victims:
            victim = dice.choice(victims)
            victim.kill()
            victim.wait()
            self.workers.remove(victim)
            self.killed += 1
            self.start_worker()

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What a statement finds, asked without starting a process."""
        if self.url.startswith("sqlite"):
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"), timeout=20)) as link:
                return link.execute(statement).fetchall()
        with psycopg.connect(self.url) as server:
            return server.execute(statement).fetchall()

    def report(self) -> dict[str, Any]:
        """What has come of the jobs so far."""
        found: dict[str, Any] = json.loads(self.python("tests.jobs.drill.ask", "report"))
        return found

    def end(self) -> None:
        """Stop every worker; those that do not go in time are killed."""
        for worker in self.workers:
            worker.terminate()
        for worker in self.workers:
            try:
                worker.wait(15)
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.wait()
        self.workers.clear()


def hold(
    drill: Drill, *, jobs: int, parts: int, kills: int, workers: int = 2, pause: float = 0.1, seed: int = 0
) -> dict[str, Any]:
    """Run the drill: `jobs` of `parts` parts, at most `kills` workers killed.

    Returns the last report with the number of workers killed. Raises `AssertionError` where jobs do not end in time.
    """
    dice = random.Random(seed)
    drill.prepare(jobs, parts=parts, pause=pause)
    until = time.monotonic() + 120 + jobs * parts * pause * 4 + kills * 4
    try:
        for _worker in range(workers):
            drill.start_worker()
        while time.monotonic() < until:
            if drill.killed < kills:
                drill.kill_one(dice)
            else:
                time.sleep(0.3)
            if not drill.rows("SELECT id FROM jobs_job WHERE kind = 'drill.write' AND state <> 'done'"):
                return {**drill.report(), "killed": drill.killed}
        raise AssertionError(f"not done in time: {drill.report()}; {(drill.home / 'workers.log').read_text()[-3000:]}")
    finally:
        drill.end()
