"""What happens to a campaign's results: remarks, quality checks, meetings, reminders, the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.files.models import StoredFile
from motcua.review.models.plan import Campaign, CampaignLine, CampaignUnit
from motcua.web.publicid import LENGTH, new_public_id

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class RemarkKind(models.TextChoices):
    """On what occasion something was remarked."""

    RETURN = "return", _("trả lại")
    CHECK = "check", _("nhận xét khi kiểm soát")
    MEETING = "meeting", _("kết luận họp")


class RemarkQuerySet(ScopedQuerySet["Remark"]):
    """Remarks are seen with their line."""

    def visible_to(self, actor: Actor) -> RemarkQuerySet:
        """All for those with `review.view`, none for others."""
        return self.all() if actor.may("review.view") else self.none()


class Remark(models.Model):
    """What the office says of a line. `answer` is what its author did about it, written when the line goes back."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    line = models.ForeignKey(CampaignLine, models.PROTECT, related_name="remarks")
    kind = models.CharField(max_length=7, choices=RemarkKind, default=RemarkKind.RETURN)
    text = models.TextField(_("nhận xét"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    said_at = models.DateTimeField()
    answer = models.TextField(_("giải trình, tiếp thu"), blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["line_id", "said_at", "id"]
        indexes = [models.Index(fields=["kind", "answered_at"], name="review_remark_open")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RemarkKind.values), name="review_remark_kind"),
            models.CheckConstraint(condition=~Q(text=""), name="review_remark_said"),
        ]


class QualityCheck(models.Model):
    """The office's look at one unit's results: a sample drawn by a recorded seed, a checklist per drawn line.

    Drawing again with the same seed and size from the same lines gives the same sample (`sampling.drawn`).
    `population` is how many lines it was drawn from.
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="checks")
    campaign_unit = models.ForeignKey(CampaignUnit, models.PROTECT, related_name="checks")
    seed = models.PositiveBigIntegerField(_("số khởi tạo"))
    size = models.PositiveIntegerField(_("cỡ mẫu"))
    population = models.PositiveIntegerField()
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    drawn_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    if TYPE_CHECKING:
        samples: RelatedManager[QualitySample]

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign_unit"], condition=Q(finished_at__isnull=True), name="review_one_open_check"
            )
        ]


class Verdict(models.TextChoices):
    """What the office found in a drawn line."""

    WAITING = "waiting", _("chưa xem")
    PASSED = "passed", _("đạt")
    FAILED = "failed", _("chưa đạt")


class QualitySample(models.Model):
    """One drawn line: the points of the checklist (`checklist.POINTS` key → true, false) and the verdict."""

    check_of = models.ForeignKey(QualityCheck, models.CASCADE, related_name="samples")
    line = models.ForeignKey(CampaignLine, models.PROTECT, related_name="samples")
    ordinal = models.PositiveIntegerField()
    verdict = models.CharField(max_length=7, choices=Verdict, default=Verdict.WAITING)
    points = models.JSONField(default=dict)
    note = models.CharField(_("nhận xét"), max_length=2000, blank=True)
    looked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    looked_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["check_of_id", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["check_of", "line"], name="review_sample_once"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="review_sample_verdict"),
        ]


class Meeting(models.Model):
    """A meeting on the results, with its minutes and what it concluded line by line."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="meetings")
    title = models.CharField(_("nội dung họp"), max_length=500)
    held_on = models.DateField(_("ngày họp"))
    place = models.CharField(_("địa điểm"), max_length=300, blank=True)
    chair = models.CharField(_("chủ trì"), max_length=200)
    present = models.TextField(_("thành phần"), blank=True)
    minutes = models.TextField(_("biên bản"))
    conclusion = models.TextField(_("kết luận chung"), blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    if TYPE_CHECKING:
        lines: RelatedManager[MeetingLine]

    class Meta:
        ordering = ["-held_on", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="review_meeting_titled")]

    def __str__(self) -> str:
        return self.title


class MeetingLine(models.Model):
    """What a meeting concluded about one procedure."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="lines")
    line = models.ForeignKey(CampaignLine, models.PROTECT, related_name="meetings")
    conclusion = models.TextField(_("kết luận"))

    class Meta:
        ordering = ["meeting_id", "id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "line"], name="review_meeting_line_once")]


class UnitReminder(models.Model):
    """That a unit was reminded of its part by a paper."""

    campaign_unit = models.ForeignKey(CampaignUnit, models.PROTECT, related_name="reminders")
    paper = models.CharField(max_length=LENGTH)  # public id in the room of papers
    on_date = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-on_date", "-id"]
        constraints = [models.UniqueConstraint(fields=["campaign_unit", "paper"], name="review_reminder_once")]


class CampaignDecision(models.Model):
    """The Chair's decision on the results: at signature while `number` is empty, in force with it.

    `trouble` is why a number that came back from signature could not be recorded.
    """

    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="decision")
    paper = models.CharField(max_length=LENGTH, blank=True, db_index=True)
    number = models.CharField(_("số, ký hiệu"), max_length=100, blank=True)
    signed_on = models.DateField(_("ngày ký"), null=True, blank=True)
    signer = models.CharField(_("người ký"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(number="") | (Q(signed_on__isnull=False) & ~Q(signer="")),
                name="review_decision_number_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return self.number
