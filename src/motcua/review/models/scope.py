"""What a plan names beside its units: lists of exclusion, single choices, the table of tasks, targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.catalog.models import Procedure
from motcua.organisation.models import Unit
from motcua.review.models.plan import Campaign
from motcua.web.publicid import LENGTH, new_public_id

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class ExclusionListQuerySet(ScopedQuerySet["ExclusionList"]):
    """Lists of exclusion are known within the administration."""

    def visible_to(self, actor: Actor) -> ExclusionListQuerySet:
        """All for those with `review.view`, none for others."""
        return self.all() if actor.may("review.view") else self.none()


class ExclusionList(models.Model):
    """Procedures that a document takes out of review, such as a list of services already ordered to go online."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    title = models.CharField(_("tên danh mục"), max_length=500)
    instrument = models.CharField(_("văn bản"), max_length=200, blank=True)
    source = models.CharField(_("tệp đã nhập"), max_length=200, blank=True)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    imported_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = ExclusionListQuerySet.as_manager()

    if TYPE_CHECKING:
        lines: RelatedManager[ExclusionLine]

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="review_exclusion_titled")]

    def __str__(self) -> str:
        return self.title


class ExclusionLine(models.Model):
    """One procedure of a list, at one tier or (empty) at all, with the reason that the list gives.

    `procedure` is empty where nobody knows the code.
    """

    list = models.ForeignKey(ExclusionList, models.CASCADE, related_name="lines")
    ordinal = models.PositiveIntegerField()
    code = models.CharField(_("mã thủ tục"), max_length=60, blank=True)
    name = models.TextField(_("tên thủ tục"), blank=True)
    tier = models.CharField(_("cấp"), max_length=20, blank=True)
    reason = models.CharField(_("lý do"), max_length=1000, blank=True)
    procedure = models.ForeignKey(Procedure, models.PROTECT, null=True, blank=True, related_name="+")
    trouble = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["list_id", "ordinal"]
        indexes = [models.Index(fields=["procedure", "list"], name="review_exclusion_procedure")]
        constraints = [
            models.UniqueConstraint(fields=["list", "ordinal"], name="review_exclusion_ordinal"),
            models.CheckConstraint(condition=~Q(code="") | ~Q(name=""), name="review_exclusion_named"),
        ]


class ScopeChoice(models.Model):
    """A procedure put into a campaign or left out of it by hand, with the reason."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="choices")
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="+")
    wanted = models.BooleanField(_("đưa vào"))
    reason = models.CharField(_("lý do"), max_length=1000)

    class Meta:
        ordering = ["campaign_id", "procedure__code"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "procedure"], name="review_choice_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="review_choice_reasoned"),
        ]


class CampaignTask(models.Model):
    """A row of the plan's table of tasks: what, who, until when, with which product; done on a day."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="tasks")
    ordinal = models.PositiveIntegerField()
    text = models.TextField(_("nhiệm vụ"))
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    unit_text = models.CharField(_("đơn vị theo kế hoạch"), max_length=300, blank=True)
    due_on = models.DateField(_("thời hạn"), null=True, blank=True)
    product = models.CharField(_("sản phẩm"), max_length=500, blank=True)
    done_on = models.DateField(_("ngày hoàn thành"), null=True, blank=True)
    done_note = models.CharField(_("kết quả"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["campaign_id", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "ordinal"], name="review_task_ordinal"),
            models.CheckConstraint(condition=~Q(text=""), name="review_task_said"),
        ]


class CampaignTarget(models.Model):
    """A figure that the plan sets itself: a least share of procedures or dossiers at a tier by a day."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="targets")
    ordinal = models.PositiveIntegerField()
    text = models.CharField(_("chỉ tiêu"), max_length=500)
    tier = models.CharField(_("cấp"), max_length=20, blank=True)
    percent = models.DecimalField(
        _("tỷ lệ tối thiểu (%)"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    by_date = models.DateField(_("đến ngày"))

    class Meta:
        ordering = ["campaign_id", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "ordinal"], name="review_target_ordinal"),
            models.CheckConstraint(condition=Q(percent__gte=0) & Q(percent__lte=100), name="review_target_share"),
        ]
