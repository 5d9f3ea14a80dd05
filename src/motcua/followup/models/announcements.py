"""What ministries announce: a decision with the procedures it makes, changes, replaces or abolishes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.catalog.models import ImportBatch, Procedure, ProcedureVersion
from motcua.web.publicid import LENGTH, new_public_id

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from motcua.followup.models.tasks import FollowTask


class AnnouncementSource(models.TextChoices):
    """How the house learnt of a ministry's decision."""

    IMPORT = "import", _("từ lần nhập danh mục")
    TYPED = "typed", _("ghi tay")


class MinistryLineKind(models.TextChoices):
    """What a ministry's decision does to a procedure."""

    NEW = "new", _("mới ban hành")
    AMENDED = "amended", _("sửa đổi, bổ sung")
    REPLACED = "replaced", _("thay thế")
    ABOLISHED = "abolished", _("bãi bỏ")


class AnnouncementQuerySet(ScopedQuerySet["MinistryAnnouncement"]):
    """Announcements of ministries are for the administration."""

    def visible_to(self, actor: Actor) -> AnnouncementQuerySet:
        """All for those with `publication.view`, none for others."""
        return self.all() if actor.may("publication.view") else self.none()


class MinistryAnnouncement(models.Model):
    """One decision of a ministry as the province knows it; days that nobody has said stay empty."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    decision_no = models.CharField(_("số quyết định"), max_length=200, blank=True)
    key = models.CharField(max_length=260, editable=False)  # the number in one spelling, with the year
    ministry = models.CharField(_("bộ, ngành"), max_length=300)
    signed_on = models.DateField(_("ngày ký"), null=True, blank=True)
    effective_on = models.DateField(_("ngày văn bản có hiệu lực"), null=True, blank=True)
    learned_on = models.DateField(_("ngày biết"))
    source = models.CharField(max_length=6, choices=AnnouncementSource)
    batch = models.ForeignKey(ImportBatch, models.SET_NULL, null=True, blank=True, related_name="+")
    note = models.CharField(_("ghi chú"), max_length=1000, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = AnnouncementQuerySet.as_manager()

    if TYPE_CHECKING:
        lines: RelatedManager[MinistryLine]
        tasks: RelatedManager[FollowTask]

    class Meta:
        ordering = ["-learned_on", "-id"]
        indexes = [
            models.Index(fields=["-learned_on", "-id"], name="followup_announced_newest"),
            models.Index(fields=["ministry"], name="followup_announced_ministry"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="followup_announcement_once"),
            models.CheckConstraint(condition=~Q(ministry=""), name="followup_announcement_of_someone"),
            models.CheckConstraint(
                condition=Q(source__in=AnnouncementSource.values), name="followup_announcement_source"
            ),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True)
                | Q(effective_on__isnull=True)
                | Q(effective_on__gte=F("signed_on")),
                name="followup_effect_after_signing",
            ),
        ]

    def __str__(self) -> str:
        return self.decision_no or self.ministry

    @property
    def since(self) -> date:
        """The day from which elapsed days are counted: of signing, else the day on which the house learnt of it."""
        return self.signed_on or self.learned_on


class LineQuerySet(ScopedQuerySet["MinistryLine"]):
    """Lines are seen with their announcement."""

    def visible_to(self, actor: Actor) -> LineQuerySet:
        """All for those with `publication.view`, none for others."""
        return self.all() if actor.may("publication.view") else self.none()


class MinistryLine(models.Model):
    """One procedure of a ministry's decision, and what the province has done about it so far.

    The dates are derived from the other rooms (provincial lists, internal processes, desks, uploads) and written anew
    whenever one of them changes; a date that is empty is work still open.
    """

    announcement = models.ForeignKey(MinistryAnnouncement, models.PROTECT, related_name="lines")
    task = models.ForeignKey("followup.FollowTask", models.PROTECT, null=True, blank=True, related_name="lines")
    code = models.CharField(_("mã thủ tục"), max_length=40)
    name = models.TextField(_("tên thủ tục"), blank=True)
    kind = models.CharField(max_length=10, choices=MinistryLineKind)
    procedure = models.ForeignKey(Procedure, models.PROTECT, null=True, blank=True, related_name="+")
    procedure_version = models.ForeignKey(ProcedureVersion, models.PROTECT, null=True, blank=True, related_name="+")
    listed_on = models.DateField(null=True, blank=True)
    listed_by = models.CharField(max_length=LENGTH, blank=True)  # public id of the provincial decision
    processed_on = models.DateField(null=True, blank=True)
    posted_on = models.DateField(null=True, blank=True)
    desks_done = models.PositiveIntegerField(null=True, blank=True)  # None: nobody knows which desks must post it
    desks_due = models.PositiveIntegerField(null=True, blank=True)
    uploaded_on = models.DateField(null=True, blank=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        ordering = ["announcement_id", "code"]
        indexes = [models.Index(fields=["code"], name="followup_line_code")]
        constraints = [
            models.UniqueConstraint(fields=["announcement", "code"], name="followup_line_once"),
            models.CheckConstraint(condition=~Q(code=""), name="followup_line_coded"),
            models.CheckConstraint(condition=Q(kind__in=MinistryLineKind.values), name="followup_line_kind"),
            models.CheckConstraint(
                condition=Q(desks_done__isnull=True) | Q(desks_done__lte=F("desks_due")), name="followup_line_desks"
            ),
        ]

    def __str__(self) -> str:
        return self.code
