"""Twenty slow uploads and twenty slow downloads stay open while others work as if they were not there."""

from __future__ import annotations

import os
import time

from soak.scenario import Soak
from tests.slowclients import page_seconds, slow_clients

NAME = "slow clients"
DATABASES = ("sqlite",)
TIMES_QUIET = 2.0
BIG = 30_000_000


def run(soak: Soak) -> str:
    """Measure the home page quiet and beside the crowd, in turns; the median of the ratios must hold."""
    ratios = []
    with soak.site(seed=False) as site:
        site.stop()
        (site.home / "static" / "big.bin").write_bytes(os.urandom(1000) * (BIG // 1000))
        site.start()
        page_seconds(site.port, "/")
        ending = time.monotonic() + soak.seconds(20, 180)
        while time.monotonic() < ending:
            quiet = page_seconds(site.port, "/", 100)
            with slow_clients(site.port, uploads=20, downloads=20, path="/static/big.bin") as clients:
                time.sleep(1)
                ratios.append(page_seconds(site.port, "/", 100) / quiet)
                assert not clients.broken, clients.broken
                assert min(clients.moved) > 0
    middle = sorted(ratios)[len(ratios) // 2]
    assert middle <= TIMES_QUIET, f"{middle:.2f} times its quiet time"
    return f"a page beside 40 slow clients: {middle:.2f} × its quiet time ({len(ratios)} rounds)"
