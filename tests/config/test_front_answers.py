"""The application is done with a request before the client has taken the answer."""

import asyncio
from collections.abc import Iterator
from io import BytesIO

import pytest

from motcua.config.front.gateway import REFUSED, Front
from motcua.config.front.limits import Limits


def scope(method="GET", path="/", headers=()):
    return {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "http_version": "1.1",
        "headers": list(headers),
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }


def ask(application, asked=None, *, limits=None, body=b"", leave_after=None):
    """Serve one request; returns the messages that were sent. The client leaves after so many, where given."""
    sent = []
    given = iter([{"type": "http.request", "body": body}])

    async def serve():
        left = asyncio.Event()

        async def receive():
            message = next(given, None)
            if message is None:
                await left.wait()
                return {"type": "http.disconnect"}
            return message

        async def send(message):
            sent.append(message)
            if leave_after is not None and len(sent) >= leave_after:
                left.set()
            await asyncio.sleep(0)

        front = Front(application, limits or Limits())
        await front(asked or scope(), receive, send)
        front.thread.shutdown()

    asyncio.run(serve())
    return sent


def content(sent):
    return b"".join(message.get("body", b"") for message in sent)


def test_a_small_answer_goes_out_in_one_piece():
    def application(environ, start):
        start("200 OK", [("Content-Type", "text/plain"), ("X-Word", "chào".encode().decode("latin-1"))])
        return [b"xin ", b"chao"]

    sent = ask(application)
    assert sent[0]["status"] == 200
    assert (b"x-word", "chào".encode()) in sent[0]["headers"]
    assert [message["body"] for message in sent[1:]] == [b"xin chao"]


def test_a_large_answer_is_closed_before_it_is_handed_out():
    events = []

    class Pieces:
        def __iter__(self) -> Iterator[bytes]:
            return (b"x" * 1000 for _ in range(50))

        def close(self):
            events.append("closed")

    def application(environ, start):
        start("200 OK", [])
        return Pieces()

    sent = ask(application, limits=Limits(memory=5000, piece=8000))
    assert content(sent) == b"x" * 50_000
    assert len(sent) > 5
    assert events == ["closed"]


class Watched(BytesIO):
    """A file that knows how much of it was read."""

    taken = 0

    def read(self, size=-1):
        found = super().read(size)
        self.taken += len(found)
        return found


def test_a_file_is_read_as_the_client_takes_it_and_closed():
    file = Watched(b"y" * 100_000)

    def application(environ, start):
        start("200 OK", [])
        return environ["wsgi.file_wrapper"](file, 8192)

    assert content(ask(application, limits=Limits(piece=10_000))) == b"y" * 100_000
    assert file.closed


def test_a_file_is_not_read_on_for_a_client_that_left():
    file = Watched(b"y" * 1_000_000)

    def application(environ, start):
        start("200 OK", [])
        return environ["wsgi.file_wrapper"](file, 8192)

    ask(application, limits=Limits(piece=1000), leave_after=4)
    assert file.taken < 100_000
    assert file.closed


def test_head_has_no_body():
    def application(environ, start):
        start("200 OK", [("Content-Length", "4")])
        return [b"abcd"]

    sent = ask(application, scope("HEAD"))
    assert content(sent) == b""
    assert (b"content-length", b"4") in sent[0]["headers"]


def test_an_application_that_breaks_answers_500():
    def application(environ, start):
        raise ZeroDivisionError

    assert ask(application)[0]["status"] == 500


def test_an_answer_that_breaks_half_way_is_closed_and_answers_500():
    closed = []

    class Breaking:
        def __iter__(self) -> Iterator[bytes]:
            yield b"x"
            raise ZeroDivisionError

        def close(self):
            closed.append(True)

    def application(environ, start):
        start("200 OK", [])
        return Breaking()

    assert ask(application)[0]["status"] == 500
    assert closed


@pytest.mark.parametrize("size", [b"2000", b"999999999"])
def test_the_application_is_told_why_a_body_is_missing(size):
    seen = {}

    def application(environ, start):
        seen.update(environ)
        start("413 Content Too Large", [])
        return [b"no"]

    sent = ask(application, scope("POST", headers=[(b"content-length", size)]), limits=Limits(body=1000))
    assert sent[0]["status"] == 413
    assert seen[REFUSED] == "too_large"
    assert seen["wsgi.input"].read is not None
    assert seen["CONTENT_LENGTH"] == "0"


def test_the_application_runs_on_one_thread():
    import threading

    names = set()

    def application(environ, start):
        names.add(threading.current_thread().name)
        start("200 OK", [])
        return [b"x"]

    front = Front(application, Limits())

    async def many():
        async def receive():
            return {"type": "http.request", "body": b""}

        async def send(message):
            await asyncio.sleep(0)

        await asyncio.gather(*(front(scope(), receive, send) for _ in range(20)))

    asyncio.run(many())
    assert len(names) == 1
