"""The impact file of a draft legal document that carries procedures: what was handed over at each step, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.catalog.models import Procedure
from motcua.files.models import StoredFile
from motcua.organisation.models import Unit
from motcua.papers.models import Paper
from motcua.review.models.plan import Campaign
from motcua.web.publicid import LENGTH, new_public_id

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class ImpactState(models.TextChoices):
    """How far a draft is."""

    OPEN = "open", _("đang soạn thảo")
    ADOPTED = "adopted", _("đã ban hành")
    DROPPED = "dropped", _("thôi soạn thảo")


class ImpactAct(models.TextChoices):
    """What a draft does to a procedure."""

    NEW = "new", _("quy định mới")
    AMENDED = "amended", _("sửa đổi, bổ sung")
    ABOLISHED = "abolished", _("bãi bỏ")


class ImpactQuerySet(ScopedQuerySet["ImpactFile"]):
    """Impact files are seen by all who see reviews."""

    def visible_to(self, actor: Actor) -> ImpactQuerySet:
        """All for those with `review.view`, none for others."""
        return self.all() if actor.may("review.view") else self.none()


class ImpactFile(models.Model):
    """A draft: who drafts it, who appraises it, which document it changes, what became of it.

    `law_date` is the day whose rules say which steps there are. `campaign` is the review that asked for the draft.
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    title = models.CharField(_("tên dự thảo văn bản"), max_length=500)
    changes = models.CharField(_("văn bản được sửa đổi"), max_length=300, blank=True)
    drafter = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("cơ quan soạn thảo"))
    appraiser = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("cơ quan thẩm định"))
    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, blank=True, related_name="impact_files")
    law_date = models.DateField(_("áp dụng quy định tại ngày"))
    state = models.CharField(_("tình trạng"), max_length=7, choices=ImpactState, default=ImpactState.OPEN)
    number = models.CharField(_("số, ký hiệu văn bản ban hành"), max_length=100, blank=True)
    ended_on = models.DateField(_("ngày ban hành hoặc thôi soạn thảo"), null=True, blank=True)
    reason = models.TextField(_("lý do thôi soạn thảo"), blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ImpactQuerySet.as_manager()

    if TYPE_CHECKING:
        procedures: RelatedManager[ImpactProcedure]
        products: RelatedManager[ImpactProduct]

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "-id"], name="review_impact_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ImpactState.values), name="review_impact_known"),
            models.CheckConstraint(condition=~Q(title=""), name="review_impact_titled"),
            models.CheckConstraint(
                condition=~Q(state="adopted") | (~Q(number="") & Q(ended_on__isnull=False)),
                name="review_impact_adopted",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | (~Q(reason="") & Q(ended_on__isnull=False)),
                name="review_impact_dropped",
            ),
        ]


class ImpactProcedure(models.Model):
    """A procedure that a draft makes, changes or ends; `procedure` is empty for one that has no code yet."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    impact = models.ForeignKey(ImpactFile, models.PROTECT, related_name="procedures")
    procedure = models.ForeignKey(Procedure, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("tên thủ tục"), max_length=2000)
    act = models.CharField(_("nội dung"), max_length=9, choices=ImpactAct)

    class Meta:
        ordering = ["impact_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["impact", "procedure"], name="review_impact_procedure_once"),
            models.CheckConstraint(condition=Q(act__in=ImpactAct.values), name="review_impact_act_known"),
            models.CheckConstraint(condition=~Q(name=""), name="review_impact_procedure_named"),
        ]


class ImpactProduct(models.Model):
    """What was handed over at a step (a key of the rule `review.impact_steps`): a file or a paper, with its date.

    Nothing is deleted: what was recorded in error is withdrawn with a reason.
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    impact = models.ForeignKey(ImpactFile, models.PROTECT, related_name="products")
    step = models.CharField(_("bước"), max_length=20)
    subject = models.ForeignKey(ImpactProcedure, models.PROTECT, null=True, blank=True, related_name="products")
    on_date = models.DateField(_("ngày"))
    number = models.CharField(_("số, ký hiệu"), max_length=100, blank=True)
    summary = models.TextField(_("nội dung chính"), blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    by_label = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(_("lý do rút"), max_length=1000, blank=True)

    class Meta:
        ordering = ["impact_id", "on_date", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False) | Q(paper__isnull=False), name="review_impact_product_there"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because=""), name="review_impact_withdrawn_why"
            ),
        ]
