"""Asking lower tiers and other agencies about chosen lines: who was asked, what they said, what was made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.organisation.models import Unit
from motcua.review.models.plan import Campaign, CampaignLine
from motcua.web.publicid import LENGTH, new_public_id

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class ConsultationState(models.TextChoices):
    """Where a consultation stands."""

    DRAFT = "draft", _("đang soạn")
    SUBMITTED = "submitted", _("đã trình ký")
    SENT = "sent", _("đã gửi, chờ ý kiến")
    CLOSED = "closed", _("đã tổng hợp, giải trình")


class ConsultationQuerySet(ScopedQuerySet["Consultation"]):
    """A draft is for its unit and the office; what was sent is known within the administration."""

    def visible_to(self, actor: Actor) -> ConsultationQuerySet:
        """All for the office; else what was sent and one's own unit's drafts."""
        if not actor.may("review.view"):
            return self.none()
        if actor.system or actor.may("review.check"):
            return self.all()
        return self.filter(Q(state__in=("sent", "closed")) | Q(unit__in=actor.unit_ids))


class Consultation(models.Model):
    """One round of asking by one unit. `sent_on` starts the clock; `paper` is the letter in the room of papers."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="consultations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị lấy ý kiến"))
    title = models.CharField(_("nội dung lấy ý kiến"), max_length=500)
    state = models.CharField(max_length=9, choices=ConsultationState, default=ConsultationState.DRAFT)
    paper = models.CharField(max_length=LENGTH, blank=True)
    number = models.CharField(_("số, ký hiệu"), max_length=100, blank=True)
    sent_on = models.DateField(_("ngày gửi"), null=True, blank=True)
    closed_on = models.DateField(_("ngày tổng hợp"), null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = ConsultationQuerySet.as_manager()

    if TYPE_CHECKING:
        lines: RelatedManager[ConsultationLine]
        addressees: RelatedManager[Addressee]

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["campaign", "state"], name="review_consultation_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ConsultationState.values), name="review_consultation_known"),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "submitted")) | Q(sent_on__isnull=False),
                name="review_consultation_dated",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="review_consultation_titled"),
        ]

    def __str__(self) -> str:
        return self.title


class ConsultationLine(models.Model):
    """A procedure on which opinions are asked."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="lines")
    line = models.ForeignKey(CampaignLine, models.PROTECT, related_name="consultations")

    class Meta:
        ordering = ["consultation_id", "id"]
        constraints = [models.UniqueConstraint(fields=["consultation", "line"], name="review_consulted_once")]


class Addressee(models.Model):
    """Who is asked. `silent_on` is the day on which it was recorded that no answer came in time."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="addressees")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("nơi được hỏi"), max_length=300)
    answered_on = models.DateField(_("ngày có ý kiến"), null=True, blank=True)
    number = models.CharField(_("số văn bản trả lời"), max_length=100, blank=True)
    silent_on = models.DateField(_("ngày ghi nhận không có ý kiến"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    if TYPE_CHECKING:
        opinions: RelatedManager[Opinion]

    class Meta:
        ordering = ["consultation_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "name"], name="review_addressee_once"),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(silent_on__isnull=True), name="review_addressee_not_both"
            ),
        ]


class OpinionSaid(models.TextChoices):
    """What an addressee says of a line."""

    AGREE = "agree", _("thống nhất")
    OTHER = "other", _("có ý kiến khác")


class Taken(models.TextChoices):
    """What became of an opinion."""

    WAITING = "waiting", _("chưa giải trình")
    ACCEPTED = "accepted", _("tiếp thu")
    PARTLY = "partly", _("tiếp thu một phần")
    REFUSED = "refused", _("không tiếp thu")


class Opinion(models.Model):
    """An opinion of one addressee on one line (or, without line, on the whole), and the answer to it."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    addressee = models.ForeignKey(Addressee, models.CASCADE, related_name="opinions")
    line = models.ForeignKey(CampaignLine, models.PROTECT, null=True, blank=True, related_name="opinions")
    said = models.CharField(max_length=5, choices=OpinionSaid)
    text = models.TextField(_("ý kiến"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    taken = models.CharField(_("giải trình"), max_length=8, choices=Taken, default=Taken.WAITING)
    reason = models.TextField(_("lý do, nội dung tiếp thu"), blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["addressee_id", "id"]
        indexes = [models.Index(fields=["taken", "addressee"], name="review_opinion_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["addressee", "line"], name="review_opinion_once"),
            models.UniqueConstraint(
                fields=["addressee"], condition=Q(line__isnull=True), name="review_opinion_whole_once"
            ),
            models.CheckConstraint(condition=Q(said="agree") | ~Q(text=""), name="review_opinion_said"),
            models.CheckConstraint(
                condition=Q(taken__in=("waiting", "accepted")) | ~Q(reason=""), name="review_opinion_reasoned"
            ),
        ]
