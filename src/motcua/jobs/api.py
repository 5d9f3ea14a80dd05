"""Background work for machines: list, one job, run again, cancel."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema

from motcua.access.api import needs
from motcua.access.routes import actor_of
from motcua.jobs import selectors, services
from motcua.jobs.models import Job, JobState, Queue
from motcua.web.faults import UserError

router = Router(tags=["jobs"])
MOST = 200


class Progress(Schema):
    """How far a job is: `done` of `total` parts (null: unknown)."""

    done: int
    total: int | None
    text: str


class Failure(Schema):
    """A part that could not be done."""

    what: str
    why: str


class JobShown(Schema):
    """One job."""

    id: str
    kind: str
    words: str
    queue: Queue
    state: JobState
    attempts: int
    progress: Progress
    summary: dict[str, Any]
    fault: str
    asked_by: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class JobWithFailures(JobShown):
    """One job with what failed in it."""

    failures: list[Failure]


@router.get("/jobs", auth=needs("jobs.view"), response=list[JobShown], summary="Jobs the caller may see, latest first")
def listing(request: HttpRequest, state: JobState | None = None, before: str = "", limit: int = 50) -> list[Any]:
    """At most `limit` jobs (1 to 200) older than the job `before`."""
    jobs = selectors.jobs_of(actor_of(request), state=state.value if state else "")
    if before:
        jobs = jobs.filter(pk__lt=_found(request, before).pk)
    return [selectors.to_dict(job) for job in jobs[: min(max(limit, 1), MOST)]]


@router.get(
    "/jobs/{public_id}", auth=needs("jobs.view"), response=JobWithFailures, summary="One job with what failed in it"
)
def detail(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """One job."""
    return selectors.to_dict(_found(request, public_id), failures=True)


@router.post(
    "/jobs/{public_id}/retry", auth=needs("jobs.view"), response=JobShown, summary="Run a failed or cancelled job again"
)
def retry(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """Run a job again."""
    return selectors.to_dict(services.retry(actor=actor_of(request), job=_found(request, public_id)))


@router.post("/jobs/{public_id}/cancel", auth=needs("jobs.view"), response=JobShown, summary="Cancel a job")
def cancel(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """Cancel a job."""
    return selectors.to_dict(services.cancel(actor=actor_of(request), job=_found(request, public_id)))


def _found(request: HttpRequest, public_id: str) -> Job:
    job = selectors.job_of(actor_of(request), public_id)
    if job is None:
        raise UserError("job-not-found", _("Không có công việc này."), status=404)
    return job
