"""Clients that take their time, and the time that a quick one gets beside them."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

PIECE = 2000
PAUSE = 0.1
UPLOAD_BYTES = 3_000_000


class Clients:
    """A crowd of slow clients; `alive` are those still being served."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.stopped = threading.Event()
        self.moved: list[int] = []
        self.broken: list[str] = []
        self._threads: list[threading.Thread] = []

    def add(self, work: str, path: str) -> None:
        """One more client that does `work` (`upload` or `download`) at `path`."""
        number = len(self.moved)
        self.moved.append(0)
        thread = threading.Thread(target=self._run, args=(number, getattr(self, f"_{work}"), path), daemon=True)
        self._threads.append(thread)
        thread.start()

    def _run(self, number: int, work: object, path: str) -> None:
        link = socket.socket()
        link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        link.settimeout(30)
        try:
            link.connect(("127.0.0.1", self.port))
            for moved in work(link, path):  # type: ignore[operator]
                self.moved[number] += moved
                if self.stopped.wait(PAUSE):
                    return
        except OSError as error:
            self.broken.append(f"{number}: {error}")
        finally:
            link.close()

    def _upload(self, link: socket.socket, path: str) -> Iterator[int]:
        head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/octet-stream\r\n"
        link.sendall(f"{head}Content-Length: {UPLOAD_BYTES}\r\n\r\n".encode())
        for _ in range(UPLOAD_BYTES // PIECE):
            link.sendall(b"x" * PIECE)
            yield PIECE

    def _download(self, link: socket.socket, path: str) -> Iterator[int]:
        link.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        while piece := link.recv(PIECE):
            yield len(piece)

    def stop(self) -> None:
        """End them all."""
        self.stopped.set()
        for thread in self._threads:
            thread.join(5)


@contextmanager
def slow_clients(port: int, *, uploads: int, downloads: int, path: str) -> Iterator[Clients]:
    """So many slow uploads (to `/`) and downloads (of `path`) going on within the block."""
    clients = Clients(port)
    for _ in range(uploads):
        clients.add("upload", "/")
    for _ in range(downloads):
        clients.add("download", path)
    try:
        yield clients
    finally:
        clients.stop()


def page_seconds(port: int, path: str, times: int = 60) -> float:
    """The median time of a page, each on a connection of its own."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        link.request("GET", path)
        answer = link.getresponse()
        answer.read()
        link.close()
        taken.append(time.perf_counter() - started)
        if answer.status != 200:
            raise AssertionError(f"{path} answered {answer.status}")
    return median(taken)
