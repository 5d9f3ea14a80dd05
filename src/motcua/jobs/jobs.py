"""The room's own background work."""

from __future__ import annotations

from motcua.jobs.registry import Run, handler, schedule
from motcua.jobs.services import purge


@handler("jobs.purge", queue="quick")
def purge_old(run: Run) -> None:
    """Dọn các công việc đã kết thúc từ lâu."""
    run.summary["purged"] = purge(actor=run.actor)


schedule("jobs.purge", daily="02:40")
