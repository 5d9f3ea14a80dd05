"""The heartbeat of a running job: renews its lease, carries its progress, brings back what people asked."""

from __future__ import annotations

import threading
from datetime import timedelta
from types import TracebackType
from typing import Self

import structlog
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from motcua.jobs.models import Job, JobState, Worker

log = structlog.get_logger("motcua.jobs")
PROGRESS = 1.0  # seconds within which told progress is written


class Pulse:
    """The lease of one attempt.

    `lost` and `cancel_asked` are what the last beat found. A long transaction of the handler does not stop the
    beats: they come from a thread with a connection of its own, by `with pulse:`. Without it each `tell` beats,
    which is for work done inside a test's transaction.
    """

    def __init__(self, job: Job, lease_for: timedelta, worker: str = "") -> None:
        self.lost = False
        self.cancel_asked = False
        self._job_id, self._lease, self._worker = job.pk, job.lease, worker
        self._lease_for = lease_for
        self._told: tuple[int, int | None, str] | None = None
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def tell(self, done: int, total: int | None, text: str) -> None:
        """Keep what the handler said last."""
        with self._lock:
            self._told = (done, total, text)
        if self._thread is None:
            self.beat()

    def take_told(self) -> dict[str, object]:
        """What was told since the last time, as columns of the job."""
        with self._lock:
            told, self._told = self._told, None
        return {} if told is None else {"done": told[0], "total": told[1], "text": told[2]}

    def beat(self) -> None:
        """Renew the lease, write the progress, see whether the job is still ours and still wanted."""
        now = timezone.now()
        columns = self.take_told()
        with transaction.atomic():
            mine = Job.objects.filter(pk=self._job_id, lease=self._lease, state=JobState.RUNNING)
            self.lost = not mine.update(lease_until=now + self._lease_for, **columns)
            self.cancel_asked = mine.filter(cancel_asked=True).exists()
            if self._worker:
                Worker.objects.filter(name=self._worker).update(seen_at=now)

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._beat_on, name="heartbeat", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def _beat_on(self) -> None:
        """Beat when a third of the lease has passed, sooner where there is progress to write."""
        every = self._lease_for.total_seconds() / 3
        waited = 0.0
        pause = min(PROGRESS, every)
        try:
            while not self._stop.wait(pause):
                waited += pause
                if self._told is None and waited < every:
                    continue
                try:
                    self.beat()
                    waited = 0.0
                except DatabaseError as error:
                    log.warning("jobs.heartbeat_missed", job=self._job_id, error=type(error).__name__)
                    connection.close()
        finally:
            connection.close()
