"""What the province owes after a ministry's decision: a task for each advising department, in four steps."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.followup.models.announcements import MinistryAnnouncement
from motcua.organisation.models import Unit
from motcua.web.publicid import LENGTH, new_public_id

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from motcua.followup.models.announcements import MinistryLine


class TaskState(models.TextChoices):
    """Whether a ministry's decision has been followed."""

    OPEN = "open", _("chưa theo xong")
    DONE = "done", _("đã theo")
    DISMISSED = "dismissed", _("không phải theo")


class StepKind(models.TextChoices):
    """The four things to do, in order."""

    LIST = "list", _("Danh mục của tỉnh")
    PROCESS = "process", _("Quy trình nội bộ")
    POSTING = "posting", _("Niêm yết")
    UPLOAD = "upload", _("Cập nhật cơ sở dữ liệu quốc gia")


STEP_ORDER = {kind: place for place, kind in enumerate(StepKind.values)}


class TaskQuerySet(ScopedQuerySet["FollowTask"]):
    """Which unit owes what is known within the administration."""

    def visible_to(self, actor: Actor) -> TaskQuerySet:
        """All for those with `publication.view`, none for others."""
        return self.all() if actor.may("publication.view") else self.none()


class FollowTask(models.Model):
    """One ministry's decision as work of one advising department (none: nobody has said whose field it is)."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    announcement = models.ForeignKey(MinistryAnnouncement, models.PROTECT, related_name="tasks")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=9, choices=TaskState, default=TaskState.OPEN)
    reason = models.CharField(_("lý do"), max_length=1000, blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = TaskQuerySet.as_manager()

    if TYPE_CHECKING:
        lines: RelatedManager[MinistryLine]
        steps: RelatedManager[FollowStep]
        reminders: RelatedManager[FollowReminder]

    class Meta:
        ordering = ["opened_on", "id"]
        indexes = [
            models.Index(fields=["state", "opened_on", "id"], name="followup_task_open"),
            models.Index(fields=["unit", "state"], name="followup_task_unit"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["announcement", "unit"], condition=Q(unit__isnull=False), name="followup_task_once"
            ),
            models.UniqueConstraint(
                fields=["announcement"], condition=Q(unit__isnull=True), name="followup_task_unassigned_once"
            ),
            models.CheckConstraint(condition=Q(state__in=TaskState.values), name="followup_task_state"),
            models.CheckConstraint(condition=~Q(state="dismissed") | ~Q(reason=""), name="followup_dismissed_why"),
            models.CheckConstraint(
                condition=Q(state="open", closed_on__isnull=True) | (~Q(state="open") & Q(closed_on__isnull=False)),
                name="followup_task_closed_on",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class StepQuerySet(ScopedQuerySet["FollowStep"]):
    """Steps are seen with their task."""

    def visible_to(self, actor: Actor) -> StepQuerySet:
        """All for those with `publication.view`, none for others."""
        return self.all() if actor.may("publication.view") else self.none()


class FollowStep(models.Model):
    """One step of a task: whose it is, until when, how many of its procedures are through."""

    task = models.ForeignKey(FollowTask, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=8, choices=StepKind)
    owner = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)  # as last derived from the rules; None: not known yet
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    done_on = models.DateField(null=True, blank=True)
    waived = models.CharField(_("lý do không phải làm"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["task_id", "id"]
        indexes = [models.Index(fields=["done_on", "due_on"], name="followup_step_due")]
        constraints = [
            models.UniqueConstraint(fields=["task", "kind"], name="followup_step_once"),
            models.CheckConstraint(condition=Q(kind__in=StepKind.values), name="followup_step_kind"),
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="followup_step_part_of_all"),
        ]

    @property
    def finished(self) -> bool:
        """Whether nothing is left to do: every procedure is through, or the step was declared needless."""
        return bool(self.waived) or self.done >= self.total

    def days_late(self, today: date) -> int:
        """How many days past due an unfinished step is; 0 where it is in time or its day is not known."""
        return max((today - self.due_on).days, 0) if self.due_on and not self.finished else 0


class ReminderQuerySet(ScopedQuerySet["FollowReminder"]):
    """Reminders are known within the administration."""

    def visible_to(self, actor: Actor) -> ReminderQuerySet:
        """All for those with `publication.view`, none for others."""
        return self.all() if actor.may("publication.view") else self.none()


class FollowReminder(models.Model):
    """That a unit was reminded of a task by a paper."""

    task = models.ForeignKey(FollowTask, models.PROTECT, related_name="reminders")
    paper = models.CharField(max_length=LENGTH)  # public id in the room of papers
    on_date = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["-on_date", "-id"]
        constraints = [models.UniqueConstraint(fields=["task", "paper"], name="followup_reminder_once")]
