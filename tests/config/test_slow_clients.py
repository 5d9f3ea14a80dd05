"""Slow clients of the real server do not hold up others; too large a body gets an answer that a person can read."""

import http.client
import os
import signal
import time

import pytest

from tests.processes import installed
from tests.slowclients import page_seconds, slow_clients

pytestmark = pytest.mark.front
BIG = 30_000_000
ROUNDS = 4


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The product with a 1 MB limit for bodies and one large file to download."""
    home = tmp_path_factory.mktemp("server")
    with installed(home, MOTCUA_UPLOAD_LIMIT=str(4 * 1024 * 1024), MOTCUA_IDLE_SECONDS="5") as site:
        site.gather_static()
        (home / "static" / "big.bin").write_bytes(os.urandom(1000) * (BIG // 1000))
        site.start()
        yield site


def test_a_page_answers_in_twice_its_quiet_time_beside_forty_slow_clients(server):
    """20 uploads and 20 downloads; a noisy machine gets several rounds, a server that waits for clients fails all."""
    page_seconds(server.port, "/")
    found = []
    for _ in range(ROUNDS):
        quiet = page_seconds(server.port, "/")
        with slow_clients(server.port, uploads=20, downloads=20, path="/static/big.bin") as clients:
            time.sleep(1)
            busy = page_seconds(server.port, "/")
            assert not clients.broken
            assert min(clients.moved) > 0, "all of them are being served"
        found.append(busy / quiet)
        if found[-1] <= 2:
            return
    pytest.fail(f"times its quiet time: {[round(ratio, 1) for ratio in found]}")


@pytest.mark.parametrize("is_chunked", [False, True], ids=["announced", "chunked"])
def test_a_body_over_the_limit_gets_a_page_that_says_so(server, is_chunked):
    link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    size = 6 * 1024 * 1024
    if is_chunked:
        link.request("POST", "/", (b"x" * 65536 for _ in range(size // 65536)), encode_chunked=True)
    else:
        link.request("POST", "/", b"x" * size)
    answer = link.getresponse()
    page = answer.read().decode()
    assert answer.status == 413
    assert "vượt quá 4 MB" in page
    assert "text/html" in answer.headers["Content-Type"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_the_machine_api_answers_in_its_own_form(server):
    link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    link.request("POST", "/api/v1/whatever", b"x" * (6 * 1024 * 1024))
    answer = link.getresponse()
    assert answer.status == 413
    assert answer.headers["Content-Type"] == "application/json"
    assert b'"too_large"' in answer.read()


def test_a_client_that_falls_silent_is_told_and_let_go(server):
    link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    link.putrequest("POST", "/")
    link.putheader("Content-Length", "1000")
    link.endheaders(b"only this")
    assert link.getresponse().status == 408


def test_a_killed_web_process_is_replaced(server):
    """After kill -9 of the process that holds the socket the supervisor starts another, nobody has to come."""
    import psutil

    supervisor = psutil.Process(server.process.pid)
    web = next(one for one in supervisor.children() if "front.server" in " ".join(one.cmdline()))
    workers = web.children()
    web.send_signal(signal.SIGKILL)
    web.wait(10)
    server.wait()
    assert page_seconds(server.port, "/", 3) > 0
    _gone, alive = psutil.wait_procs(workers, timeout=10)
    assert not alive, "the dead one's workers are gone too"


def test_stop_ends_every_process_beside_open_clients(server):
    """A stop with slow clients open; the site is started again for the other tests of this file."""
    import psutil

    everyone = psutil.Process(server.process.pid).children(recursive=True)
    with slow_clients(server.port, uploads=3, downloads=3, path="/static/big.bin"):
        time.sleep(0.5)
        process = server.process
        server.stop()
        assert process.returncode != -signal.SIGKILL, "it ended by itself"
    _gone, alive = psutil.wait_procs(everyone, timeout=1)
    server.start()
    assert not alive
