"""Workers are killed in the middle of their work: every effect happens once, none is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.jobs.drill.killing import Drill, hold
from tests.processes import database

pytestmark = pytest.mark.processes


@pytest.mark.drill
def test_every_part_is_done_once_however_often_workers_are_killed(tmp_path: Path) -> None:
    with database(tmp_path) as url:
        report = hold(Drill(tmp_path, url), jobs=8, parts=12, kills=4, pause=0.15)
    assert report["killed"] >= 2
    assert report["parts"] == 8 * 12
    assert report["most"] == 1
    assert report["attempts"] > 8


def test_a_frozen_worker_that_wakes_up_late_does_not_disturb_the_one_that_took_over(tmp_path: Path) -> None:
    with database(tmp_path) as url:
        drill = Drill(tmp_path, url, lease=3.0)
        drill.prepare(1, parts=20, pause=0, freeze=5)
        drill.start_worker()
        drill.start_worker()
        try:
            _wait_for(drill, {"done": 1})
            for worker in drill.workers:
                os.kill(worker.pid, signal.SIGCONT)
            time.sleep(1)
            report = drill.report()
        finally:
            for worker in drill.workers:
                os.kill(worker.pid, signal.SIGCONT)
            drill.end()
    assert report == {"states": {"done": 1}, "parts": 20, "most": 1, "attempts": 2}
    assert "lease_lost" in (tmp_path / "workers.log").read_text()


def test_a_worker_told_to_stop_hands_its_job_back_at_once(tmp_path: Path) -> None:
    with database(tmp_path) as url:
        drill = Drill(tmp_path, url, lease=600)
        drill.prepare(1, parts=1000, pause=0.05)
        try:
            drill.start_worker()
            _wait_for(drill, {"running": 1})
            worker: subprocess.Popen[bytes] = drill.workers.pop()
            worker.terminate()
            assert worker.wait(10) == 0
            assert drill.report()["states"] == {"waiting": 1}
        finally:
            drill.end()


def _wait_for(drill: Drill, states: dict[str, int]) -> None:
    for _look in range(60):
        if drill.report()["states"] == states:
            return
        time.sleep(0.2)
    raise AssertionError(str(drill.report()))
