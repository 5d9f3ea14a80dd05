"""List, search and detail beside a bare Django page behind the same server and middleware, interleaved in one run.

Prints one line a page: median and 95th percentile in milliseconds, times the bare page's, bytes as received.
"""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote

from tests.processes import Site, free_port, installed

ROUNDS = 300
WARM = 30
CLIENT_HEADERS = {"Accept-Encoding": "gzip"}


@dataclass
class Page:
    """A page, where it is served, what it took."""

    name: str
    port: int
    path: str
    seconds: list[float] = field(default_factory=list)
    size: int = 0

    def ask(self, *, is_counted: bool) -> None:
        """Ask for it once on a connection of its own; raises `RuntimeError` for anything but 200."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        started = time.perf_counter()
        link.request("GET", self.path, headers=CLIENT_HEADERS)
        answer = link.getresponse()
        self.size = len(answer.read())
        if is_counted:
            self.seconds.append(time.perf_counter() - started)
        link.close()
        if answer.status != 200:
            raise RuntimeError(f"{self.path} answered {answer.status}")

    def percentile95(self) -> float:
        """In milliseconds."""
        return 1000 * quantiles(self.seconds, n=20)[-1]

    def line(self, floor: Page) -> str:
        """The result in words."""
        middle = 1000 * median(self.seconds)
        times = self.percentile95() / floor.percentile95()
        return (
            f"{self.name:<10} p50 {middle:7.2f} ms  p95 {self.percentile95():7.2f} ms"
            f"  {times:5.2f} x bare  {self.size / 1000:6.1f} kB  {self.path}"
        )


def pages(site: Site, bare_port: int) -> list[Page]:
    """The bare page first, then those of the product."""
    found = json.loads(site.motcua("catalog", "search", "khai sinh", "--limit", "1", "--json").stdout)
    code = found[0]["code"]
    return [
        Page("bare", bare_port, "/"),
        Page("home", site.port, "/"),
        Page("list", site.port, "/thu-tuc/"),
        Page("search", site.port, f"/tim/?q={quote('lam giay khai sinh cho con')}"),
        Page("detail", site.port, f"/thu-tuc/{code}/"),
    ]


def main() -> int:
    """Seed a province, serve it and the bare page, ask for all in turns."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, installed(Path(folder), seed=True) as site:
        site.start()
        port = free_port()
        env = {**site.env, "PORT": str(port), "DJANGO_SETTINGS_MODULE": "bench.page_floor"}
        env["PYTHONPATH"] = os.pathsep.join([str(Path.cwd()), env.get("PYTHONPATH", "")])
        with (site.home / "bare.log").open("wb") as log:
            command = [sys.executable, "-m", "motcua.config.front.server"]
            bare = subprocess.Popen(command, env=env, stdout=log, stderr=log)
        try:
            Site(site.home, port, env, bare).wait()
            measured = pages(site, port)
            for turn in range(WARM + ROUNDS):
                for page in measured:
                    page.ask(is_counted=turn >= WARM)
        finally:
            bare.terminate()
            bare.wait()
    for page in measured:
        print(page.line(measured[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
