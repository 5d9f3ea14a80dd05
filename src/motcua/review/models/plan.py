"""A campaign of review: what it is about, which units take part, which procedures it goes through.

A line is one procedure in one campaign. It pins the version of the procedure and the day whose law is applied, has one
lead unit, and goes open → assessed → submitted → confirmed; a returned line is back with its author, and of a decided
one nothing changes any more (`locks.py`). What a unit answers about a line hangs on it from `assessment.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.catalog.models import Field, Procedure, ProcedureVersion
from motcua.organisation.models import Unit
from motcua.web.publicid import LENGTH, new_public_id

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from motcua.review.models.control import CampaignDecision, Meeting, QualityCheck, Remark, UnitReminder
    from motcua.review.models.following import CampaignStep, FieldDecision, FieldPaper, Pursuit, UnitPlan
    from motcua.review.models.scope import CampaignTarget, CampaignTask, ExclusionList, ScopeChoice


class CampaignKind(models.TextChoices):
    """What a campaign looks for."""

    ONLINE = "online", _("rà soát sự phù hợp với dịch vụ công trực tuyến")
    SIMPLIFICATION = "simplification", _("rà soát, đơn giản hóa quy định, thủ tục hành chính")
    UNSUITABLE = "unsuitable", _("giai đoạn hai cho thủ tục chưa phù hợp")
    INTERNAL = "internal", _("rà soát thủ tục hành chính nội bộ")


class CampaignState(models.TextChoices):
    """The life of a campaign."""

    DRAFT = "draft", _("đang lập kế hoạch")
    OPEN = "open", _("đơn vị đang rà soát")
    CHECKING = "checking", _("đang kiểm soát chất lượng")
    CONSOLIDATED = "consolidated", _("đã tổng hợp")
    DECIDED = "decided", _("đã phê duyệt kết quả")
    CLOSED = "closed", _("đã kết thúc, không phê duyệt")


RUNNING = (CampaignState.OPEN, CampaignState.CHECKING)
ENDED = (CampaignState.DECIDED, CampaignState.CLOSED)


class UnitRole(models.TextChoices):
    """How a unit takes part."""

    LEAD = "lead", _("chủ trì")
    COOPERATING = "cooperating", _("phối hợp")


class UnitState(models.TextChoices):
    """Where a lead unit stands with its part."""

    ASSIGNED = "assigned", _("đã giao")
    WORKING = "working", _("đang rà soát")
    APPROVED = "approved", _("thủ trưởng đã duyệt")
    SUBMITTED = "submitted", _("đã gửi kết quả")
    RETURNED = "returned", _("bị trả lại")
    CONFIRMED = "confirmed", _("đã xác nhận")
    HANDED_OVER = "handed_over", _("đã bàn giao cho đơn vị kế thừa")


class LineState(models.TextChoices):
    """Where a procedure stands in its campaign."""

    OPEN = "open", _("chưa đánh giá")
    ASSESSED = "assessed", _("đã đánh giá")
    SUBMITTED = "submitted", _("đã gửi")
    RETURNED = "returned", _("bị trả lại")
    CONFIRMED = "confirmed", _("đã xác nhận")
    DECIDED = "decided", _("đã phê duyệt")
    CLOSED = "closed", _("không rà soát nữa")


WITH_AUTHOR = (LineState.OPEN, LineState.ASSESSED, LineState.RETURNED)
"""States in which the lead unit may still write its answers."""
CONCLUDED = (LineState.ASSESSED, LineState.SUBMITTED, LineState.CONFIRMED, LineState.DECIDED)
FROZEN = (LineState.DECIDED, LineState.CLOSED)


class CampaignQuerySet(ScopedQuerySet["Campaign"]):
    """Campaigns are known within the administration."""

    def visible_to(self, actor: Actor) -> CampaignQuerySet:
        """All for those with `review.view`, none for others."""
        return self.all() if actor.may("review.view") else self.none()


class Campaign(models.Model):
    """A plan of review and its run.

    `law_date` is the day whose law is applied (the day of opening unless another was chosen); the regime of levels
    follows from it. `scope` holds the rule as plain values (`scoping.ScopeRule`), `weights` those of the selection
    criteria. `copied_from` is the campaign whose plan this one took over and is compared with; `follows` the first
    stage whose unsuitable procedures a second stage takes up.
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(_("loại rà soát"), max_length=14, choices=CampaignKind, default=CampaignKind.ONLINE)
    state = models.CharField(_("tình trạng"), max_length=12, choices=CampaignState, default=CampaignState.DRAFT)
    title = models.CharField(_("tên đợt rà soát"), max_length=500)
    year = models.PositiveSmallIntegerField(_("năm"))
    plan_number = models.CharField(_("số kế hoạch"), max_length=100, blank=True)
    plan_signed_on = models.DateField(_("ngày ký kế hoạch"), null=True, blank=True)
    ground = models.TextField(_("căn cứ lựa chọn"), blank=True)
    law_date = models.DateField(_("áp dụng quy định tại ngày"), null=True, blank=True)
    opens_on = models.DateField(_("ngày bắt đầu"))
    unit_result_due = models.DateField(_("đơn vị gửi kết quả trước ngày"))
    check_due = models.DateField(_("kiểm soát chất lượng xong trước ngày"))
    consolidation_due = models.DateField(_("tổng hợp, trình phê duyệt trước ngày"))
    scope = models.JSONField(default=dict)
    exclusions: models.ManyToManyField[ExclusionList, models.Model] = models.ManyToManyField(
        "review.ExclusionList", blank=True, related_name="campaigns", verbose_name=_("danh mục loại trừ")
    )
    weights = models.JSONField(default=dict)
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="copies")
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="stages")
    job = models.CharField(max_length=LENGTH, blank=True)  # the job that makes the lines
    closed_because = models.CharField(_("lý do kết thúc"), max_length=2000, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = CampaignQuerySet.as_manager()

    if TYPE_CHECKING:
        units: RelatedManager[CampaignUnit]
        lines: RelatedManager[CampaignLine]
        tasks: RelatedManager[CampaignTask]
        targets: RelatedManager[CampaignTarget]
        choices: RelatedManager[ScopeChoice]
        meetings: RelatedManager[Meeting]
        checks: RelatedManager[QualityCheck]
        decision: CampaignDecision
        steps_done: RelatedManager[CampaignStep]
        field_decisions: RelatedManager[FieldDecision]
        field_papers: RelatedManager[FieldPaper]
        pursuits: RelatedManager[Pursuit]

    class Meta:
        ordering = ["-year", "-id"]
        indexes = [models.Index(fields=["state", "-id"], name="review_campaign_state")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CampaignKind.values), name="review_campaign_kind"),
            models.CheckConstraint(condition=Q(state__in=CampaignState.values), name="review_campaign_known"),
            models.CheckConstraint(condition=~Q(title=""), name="review_campaign_titled"),
            models.CheckConstraint(
                condition=Q(unit_result_due__gte=F("opens_on"))
                & Q(check_due__gte=F("unit_result_due"))
                & Q(consolidation_due__gte=F("check_due")),
                name="review_campaign_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(law_date__isnull=False) | Q(state="closed"),
                name="review_campaign_under_a_law",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | ~Q(closed_because=""), name="review_campaign_closed_why"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def running(self) -> bool:
        """Whether units and the office are at work on it."""
        return self.state in RUNNING


class CampaignUnitQuerySet(ScopedQuerySet["CampaignUnit"]):
    """Progress is seen by all within the administration."""

    def visible_to(self, actor: Actor) -> CampaignUnitQuerySet:
        """All for those with `review.view`, none for others."""
        return self.all() if actor.may("review.view") else self.none()


class CampaignUnit(models.Model):
    """A unit's part in a campaign. A cooperating unit helps everyone, or the one lead unit named in `helps`.

    `result_due` is the unit's own day where it differs from the campaign's. `handed_to` is the part of the heir that
    took the work over when the unit was merged during the campaign; `note` says so in words.
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="units")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    role = models.CharField(_("vai trò"), max_length=11, choices=UnitRole, default=UnitRole.LEAD)
    state = models.CharField(_("tình trạng"), max_length=11, choices=UnitState, default=UnitState.ASSIGNED)
    helps = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="helpers")
    result_due = models.DateField(_("gửi kết quả trước ngày"), null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    returned_because = models.CharField(_("lý do trả lại"), max_length=2000, blank=True)
    handed_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="took_over")
    note = models.CharField(_("ghi chú"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CampaignUnitQuerySet.as_manager()

    if TYPE_CHECKING:
        reminders: RelatedManager[UnitReminder]
        checks: RelatedManager[QualityCheck]
        plan: UnitPlan

    class Meta:
        ordering = ["campaign_id", "role", "id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit"], name="review_unit_once"),
            models.CheckConstraint(condition=Q(role__in=UnitRole.values), name="review_unit_role"),
            models.CheckConstraint(condition=Q(state__in=UnitState.values), name="review_unit_state"),
            models.CheckConstraint(
                condition=~Q(state="handed_over") | Q(handed_to__isnull=False), name="review_unit_handed_to_someone"
            ),
        ]


class CampaignLineQuerySet(ScopedQuerySet["CampaignLine"]):
    """Lines are seen with their campaign."""

    def visible_to(self, actor: Actor) -> CampaignLineQuerySet:
        """All for those with `review.view`, none for others."""
        return self.all() if actor.may("review.view") else self.none()

    def live(self) -> CampaignLineQuerySet:
        """Lines that are still under review or were decided: without those closed on the way."""
        return self.exclude(state=LineState.CLOSED)


class CampaignLine(models.Model):
    """One procedure in one campaign, with its one lead unit and what the unit concludes.

    `procedure_version` and `law_date` are pinned when the line is made. `tiers` are those under review (an exclusion
    list may take some away). `level` is a `law.levels.Level` ("full", "partial", "information", "not_met") or, under
    the levels of Circular 32/2017, "0" to "4", as `regime` says. `suitable` is the verdict for a roadmap: None while
    nobody concluded. `period` is a quarter ("Q3") or a span of years ("2026-2027") beside or instead of `year`.
    `scores` are the marks of the selection criteria, `score` their weighted sum. `reopens` is the decided line that a
    new act takes up again.
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="lines")
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="review_lines")
    procedure_version = models.ForeignKey(ProcedureVersion, models.PROTECT, null=True, blank=True, related_name="+")
    law_date = models.DateField(_("áp dụng quy định tại ngày"))
    field = models.ForeignKey(Field, models.PROTECT, null=True, blank=True, related_name="+")
    tiers = models.JSONField(default=list)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("tình trạng"), max_length=9, choices=LineState, default=LineState.OPEN)
    regime = models.CharField(max_length=40, blank=True)
    level = models.CharField(_("mức độ kết luận"), max_length=20, blank=True)
    suitable = models.BooleanField(_("phù hợp"), null=True, blank=True)
    proactive = models.PositiveSmallIntegerField(_("mức độ chủ động"), null=True, blank=True)
    partial_reasons = models.JSONField(default=list)
    year = models.PositiveSmallIntegerField(_("năm thực hiện"), null=True, blank=True)
    period = models.CharField(_("giai đoạn"), max_length=20, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)
    scores = models.JSONField(default=dict)
    score = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    assessed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    assessed_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    closed_because = models.CharField(_("lý do không rà soát nữa"), max_length=1000, blank=True)
    reopens = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="reopened_by")
    version = models.PositiveIntegerField(default=1)

    objects = CampaignLineQuerySet.as_manager()

    if TYPE_CHECKING:
        remarks: RelatedManager[Remark]

    class Meta:
        ordering = ["campaign_id", "id"]
        indexes = [
            models.Index(fields=["campaign", "unit", "state"], name="review_line_work"),
            models.Index(fields=["campaign", "state"], name="review_line_state"),
            models.Index(fields=["assignee", "state"], name="review_line_assignee"),
            models.Index(fields=["procedure", "-id"], name="review_line_history"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "procedure"], name="review_procedure_once"),
            models.CheckConstraint(condition=Q(state__in=LineState.values), name="review_line_known"),
            models.CheckConstraint(
                condition=Q(state__in=("open", "closed")) | Q(unit__isnull=False), name="review_line_has_one_lead"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=CONCLUDED) | Q(suitable__isnull=False), name="review_line_concluded"
            ),
            models.CheckConstraint(condition=~Q(state="closed") | ~Q(closed_because=""), name="review_line_closed_why"),
        ]

    @property
    def with_author(self) -> bool:
        """Whether the lead unit may still write its answers (the campaign's own state is asked beside it)."""
        return self.state in WITH_AUTHOR

    @property
    def frozen(self) -> bool:
        """Whether the line is decided or closed: nothing about it changes any more."""
        return self.state in FROZEN
