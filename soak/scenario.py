"""What a scenario is: a module of this folder with `NAME`, `DATABASES` and `run(soak)`.

`run` raises `AssertionError` where the product broke its promise and returns a line that tells what was measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tests.processes import Site, serving

BOTH = ("sqlite", "postgresql")


class Scenario(Protocol):
    """A module of this folder."""

    NAME: str
    DATABASES: tuple[str, ...]

    def run(self, soak: Soak) -> str:
        """Do it once (short) or for long; returns what was measured."""


class NotRun(Exception):
    """A scenario cannot run on this machine; the message names what is absent."""


@dataclass(frozen=True, slots=True)
class Soak:
    """What a scenario gets: whether to be short, which database it runs on (`DATABASE_URL` names it), a folder."""

    is_short: bool
    database: str
    folder: Path

    def seconds(self, short: float, long: float) -> float:
        """How long to go on."""
        return short if self.is_short else long

    def within(self, seconds: float, bar: float, what: str) -> str:
        """Hold a time to its bar and tell both; a short run only tells, for a busy machine is no fault of the product.

        Raises `AssertionError` in a long run that misses the bar.
        """
        told = f"{what} in {seconds:.1f} s (bar {bar:g} s{', missed' if seconds > bar else ''})"
        assert self.is_short or seconds <= bar, told
        return told

    @contextmanager
    def site(self, *, seed: bool = True, **env: str) -> Iterator[Site]:
        """A running product, seeded unless told otherwise."""
        home = self.folder / "site"
        home.mkdir()
        with serving(home, seed=seed, **env) as running:
            yield running
