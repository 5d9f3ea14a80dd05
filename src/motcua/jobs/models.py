"""Rows of background work: the job, its finished steps, what failed in it, and the workers at work."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.web.publicid import LENGTH, new_public_id


class Queue(models.TextChoices):
    """Two kinds of work, so that a long import never holds up a notice."""

    QUICK = "quick", _("nhanh")
    SLOW = "slow", _("dài")


class JobState(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("đang chờ")
    RUNNING = "running", _("đang chạy")
    DONE = "done", _("đã xong")
    FAILED = "failed", _("không xong")
    CANCELLED = "cancelled", _("đã hủy")


FINISHED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)
SCHEDULED = "schedule:"  # how the key of a job begins that a schedule asked for


class JobQuerySet(ScopedQuerySet["Job"]):
    """A job is seen by the one who asked for it and by those who keep the jobs."""

    def visible_to(self, actor: Actor) -> JobQuerySet:
        """All for those with `jobs.manage`, one's own for others."""
        if actor.may("jobs.manage"):
            return self.all()
        return self.filter(user=actor.user) if actor.user and actor.may("jobs.view") else self.none()

    def due(self, now: datetime) -> JobQuerySet:
        """Jobs that a worker may take: waiting and due, or running under a lease that has lapsed."""
        return self.filter(
            Q(state=JobState.WAITING, due_at__lte=now) | Q(state=JobState.RUNNING, lease_until__lt=now)
        ).order_by("due_at", "id")


class Job(models.Model):
    """One piece of background work.

    `key` makes asking idempotent: the same kind and key is the same job. `lease` counts the times the job was taken;
    whoever holds an older number has lost the job and may write nothing more to it. `due_at` is when it may (next)
    be taken. `grants` are the roles of the one who asked, as held at that moment.
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    queue = models.CharField(max_length=5, choices=Queue)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=9, choices=JobState, default=JobState.WAITING)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    max_attempts = models.PositiveIntegerField()
    lease = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=120, blank=True)
    cancel_asked = models.BooleanField(default=False)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True, blank=True)
    text = models.CharField(max_length=300, blank=True)
    summary = models.JSONField(default=dict)
    fault = models.TextField(blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    user_label = models.CharField(max_length=200, blank=True)
    by_system = models.BooleanField(default=False)
    grants = models.JSONField(default=list)
    scopes = models.JSONField(null=True, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="jobs_job_once"),
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="jobs_job_state"),
            models.CheckConstraint(condition=Q(queue__in=Queue.values), name="jobs_job_queue"),
            models.CheckConstraint(
                condition=~Q(state=JobState.RUNNING) | Q(lease_until__isnull=False), name="jobs_job_leased"
            ),
        ]
        indexes = [
            models.Index(
                fields=["queue", "due_at", "id"],
                condition=Q(state__in=[JobState.WAITING, JobState.RUNNING]),
                name="jobs_job_open",
            ),
            models.Index(fields=["user", "-id"], name="jobs_job_of_user"),
            models.Index(fields=["state", "-id"], name="jobs_job_in_state"),
            models.Index(fields=["finished_at"], name="jobs_job_finished"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def routine(self) -> bool:
        """Whether a schedule asked for it; the log tells of such a job only where it went wrong."""
        return self.key.startswith(SCHEDULED)

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen unless a person asks for it."""
        return self.state in FINISHED


class JobStep(models.Model):
    """A part of a job that is done, written in the transaction of its effect: it is never done twice."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="steps")
    key = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "key"], name="jobs_step_once")]

    def __str__(self) -> str:
        return self.key


class JobFailure(models.Model):
    """A part of a job that could not be done while the rest was."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="failures")
    what = models.CharField(max_length=300)
    why = models.TextField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["job", "what"], name="jobs_failure_once")]

    def __str__(self) -> str:
        return self.what


class Worker(models.Model):
    """A worker process that is, or was lately, alive."""

    name = models.CharField(max_length=120, unique=True)
    queues = models.CharField(max_length=20)
    started_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return self.name
