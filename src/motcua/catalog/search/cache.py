"""Holding the one index of a process and building it anew when the catalogue's version has moved on.

The index itself is loaded with the first search: most processes (commands, workers) never search, and what it counts
with is the largest part of their start.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from motcua.catalog.search.index import SearchIndex


@dataclass(frozen=True, slots=True)
class _Held:
    version: Hashable
    index: SearchIndex


class IndexCache:
    """Keeps an index with the version it was built for. Any thread may ask at any time.

    While one thread builds, others that already have an index go on with the old one; only the very first
    callers wait. A build that fails leaves the old index in place and its error goes to the builder alone.
    """

    def __init__(self) -> None:
        self._held: _Held | None = None
        self._building = threading.Lock()

    @property
    def version(self) -> Hashable | None:
        """The version of the index held, or None before the first one."""
        held = self._held
        return None if held is None else held.version

    def get(self, version: Hashable, build: Callable[[], SearchIndex]) -> SearchIndex:
        """Return the index for `version`, calling `build` when another one (or none) is held.

        A caller that finds a build under way gets the index held so far.
        """
        held = self._held
        if held is not None and held.version == version:
            return held.index
        if not self._building.acquire(blocking=held is None) and held is not None:
            return held.index
        try:
            held = self._held
            if held is not None and held.version == version:
                return held.index
            index = build()
            self._held = _Held(version, index)
            return index
        finally:
            self._building.release()

    def clear(self) -> None:
        """Forget the index; the next caller builds."""
        self._held = None
