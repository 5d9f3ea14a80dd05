"""SQLite as this product runs it: many processes write, none is refused, a dead one blocks nobody."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import ConnectionHandler, OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper

from motcua.config.sqlite.base import file_path
from motcua.config.sqlite.cursor import is_write
from motcua.config.sqlite.lock import LockTimeout, WriteLock

WRITER = Path(__file__).with_name("sqlite_writer.py")
ENGINE = "motcua.config.sqlite"


def connect(path: Path | str, timeout: float = 20) -> BaseDatabaseWrapper:
    handler = ConnectionHandler(
        {"default": {"ENGINE": ENGINE, "NAME": str(path), "OPTIONS": {"timeout": timeout}, "TIME_ZONE": None}}
    )
    return handler.create_connection("default")


@pytest.fixture(autouse=True)
def _own_databases(django_db_blocker: Any) -> Iterator[None]:
    """These tests open files of their own, not the test database."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "data.sqlite3"
    with sqlite3.connect(file) as plain:
        plain.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, writer INTEGER, number INTEGER)")
    return file


@pytest.fixture
def one(path: Path) -> Iterator[BaseDatabaseWrapper]:
    connection = connect(path)
    yield connection
    connection.close()


def start(path: Path, count: int, mode: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(WRITER), ENGINE, str(path), str(count), mode]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ})


def rows(path: Path) -> int:
    with sqlite3.connect(path) as plain:
        return int(plain.execute("SELECT count(*) FROM entry").fetchone()[0])


def test_every_connection_is_durable_and_checks_references(one: BaseDatabaseWrapper) -> None:
    with one.cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 20000}


@pytest.mark.parametrize("mode", ["atomic", "single"])
def test_four_processes_write_at_once_and_none_is_refused(path: Path, mode: str) -> None:
    writers = [start(path, 60, mode) for _ in range(4)]
    for writer in writers:
        out, err = writer.communicate(timeout=90)
        assert writer.returncode == 0, err
        assert len(json.loads(out)) == 60
    assert rows(path) == 4 * 60 * (2 if mode == "atomic" else 1)


def test_a_fresh_file_may_be_opened_by_many_at_once(tmp_path: Path) -> None:
    file = tmp_path / "fresh.sqlite3"
    openers = [start(file, 1, "create") for _ in range(4)]
    assert [(opener.communicate(timeout=60)[1], opener.returncode) for opener in openers] == [("", 0)] * 4
    assert rows(file) == 4


def test_a_killed_writer_frees_the_lock_and_leaves_no_trace(path: Path, one: BaseDatabaseWrapper) -> None:
    holder = start(path, 0, "hold")
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    waiting = connect(path, timeout=0.2)
    with pytest.raises(OperationalError, match="has been writing"):
        waiting.cursor().execute("INSERT INTO entry (writer) VALUES (1)")
    holder.kill()
    holder.wait()
    waiting.cursor().execute("INSERT INTO entry (writer) VALUES (1)")
    waiting.close()
    assert rows(path) == 1


def test_readers_never_wait_for_a_writer(path: Path, one: BaseDatabaseWrapper) -> None:
    one.cursor().execute("INSERT INTO entry (writer) VALUES (1)")
    holder = start(path, 0, "hold")
    assert holder.stdout is not None
    holder.stdout.readline()
    try:
        assert one.cursor().execute("SELECT count(*) FROM entry").fetchone()[0] == 1
    finally:
        holder.kill()
        holder.wait()


def held(path: Path) -> bool:
    probe = WriteLock(str(path), timeout=0)
    try:
        probe.acquire()
    except LockTimeout:
        return True
    finally:
        probe.close()
    return False


def test_the_lock_is_held_from_the_beginning_to_the_end_of_a_transaction(path: Path, one: BaseDatabaseWrapper) -> None:
    one.ensure_connection()
    assert not held(path)
    one.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert held(path)
    one.cursor().execute("INSERT INTO entry (writer) VALUES (1)")
    assert held(path)
    one.rollback()
    one.set_autocommit(True)
    assert not held(path)
    assert rows(path) == 0


def test_a_single_write_gives_the_lock_back_at_once(path: Path, one: BaseDatabaseWrapper) -> None:
    cursor = one.cursor()
    cursor.execute("INSERT INTO entry (writer) VALUES (7), (8), (9) RETURNING id")
    assert not held(path)
    assert rows(path) == 3
    assert (cursor.fetchone(), cursor.fetchmany(1), cursor.fetchall()) == ((1,), [(2,)], [(3,)])
    assert cursor.fetchone() is None


def test_a_failed_write_and_a_closed_connection_give_the_lock_back(path: Path, one: BaseDatabaseWrapper) -> None:
    with pytest.raises(OperationalError):
        one.cursor().execute("INSERT INTO nowhere VALUES (1)")
    assert not held(path)
    one.cursor().execute("BEGIN IMMEDIATE")
    assert held(path)
    one.close()
    assert not held(path)


def test_a_forked_child_does_not_keep_its_parents_lock(path: Path) -> None:
    lock = WriteLock(str(path), timeout=1)
    lock.acquire()
    child = os.fork()
    if child == 0:
        import time

        time.sleep(5)
        os._exit(0)
    try:
        lock.close()
        assert not held(path)
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)


def test_a_database_in_memory_works_without_a_lock() -> None:
    connection = connect(":memory:")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE t (id INTEGER PRIMARY KEY)")
        cursor.execute("INSERT INTO t DEFAULT VALUES")
        assert cursor.execute("SELECT count(*) FROM t").fetchone()[0] == 1


@pytest.mark.parametrize(
    ("statement", "writes"),
    [
        ("SELECT 1", False),
        ("  select id from t where name = 'UPDATE'", False),
        ("WITH x AS (SELECT 1) SELECT * FROM x", False),
        ("WITH x AS (SELECT 1) DELETE FROM t", True),
        ("INSERT INTO t VALUES (1)", True),
        ("BEGIN IMMEDIATE", True),
        ("CREATE TABLE t (id)", True),
        ("VACUUM", True),
        ("PRAGMA foreign_keys = OFF", False),
        ("COMMIT", False),
    ],
)
def test_writes_are_told_from_reads(statement: str, writes: bool) -> None:
    assert is_write(statement) is writes


def test_a_file_address_names_its_path() -> None:
    assert file_path("file:/data/m%C3%B4t.sqlite3?cache=private") == "/data/môt.sqlite3"
    assert file_path("/data/a.sqlite3") == "/data/a.sqlite3"
