"""Taking a job and giving it back. A job is changed here only by the worker that holds its latest lease."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.jobs.models import Job, JobState
from motcua.jobs.run import LeaseLost

FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=1)
_dice = random.SystemRandom()


def back_off(attempt: int) -> timedelta:
    """How long to wait after the failed attempt number `attempt` (from 1): doubling, at most an hour, ±10 %."""
    plain = min(FIRST_WAIT * int(2 ** min(attempt - 1, 20)), LONGEST_WAIT)
    return plain * (0.9 + _dice.random() / 5)


def claim(*, queues: list[str], worker: str, lease_for: timedelta, system: Actor) -> Job | None:
    """Take the next due job of the queues, or None where there is none.

    A job whose worker died too often is put down as failed instead of taken. PostgreSQL's workers skip the rows that
    others are taking; on SQLite there is one writer at a time and an idle look takes no lock.
    """
    while True:
        now = timezone.now()
        due = Job.objects.filter(queue__in=queues).due(now)
        if not due.exists():
            return None
        with transaction.atomic():
            if connection.features.has_select_for_update_skip_locked:
                due = due.select_for_update(skip_locked=True)
            job = due.first()
            if job is None:
                return None
            if not _died_too_often(job) and not job.cancel_asked:
                return _take(job, worker, now, lease_for)
        _put_down(job, system)


def _died_too_often(job: Job) -> bool:
    return job.state == JobState.RUNNING and job.attempts >= job.max_attempts


def _take(job: Job, worker: str, now: datetime, lease_for: timedelta) -> Job:
    job.state, job.worker, job.lease_until = JobState.RUNNING, worker[:120], now + lease_for
    job.lease += 1
    job.attempts += 1
    job.started_at = job.started_at or now
    job.save(update_fields=["state", "worker", "lease_until", "lease", "attempts", "started_at"])
    return job


def _put_down(job: Job, system: Actor) -> None:
    """A dead worker's job that is not to run again: cancelled, or given up."""
    try:
        if job.cancel_asked:
            finish(actor=system, job=job, state=JobState.CANCELLED)
        else:
            words = _("Tiến trình xử lý dừng đột ngột {count} lần.").format(count=job.attempts)
            finish(actor=system, job=job, state=JobState.FAILED, columns={"fault": words})
    except LeaseLost:
        return


@service(permission=None)
def finish(*, actor: Actor, job: Job, state: JobState, columns: dict[str, Any] | None = None) -> None:
    """End a job for good; `columns` are further values to write. Raises `LeaseLost` where it is no longer ours."""
    _write(job, state=state, finished_at=timezone.now(), lease_until=None, **(columns or {}))
    if not (job.routine and state == JobState.DONE):
        _record(str(state), job)


@service(permission=None)
def put_back(*, actor: Actor, job: Job, wait: timedelta, columns: dict[str, Any], counted: bool = True) -> None:
    """Let the job be taken again after `wait`; `counted=False` takes the attempt back (the worker was told to stop).

    Raises `LeaseLost` where it is no longer ours.
    """
    attempts = job.attempts if counted else job.attempts - 1
    due = timezone.now() + wait
    _write(job, state=JobState.WAITING, due_at=due, lease_until=None, attempts=attempts, **columns)
    if counted:
        _record("attempt-failed", job)


def _write(job: Job, **columns: Any) -> None:
    mine = Job.objects.filter(pk=job.pk, lease=job.lease, state=JobState.RUNNING)
    if not mine.update(**columns):
        raise LeaseLost(job.public_id)


def _record(what: str, job: Job) -> None:
    record(Event(f"jobs.{what}", "jobs.job", job.public_id, facts={"kind": job.kind, "attempt": job.attempts}))
