"""A cursor that takes the write lock before the first write and gives it back when the write is on disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from django.db.backends.sqlite3.base import SQLiteCursorWrapper

if TYPE_CHECKING:
    from motcua.config.sqlite.base import DatabaseWrapper

_READS = re.compile(r"\s*(SELECT|EXPLAIN|PRAGMA|SAVEPOINT|RELEASE|ROLLBACK|COMMIT|END|VALUES|ATTACH|DETACH)\b", re.I)
_WITH = re.compile(r"\s*WITH\b", re.I)
_CHANGES = re.compile(r"\b(INSERT|UPDATE|DELETE|REPLACE)\b", re.I)


def is_write(statement: str) -> bool:
    """Whether the statement may change the database, or begins a transaction that may.

    A `WITH` that names a changing verb anywhere counts as a write: taking the lock once too often is harmless.
    """
    if _WITH.match(statement):
        return _CHANGES.search(statement) is not None
    return _READS.match(statement) is None


class LockedCursor(SQLiteCursorWrapper):
    """Holds the write lock from the first write to the end of its transaction.

    A writing statement outside a transaction that returns rows (`INSERT … RETURNING`) commits only when its last row
    is read; its rows are therefore read at once and handed out from memory.
    """

    wrapper: DatabaseWrapper
    _rows: Iterator[Any] | None = None

    def execute(self, query: str, params: Any = None) -> Any:
        """Run one statement under the rule above."""
        self._rows = None
        return self._guarded(query, lambda: super(LockedCursor, self).execute(query, params))

    def executemany(self, query: str, param_list: Any) -> Any:
        """Run one statement for each row of parameters under the rule above."""
        self._rows = None
        return self._guarded(query, lambda: super(LockedCursor, self).executemany(query, param_list))

    def executescript(self, sql_script: str) -> Any:
        """Run several statements under the lock."""
        self._rows = None
        return self._guarded("", lambda: super(LockedCursor, self).executescript(sql_script))

    def fetchone(self) -> Any:
        """The next row, or None."""
        return super().fetchone() if self._rows is None else next(self._rows, None)

    def fetchmany(self, size: int | None = None) -> list[Any]:
        """The next rows, at most `size`."""
        count = self.arraysize if size is None else size
        if self._rows is None:
            return super().fetchmany(count)
        return [row for _, row in zip(range(count), self._rows, strict=False)]

    def fetchall(self) -> list[Any]:
        """All rows left."""
        return super().fetchall() if self._rows is None else list(self._rows)

    def __next__(self) -> Any:
        return super().__next__() if self._rows is None else next(self._rows)

    def _guarded(self, query: str, run: Callable[[], Any]) -> Any:
        wrapper = self.wrapper
        if not is_write(query):
            try:
                return run()
            finally:
                wrapper.release_if_idle()
        wrapper.take_write_lock()
        try:
            answer = run()
            if self.description is not None and not self.connection.in_transaction:
                self._rows = iter(super().fetchall())
            return answer
        finally:
            wrapper.release_if_idle()
