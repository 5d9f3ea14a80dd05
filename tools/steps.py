"""Steps of a long run: each timed, counted and told in one table with one verdict."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from house import ROOT

_COUNT = re.compile(r"(\d+) (passed|failed|skipped|error|errors|xfailed)")
_SUMMARY = re.compile(r"^=*\s*\d+ (?:passed|failed|skipped|error|deselected).* in [\d.]+")
TAIL = 150


@dataclass
class Step:
    """What a step came to."""

    name: str
    verdict: str  # ok, FAILED, not run
    seconds: float = 0.0
    note: str = ""


@dataclass
class Run:
    """A run of steps."""

    title: str
    steps: list[Step] = field(default_factory=list)
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    started: float = field(default_factory=time.monotonic)

    def command(self, name: str, words: Sequence[str], *, env: Mapping[str, str] | None = None) -> bool:
        """Run a command as a step; its words are shown only where it fails, counts are read from pytest's last line."""
        self._tell(f"--- {name}")
        started = time.monotonic()
        done = subprocess.run(
            [str(word) for word in words],
            cwd=ROOT,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        lines = done.stdout.splitlines()
        note = self._count(lines)
        if done.returncode:
            self._tell("\n".join(lines[-TAIL:]))
        step = Step(name, "FAILED" if done.returncode else "ok", time.monotonic() - started, note)
        self.steps.append(step)
        self._tell(f"    {name}: {step.verdict}, {step.seconds:.1f} s{', ' + note if note else ''}")
        return not done.returncode

    def add(self, step: Step) -> None:
        """Add a step that was done elsewhere; it counts as one test. The rest of a long note is shown here only."""
        first, _, rest = step.note.strip().partition("\n")
        self._tell(f"--- {step.name}\n{rest}" if rest else f"--- {step.name}")
        shown = rest.splitlines()[-1] if step.verdict == "FAILED" and rest else first
        self.steps.append(Step(step.name, step.verdict, step.seconds, shown))
        self.passed += step.verdict == "ok"
        self._tell(f"    {step.verdict}, {step.seconds:.1f} s, {shown}")

    def not_run(self, name: str, why: str) -> None:
        """Name a step that could not be run; with `CI=true` that is a failure."""
        self.steps.append(Step(name, "not run", note=why))
        self._tell(f"--- {name}\n    not run: {why}")

    def finish(self) -> int:
        """Print the table, the verdict and the counts; returns the exit code."""
        missing = [step for step in self.steps if step.verdict == "not run"]
        broken = [step for step in self.steps if step.verdict == "FAILED"]
        is_ci = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
        bad = not self.steps or bool(broken) or (is_ci and bool(missing))
        width = max((len(step.name) for step in self.steps), default=4)
        self._tell(
            "\n" + "\n".join(f"{s.name:<{width}}  {s.verdict:<8} {s.seconds:7.1f} s  {s.note}" for s in self.steps)
        )
        total = time.monotonic() - self.started
        reasons = [f"{step.name} failed" for step in broken] + [f"{step.name} not run" for step in missing]
        verdict = f"{self.title}: {'FAILED' if bad else 'passed'} in {total:.0f} s"
        self._tell(": ".join([verdict, "; ".join(reasons)] if reasons else [verdict]))
        failed = self.failed + sum(not re.match(r"\d+ ", step.note) for step in broken)
        self._tell(f"{self.passed} passed, {failed} failed, {self.skipped} skipped")
        return 1 if bad else 0

    def _count(self, lines: Sequence[str]) -> str:
        found = next((line for line in reversed(lines) if _SUMMARY.search(line)), "")
        counts = {what.rstrip("s") if what.startswith("error") else what: int(n) for n, what in _COUNT.findall(found)}
        self.passed += counts.get("passed", 0)
        self.failed += counts.get("failed", 0) + counts.get("error", 0)
        self.skipped += counts.get("skipped", 0)
        return ", ".join(f"{number} {what}" for what, number in counts.items())

    @staticmethod
    def _tell(text: str) -> None:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
