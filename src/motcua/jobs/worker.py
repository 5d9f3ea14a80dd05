"""A worker process: takes jobs one after the other, keeps their leases alive, ends each in one of a few ways."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import threading
import time
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime, timedelta
from types import FrameType

import structlog
from django.db import Error as DatabaseFault
from django.db import close_old_connections, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor, system_actor
from motcua.jobs.leases import back_off, claim, finish, put_back
from motcua.jobs.models import Job, JobState, Queue, Worker
from motcua.jobs.people import actor_of_job
from motcua.jobs.pulse import Pulse
from motcua.jobs.registry import find
from motcua.jobs.run import Cancelled, Interrupted, LeaseLost, Run
from motcua.jobs.services import enqueue_scheduled
from motcua.web.faults import UserError

log = structlog.get_logger("motcua.jobs")

LEASE = timedelta(seconds=20)  # after this long without a heartbeat a job is taken over
SIGN_OF_LIFE = 10.0  # seconds between an idle worker's
PLANS = 5.0  # seconds between looks at the schedules: each is of minutes at least
POLL = {Queue.QUICK: 0.3, Queue.SLOW: 1.0}  # seconds between looks at an empty queue


class JobWorker:
    """One worker of some queues.

    `threaded=False` beats from the handler's own calls, for work inside a test's transaction.
    """

    def __init__(self, queues: Sequence[str], *, lease_for: timedelta = LEASE, threaded: bool = True) -> None:
        self.queues = [Queue(queue) for queue in queues]
        self.lease_for = lease_for
        self.threaded = threaded
        self.name = f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"
        self.system: Actor = system_actor(via="job", label="system")
        self._stop = threading.Event()
        self._slots: dict[str, datetime] = {}
        self._seen = self._planned = float("-inf")

    def stop(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Take no further job; the running one goes back to the queue at its next report of progress."""
        self._stop.set()

    def run_forever(self) -> None:
        """Work until told to stop by TERM or INT; outlives a database that is away for a while."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        pause = min(POLL[queue] for queue in self.queues)
        log.info("jobs.worker_started", worker=self.name, queues=self.queues)
        while not self._stop.is_set():
            try:
                close_old_connections()
                self.show_life()
                self.look_at_schedules()
                worked = self.run_next()
            except DatabaseFault as error:
                log.warning("jobs.database_away", worker=self.name, error=f"{type(error).__name__}: {error}")
                connection.close()
                worked = False
                self._stop.wait(2.0)
            if not worked:
                self._stop.wait(pause)
        self.leave()

    def drain(self) -> int:
        """Do every job that is due now; returns how many were run. Schedules are left alone."""
        count = 0
        while not self._stop.is_set() and self.run_next():
            count += 1
        return count

    def show_life(self) -> None:
        """Say that this worker is alive, now and then."""
        if time.monotonic() - self._seen < SIGN_OF_LIFE:
            return
        self._seen = time.monotonic()
        words = " ".join(self.queues)
        Worker.objects.update_or_create(name=self.name, defaults={"queues": words, "seen_at": timezone.now()})

    def look_at_schedules(self) -> None:
        """Ask for the scheduled jobs whose time has come, now and then."""
        if time.monotonic() - self._planned >= PLANS:
            enqueue_scheduled(self.system, self._slots)
            self._planned = time.monotonic()

    def leave(self) -> None:
        """Take the worker off the list of the living."""
        try:
            Worker.objects.filter(name=self.name).delete()
        except DatabaseFault:
            log.warning("jobs.worker_left_no_word", worker=self.name)

    def run_next(self) -> bool:
        """Take and do one job; returns whether there was one."""
        job = claim(queues=list(self.queues), worker=self.name, lease_for=self.lease_for, system=self.system)
        if job is None:
            return False
        with structlog.contextvars.bound_contextvars(job=job.public_id, kind=job.kind, request_id=job.request_id):
            try:
                self._attempt(job)
            except LeaseLost:
                log.warning("jobs.lease_lost")
        return True

    def _attempt(self, job: Job) -> None:
        pulse = Pulse(job, self.lease_for, self.name if self.threaded else "")
        run: Run | None = None
        try:
            run = Run(job, actor_of_job(job), pulse, self._stop.is_set)
            with pulse if self.threaded else nullcontext():
                find(job.kind).function(run)
        except LeaseLost:
            raise
        except Cancelled:
            finish(actor=self.system, job=job, state=JobState.CANCELLED, columns=_left(pulse, run))
        except Interrupted:
            put_back(actor=self.system, job=job, wait=timedelta(0), columns=_left(pulse, run), counted=False)
        except UserError as error:
            columns = {**_left(pulse, run), "fault": error.message}
            finish(actor=self.system, job=job, state=JobState.FAILED, columns=columns)
        except Exception as error:
            log.exception("jobs.attempt_failed", attempt=job.attempts)
            self._failed(job, error, pulse, run)
        else:
            finish(actor=run.actor, job=job, state=JobState.DONE, columns={**_left(pulse, run), "fault": ""})

    def _failed(self, job: Job, error: Exception, pulse: Pulse, run: Run | None) -> None:
        """Try again later, or give up; people see the kind of fault, the log holds the rest."""
        words = _("Lỗi hệ thống: {kind}.").format(kind=type(error).__name__)
        columns = {**_left(pulse, run), "fault": words}
        if job.attempts >= job.max_attempts:
            finish(actor=self.system, job=job, state=JobState.FAILED, columns=columns)
        else:
            put_back(actor=self.system, job=job, wait=back_off(job.attempts), columns=columns)


def _left(pulse: Pulse, run: Run | None) -> dict[str, object]:
    """What is still to be written of an attempt that ends."""
    return {**pulse.take_told(), **({} if run is None else {"summary": run.summary})}
