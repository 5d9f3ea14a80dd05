"""The house's own background work."""

from __future__ import annotations

from datetime import timedelta

from motcua.access import services as access
from motcua.access.seeding import QUICK, steps
from motcua.audit import services as audit
from motcua.config.seeding import KIND, run_steps
from motcua.jobs.registry import Run, handler, schedule


@handler(KIND, queue="slow")
def seed(run: Run) -> None:
    """Nạp dữ liệu ban đầu của tỉnh."""
    run_steps([step for step in steps() if step.order >= QUICK], run.actor, run.progress)


@handler("audit.seal", queue="quick", permission="audit.seal")
def seal_log(run: Run) -> None:
    """Niêm phong các dòng nhật ký mới."""
    audit.seal(actor=run.actor)


@handler("audit.verify", queue="slow", permission="audit.view")
def verify_log(run: Run) -> None:
    """Kiểm tra toàn bộ nhật ký."""
    for problem in audit.verify(actor=run.actor).problems:
        run.note_failure(problem.where, problem.words)


@handler("access.tidy", queue="quick", permission="access.manage")
def tidy_access(run: Run) -> None:
    """Dọn phiên, mã và liên kết đã hết hạn."""
    access.forget_expired(actor=run.actor)


schedule("audit.seal", every=timedelta(minutes=5))
schedule("audit.verify", daily="03:30")
schedule("access.tidy", daily="03:00")
