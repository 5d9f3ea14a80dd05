"""Reports of what is wrong in a procedure, the letters that carry them, and what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.catalog.models import Finding, Procedure, ProcedureVersion
from motcua.organisation.models import Unit
from motcua.web.publicid import LENGTH, new_public_id

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class DefectKind(models.TextChoices):
    """In what the announced content falls short."""

    INCOMPLETE = "incomplete", _("chưa đầy đủ")
    INACCURATE = "inaccurate", _("chưa chính xác")
    LATE = "late", _("chưa kịp thời")


class ReportState(models.TextChoices):
    """Where a report stands."""

    OPEN = "open", _("chưa gửi")
    GATHERED = "gathered", _("trong văn bản đang soạn")
    SENT = "sent", _("đã gửi, chờ trả lời")
    ACCEPTED = "accepted", _("được tiếp thu")
    REFUSED = "refused", _("không được tiếp thu")
    WITHDRAWN = "withdrawn", _("đã rút")


CLOSED = (ReportState.ACCEPTED, ReportState.REFUSED, ReportState.WITHDRAWN)


class ReportQuerySet(ScopedQuerySet["DefectReport"]):
    """A report is for its author, the author's unit, the units of its letters, and oversight."""

    def visible_to(self, actor: Actor) -> ReportQuerySet:
        """All for those with `defects.oversee`, else one's own, one's unit's and those in letters of one's unit."""
        if actor.system or actor.may("defects.oversee"):
            return self.all()
        units = actor.unit_ids
        lines = LetterLine.objects.filter(report=OuterRef("pk"))
        own = Q(unit__in=units) | Q(Exists(lines.filter(letter__to_unit__in=units, letter__state__in=GONE)))
        if actor.user is not None:
            own |= Q(reported_by=actor.user)
        return self.filter(own)


class DefectReport(models.Model):
    """One defect of one procedure as an officer sees it: which part, what it says, what it should say."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="defect_reports")
    procedure_version = models.ForeignKey(ProcedureVersion, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("nội dung"), max_length=12, choices=DefectKind)
    part = models.CharField(_("bộ phận của thủ tục"), max_length=20)
    quote = models.TextField(_("nội dung đang công khai"), blank=True)
    proposal = models.TextField(_("đề nghị"))
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="defect_reports")
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reported_on = models.DateField(_("ngày báo"))
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="defect_reports")
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.OPEN)
    outcome = models.TextField(_("kết quả"), blank=True)
    closed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ReportQuerySet.as_manager()

    if TYPE_CHECKING:
        lines: RelatedManager[LetterLine]

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "-id"], name="defects_report_state"),
            models.Index(fields=["reported_by", "-id"], name="defects_report_author"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DefectKind.values), name="defects_report_kind"),
            models.CheckConstraint(condition=Q(state__in=ReportState.values), name="defects_report_state_known"),
            models.CheckConstraint(condition=~Q(proposal="") & ~Q(part=""), name="defects_report_said"),
            models.CheckConstraint(
                condition=Q(state__in=CLOSED, closed_on__isnull=False) | ~Q(state__in=CLOSED),
                name="defects_report_closed_dated",
            ),
            models.UniqueConstraint(
                fields=["finding"], condition=~Q(state=ReportState.WITHDRAWN), name="defects_finding_once"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class Level(models.TextChoices):
    """How high a letter goes; the time for an answer is a rule of its own for ministries."""

    PROVINCE = "province", _("cơ quan trong tỉnh")
    MINISTRY = "ministry", _("bộ, ngành")


class LetterState(models.TextChoices):
    """Where a letter stands."""

    DRAFT = "draft", _("đang soạn")
    SUBMITTED = "submitted", _("đã trình ký")
    SENT = "sent", _("đã gửi, chờ trả lời")
    ANSWERED = "answered", _("đã trả lời hết")


GONE = (LetterState.SENT, LetterState.ANSWERED)


class LetterQuerySet(ScopedQuerySet["DefectLetter"]):
    """A letter is for the unit that writes it, the unit that gets it, and oversight."""

    def visible_to(self, actor: Actor) -> LetterQuerySet:
        """All for those with `defects.oversee`, else letters of one's units and sent letters to them."""
        if actor.system or actor.may("defects.oversee"):
            return self.all()
        units = actor.unit_ids
        return self.filter(Q(from_unit__in=units) | Q(to_unit__in=units, state__in=GONE))


class DefectLetter(models.Model):
    """A numbered letter with reports, from a unit to a unit of the province or a ministry; it may pass on another."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="defect_letters")
    to_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="defect_letters_in")
    to_name = models.CharField(_("nơi nhận"), max_length=300)
    level = models.CharField(max_length=10, choices=Level)
    forwards = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="forwarded_by")
    state = models.CharField(max_length=10, choices=LetterState, default=LetterState.DRAFT)
    paper = models.CharField(max_length=LENGTH, blank=True)
    number = models.CharField(_("số, ký hiệu"), max_length=100, blank=True)
    sent_on = models.DateField(_("ngày gửi"), null=True, blank=True)
    signer = models.CharField(_("người ký"), max_length=200, blank=True)
    created_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    objects = LetterQuerySet.as_manager()

    if TYPE_CHECKING:
        lines: RelatedManager[LetterLine]
        forwarded_by: RelatedManager[DefectLetter]

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "sent_on"], name="defects_letter_silence"),
            models.Index(fields=["paper"], name="defects_letter_paper"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=LetterState.values), name="defects_letter_state"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="defects_letter_level"),
            models.CheckConstraint(condition=~Q(to_name=""), name="defects_letter_addressed"),
            models.CheckConstraint(
                condition=Q(to_unit__isnull=True) | ~Q(to_unit=F("from_unit")), name="defects_letter_not_to_oneself"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=GONE) | (~Q(number="") & Q(sent_on__isnull=False)),
                name="defects_letter_numbered",
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.public_id


class Result(models.TextChoices):
    """What was answered to one line."""

    NONE = "", _("chưa trả lời")
    ACCEPTED = "accepted", _("tiếp thu")
    REFUSED = "refused", _("không tiếp thu")


class LetterLine(models.Model):
    """One report in one letter, and what was answered to it."""

    letter = models.ForeignKey(DefectLetter, models.CASCADE, related_name="lines")
    report = models.ForeignKey(DefectReport, models.PROTECT, related_name="lines")
    result = models.CharField(max_length=8, choices=Result, blank=True, default=Result.NONE)
    reason = models.TextField(_("lý do"), blank=True)
    answer_no = models.CharField(_("văn bản trả lời"), max_length=100, blank=True)
    answered_on = models.DateField(_("ngày trả lời"), null=True, blank=True)

    class Meta:
        ordering = ["letter_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "report"], name="defects_line_once"),
            models.CheckConstraint(condition=Q(result__in=Result.values), name="defects_line_result"),
            models.CheckConstraint(condition=~Q(result="refused") | ~Q(reason=""), name="defects_line_refused_why"),
            models.CheckConstraint(
                condition=Q(result="") | Q(answered_on__isnull=False), name="defects_line_answered_dated"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id}/{self.report_id}"
