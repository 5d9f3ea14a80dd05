"""Asks for the drill's jobs, each twice (`… ask JOBS ARGUMENTS`), and tells what came of them (`… report`)."""

from __future__ import annotations

import json
import sys

import django


def ask(jobs: int, arguments: dict[str, object]) -> None:
    """Ask for every job two times over: the key makes it one."""
    from motcua.access.actors import system_actor
    from motcua.jobs.services import enqueue

    for _again in range(2):
        for number in range(jobs):
            enqueue(actor=system_actor(), kind="drill.write", key=f"{number}", arguments=arguments)


def report() -> dict[str, object]:
    """States of the jobs, how often each part was done, and how many attempts it took."""
    from django.db.models import Count, Sum

    from motcua.jobs.models import Job
    from tests.jobs.drill.models import Effect

    jobs = Job.objects.filter(kind="drill.write")
    times = Effect.objects.values("job", "part").annotate(times=Count("id")).values_list("times", flat=True)
    return {
        "states": dict(jobs.values_list("state").annotate(count=Count("id"))),
        "parts": len(times),
        "most": max(times, default=0),
        "attempts": jobs.aggregate(all=Sum("attempts"))["all"] or 0,
    }


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "report":
        sys.stdout.write(json.dumps(report()))
    else:
        ask(int(sys.argv[2]), json.loads(sys.argv[3]))
