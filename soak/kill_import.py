"""An import sent through the page while web and job processes are killed with signal 9: none lost, none twice.

The web process dies in the middle of an upload and right after two answers; workers die at random moments while the
file is read and while its rows are applied. Then the catalogue must hold every record of the file exactly once.
"""

from __future__ import annotations

import gzip
import http.client
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from soak.scenario import BOTH, Soak
from tests.processes import MOTCUA, ROOT, Site, installed

NAME = "killed import"
DATABASES = BOTH
LEASE = 2.0  # seconds: how long a killed worker's job waits here
OFFICER = "kiemsoat"
SECONDS = 300.0
PAGE = "/kiem-soat/nhap/"
WEB = [sys.executable, "-m", "motcua.config.front.server"]
HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|_once|version)" value="([^"]+)"')


def records(soak: Soak) -> tuple[Path, int]:
    """The file to upload and how many records it has: the real ones, part of them when short."""
    data = Path(os.environ.get("MOTCUA_SHARED_DATA") or ROOT.parent / "shared" / "data") / "tthc-sample.jsonl.gz"
    if not data.exists():
        raise AssertionError("not run: the shared records are absent (MOTCUA_SHARED_DATA)")
    with gzip.open(data, "rt", encoding="utf-8") as file:
        lines = file.readlines()
    lines = lines[:600] if soak.is_short else lines
    path = soak.folder / "records.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(lines)
    return path, len(lines)


def ask(url: str, statement: str) -> list[tuple[int, ...]]:
    """Rows of one statement, straight from the database."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=30)) as link:
            return [tuple(row) for row in link.execute(statement)]
    with psycopg.connect(url, autocommit=True) as link:
        return [tuple(row) for row in link.execute(statement).fetchall()]  # type: ignore[arg-type]


@dataclass
class Province:
    """A site whose web process and workers this scenario starts and kills by itself."""

    site: Site
    session: str
    worker: subprocess.Popen[bytes] | None = None
    killed: list[str] = field(default_factory=list)

    def number(self, statement: str) -> int:
        """One number from the database."""
        return int(ask(self.site.env["DATABASE_URL"], statement)[0][0])

    def start_worker(self) -> None:
        """A job process of the slow queue with a short lease."""
        command = [*MOTCUA, "jobs", "run", "--queue", "slow", "--lease", str(LEASE)]
        log = (self.site.home / "workers.log").open("ab")
        self.worker = subprocess.Popen(command, env=self.site.env, cwd=ROOT, stdout=log, stderr=log)

    def kill_worker(self) -> None:
        """Kill the worker in the middle of its work."""
        self.end_worker()
        self.killed.append("worker")

    def end_worker(self) -> None:
        """Let the worker be gone."""
        if self.worker is not None:
            self.worker.kill()
            self.worker.wait()
        self.worker = None

    def kill_web(self) -> None:
        """Kill the web process with all it started, and start it again."""
        assert self.site.process is not None
        os.killpg(self.site.process.pid, signal.SIGKILL)
        self.site.process.wait()
        self.killed.append("web")
        self.site.start(command=WEB)

    def get(self, path: str) -> str:
        """A page as the officer sees it."""
        link = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=60)
        link.request("GET", path, headers={"Cookie": f"sessionid={self.session}"})
        answer = link.getresponse()
        body = answer.read().decode()
        cookie = (answer.getheader("Set-Cookie") or "").split(";")[0]
        assert answer.status == 200, (path, answer.status)
        return body + f"<!--{cookie}-->"

    def form(self, page: str, after: str = "") -> tuple[dict[str, str], str]:
        """The hidden fields of the first form after a text, and the cookies to send with them."""
        fields = dict(reversed(HIDDEN.findall(page[page.index(after) :])))
        cookie = re.search(r"<!--(csrftoken=[^;>]*)-->", page)
        return fields, f"sessionid={self.session}; {cookie[1] if cookie else ''}"

    def send(self, path: str, body: bytes, kind: str, cookies: str, *, cut: bool = False) -> str:
        """Post a form and return where it leads; `cut` kills the web process when half of it is sent."""
        link = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=60)
        link.putrequest("POST", path)
        for name, value in (("Content-Type", kind), ("Content-Length", str(len(body))), ("Cookie", cookies)):
            link.putheader(name, value)
        link.endheaders()
        if cut:
            link.send(body[: len(body) // 2])
            time.sleep(0.2)
            self.kill_web()
            return ""
        link.send(body)
        answer = link.getresponse()
        text = answer.read().decode()
        assert answer.status == 302, (answer.status, re.sub(r"<[^>]+>|\s+", " ", text)[:600])
        return str(answer.getheader("Location"))

    def upload(self, file: Path, *, cut: bool = False) -> str:
        """Upload the file through the page."""
        fields, cookies = self.form(self.get(PAGE), "multipart/form-data")
        edge = uuid.uuid4().hex
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in {**fields, "effective_from": ""}.items()
        ]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{file.name}"\r\n'
        parts.append(head.encode() + b"Content-Type: application/gzip\r\n\r\n" + file.read_bytes() + b"\r\n")
        body = b"".join(parts) + f"--{edge}--\r\n".encode()
        return self.send(PAGE, body, f"multipart/form-data; boundary={edge}", cookies, cut=cut)

    def apply(self, page: str) -> None:
        """Press "Áp dụng" on the page of the import."""
        fields, cookies = self.form(self.get(page), "ap-dung/")
        body = "&".join(f"{name}={value}" for name, value in fields.items()).encode()
        self.send(f"{page}ap-dung/", body, "application/x-www-form-urlencoded", cookies)


def harass(province: Province, kills: int, moved: Callable[[], int], done: Callable[[], bool], total: int) -> None:
    """Kill the worker at random points of its way until all kills are made, then wait until it is done."""
    dice = random.SystemRandom()
    points = sorted(dice.randrange(1, max(2, total // 2)) for _kill in range(kills))
    province.start_worker()
    until = time.monotonic() + SECONDS
    while not done():
        assert time.monotonic() < until, province.site.tail()
        if points and moved() >= points[0]:
            points.pop(0)
            time.sleep(dice.uniform(0, 0.1))
            province.kill_worker()
            province.start_worker()
        time.sleep(0.02)
    province.end_worker()


def run(soak: Soak) -> str:
    """Upload, read and apply under kills; then count."""
    file, total = records(soak)
    kills = 1 if soak.is_short else 4
    home = soak.folder / "site"
    home.mkdir()
    with installed(home, seed=True) as site:
        province = Province(site, site.session(OFFICER))
        site.start(command=WEB)
        try:
            _import(province, file, total, kills)
        finally:
            province.end_worker()
        return _counted(province, total)


BATCH = "(SELECT max(id) FROM catalog_importbatch)"
STATE = f"SELECT count(*) FROM catalog_importbatch WHERE id = {BATCH} AND state = "
ITEMS = f"SELECT count(*) FROM catalog_importitem WHERE batch_id = {BATCH}"


def _import(province: Province, file: Path, total: int, kills: int) -> None:
    before = province.number("SELECT count(*) FROM catalog_importbatch")
    province.upload(file, cut=True)
    assert province.number("SELECT count(*) FROM catalog_importbatch") == before, "a cut upload left an import"
    page = province.upload(file)
    province.kill_web()
    harass(
        province,
        kills,
        lambda: province.number(ITEMS),
        lambda: province.number(f"{STATE} 'preview'") == 1,
        total,
    )
    assert province.number(ITEMS) == total, "the preview does not hold every record once"
    province.apply(page)
    province.kill_web()
    harass(
        province,
        kills,
        lambda: province.number(f"{ITEMS} AND applied"),
        lambda: province.number(f"{STATE} 'applied'") == 1,
        province.number(f"{ITEMS} AND chosen"),
    )


def _counted(province: Province, total: int) -> str:
    chosen = province.number(f"{ITEMS} AND chosen")
    applied = province.number(f"{ITEMS} AND applied")
    versions = province.number(
        "SELECT count(*) FROM catalog_procedureversion v JOIN catalog_importitem i ON i.id = v.import_item_id"
        f" WHERE i.batch_id = {BATCH}"
    )
    made_twice = province.number(
        "SELECT count(*) FROM (SELECT import_item_id FROM catalog_procedureversion WHERE import_item_id IS NOT NULL"
        " GROUP BY import_item_id HAVING count(*) > 1) AS t"
    )
    told = province.number("SELECT count(*) FROM audit_entry WHERE verb = 'catalog.import.applied'")
    verified = json.loads(province.site.motcua("audit", "verify", "--json").stdout)
    again = json.loads(
        province.site.motcua("catalog", "import", str(province.site.home.parent / "records.jsonl.gz"), "--json").stdout
    )
    assert chosen == applied == versions, (chosen, applied, versions)
    assert made_twice == 0, f"{made_twice} rows were applied twice"
    assert again["unchanged"] == total == again["read"], again
    assert told == 2, f"the import was closed {told - 1} times"
    assert verified["ok"], verified
    workers = province.killed.count("worker")
    assert workers, "no worker was killed"
    return (
        f"{total} records, {workers} workers and {len(province.killed) - workers} web processes killed;"
        f" {versions} versions, each once, none lost"
    )
