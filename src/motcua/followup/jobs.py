"""Background work of the room: it reads the log for what ministries and the province did, and keeps due days fresh."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from motcua.access.actors import Actor
from motcua.audit.cursor import follow
from motcua.audit.models import Entry
from motcua.catalog.models import ImportBatch
from motcua.followup.services.announcing import note_import
from motcua.followup.services.tasks import refresh_tasks
from motcua.jobs.registry import Run, handler, schedule

FOLLOWER = "followup"
IMPORTED = "catalog.import.applied"
DONE = (
    "publication.decision.announced",
    "publication.decision.ended",
    "publication.lines.published",
    "publication.publication.withdrawn",
    "posting.confirmed",
    "posting.undone",
)


def read_log(actor: Actor) -> int:
    """Handle what the log says since last time: imports open work, decisions, uploads and desks move it on.

    Returns how many rows of the log were handled. Handling a row again changes nothing.
    """

    def handle(entries: Sequence[Entry]) -> None:
        for entry in entries:
            if entry.verb == IMPORTED:
                batch = ImportBatch.objects.filter(public_id=entry.object_id).first()
                if batch is not None:
                    note_import(actor=actor, batch=batch)
        if any(entry.verb in DONE for entry in entries):
            refresh_tasks(actor=actor)

    return follow(FOLLOWER, handle, verbs=(IMPORTED, *DONE))


@handler("followup.read-log", queue="quick", permission="publication.check")
def read(run: Run) -> None:
    """Nhận quyết định mới của bộ, ngành từ danh mục và việc đã làm của tỉnh."""
    run.summary["rows"] = read_log(run.actor)


@handler("followup.refresh", queue="slow", permission="publication.check")
def refresh(run: Run) -> None:
    """Tính lại hạn và kết quả của việc theo công bố."""
    run.summary["tasks"] = refresh_tasks(actor=run.actor)


schedule("followup.read-log", every=timedelta(minutes=1))
schedule("followup.refresh", daily="05:30")
