"""The ASGI application that stands before the WSGI one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any, BinaryIO

import structlog

from motcua.config.front.answer import Answer, Application, call
from motcua.config.front.environ import environ_of
from motcua.config.front.intake import Gone, Intake, Receive, Refused
from motcua.config.front.limits import Limits

Send = Callable[[dict[str, Any]], Awaitable[None]]

REFUSED = "motcua.refused"  # the environment's name for why a body was not taken; `front.refusal` answers for it
READERS = 4

logger = structlog.get_logger("motcua.front")


class Front:
    """Takes requests whole, runs the application on one thread, hands answers out as fast as clients take them."""

    def __init__(self, application: Application, limits: Limits) -> None:
        self.application = application
        self.limits = limits
        self.intake = Intake(limits)
        self.thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="application")
        self.readers = ThreadPoolExecutor(max_workers=READERS, thread_name_prefix="reader")

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Serve one request; other kinds of connection are not ours."""
        if scope["type"] != "http":
            return
        refused = ""
        body: BinaryIO = BytesIO()
        size = 0
        try:
            body, size = await self.intake.body(scope, receive)
        except Refused as refusal:
            refused = refusal.reason
        except Gone:
            return
        try:
            answer = await self._ask(scope, body, size, refused)
        finally:
            body.close()
            self.intake.release(size)
        await self._hand_out(scope, answer, receive, send)

    async def _ask(self, scope: dict[str, Any], body: BinaryIO, size: int, refused: str) -> Answer:
        environ = environ_of(scope, body, size, self.limits.proxies)
        if refused:
            environ[REFUSED] = refused
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self.thread, call, self.application, environ, self.limits)
        except Exception:
            logger.exception("application_failed", path=scope["path"])
            return Answer(500, [(b"content-type", b"text/plain; charset=utf-8")], "Máy chủ gặp lỗi.".encode())

    async def _hand_out(self, scope: dict[str, Any], answer: Answer, receive: Receive, send: Send) -> None:
        headers = [pair for pair in answer.headers if pair[0] != b"transfer-encoding"]
        try:
            await send({"type": "http.response.start", "status": answer.status, "headers": headers})
            if answer.file is None or scope["method"] == "HEAD":
                content = b"" if scope["method"] == "HEAD" else answer.content
                await self._within(send({"type": "http.response.body", "body": content}))
            else:
                await self._in_pieces(answer.file, receive, send)
        except (TimeoutError, OSError, RuntimeError) as error:
            logger.info("client_left", path=scope["path"], reason=type(error).__name__)
        finally:
            self._close(answer)

    async def _in_pieces(self, file: BinaryIO, receive: Receive, send: Send) -> None:
        """Send a file as fast as the client takes it, and no further than the client stays."""
        loop = asyncio.get_running_loop()
        leaving = asyncio.ensure_future(_left(receive))
        try:
            while piece := await loop.run_in_executor(self.readers, file.read, self.limits.piece):
                await self._within(send({"type": "http.response.body", "body": piece, "more_body": True}))
                if leaving.done():
                    raise ConnectionResetError
            await self._within(send({"type": "http.response.body", "body": b""}))
        finally:
            leaving.cancel()

    async def _within(self, sending: Awaitable[None]) -> None:
        """Wait for the client to take what was sent, for as long as it may idle."""
        await asyncio.wait_for(sending, self.limits.idle)

    def _close(self, answer: Answer) -> None:
        """Close what the answer holds; a file of the application's is closed on its own thread."""
        if answer.wrapped is not None:
            self.thread.submit(answer.wrapped.close)
        elif answer.file is not None:
            answer.file.close()


async def _left(receive: Receive) -> None:
    """Wait until the client has left."""
    while (await receive())["type"] != "http.disconnect":
        pass
