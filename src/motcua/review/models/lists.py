"""What comes out of a campaign: sets of documents made at a moment, and worksheets of cost behind a simplification."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.files.models import StoredFile
from motcua.review.models.plan import Campaign, CampaignLine
from motcua.web.publicid import LENGTH, new_public_id

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class ListSetQuerySet(ScopedQuerySet["ListSet"]):
    """Documents are seen with their campaign."""

    def visible_to(self, actor: Actor) -> ListSetQuerySet:
        """All for those with `review.view`, none for others."""
        return self.all() if actor.may("review.view") else self.none()


class ListSet(models.Model):
    """All documents of a campaign as they were asked for at one moment. `finished_at` is empty while they are made."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="list_sets")
    job = models.CharField(max_length=LENGTH, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    by_label = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ListSetQuerySet.as_manager()

    if TYPE_CHECKING:
        files: RelatedManager[ListFile]

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["campaign", "-id"], name="review_list_set_latest")]


class ListFile(models.Model):
    """One document of a set in one format; `rows` is how many lines the list had."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    list_set = models.ForeignKey(ListSet, models.PROTECT, related_name="files")
    form = models.CharField(max_length=20)
    format = models.CharField(max_length=4)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    rows = models.PositiveIntegerField()

    class Meta:
        ordering = ["list_set_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["list_set", "form", "format"], name="review_list_file_once"),
            models.CheckConstraint(
                condition=Q(format__in=("docx", "xlsx", "pdf", "json")), name="review_list_file_format"
            ),
        ]


class CostSide(models.TextChoices):
    """Which cost a worksheet counts."""

    BEFORE = "before", _("hiện tại")
    AFTER = "after", _("sau đơn giản hóa")


class CostSheet(models.Model):
    """The worksheet of what one execution costs, before or after (Circular 02/2017, Art. 27).

    `rows` are `{"work", "hours", "service", "fee", "whose"}`: hours as decimal text, money in đồng, "citizen" or
    "authority". `executions` are times a subject goes through it in a year. `wage` is đồng an hour; empty takes the
    rule of the day.
    """

    line = models.ForeignKey(CampaignLine, models.PROTECT, related_name="cost_sheets")
    side = models.CharField(max_length=6, choices=CostSide)
    rows = models.JSONField(default=list)
    executions = models.DecimalField(_("số lần thực hiện một năm"), max_digits=9, decimal_places=2, default=1)
    subjects = models.PositiveIntegerField(_("số đối tượng một năm"), default=1)
    wage = models.PositiveIntegerField(_("thu nhập một giờ (đồng)"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    by_label = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["line_id", "side"]
        constraints = [
            models.UniqueConstraint(fields=["line", "side"], name="review_cost_once"),
            models.CheckConstraint(condition=Q(side__in=CostSide.values), name="review_cost_side_known"),
            models.CheckConstraint(condition=Q(executions__gte=0), name="review_cost_executions"),
        ]
