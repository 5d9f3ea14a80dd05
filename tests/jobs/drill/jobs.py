"""The drill's work: some parts, each a moment long."""

from __future__ import annotations

import os
import signal
import time

from motcua.jobs.registry import Run, handler
from tests.jobs.drill.models import Effect


@handler("drill.write", queue="slow", attempts=1000)
def write(run: Run) -> None:
    """Write a row for each part."""
    parts = run.arguments["parts"]
    for part in range(parts):
        with run.step(str(part)) as fresh:
            if fresh:
                Effect.objects.create(job=run.job.key, part=part, writer=os.getpid())
                time.sleep(run.arguments["pause"])  # inside the transaction: here a kill hurts most
        if part == run.arguments.get("freeze") and run.attempt == 1:
            os.kill(os.getpid(), signal.SIGSTOP)
        run.progress(part + 1, parts, f"{part + 1}/{parts}")
