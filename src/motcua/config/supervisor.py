"""Keeps a few processes running: starts them, restarts what dies, stops all of them in time."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import IO

STOP_SECONDS = 8.0  # from the signal to the last resort
STEADY_SECONDS = 60.0  # a child that lived this long starts anew without delay
LONGEST_WAIT = 30.0
TICK = 0.1
LOG_BYTES = 10 * 1024 * 1024
TIED = "MOTCUA_TIED"  # set for the children of a supervisor
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG

_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def tie_to_parent() -> None:
    """End with the supervisor, even where it is killed without a chance to stop this process (Linux)."""
    if _libc is not None and os.environ.get(TIED):
        _libc.prctl(_DIE_WITH_PARENT, signal.SIGTERM)


class Child:
    """One process with all it starts (its own process group), restarted with growing delays when it dies."""

    def __init__(self, name: str, command: Sequence[str], *, log: Path | None = None) -> None:
        self.name = name
        self.command = list(command)
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0
        self.due = 0.0
        self.deaths = 0

    def start(self) -> None:
        """Start the process; what it says goes to its log, or where the supervisor's words go."""
        out = self._open_log()
        try:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT if out else None,
                process_group=0,
                env={**os.environ, TIED: "1"},
            )
        finally:
            if out is not None:
                out.close()
        self.started = time.monotonic()

    def _open_log(self) -> IO[bytes] | None:
        if self.log is None:
            return None
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".1"))
        return self.log.open("ab")

    def is_running(self) -> bool:
        """Whether the process lives."""
        return self.process is not None and self.process.poll() is None

    def signal_group(self, number: int) -> None:
        """Send a signal to the process and all that it started."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except (ProcessLookupError, PermissionError):
                return

    def tend(self, say: Callable[[str], None]) -> None:
        """Restart the process if it died, once its delay has passed."""
        if self.is_running():
            return
        now = time.monotonic()
        if self.process is not None:
            code = self.process.returncode
            self.signal_group(signal.SIGKILL)  # what the dead one left behind
            self.process = None
            steady = now - self.started > STEADY_SECONDS
            self.deaths = 1 if steady else self.deaths + 1
            wait = min(0.5 * 2 ** (self.deaths - 1), LONGEST_WAIT)
            self.due = now + wait
            say(f"{self.name}: ended with {code}, starts again in {wait:.1f} s")
        if now >= self.due:
            self.start()


class Supervisor:
    """Runs children until it is told to stop by TERM or INT."""

    def __init__(self, children: Sequence[Child], say: Callable[[str], None]) -> None:
        self.children = list(children)
        self.say = say
        self.stopping = False

    def run(self, once_started: Callable[[], None] | None = None) -> None:
        """Start everything, do `once_started`, keep everything alive; returns when all is stopped."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._told_to_stop)
        try:
            for child in self.children:
                child.start()
            if once_started is not None:
                once_started()
            while not self.stopping:
                self._tend()
                time.sleep(TICK)
        finally:
            self.stop()

    def add(self, child: Child) -> None:
        """Start one more child and keep it running."""
        self.children.append(child)
        child.start()

    def run_beside(self, command: Sequence[str]) -> tuple[int, str]:
        """Run a command to its end while the children are kept alive; a stop ends it. Returns its code and output."""
        with tempfile.TemporaryFile("w+") as out:
            one = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, process_group=0)
            while one.poll() is None and not self.stopping:
                self._tend()
                time.sleep(TICK)
            if one.poll() is None:
                os.killpg(one.pid, signal.SIGKILL)
            code = one.wait()
            out.seek(0)
            return code, out.read()

    def _tend(self) -> None:
        for child in self.children:
            child.tend(self.say)

    def _told_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def stop(self) -> None:
        """Ask all children to stop, and end those that do not within `STOP_SECONDS`."""
        for child in self.children:
            child.signal_group(signal.SIGTERM)
        until = time.monotonic() + STOP_SECONDS
        while time.monotonic() < until and any(child.is_running() for child in self.children):
            time.sleep(TICK)
        for child in self.children:
            child.signal_group(signal.SIGKILL)
            if child.process is not None:
                child.process.wait()
