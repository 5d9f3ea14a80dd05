"""Which scanner this installation uses.

`MOTCUA_VIRUS_SCANNER` is empty (none) or the address of one: `clamd:/run/clamav/clamd.ctl`, `clamd:127.0.0.1:3310`.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from motcua.files.scanning.base import Scanner
from motcua.files.scanning.contrib.clamd import ClamdScanner

_makers: dict[str, Callable[[str], Scanner]] = {"clamd": ClamdScanner}


def register(scheme: str, maker: Callable[[str], Scanner]) -> None:
    """Add a kind of scanner; `maker` gets what follows `scheme:` in the setting."""
    _makers[scheme] = maker


def scanner() -> Scanner | None:
    """The scanner of this installation, or None; raises `LookupError` for a setting that names an unknown kind."""
    setting = os.environ.get("MOTCUA_VIRUS_SCANNER", "").strip()
    if not setting:
        return None
    scheme, _, rest = setting.partition(":")
    if scheme not in _makers:
        raise LookupError(f"MOTCUA_VIRUS_SCANNER: unknown kind {scheme!r}; known: {', '.join(sorted(_makers))}.")
    return _makers[scheme](rest)
