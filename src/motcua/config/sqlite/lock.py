"""One writer at a time across processes: a lock on files beside the database.

SQLite lets one connection write and makes the others sleep in growing, unfair steps; under load a few writers wait
for seconds. Here a writer first passes a turnstile, so that whoever has just finished cannot overtake the one that
waits. The kernel frees both locks of a process that dies, however it dies.
"""

from __future__ import annotations

import fcntl
import os
import time
import weakref

_FIRST_IN_LINE = 0.0002  # seconds between looks of the one who is next: handing over costs little
_IN_LINE = 0.001  # seconds between looks of the others, at first
_IN_LINE_LONGEST = 0.004

_locks: weakref.WeakSet[WriteLock] = weakref.WeakSet()


class LockTimeout(Exception):
    """The lock was not free within the time allowed."""


class WriteLock:
    """The write lock of one connection; not shared between connections, held at most once."""

    def __init__(self, database: str, timeout: float) -> None:
        """`database` is the path of the database file, `timeout` the longest wait in seconds."""
        self.path = f"{database}-write"
        self.turnstile_path = f"{database}-turnstile"
        self.timeout = timeout
        self.held = False
        self._file: int | None = None
        self._turnstile: int | None = None
        _locks.add(self)

    def acquire(self) -> None:
        """Take the lock; nothing happens where it is held already. Raises `LockTimeout`."""
        if self.held:
            return
        deadline = time.monotonic() + self.timeout
        self._file = self._file if self._file is not None else _opened(self.path)
        self._turnstile = self._turnstile if self._turnstile is not None else _opened(self.turnstile_path)
        self._wait(self._turnstile, deadline, _IN_LINE, _IN_LINE_LONGEST)
        try:
            self._wait(self._file, deadline, _FIRST_IN_LINE, _FIRST_IN_LINE)
        finally:
            fcntl.flock(self._turnstile, fcntl.LOCK_UN)
        self.held = True

    def release(self) -> None:
        """Give the lock back; nothing happens where it is not held."""
        if self.held and self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        self.held = False

    def close(self) -> None:
        """Give the lock back and let go of the files."""
        self.release()
        self.forget()

    def forget(self) -> None:
        """Let go of the files without unlocking: what a forked child must do with its parent's lock."""
        for descriptor in (self._file, self._turnstile):
            if descriptor is not None:
                os.close(descriptor)
        self._file = self._turnstile = None
        self.held = False

    def __del__(self) -> None:
        self.forget()

    def _wait(self, descriptor: int, deadline: float, pause: float, longest: float) -> None:
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise LockTimeout(self.path) from None
                time.sleep(pause)
                pause = min(pause * 2, longest)
            else:
                return


def _opened(path: str) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _after_fork() -> None:
    """A child that kept its parent's descriptors would hold the lock after the parent's death."""
    for lock in list(_locks):
        lock.forget()


os.register_at_fork(after_in_child=_after_fork)
