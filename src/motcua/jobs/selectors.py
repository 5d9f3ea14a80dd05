"""Reads of jobs: lists, one job with its failures, and whether workers are alive."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor, label_words
from motcua.jobs.models import SCHEDULED, Job, JobQuerySet, JobState, Queue, Worker
from motcua.jobs.registry import words_of
from motcua.web.formats import vn_moment

ALIVE = timedelta(seconds=45)


def jobs_of(actor: Actor, *, state: str = "", kind: str = "", queue: str = "", routine: bool = True) -> JobQuerySet:
    """The jobs that the actor may see, latest first, narrowed by what is given.

    `routine=False` leaves out what schedules asked for and went well.
    """
    wanted = {name: value for name, value in (("state", state), ("kind", kind), ("queue", queue)) if value}
    rows = Job.objects.visible_to(actor).filter(**wanted)
    if not routine:
        rows = rows.exclude(state=JobState.DONE, key__startswith=SCHEDULED)
    return rows.order_by("-id")


def job_of(actor: Actor, public_id: str) -> Job | None:
    """One job, or None where there is none that the actor may see."""
    return Job.objects.visible_to(actor).filter(public_id=public_id).first()


def latest(kind: str, *, key: str = "") -> Job | None:
    """The latest job of a kind (and key), for rooms that show how their own work stands."""
    found = Job.objects.filter(kind=kind)
    return (found.filter(key=key) if key else found).order_by("-id").first()


def failures_of(job: Job, most: int | None = None) -> list[tuple[str, str]]:
    """What could not be done in a job and why, in the order noted; at most `most` of them."""
    return list(job.failures.order_by("id").values_list("what", "why")[:most])


def summary_rows(job: Job) -> list[tuple[str, Any]]:
    """A job in a few lines, as its page shows it."""
    rows: list[tuple[str, Any]] = [
        (_("Người yêu cầu"), label_words(job.user_label) or "—"),
        (_("Yêu cầu lúc"), vn_moment(job.created_at)),
    ]
    if job.started_at:
        rows.append((_("Bắt đầu lúc"), vn_moment(job.started_at)))
    if job.finished_at:
        rows.append((_("Kết thúc lúc"), vn_moment(job.finished_at)))
    if job.attempts > 1:
        rows.append((_("Số lần thử"), job.attempts))
    if job.finished and job.text:
        rows.append((_("Kết quả"), job.text))
    return rows


def workers_alive() -> dict[str, int]:
    """How many workers of each queue have shown life lately: `{"quick": 1, "slow": 0}`."""
    found = Worker.objects.filter(seen_at__gte=timezone.now() - ALIVE).values_list("queues", flat=True)
    served = [queue for words in found for queue in words.split()]
    return {queue.value: served.count(queue.value) for queue in Queue}


def waiting() -> dict[str, int]:
    """How many jobs of each queue are open, for metrics."""
    open_states = [JobState.WAITING, JobState.RUNNING]
    return {queue.value: Job.objects.filter(queue=queue, state__in=open_states).count() for queue in Queue}


def to_dict(job: Job, *, failures: bool = False) -> dict[str, Any]:
    """A job as the terminal and machines show it."""
    shown: dict[str, Any] = {
        "id": job.public_id,
        "kind": job.kind,
        "words": words_of(job.kind),
        "queue": job.queue,
        "state": job.state,
        "attempts": job.attempts,
        "progress": {"done": job.done, "total": job.total, "text": job.text},
        "summary": job.summary,
        "fault": job.fault,
        "asked_by": job.user_label,
        "created_at": job.created_at,
        "started_at": job.started_at,
        "finished_at": job.finished_at,
    }
    if failures:
        shown["failures"] = [{"what": what, "why": why} for what, why in failures_of(job)]
    return shown
