"""Which document system this installation uses.

`MOTCUA_DOCSYSTEM` is empty (none: numbers are typed or come from own registers) or names a kind and its address:
`simulator:http://127.0.0.1:8600`. `MOTCUA_DOCSYSTEM_TOKEN` is the key that the system asks for.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from motcua.papers.docsystem.base import DocumentSystem
from motcua.papers.docsystem.contrib.simulator.client import SimulatorSystem

Maker = Callable[[str, str], DocumentSystem]
_makers: dict[str, Maker] = {"simulator": SimulatorSystem}


def register(scheme: str, maker: Maker) -> None:
    """Add a kind of system; `maker` gets what follows `scheme:` in the setting, and the token."""
    _makers[scheme] = maker


def system_name() -> str:
    """The kind of this installation's document system, "" for none."""
    return os.environ.get("MOTCUA_DOCSYSTEM", "").strip().partition(":")[0]


def document_system() -> DocumentSystem | None:
    """The document system, or None; raises `LookupError` for a setting that names an unknown kind."""
    scheme, _colon, rest = os.environ.get("MOTCUA_DOCSYSTEM", "").strip().partition(":")
    if not scheme:
        return None
    if scheme not in _makers:
        raise LookupError(f"MOTCUA_DOCSYSTEM: unknown kind {scheme!r}; known: {', '.join(sorted(_makers))}.")
    return _makers[scheme](rest, os.environ.get("MOTCUA_DOCSYSTEM_TOKEN", ""))
