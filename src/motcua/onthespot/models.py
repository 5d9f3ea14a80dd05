"""Procedures done on the spot: one entry a procedure, department and desk; the lists that decide them; reports."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.catalog.models import Procedure
from motcua.organisation.models import Unit
from motcua.web.publicid import LENGTH, new_public_id


class SpotState(models.TextChoices):
    """Where an entry stands on its way."""

    PROPOSED = "proposed", _("đề xuất")
    CHECKED = "checked", _("đã kiểm tra")
    DECIDED = "decided", _("đã quyết định")
    IN_FORCE = "in_force", _("đang thực hiện")
    WITHDRAWN = "withdrawn", _("đã rút")


ON_THE_WAY = ("proposed", "checked", "decided")
DECIDED_ONCE = ("decided", "in_force", "withdrawn")  # what was decided, or given up, stays as it is


class Authority(models.TextChoices):
    """Who has the power to approve the result."""

    COMMITTEE = "committee", _("Ủy ban nhân dân")
    CHAIR = "chair", _("Chủ tịch Ủy ban nhân dân")
    HEAD = "head", _("Thủ trưởng cơ quan")
    DESK = "desk", _("người làm việc tại quầy")


class ListState(models.TextChoices):
    """Where a list stands."""

    DRAFT = "draft", _("đang lập")
    SUBMITTED = "submitted", _("đã trình ký")
    DECIDED = "decided", _("đã ban hành")


class SpotListQuerySet(ScopedQuerySet["SpotList"]):
    """Lists are for the administration; what is in force is published entry by entry."""

    def visible_to(self, actor: Actor) -> SpotListQuerySet:
        """All for those with `onthespot.view`."""
        return self.all() if actor.may("onthespot.view") else self.none()


class SpotList(models.Model):
    """A decision list of entries: drawn up, submitted as a document, decided by number and day."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    title = models.CharField(_("tên danh mục"), max_length=300)
    state = models.CharField(max_length=10, choices=ListState, default=ListState.DRAFT)
    decision_no = models.CharField(_("số quyết định"), max_length=100, blank=True)
    signed_on = models.DateField(_("ngày ký"), null=True, blank=True)
    signer = models.CharField(_("người ký"), max_length=200, blank=True)
    paper = models.CharField(max_length=LENGTH, blank=True)
    trouble = models.CharField(max_length=1000, blank=True)  # why a number that came back could not be recorded
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = SpotListQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="decided") | (~Q(decision_no="") & Q(signed_on__isnull=False) & ~Q(signer="")),
                name="onthespot_list_decided",
            ),
        ]

    def __str__(self) -> str:
        return self.decision_no or self.title


class SpotEntryQuerySet(ScopedQuerySet["SpotEntry"]):
    """What is in force is public; the way there is for the administration."""

    def visible_to(self, actor: Actor) -> SpotEntryQuerySet:
        """All for those with `onthespot.view`, entries in force of public procedures for everyone else."""
        if actor.may("onthespot.view"):
            return self.all()
        return self.filter(state=SpotState.IN_FORCE, procedure__internal=False)


class SpotEntry(models.Model):
    """A procedure of a department at a desk: which acts are done there, who approves, the process made public."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="on_the_spot")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="on_the_spot")
    desk = models.ForeignKey(Unit, models.PROTECT, related_name="on_the_spot_desk")
    state = models.CharField(max_length=10, choices=SpotState, default=SpotState.PROPOSED)
    acts: models.JSONField[Any, Any] = models.JSONField(default=dict)
    authority = models.CharField(_("thẩm quyền phê duyệt"), max_length=10, choices=Authority)
    in_person = models.BooleanField(_("thủ trưởng đến phê duyệt hằng ngày"), default=False)
    digital = models.BooleanField(_("kết quả điện tử, ký số"), default=False)
    phase = models.CharField(_("giai đoạn"), max_length=20, blank=True)
    process = models.TextField(_("quy trình tại chỗ để công khai"), max_length=8000, blank=True)
    spot = models.CharField(max_length=20, default="none")  # the class judged at the last change, for lists and counts
    decided_by = models.ForeignKey(SpotList, models.PROTECT, null=True, blank=True, related_name="entries")
    started_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=1000, blank=True)
    proposed_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = SpotEntryQuerySet.as_manager()

    class Meta:
        ordering = ["procedure__code", "id"]
        indexes = [models.Index(fields=["state", "spot"], name="onthespot_entry_state")]
        constraints = [
            models.UniqueConstraint(  # one on its way and, until that one starts, the one it will replace
                fields=["procedure", "unit", "desk"], condition=Q(state__in=ON_THE_WAY), name="onthespot_entry_once"
            ),
            models.UniqueConstraint(
                fields=["procedure", "unit", "desk"], condition=Q(state="in_force"), name="onthespot_entry_standing"
            ),
            models.CheckConstraint(condition=Q(state__in=SpotState.values), name="onthespot_entry_state"),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_reason="")),
                name="onthespot_entry_withdrawn",
            ),
            models.CheckConstraint(
                condition=~Q(state="in_force") | (Q(started_on__isnull=False) & Q(decided_by__isnull=False)),
                name="onthespot_entry_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.state}"


class SpotReportQuerySet(ScopedQuerySet["SpotReport"]):
    """Reports are for the administration."""

    def visible_to(self, actor: Actor) -> SpotReportQuerySet:
        """All for those with `onthespot.view`."""
        return self.all() if actor.may("onthespot.view") else self.none()


class SpotReport(models.Model):
    """The report of a month as it was made: its figures then, and the document."""

    month = models.DateField(unique=True)  # its first day
    figures: models.JSONField[Any, Any] = models.JSONField(default=dict)
    paper = models.CharField(max_length=LENGTH, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = SpotReportQuerySet.as_manager()

    class Meta:
        ordering = ["-month"]

    def __str__(self) -> str:
        return f"{self.month:%m/%Y}"
