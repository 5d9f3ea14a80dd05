"""Job workers are killed with signal 9 at random moments: every effect happens once, none is lost."""

from __future__ import annotations

import random

from soak.scenario import BOTH, Soak
from tests.jobs.drill.killing import Drill, hold
from tests.processes import database

NAME = "killed job workers"
DATABASES = BOTH


def run(soak: Soak) -> str:
    """Kill workers while they write; then every part of every job is there exactly once."""
    jobs, parts, kills, workers = (16, 12, 6, 2) if soak.is_short else (120, 40, 60, 3)
    seed = random.SystemRandom().randrange(2**32)
    with database(soak.folder) as url:
        report = hold(Drill(soak.folder, url), jobs=jobs, parts=parts, kills=kills, workers=workers, seed=seed)
    assert report["parts"] == jobs * parts, f"{jobs * parts - report['parts']} parts were lost (seed {seed})"
    assert report["most"] == 1, f"a part was done {report['most']} times (seed {seed})"
    assert report["attempts"] > jobs, f"no killed worker's job was taken again (seed {seed})"
    return f"{report['killed']} kills, {jobs} jobs, {report['attempts']} attempts, {report['parts']} effects, each once"
