"""What the front allows a client; read once from the environment."""

from __future__ import annotations

import ipaddress
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from motcua.config import environment as env

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds."""

    body: int = 64 * MEGABYTE  # the largest request body
    memory: int = MEGABYTE  # of one body or answer, before it goes to disk
    spooled: int = 4096 * MEGABYTE  # of all bodies of a process at one time
    piece: int = 32 * 1024  # of an answer handed out at once
    idle: float = 30.0  # without a byte from the client
    header: float = 15.0  # for the lines before the body
    folder: Path | None = None  # for spooled bodies and answers
    proxies: tuple[Network, ...] = field(default=())

    def spool(self) -> BinaryIO:
        """A new temporary file that lies in memory while it is small; its owner closes it."""
        make = tempfile.SpooledTemporaryFile
        return cast(BinaryIO, make(max_size=self.memory, dir=str(self.folder) if self.folder else None))


def trusted_proxies() -> tuple[Network, ...]:
    """The networks of `MOTCUA_TRUSTED_PROXIES`, whose forwarding headers are believed.

    Raises `SettingsError` for what is not an address or a network.
    """
    try:
        return tuple(ipaddress.ip_network(word, strict=False) for word in env.words("MOTCUA_TRUSTED_PROXIES"))
    except ValueError as error:
        raise env.SettingsError(f"MOTCUA_TRUSTED_PROXIES: {error}.") from None


def from_environment(home: Path, body: int) -> Limits:
    """The limits of this installation: bodies up to `body` bytes, spooled under `home`."""
    folder = home / "spool"
    folder.mkdir(mode=0o700, exist_ok=True)
    return Limits(
        body=body,
        spooled=env.whole("MOTCUA_SPOOL_LIMIT", 4096 * MEGABYTE),
        idle=float(env.whole("MOTCUA_IDLE_SECONDS", 30)),
        header=float(env.whole("MOTCUA_HEADER_SECONDS", 15)),
        folder=folder,
        proxies=trusted_proxies(),
    )
