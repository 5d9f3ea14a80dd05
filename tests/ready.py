"""What is slow to build and the same for every test: built once, then copied.

`make test` builds the empty, migrated databases before its steps and names them to every process:
`MOTCUA_TEST_EMPTY` (a SQLite file) and `MOTCUA_TEST_TEMPLATE` (a database of the PostgreSQL servers). Where the
environment names none, each process of tests builds what it needs.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import uuid
from contextlib import closing
from pathlib import Path

from django.db import connections

ROOT = Path(__file__).resolve().parent.parent
MOTCUA = [sys.executable, "-m", "motcua.config"]
_built: dict[str, Path] = {}
_templates: dict[str, str] = {}  # by the address of the server


def keep() -> Path:
    """A folder for what is built once; gone with this process."""
    if "folder" not in _built:
        folder = Path(tempfile.mkdtemp(prefix="motcua-ready-"))
        _built["folder"] = folder
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return _built["folder"]


def empty_file() -> Path:
    """An empty, migrated SQLite file; copy it, never open it."""
    if given := os.environ.get("MOTCUA_TEST_EMPTY"):
        return Path(given)
    if "empty" not in _built:
        _built["empty"] = build_file(keep())
    return _built["empty"]


def build_file(folder: Path) -> Path:
    """Build an empty, migrated SQLite file in the folder; raises `AssertionError` where migrating fails."""
    work, made = folder / "work.sqlite3", folder / "empty.sqlite3"
    _migrate(f"sqlite:///{work}", folder)
    with closing(sqlite3.connect(work)) as source, closing(sqlite3.connect(made)) as target:
        source.backup(target)  # what still lies in the write-ahead log comes along
    return made


def empty_template(url: str) -> str:
    """The name of an empty, migrated database on the server of `url`, for `CREATE DATABASE … TEMPLATE`."""
    if given := os.environ.get("MOTCUA_TEST_TEMPLATE"):
        return given
    if url not in _templates:
        name = f"ready_{uuid.uuid4().hex[:12]}"
        build_database(url, name)
        _templates[url] = name
        atexit.register(_drop, url, name)
    return _templates[url]


def build_database(url: str, name: str) -> None:
    """Build an empty, migrated database of that name on the server of `url`; raises as `build_file`."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}".encode())
        old = server.info.dbname
    with tempfile.TemporaryDirectory(prefix="motcua-ready-") as home:
        _migrate(url.replace(f"/{old}", f"/{name}", 1), Path(home))


def put_back(_case: object) -> None:
    """Make the database of this process again the copy of the empty one that it was: what a story committed is gone.

    Stands where Django's cases would flush, which takes what migrations stored along and lifts the guards of the log.
    """
    database = connections["default"]
    name, test = database.settings_dict["NAME"], database.settings_dict["TEST"]
    connections.close_all()
    if database.vendor == "sqlite":
        shutil.copy(empty_file(), name)
        return
    database.close_pool()
    with database._nodb_cursor() as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{test["TEMPLATE"]}"')


def environment(home: Path, url: str) -> dict[str, str]:
    """The environment of a product of its own: nothing of the tests' settings, its folder and its database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {**kept, "MOTCUA_HOME": str(home), "DATABASE_URL": url}


def _migrate(url: str, home: Path) -> None:
    words, env = [*MOTCUA, "migrate", "--verbosity", "0"], environment(home, url)
    done = subprocess.run(words, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(f"motcua migrate ended with {done.returncode}: {done.stderr[-2000:]}")


def _drop(url: str, name: str) -> None:
    import psycopg

    try:
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
    except psycopg.OperationalError:
        return  # the server has gone before its databases
