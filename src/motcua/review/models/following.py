"""What is followed beside and after the results: steps of the calendar, units' plans, decisions by field, pursuits."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.catalog.models import Field
from motcua.review.models.assessment import Remedy
from motcua.review.models.plan import Campaign, CampaignLine, CampaignUnit
from motcua.web.publicid import LENGTH, new_public_id


class CampaignStep(models.Model):
    """That a step of the campaign's calendar was done on a day, by which document; `key` is that of the rulebook."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="steps_done")
    key = models.CharField(max_length=20)
    done_on = models.DateField(_("ngày hoàn thành"))
    number = models.CharField(_("số, ký hiệu văn bản"), max_length=100, blank=True)
    note = models.CharField(_("ghi chú"), max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["campaign_id", "done_on", "id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="review_step_once")]


class UnitPlan(models.Model):
    """A unit's own plan for its part of a second stage."""

    part = models.OneToOneField(CampaignUnit, models.CASCADE, related_name="plan")
    number = models.CharField(_("số, ký hiệu kế hoạch"), max_length=100)
    signed_on = models.DateField(_("ngày ký kế hoạch"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(number=""), name="review_unit_plan_numbered")]


class FieldDecision(models.Model):
    """The Chair's decision on the results of one field (None: procedures without a field)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="field_decisions")
    field = models.ForeignKey(Field, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.CharField(_("số, ký hiệu"), max_length=100)
    signed_on = models.DateField(_("ngày ký"))
    signer = models.CharField(_("người ký"), max_length=200)
    lines = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["campaign_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "field"], name="review_field_decided_once"),
            models.CheckConstraint(condition=~Q(number="") & ~Q(signer=""), name="review_field_decision_signed"),
        ]


class FieldPaper(models.Model):
    """The document of the decision on one field, on its way to signature; `FieldDecision` is what was signed.

    `trouble` is why a number that came back from signature could not be recorded.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="field_papers")
    field = models.ForeignKey(Field, models.PROTECT, null=True, blank=True, related_name="+")
    paper = models.CharField(max_length=LENGTH, blank=True, db_index=True)  # public id in the room of papers
    trouble = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["campaign_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "field"], name="review_field_paper_once"),
            models.UniqueConstraint(fields=["campaign"], condition=Q(field=None), name="review_field_paper_none_once"),
        ]


class PursuitEnd(models.TextChoices):
    """How the wish for an amendment ended."""

    AMENDED = "amended", _("văn bản đã được sửa đổi, thay thế, bãi bỏ")
    REFUSED = "refused", _("cơ quan có thẩm quyền không chấp nhận")


class PursuitQuerySet(ScopedQuerySet["Pursuit"]):
    """Pursuits are seen with their campaign."""

    def visible_to(self, actor: Actor) -> PursuitQuerySet:
        """All for those with `review.view`, none for others."""
        return self.all() if actor.may("review.view") else self.none()

    def waiting(self) -> PursuitQuerySet:
        """Those that nothing has ended; of a second stage the answer of a ministry ends one too."""
        answered = Q(campaign__kind="unsuitable", remedy=Remedy.MINISTRY, answered_on__isnull=False)
        return self.filter(outcome="").exclude(answered)


class Pursuit(models.Model):
    """A provision that decided results want amended, followed until the document is amended.

    `owner` drafts it, or is the ministry asked; `lines` are the procedures that it concerns. Sent, answered and ended
    are three acts, each with document and day.
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="pursuits")
    remedy = models.CharField(_("thẩm quyền"), max_length=12, choices=Remedy)
    document = models.CharField(_("văn bản"), max_length=300)
    article = models.CharField(_("điều, khoản, điểm"), max_length=300, blank=True)
    wording = models.TextField(_("nội dung đề nghị sửa"), blank=True)
    owner = models.CharField(_("cơ quan soạn thảo hoặc được kiến nghị"), max_length=300, blank=True)
    due_on = models.DateField(_("thời hạn"))
    lines: models.ManyToManyField[CampaignLine, models.Model] = models.ManyToManyField(
        CampaignLine, related_name="pursuits"
    )
    sent_number = models.CharField(_("số văn bản kiến nghị"), max_length=100, blank=True)
    sent_on = models.DateField(_("ngày gửi"), null=True, blank=True)
    answer_number = models.CharField(_("số văn bản trả lời"), max_length=100, blank=True)
    answered_on = models.DateField(_("ngày trả lời"), null=True, blank=True)
    answer = models.TextField(_("nội dung trả lời"), blank=True)
    outcome = models.CharField(_("kết quả"), max_length=8, choices=PursuitEnd, blank=True)
    end_number = models.CharField(_("số văn bản sửa đổi hoặc từ chối"), max_length=100, blank=True)
    ended_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PursuitQuerySet.as_manager()

    class Meta:
        ordering = ["campaign_id", "due_on", "document", "id"]
        indexes = [models.Index(fields=["campaign", "outcome", "due_on"], name="review_pursuit_due")]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "remedy", "document", "article"], name="review_pursuit_once"),
            models.CheckConstraint(condition=Q(remedy__in=Remedy.values), name="review_pursuit_power"),
            models.CheckConstraint(condition=~Q(document=""), name="review_pursuit_names_document"),
            models.CheckConstraint(
                condition=Q(outcome="") | (Q(ended_on__isnull=False) & ~Q(end_number="")), name="review_pursuit_ended"
            ),
        ]

    @property
    def waits(self) -> bool:
        """Whether nothing has ended it yet, as `waiting` counts."""
        second = self.campaign.kind == "unsuitable" and self.remedy == Remedy.MINISTRY
        return not self.outcome and not (second and self.answered_on is not None)
