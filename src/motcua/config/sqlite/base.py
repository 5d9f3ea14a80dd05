"""The SQLite backend: durable by default, one writer at a time, no "database is locked".

Named in `DATABASES` as `motcua.config.sqlite`. Differs from Django's backend in that every connection uses a
write-ahead log with `synchronous=FULL`, transactions begin `IMMEDIATE`, and writers of all processes queue at one
lock (`lock.py`). A database in memory has one process and needs no lock.

`OPTIONS["timeout"]` is the longest wait of a writer in seconds.
"""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import unquote, urlsplit

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from motcua.config.sqlite.cursor import LockedCursor
from motcua.config.sqlite.lock import LockTimeout, WriteLock

WAIT = 30.0  # seconds a writer waits for others
_JOURNAL_LIMIT = 64 * 1024 * 1024  # bytes the write-ahead log shrinks to after a large transaction


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection with the settings of this product."""

    transaction_mode: str | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._write_lock: WriteLock | None = None

    def get_connection_params(self) -> dict[str, Any]:
        """Django's parameters with our timeout and kind of transaction."""
        params: dict[str, Any] = super().get_connection_params()
        params.setdefault("timeout", WAIT)
        if self.transaction_mode is None:
            self.transaction_mode = "IMMEDIATE"
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open the file; the switch to the write-ahead log, once in the life of a file, is made under the lock."""
        if not self.is_in_memory_db():
            self._write_lock = WriteLock(file_path(str(conn_params["database"])), float(conn_params["timeout"]))
        connection = super().get_new_connection(conn_params)
        connection.execute("PRAGMA synchronous = FULL")
        if self._write_lock is not None:
            connection.execute(f"PRAGMA journal_size_limit = {_JOURNAL_LIMIT}")
            if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                self.take_write_lock()
                try:
                    connection.execute("PRAGMA journal_mode = WAL").fetchone()
                finally:
                    self._write_lock.release()
        return connection

    def create_cursor(self, name: Any = None) -> Any:
        """A cursor that obeys the write lock; Django's own for a database in memory."""
        if self._write_lock is None:
            return super().create_cursor(name)
        cursor = self.connection.cursor(factory=partial(LockedCursor))
        cursor.wrapper = self
        return cursor

    def take_write_lock(self) -> None:
        """Wait for the other writers; raises `OperationalError` where that takes longer than the timeout."""
        if self._write_lock is None:
            return
        try:
            self._write_lock.acquire()
        except LockTimeout:
            raise OperationalError(
                f"Another process has been writing to {self.settings_dict['NAME']} for more than "
                f"{self._write_lock.timeout:g} seconds."
            ) from None

    def release_if_idle(self) -> None:
        """Let the next writer in unless a transaction of this connection is open."""
        if self._write_lock is not None and (self.connection is None or not self.connection.in_transaction):
            self._write_lock.release()

    def commit(self) -> None:
        """Commit, then let the next writer in."""
        try:
            super().commit()
        finally:
            self.release_if_idle()

    def rollback(self) -> None:
        """Roll back, then let the next writer in."""
        try:
            super().rollback()
        finally:
            self.release_if_idle()

    def close(self) -> None:
        """Close the connection, which rolls back what is open, then let the next writer in."""
        try:
            super().close()
        finally:
            if self._write_lock is not None:
                self._write_lock.close()


def file_path(name: str) -> str:
    """The path behind a database name, which may be a `file:` address."""
    return unquote(urlsplit(name).path) if name.startswith("file:") else name
