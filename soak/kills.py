"""Kill -9 of every kind of process under load: the product comes back by itself, the log stays whole."""

from __future__ import annotations

import http.client
import json
import random
import signal
import threading
import time

import psutil

from soak.scenario import BOTH, Soak
from tests.processes import Site

NAME = "kills"
DATABASES = BOTH
BACK_SECONDS = 20.0  # or three times what a start takes on this machine at this hour
JOB_SECONDS = 180.0


class Load:
    """A client that asks for pages all the time and notes what it gets."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.answers: dict[int, int] = {}
        self.cut = 0
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        while not self.stopped.wait(0.02):
            link = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=20)
            try:
                link.request("GET", random.choice(["/", "/thu-tuc/", "/healthz"]))
                status = link.getresponse().status
                self.answers[status] = self.answers.get(status, 0) + 1
            except (OSError, http.client.HTTPException):
                self.cut += 1
            finally:
                link.close()


def victims(site: Site) -> dict[str, psutil.Process]:
    """One process of each kind."""
    assert site.process is not None
    found: dict[str, psutil.Process] = {}
    for child in psutil.Process(site.process.pid).children():
        words = " ".join(child.cmdline())
        name = "web" if "front.server" in words else words.rpartition("--queue ")[2]
        found[name] = child
        if name == "web" and child.children():
            found["web worker"] = child.children()[-1]
    return found


def ready(site: Site) -> float:
    """Wait until the product is ready again; returns the seconds that took."""
    started = time.monotonic()
    while time.monotonic() - started < BACK_SECONDS + 60:
        link = http.client.HTTPConnection("127.0.0.1", site.port, timeout=5)
        try:
            link.request("GET", "/readyz")
            if link.getresponse().status == 200:
                return time.monotonic() - started
        except (OSError, http.client.HTTPException):
            pass
        finally:
            link.close()
        time.sleep(0.2)
    raise AssertionError(f"not ready again: {site.tail()}")


def job_state(site: Site, public_id: str) -> str:
    """The state of a job."""
    jobs = json.loads(site.motcua("jobs", "list", "--json").stdout)
    return next(str(job["state"]) for job in jobs if job["id"] == public_id)


def run(soak: Soak) -> str:
    """Kill each kind of process in turn while pages are asked for and the seed job runs."""
    rounds = 1 if soak.is_short else 5
    slowest = 0.0
    with soak.site(seed=True) as site:
        site.stop()
        started = time.monotonic()
        site.start()
        allowed = max(BACK_SECONDS, 3 * (time.monotonic() - started))
        job = json.loads(site.motcua("seed", "start", "--edition", "soak", "--json").stdout)["job"]
        load = Load(site)
        for _ in range(rounds):
            for name in ("slow", "web worker", "quick", "web"):
                time.sleep(1)
                victims(site)[name].send_signal(signal.SIGKILL)
                slowest = max(slowest, ready(site))
        ending = time.monotonic() + JOB_SECONDS
        while (state := job_state(site, job)) != "done" and time.monotonic() < ending:
            time.sleep(2)
        load.stopped.set()
        load.thread.join(20)
        verified = json.loads(site.motcua("audit", "verify", "--json").stdout)
    assert state == "done", f"the job is {state}"
    assert verified["ok"], verified
    assert slowest <= allowed, f"ready again only after {slowest:.1f} s, allowed {allowed:.1f} s"
    assert not [status for status in load.answers if status >= 500], load.answers
    return f"ready again within {slowest:.1f} s; {sum(load.answers.values())} pages answered, {load.cut} cut"
