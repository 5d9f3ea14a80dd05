"""What left the house: documents sent to recipients, and documents handed to the province's document system."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.organisation.models import Unit
from motcua.papers.models.papers import Paper
from motcua.web.publicid import LENGTH, new_public_id


class DispatchQuerySet(ScopedQuerySet["Dispatch"]):
    """What was sent is for those who may see documents."""

    def visible_to(self, actor: Actor) -> Self:
        """All for those with `papers.view`, none for others."""
        return self.all() if actor.may("papers.view") else self.none()


class Dispatch(models.Model):
    """A document sent to one recipient: a unit of the house (`unit`) or any agency by name."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="dispatches")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị"))
    name = models.CharField(_("nơi nhận"), max_length=300)
    sent_at = models.DateTimeField(_("gửi lúc"))
    sent_by = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField(_("nhận lúc"), null=True, blank=True)

    objects: ClassVar[DispatchQuerySet] = DispatchQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["paper_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "name"], name="papers_dispatch_once"),
            models.CheckConstraint(condition=~Q(name=""), name="papers_dispatch_named"),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True) | Q(received_at__gte=models.F("sent_at")),
                name="papers_dispatch_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SubmissionState(models.TextChoices):
    """How far a document is in the document system."""

    WAITING = "waiting", _("chờ chuyển")
    HANDED = "handed", _("đã chuyển, chờ ký")
    SIGNED = "signed", _("đã nhận lại số và bản ký")
    RETURNED = "returned", _("bị trả lại")
    WITHDRAWN = "withdrawn", _("đã rút")
    FAILED = "failed", _("không chuyển được")


class Submission(models.Model):
    """One hand-over of a document to a document system. `key` makes handing over twice the same as once.

    `external_id` is the system's own id; `fault` says, for people, what went wrong last.
    """

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="submissions")
    system = models.CharField(max_length=40)
    key = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    external_id = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=SubmissionState, default=SubmissionState.WAITING)
    fault = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["paper_id", "-id"]
        indexes = [models.Index(fields=["state", "looked_at"], name="papers_submission_open")]
        constraints = [
            models.UniqueConstraint(
                fields=["paper"],
                condition=Q(state__in=[SubmissionState.WAITING, SubmissionState.HANDED]),
                name="papers_submission_one_open",
            ),
            models.CheckConstraint(condition=Q(state__in=SubmissionState.values), name="papers_submission_state"),
            models.CheckConstraint(
                condition=~Q(state=SubmissionState.HANDED) | ~Q(external_id=""), name="papers_submission_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.external_id}".strip()
