"""Taking a request body in: to memory, then to disk, under the size limit and against the clock."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from io import BytesIO
from typing import Any, BinaryIO

from motcua.config.front.limits import Limits

Receive = Callable[[], Awaitable[dict[str, Any]]]

DRAINED = 4  # times the limit: what is read of a body that is too large, so that the client reads our answer


class Refused(Exception):
    """The body is not taken; `reason` is `too_large`, `too_slow` or `busy`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Gone(Exception):
    """The client left before its request was whole."""


class Intake:
    """Takes bodies in for one process and knows how much of them lies spooled."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.held = 0

    async def body(self, scope: dict[str, Any], receive: Receive) -> tuple[BinaryIO, int]:
        """The whole body and its size in bytes; the caller closes it and calls `release(size)`.

        Raises `Refused` where it is too large or too slow or too much lies here already, `Gone` where the client left.
        """
        length = _announced(scope)
        if length == 0:
            return BytesIO(), 0
        if length is not None and length > self.limits.body:
            await self._drain(receive, length)
            raise Refused("too_large")
        spool = self.limits.spool()
        size = 0
        try:
            async for piece in self._pieces(receive):
                size += len(piece)
                self.held += len(piece)
                if size > self.limits.body:
                    await self._drain(receive, None)
                    raise Refused("too_large")
                if self.held > self.limits.spooled:
                    raise Refused("busy")
                spool.write(piece)
        except BaseException:
            self.release(size)
            spool.close()
            raise
        spool.seek(0)
        return spool, size

    def release(self, size: int) -> None:
        """Say that a body of `size` bytes is closed."""
        self.held -= size

    async def _pieces(self, receive: Receive) -> Any:
        while True:
            try:
                message = await asyncio.wait_for(receive(), self.limits.idle)
            except TimeoutError:
                raise Refused("too_slow") from None
            if message["type"] != "http.request":
                raise Gone
            if message.get("body"):
                yield message["body"]
            if not message.get("more_body"):
                return

    async def _drain(self, receive: Receive, length: int | None) -> None:
        """Read on without keeping, within reason: a client that still writes does not read our answer."""
        if length is not None and length > DRAINED * self.limits.body:
            return
        left = DRAINED * self.limits.body
        try:
            async for piece in self._pieces(receive):
                left -= len(piece)
                if left < 0:
                    return
        except Refused:
            return


def _announced(scope: dict[str, Any]) -> int | None:
    """The body's size as the headers give it: 0 where there is none, None where it is not known."""
    chunked = False
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value) if value.isdigit() else None
        chunked = chunked or name == b"transfer-encoding"
    return None if chunked else 0
