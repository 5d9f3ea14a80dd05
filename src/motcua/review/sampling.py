"""Drawing a sample that anyone can draw again: by a recorded seed, from sorted keys, without any state."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def drawn(keys: Iterable[str], size: int, seed: int) -> list[str]:
    """At most `size` of the keys, chosen by `seed`; the order of `keys` does not matter, equal keys count once.

    Each key gets the hash of seed and key, the smallest win: the sample of a smaller size is the beginning of that of
    a larger one, and another key added to the population moves at most one place. Raises `ValueError` below 0.
    """
    if size < 0:
        raise ValueError("a sample has no negative size")
    ranked = sorted(set(keys), key=lambda key: (hashlib.sha256(f"{seed}:{key}".encode()).digest(), key))
    return ranked[:size]


def advised_size(population: int, share: int, least: int) -> int:
    """How many to draw: `share` per cent of the population rounded up, at least `least`, never more than there are."""
    return min(population, max(least, -(-population * share // 100)))
