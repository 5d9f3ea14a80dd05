"""The product as it runs: its own processes on a temporary data folder, for tests and soak scenarios."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from tests import ready
from tests.ready import MOTCUA, ROOT

START_SECONDS = 60
_SESSION = """
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from motcua.access.models import User
user = User.objects.get(username={username!r})
store = SessionStore()
store[SESSION_KEY] = str(user.pk)
store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
store[HASH_SESSION_KEY] = user.get_session_auth_hash()
store["account_authentication_methods"] = [
    dict(method="password", at={now}, username=user.username), dict(method="mfa", at={now}, type="totp")
]
store.save()
print("SESSION=" + store.session_key)
"""


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Site:
    """A running product."""

    home: Path
    port: int
    env: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    sign_ins: list[dict[str, str]] = field(default_factory=list)
    sessions: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where it is served, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def motcua(self, *words: str, check: bool = True, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run a terminal command on the site's data."""
        done = subprocess.run(
            [*MOTCUA, *words], env=self.env, cwd=ROOT, input=stdin, capture_output=True, text=True, check=False
        )
        if check and done.returncode:
            raise AssertionError(f"motcua {' '.join(words)} ended with {done.returncode}: {done.stderr[-2000:]}")
        return done

    def query(self, statement: str) -> list[tuple[Any, ...]]:
        """Read the site's database beside the product."""
        url = self.env["DATABASE_URL"]
        if url.startswith("sqlite"):
            with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as link:
                return link.execute(statement).fetchall()
        import psycopg

        with psycopg.connect(url) as server:
            return server.execute(statement.encode()).fetchall()

    def session(self, username: str) -> str:
        """The session key of a sign-in, second factor included; made anew where the last one has ended."""
        known = self.sessions.get(username)
        if known and self.query(f"SELECT 1 FROM django_session WHERE session_key = '{known}'"):
            return known
        self.sessions[username] = self._new_session(username)
        return self.sessions[username]

    def _new_session(self, username: str) -> str:
        done = self.motcua("shell", "--verbosity", "0", "-c", _SESSION.format(username=username, now=time.time()))
        return done.stdout.rpartition("SESSION=")[2].strip()

    def start(self, *, command: list[str] | None = None) -> None:
        """Start serving (web and jobs); returns when the first page may be asked for."""
        self.gather_static()
        log = (self.home / "serve.log").open("ab")
        self.process = subprocess.Popen(
            command or [*MOTCUA, "serve", "--logs"],
            env=self.env,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            process_group=0,
        )
        self.wait()

    def gather_static(self) -> None:
        """Gather styles and scripts, once for all sites of this process."""
        if (self.home / "static").exists():
            return
        known = ready.keep() / "static"
        if known.exists():
            shutil.copytree(known, self.home / "static")
            return
        self.motcua("collectstatic", "--no-input", "--verbosity", "0")
        shutil.copytree(self.home / "static", known)

    def wait(self, seconds: float = START_SECONDS) -> None:
        """Wait until it answers; raises `AssertionError` with the end of its log."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                with urlopen(f"{self.url}/healthz", timeout=5):
                    return
            except HTTPError as error:
                raise AssertionError(f"healthz answered {error.code}") from error
            except (URLError, OSError):
                time.sleep(0.1)
            if self.process is not None and self.process.poll() is not None:
                break
        raise AssertionError(f"the site did not start: {self.tail()}")

    def tail(self) -> str:
        """The last lines of its logs."""
        files = [self.home / "serve.log", *sorted((self.home / "logs").glob("*.log"))]
        return "\n".join(f"{file.name}: {file.read_text(errors='replace')[-1500:]}" for file in files if file.exists())

    def stop(self, number: int = signal.SIGTERM, seconds: float = 15) -> float:
        """Stop it; returns how many seconds that took."""
        if self.process is None:
            return 0.0
        started = time.monotonic()
        self.process.send_signal(number)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None
        return time.monotonic() - started


@contextmanager
def database(home: Path, *, is_migrated: bool = True) -> Iterator[str]:
    """The address of a database of the kind that `DATABASE_URL` names: a file, or a new one on that server."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        file = home / "site.sqlite3"
        if is_migrated:
            shutil.copy(ready.empty_file(), file)
        yield f"sqlite:///{file}"
        return
    import psycopg

    name = f"site_{uuid.uuid4().hex[:12]}"
    template = ready.empty_template(url) if is_migrated else "template1"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        old = connection.info.dbname
        try:
            yield url.replace(f"/{old}", f"/{name}", 1)
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@contextmanager
def installed(home: Path, *, seed: bool = False, is_migrated: bool = True, **more: str) -> Iterator[Site]:
    """A product with an up-to-date database (and the seed), not yet serving."""
    with database(home, is_migrated=is_migrated) as url:
        port = free_port()
        env = {**ready.environment(home, url), "PORT": str(port), **more}
        site = Site(home, port, env)
        if seed:
            site.motcua("seed", "run")
            site.sign_ins = json.loads(site.motcua("seed", "sign-ins", "--json").stdout)
        try:
            yield site
        finally:
            site.stop()


@contextmanager
def serving(home: Path, *, seed: bool = False, **more: str) -> Iterator[Site]:
    """A product that answers, web and jobs."""
    with installed(home, seed=seed, **more) as site:
        site.start()
        yield site
