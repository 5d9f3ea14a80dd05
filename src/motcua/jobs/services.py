"""Every write that people and rooms make to jobs: ask for one, run it again, cancel it, let old ones go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.jobs.models import FINISHED, SCHEDULED, Job, JobFailure, JobState, Queue, Worker
from motcua.jobs.people import columns_of
from motcua.jobs.registry import find, schedules
from motcua.web.faults import UserError
from motcua.web.publicid import new_public_id

KEEP = timedelta(days=90)  # how long a finished job can be looked up
KEEP_ROUTINE = timedelta(days=2)  # the same for one that a schedule asked for and that went well
KEEP_WORKERS = timedelta(days=1)


@service(permission=None)
def enqueue(
    *,
    actor: Actor,
    kind: str,
    key: str = "",
    arguments: Mapping[str, Any] | None = None,
    queue: str | None = None,
    not_before: datetime | None = None,
    again: bool = False,
) -> Job:
    """Ask for a job; it is taken once the caller's transaction has been committed.

    The same `kind` and `key` is the same job, however often it is asked for and even when it has finished; with
    `again=True` a finished one is run anew. Without `key` each call is a job of its own. `arguments` are plain JSON
    values: ids and choices, never personal data. `queue` is the handler's unless given ("quick" or "slow").
    Raises `KeyError` for a kind that no room registered, `Denied` where the kind names a permission the actor lacks.
    """
    known = find(kind)
    if known.permission is not None:
        actor.require(known.permission)
    job, created = Job.objects.get_or_create(
        kind=kind,
        key=key or new_public_id(),
        defaults={
            "queue": Queue(queue or known.queue),
            "arguments": dict(arguments or {}),
            "due_at": not_before or timezone.now(),
            "max_attempts": known.attempts,
            **columns_of(actor),
        },
    )
    if created and not job.routine:
        _record("asked", job)
    elif again and job.finished:
        _restart(job, arguments=dict(arguments or {}), **columns_of(actor))
        _record("asked", job)
    return job


@service(permission=None)
def retry(*, actor: Actor, job: Job) -> Job:
    """Run a failed or cancelled job again, from where its finished steps end; attempts are counted anew.

    Open to the one who asked for it and to those with `jobs.manage`. Raises `UserError` for any other state.
    """
    job = _locked(actor, job)
    if job.state not in (JobState.FAILED, JobState.CANCELLED):
        raise UserError(
            "job-not-stopped",
            _("Chỉ chạy lại được công việc không xong hoặc đã hủy."),
            hint=_("Tải lại trang để xem công việc đang ở đâu."),
            status=409,
        )
    _restart(job)
    _record("retried", job)
    return job


@service(permission=None)
def cancel(*, actor: Actor, job: Job) -> Job:
    """Cancel a job: at once where it waits, at its next report of progress where it runs.

    What it has done so far stays. Open to the one who asked for it and to those with `jobs.manage`.
    Raises `UserError` where it has finished already.
    """
    job = _locked(actor, job)
    if job.finished:
        raise UserError("job-finished", _("Công việc đã kết thúc, không hủy được nữa."), status=409)
    if job.state == JobState.WAITING:
        job.state, job.finished_at = JobState.CANCELLED, timezone.now()
    job.cancel_asked = True
    job.save(update_fields=["state", "finished_at", "cancel_asked"])
    _record("cancelled" if job.finished else "cancel-asked", job)
    return job


@service(permission="jobs.manage")
def purge(*, actor: Actor, before: datetime | None = None) -> int:
    """Let go of jobs that finished before `before` (default: 90 days ago) and of workers gone for a day.

    What schedules asked for and went well goes after two days. Returns how many jobs went.
    """
    now = timezone.now()
    gone = Q(state__in=FINISHED, finished_at__lt=before or now - KEEP)
    gone |= Q(state=JobState.DONE, key__startswith=SCHEDULED, finished_at__lt=before or now - KEEP_ROUTINE)
    old = list(Job.objects.filter(gone).values_list("pk", flat=True)[:10_000])
    Job.objects.filter(pk__in=old).delete()
    Worker.objects.filter(seen_at__lt=timezone.now() - KEEP_WORKERS).delete()
    if old:
        record(Event("jobs.purged", "jobs.job", facts={"count": len(old)}))
    return len(old)


def enqueue_scheduled(actor: Actor, known: dict[str, datetime], now: datetime | None = None) -> list[Job]:
    """Ask for every scheduled job whose time has come; `known` remembers the slots seen, so most calls cost nothing.

    Any number of workers may call this: the slot is the job's key.
    """
    moment = now or timezone.now()
    asked = []
    for plan in schedules():
        slot = plan.slot(moment)
        if known.get(plan.kind) != slot:
            key = f"{SCHEDULED}{slot.isoformat()}"
            asked.append(enqueue(actor=actor, kind=plan.kind, key=key, arguments=plan.arguments))
            known[plan.kind] = slot
    return asked


def _locked(actor: Actor, job: Job) -> Job:
    """The job as it is now, locked; as if absent for those who may not see it."""
    found = Job.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=job.pk).first()
    if found is None:
        raise UserError("job-not-found", _("Không có công việc này."), status=404)
    return found


def _restart(job: Job, **columns: Any) -> None:
    fresh = {
        "state": JobState.WAITING,
        "due_at": timezone.now(),
        "attempts": 0,
        "cancel_asked": False,
        "fault": "",
        "summary": {},
        "finished_at": None,
        **columns,
    }
    for name, value in fresh.items():
        setattr(job, name, value)
    with transaction.atomic():
        if "arguments" in columns:
            job.steps.all().delete()
        JobFailure.objects.filter(job=job).delete()
        job.save(update_fields=[*fresh])


def _record(what: str, job: Job) -> None:
    record(Event(f"jobs.{what}", "jobs.job", job.public_id, facts={"kind": job.kind, "attempt": job.attempts}))
