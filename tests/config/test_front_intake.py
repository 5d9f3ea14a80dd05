"""A body is taken whole or not at all, under the limits, and leaves nothing behind."""

import asyncio
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.config.front.intake import Gone, Intake, Refused
from motcua.config.front.limits import Limits

CHUNKED = {"headers": [(b"transfer-encoding", b"chunked")]}


def announced(size):
    return {"headers": [(b"content-length", str(size).encode())]}


def sender(pieces, *, ending="whole"):
    """An ASGI `receive` that gives the pieces, then ends: `whole`, `gone` or `silent`."""
    messages = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    end = {"whole": {"type": "http.request", "body": b""}, "gone": {"type": "http.disconnect"}}.get(ending)
    told = iter(messages)

    async def receive():
        message = next(told, None)
        if message is not None:
            return message
        if end is None:
            await asyncio.sleep(3600)
        return end

    return receive


def take(intake, scope, receive):
    return asyncio.run(intake.body(scope, receive))


@given(st.lists(st.binary(max_size=300), max_size=12), st.booleans())
def test_what_was_sent_is_what_the_application_reads(pieces, is_chunked):
    whole = b"".join(pieces)
    intake = Intake(Limits(body=4000, memory=256))
    body, size = take(intake, CHUNKED if is_chunked else announced(len(whole)), sender(pieces))
    with body:
        assert body.read() == whole
    assert size == len(whole)
    intake.release(size)
    assert intake.held == 0


def test_a_request_without_a_body_is_not_waited_for():
    intake = Intake(Limits())
    body, size = take(intake, {"headers": []}, sender([], ending="silent"))
    assert (body.read(), size) == (b"", 0)


@pytest.mark.parametrize("scope", [announced(2000), CHUNKED], ids=["announced", "found out on the way"])
def test_a_body_over_the_limit_is_refused_after_the_client_has_written_it(scope):
    intake = Intake(Limits(body=1000))
    left = itertools.count()
    receive = sender([b"x" * 500] * 4)

    async def counted():
        next(left)
        return await receive()

    with pytest.raises(Refused, match="too_large"):
        take(intake, scope, counted)
    assert next(left) == 5, "read to the end, so that the client reads our answer"
    assert intake.held == 0


def test_a_body_absurdly_over_the_limit_is_not_read_at_all():
    intake = Intake(Limits(body=1000))
    with pytest.raises(Refused, match="too_large"):
        take(intake, announced(10**9), sender([], ending="silent"))


def test_an_endless_body_is_cut():
    async def endless():
        return {"type": "http.request", "body": b"x" * 1000, "more_body": True}

    intake = Intake(Limits(body=10_000))
    with pytest.raises(Refused, match="too_large"):
        take(intake, CHUNKED, endless)
    assert intake.held == 0


def test_a_client_that_falls_silent_is_let_go():
    intake = Intake(Limits(body=1000, idle=0.05))
    with pytest.raises(Refused, match="too_slow"):
        take(intake, announced(1000), sender([b"x" * 10], ending="silent"))
    assert intake.held == 0


def test_a_client_that_leaves_leaves_nothing():
    intake = Intake(Limits(body=1000))
    with pytest.raises(Gone):
        take(intake, announced(1000), sender([b"x" * 10], ending="gone"))
    assert intake.held == 0


def test_all_bodies_together_have_a_limit():
    intake = Intake(Limits(body=1000, spooled=1500))
    first, size = take(intake, announced(1000), sender([b"x" * 1000]))
    with pytest.raises(Refused, match="busy"):
        take(intake, announced(1000), sender([b"x" * 1000]))
    first.close()
    intake.release(size)
    second, _ = take(intake, announced(1000), sender([b"x" * 1000]))
    second.close()


def test_a_large_body_lies_on_disk(tmp_path):
    intake = Intake(Limits(body=10_000, memory=100, folder=tmp_path))
    body, _ = take(intake, announced(5000), sender([b"x" * 5000]))
    assert body._rolled
    body.close()
    assert not list(tmp_path.iterdir())
