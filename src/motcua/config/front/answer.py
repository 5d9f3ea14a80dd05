"""An answer of the application, held until the client has taken it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from motcua.config.front.limits import Limits

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class FileAnswer:
    """What the application gives for a file (PEP 3333, `wsgi.file_wrapper`): read off its thread."""

    def __init__(self, stream: BinaryIO, block: int = 64 * 1024) -> None:
        self.stream = stream
        self.block = block

    def __iter__(self) -> Any:
        return iter(lambda: self.stream.read(self.block), b"")

    def close(self) -> None:
        """Close the file and, with it, the application's response."""
        if hasattr(self.stream, "close"):
            self.stream.close()


@dataclass(slots=True)
class Answer:
    """Status, headers and body; the body is bytes, or a file that is read in pieces."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    content: bytes = b""
    file: BinaryIO | None = None
    wrapped: FileAnswer | None = None


def call(application: Application, environ: dict[str, Any], limits: Limits) -> Answer:
    """Run the application to the end of its answer; a large one goes to disk, a file is left unread."""
    answer = Answer()
    written: list[bytes] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], None]:
        answer.status = int(status.split(" ", 1)[0])
        answer.headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        return written.append

    environ["wsgi.file_wrapper"] = FileAnswer
    result = application(environ, start_response)
    if isinstance(result, FileAnswer):
        answer.wrapped = result
        answer.file = result.stream
        return answer
    try:
        _hold(answer, written, result, limits)
    finally:
        close = getattr(result, "close", None)
        if close is not None:
            close()
    return answer


def _hold(answer: Answer, written: list[bytes], result: Iterable[bytes], limits: Limits) -> None:
    parts = written
    size = 0
    pieces = iter(result)
    for piece in pieces:
        parts.append(piece)
        size += len(piece)
        if size > limits.memory:
            spool = limits.spool()
            spool.writelines(parts)
            spool.writelines(pieces)
            spool.seek(0)
            answer.file = spool
            return
    answer.content = b"".join(parts)
