"""What the organisation may know of procedures, told by a higher room: whether a code is in force and at which tiers.

The catalogue stands above this room, so a code of a power is asked of whoever registered here; where nobody did, codes
are taken as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownProcedure:
    """A procedure by its code: its name, whether it is in force today, the keys of the tiers that handle it."""

    code: str
    name: str
    in_force: bool
    tiers: tuple[str, ...] = ()


Asker = Callable[[Collection[str]], Mapping[str, KnownProcedure]]
_askers: list[Asker] = []


def register(asker: Asker) -> None:
    """Let the room ask `asker(codes)` for what is known; the last one registered answers."""
    if asker not in _askers:
        _askers.append(asker)


def known(codes: Collection[str]) -> Mapping[str, KnownProcedure] | None:
    """What is known of codes (unknown ones left out); None where nobody knows procedures."""
    return _askers[-1](codes) if _askers else None
