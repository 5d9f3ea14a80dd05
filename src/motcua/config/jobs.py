"""The house's own background work."""

from __future__ import annotations

from motcua.access.seeding import QUICK, steps
from motcua.config.seeding import KIND, run_steps
from motcua.jobs.registry import Run, handler


@handler(KIND, queue="slow")
def seed(run: Run) -> None:
    """Nạp dữ liệu ban đầu của tỉnh."""
    run_steps([step for step in steps() if step.order >= QUICK], run.actor, run.progress)
