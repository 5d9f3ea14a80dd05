"""What a handler holds while it works: its arguments, its actor, and a way to tell how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from motcua.access.actors import Actor
from motcua.jobs.models import Job, JobFailure, JobState
from motcua.jobs.pulse import Pulse

# One statement decides: is the job still ours, and has the step not been done? The same words on both databases.
_BEGIN_STEP = (
    "INSERT INTO jobs_jobstep (job_id, key) SELECT id, %s FROM jobs_job "
    "WHERE id = %s AND lease = %s AND state = %s ON CONFLICT DO NOTHING"
)


class LeaseLost(Exception):
    """Another worker has taken the job over; this one must stop and write nothing."""


class Cancelled(Exception):
    """A person asked for the job to be cancelled."""


class Interrupted(Exception):
    """The worker was asked to stop; the job goes back to the queue."""


class Run:
    """One attempt at a job.

    `arguments` as given to `enqueue`; `actor` is the one who asked, in the position held then; `summary` is a
    dictionary of plain values that the handler may fill and that people see when the job is done.
    """

    def __init__(self, job: Job, actor: Actor, pulse: Pulse, stopping: Callable[[], bool] = lambda: False) -> None:
        self.job = job
        self.actor = actor
        self.arguments: Mapping[str, Any] = job.arguments
        self.summary: dict[str, Any] = dict(job.summary)
        self._pulse = pulse
        self._stopping = stopping

    @property
    def attempt(self) -> int:
        """Which attempt this is, from 1."""
        return self.job.attempts

    def check(self) -> None:
        """Stop here if need be; raises `LeaseLost`, `Cancelled` or `Interrupted`, which a handler lets through."""
        if self._pulse.lost:
            raise LeaseLost(self.job.public_id)
        if self._pulse.cancel_asked:
            raise Cancelled(self.job.public_id)
        if self._stopping():
            raise Interrupted(self.job.public_id)

    def progress(self, done: int, total: int | None = None, text: str = "") -> None:
        """Tell how far the work is: `done` of `total` parts (None: unknown); raises as `check`.

        Costs nothing: what was told last is written with the next heartbeat.
        """
        self._pulse.tell(done, total, text[:300])
        self.check()

    def note_failure(self, what: str, why: str) -> None:
        """Note a part that could not be done; the job goes on. The same part is noted once, the last reason stays."""
        JobFailure.objects.update_or_create(job=self.job, what=what[:300], defaults={"why": why})

    @contextmanager
    def step(self, key: str) -> Iterator[bool]:
        """Do a part exactly once: yields whether it is still to be done, in one transaction with what the block writes.

        Raises `LeaseLost` where another worker has the job, and as `check`.
        """
        self.check()
        with transaction.atomic():
            yield self._begin_step(key)

    def _begin_step(self, key: str) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(_BEGIN_STEP, [key, self.job.pk, self.job.lease, JobState.RUNNING])
            if cursor.rowcount == 1:
                return True
        if self.job.steps.filter(key=key).exists():
            return False
        raise LeaseLost(self.job.public_id)
