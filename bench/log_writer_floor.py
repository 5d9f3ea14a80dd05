"""One writer of `bench.log_cost`: told by lines on standard input to write for some seconds, with the log or without.

A line is `log SECONDS` or `bare SECONDS`; the answer is the number of transactions. A transaction is a service of the
product: one row added, one changed, two milliseconds of computing inside (what checking a form costs), one event told.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime, timedelta

import django

WORK = 0.002  # seconds of computing


def main() -> None:
    """Set up the product, then follow the lines."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    django.setup()
    from motcua.access import events
    from motcua.access.actors import Actor
    from motcua.access.events import Event, record
    from motcua.access.models import UsedCode, User
    from motcua.access.service import service

    def work() -> None:
        end = time.thread_time() + WORK
        while time.thread_time() < end:
            pass

    @service(permission=None)
    def write(*, actor: Actor, name: str) -> None:
        until = datetime.now(UTC) + timedelta(hours=1)
        row = UsedCode.objects.create(digest=name, until=until)
        work()
        UsedCode.objects.filter(pk=row.pk).update(until=until + timedelta(hours=1))
        record(Event("bench.written", "bench", name, fields=("until",), facts={"count": 1}))

    def go_on(seconds: float, serial: int) -> int:
        done, end = 0, time.monotonic() + seconds
        while time.monotonic() < end:
            write(actor=actor, name=f"{os.getpid()}-{serial}-{done}")
            done += 1
        return done

    user = User.objects.get_or_create(username=f"writer-{os.getpid()}")[0]
    actor = Actor(user=user, address="127.0.0.1", request_id="0123456789abcdef")
    sinks = list(events._sinks)
    print("ready", flush=True)
    for serial, line in enumerate(sys.stdin):
        kind, seconds = line.split()
        events._sinks[:] = sinks if kind == "log" else []
        print(go_on(float(seconds), serial), flush=True)


if __name__ == "__main__":
    main()
