"""Pages of background work: the list, one job as it goes, run again, cancel."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.access.actors import label_words
from motcua.access.routes import actor_of, route
from motcua.jobs import selectors, services
from motcua.jobs.forms import JobFilter
from motcua.jobs.models import Job, JobState
from motcua.jobs.registry import shown_at, words_of
from motcua.web.paging import page_of

KINDS = {
    JobState.WAITING: "neutral",
    JobState.RUNNING: "info",
    JobState.DONE: "success",
    JobState.FAILED: "danger",
    JobState.CANCELLED: "neutral",
}
FAILURES_SHOWN = 500


@require_safe
@route("jobs.view")
def listing(request: HttpRequest) -> HttpResponse:
    """One's own jobs, or everyone's for those who keep them; latest first."""
    actor = actor_of(request)
    form = JobFilter(request.GET)
    state, routine = form.chosen.get("state", ""), bool(form.chosen.get("routine"))
    page = page_of(request, selectors.jobs_of(actor, state=state, routine=routine))
    rows = [(job, words_of(job.kind), KINDS[JobState(job.state)]) for job in page.rows]
    context = {
        "nav": "jobs",
        "form": form,
        "page": page,
        "rows": rows,
        "label_words": label_words,
        "everyone": actor.may("jobs.manage"),
        "alive": all(selectors.workers_alive().values()),
    }
    return render(request, "jobs/list.html", context)


@require_safe
@route("jobs.view")
def detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """How a job stands: progress, what failed in it, what came of it."""
    job = _found(request, public_id)
    failures = selectors.failures_of(job, most=FAILURES_SHOWN + 1)
    context = {
        "nav": "jobs",
        "job": job,
        "words": words_of(job.kind),
        "kind": KINDS[JobState(job.state)],
        "failures": failures[:FAILURES_SHOWN],
        "more_failures": len(failures) > FAILURES_SHOWN,
        "summary": selectors.summary_rows(job),
        "result": shown_at(job) if job.state == JobState.DONE else "",
        "may_retry": job.state in (JobState.FAILED, JobState.CANCELLED),
        "may_cancel": not job.finished and not job.cancel_asked,
    }
    return render(request, "jobs/detail.html", context)


@require_POST
@route("jobs.view")
def retry(request: HttpRequest, public_id: str) -> HttpResponse:
    """Run a failed or cancelled job again."""
    services.retry(actor=actor_of(request), job=_found(request, public_id))
    return redirect("jobs_detail", public_id)


@require_POST
@route("jobs.view")
def cancel(request: HttpRequest, public_id: str) -> HttpResponse:
    """Cancel a job that has not finished."""
    services.cancel(actor=actor_of(request), job=_found(request, public_id))
    return redirect("jobs_detail", public_id)


def _found(request: HttpRequest, public_id: str) -> Job:
    job = selectors.job_of(actor_of(request), public_id)
    if job is None:
        raise Http404(_("Không có công việc này."))
    return job
