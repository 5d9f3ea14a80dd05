"""Background work of the organisation: the reminders about focal officers."""

from __future__ import annotations

from django.utils import timezone

from motcua.jobs.registry import Run, handler, schedule
from motcua.organisation.officers import due_reminders
from motcua.organisation.services.focal import record_reminders


@handler("organisation.focal_reminders", queue="quick", permission="organisation.focal")
def remind(run: Run) -> None:
    """Nhắc đơn vị chưa cử, chưa kiện toàn công chức đầu mối."""
    notices = due_reminders(run.actor, timezone.localdate())
    run.summary["due"] = len(notices)
    run.summary["new"] = record_reminders(actor=run.actor, reminders=[notice.reminder for notice in notices])


schedule("organisation.focal_reminders", daily="06:30")
