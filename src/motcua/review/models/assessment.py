"""What a unit answers about a procedure: criteria, parts and components, effort; and what two said at once.

Every answer is a row with a `version` of its own: two reviewers at one procedure get in each other's way only where
both answer the same question. Then the later answer is kept as a `Clash` until a person settles it.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.review.models.plan import CampaignLine
from motcua.web.publicid import LENGTH, new_public_id


class Said(models.TextChoices):
    """The answer to a criterion."""

    YES = "yes", _("đạt")
    NO = "no", _("không đạt")
    NOT_APPLICABLE = "na", _("không áp dụng")


class PartSaid(models.TextChoices):
    """The answer about a statutory part or a component; the last two only where rules are simplified."""

    FITS = "fits", _("phù hợp")
    TECHNICAL = "technical", _("cần giải pháp kỹ thuật, công nghệ")
    AMEND = "amend", _("cần sửa đổi, bổ sung văn bản")
    REPLACE = "replace", _("đề nghị thay thế")
    ABOLISH = "abolish", _("đề nghị bãi bỏ")


class Basis(models.TextChoices):
    """How an answer came about beside the proposal."""

    OWN = "own", _("người rà soát tự xác định")
    ACCEPTED = "accepted", _("chấp nhận gợi ý")
    EXCEPTION = "exception", _("chấp nhận cùng lúc, không mở từng mục")
    CHANGED = "changed", _("sửa gợi ý")
    REJECTED = "rejected", _("bác bỏ gợi ý")
    COPIED = "copied", _("chép từ thủ tục tương tự")


class Remedy(models.TextChoices):
    """What would set an unmet answer right, and whose power that is."""

    TECHNICAL = "technical", _("giải pháp kỹ thuật, công nghệ")
    OWN_DOCUMENT = "own_document", _("sửa văn bản của tỉnh")
    MINISTRY = "ministry", _("kiến nghị bộ, ngành, cơ quan trung ương")


class Judged(models.Model):
    """What every answer carries beside its value.

    `document` and `article` are the rule that obliges, `wording` the sentence proposed instead, `owner` and `due_on`
    who sets it right and until when. `proposal` is what the system proposed when the answer was given.
    """

    basis = models.CharField(max_length=9, choices=Basis, default=Basis.OWN)
    reason = models.TextField(_("lý do"), blank=True)
    evidence = models.TextField(_("minh chứng"), blank=True)
    document = models.CharField(_("văn bản"), max_length=300, blank=True)
    article = models.CharField(_("điều, khoản, điểm"), max_length=300, blank=True)
    remedy = models.CharField(_("giải pháp"), max_length=12, choices=Remedy, blank=True)
    wording = models.TextField(_("nội dung đề nghị sửa"), blank=True)
    owner = models.CharField(_("đơn vị thực hiện"), max_length=300, blank=True)
    due_on = models.DateField(_("thời hạn"), null=True, blank=True)
    proposal = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    by_label = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class Answer(Judged):
    """The answer of a unit to one criterion (`law.levels` names the keys) of one procedure."""

    line = models.ForeignKey(CampaignLine, models.PROTECT, related_name="answers")
    key = models.CharField(max_length=8)
    value = models.CharField(_("kết luận"), max_length=3, choices=Said)

    class Meta:
        ordering = ["line_id", "key"]
        indexes = [models.Index(fields=["key", "value"], name="review_answer_value")]
        constraints = [
            models.UniqueConstraint(fields=["line", "key"], name="review_answer_once"),
            models.CheckConstraint(condition=Q(value__in=Said.values), name="review_answer_value_known"),
            models.CheckConstraint(condition=Q(basis__in=Basis.values), name="review_answer_basis"),
            models.CheckConstraint(condition=Q(remedy="") | Q(remedy__in=Remedy.values), name="review_answer_remedy"),
        ]

    @property
    def as_bool(self) -> bool | None:
        """The answer as the law's functions take it: None is lawfully not applicable."""
        return None if self.value == Said.NOT_APPLICABLE else self.value == Said.YES


class PartAnswer(Judged):
    """What a unit says of one statutory part, or of the component with that `ordinal` (0: the part itself).

    `necessary`, `reasonable` and `lawful` are asked where rules are simplified; None is not answered.
    """

    line = models.ForeignKey(CampaignLine, models.PROTECT, related_name="part_answers")
    part = models.CharField(max_length=20)
    ordinal = models.PositiveIntegerField(default=0)
    value = models.CharField(_("kết luận"), max_length=9, choices=PartSaid)
    necessary = models.BooleanField(_("cần thiết"), null=True, blank=True)
    reasonable = models.BooleanField(_("hợp lý"), null=True, blank=True)
    lawful = models.BooleanField(_("hợp pháp"), null=True, blank=True)

    class Meta:
        ordering = ["line_id", "part", "ordinal"]
        indexes = [models.Index(fields=["value", "part"], name="review_part_value")]
        constraints = [
            models.UniqueConstraint(fields=["line", "part", "ordinal"], name="review_part_once"),
            models.CheckConstraint(condition=Q(value__in=PartSaid.values), name="review_part_value_known"),
            models.CheckConstraint(condition=Q(basis__in=Basis.values), name="review_part_basis"),
            models.CheckConstraint(condition=Q(remedy="") | Q(remedy__in=Remedy.values), name="review_part_remedy"),
        ]


class Opening(models.Model):
    """That a person opened a doubtful question of a line before it was answered."""

    line = models.ForeignKey(CampaignLine, models.PROTECT, related_name="openings")
    subject = models.CharField(max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    by_label = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["line_id", "subject"]
        constraints = [models.UniqueConstraint(fields=["line", "subject"], name="review_opening_once")]


class ClashEnd(models.TextChoices):
    """How two answers became one."""

    KEPT = "kept", _("giữ câu trả lời trước")
    TAKEN = "taken", _("lấy câu trả lời sau")
    MERGED = "merged", _("viết lại từ cả hai")


class ClashQuerySet(ScopedQuerySet["Clash"]):
    """Clashes are seen with their line."""

    def visible_to(self, actor: Actor) -> ClashQuerySet:
        """All for those with `review.view`, none for others."""
        return self.all() if actor.may("review.view") else self.none()

    def open(self) -> ClashQuerySet:
        """Those that nobody settled."""
        return self.filter(settled_at__isnull=True)


class Clash(models.Model):
    """The later of two answers to one question, given by another who had not seen the earlier one.

    `subject` is the key of a criterion, or "part:dossier:3"; `content` the whole answer as it was given.
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    line = models.ForeignKey(CampaignLine, models.PROTECT, related_name="clashes")
    subject = models.CharField(max_length=40)
    content = models.JSONField()
    seen = models.PositiveIntegerField()  # the version of the answer that its author had before the eyes, 0 for none
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    by_label = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=6, choices=ClashEnd, blank=True)

    objects = ClashQuerySet.as_manager()

    class Meta:
        ordering = ["line_id", "id"]
        indexes = [models.Index(fields=["line", "settled_at"], name="review_clash_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, outcome="") | (Q(settled_at__isnull=False) & ~Q(outcome="")),
                name="review_clash_settled",
            )
        ]


class EffortSheet(models.Model):
    """Part (b) of an assessment: what makes the service hard to build, and how often it is asked for in a year.

    Counts are of the procedure, `build_cost` is in đồng, `volume` is dossiers a year with its source. None: unknown.
    """

    line = models.OneToOneField(CampaignLine, models.PROTECT, related_name="effort")
    cases = models.PositiveIntegerField(_("số trường hợp"), null=True, blank=True)
    components = models.PositiveIntegerField(_("số thành phần hồ sơ"), null=True, blank=True)
    agencies = models.PositiveIntegerField(_("số cơ quan tham gia"), null=True, blank=True)
    steps = models.PositiveIntegerField(_("số bước thực hiện"), null=True, blank=True)
    databases = models.PositiveIntegerField(_("số cơ sở dữ liệu phải kết nối"), null=True, blank=True)
    build_cost = models.PositiveBigIntegerField(_("chi phí xây dựng ước tính (đồng)"), null=True, blank=True)
    volume = models.PositiveIntegerField(_("số hồ sơ một năm"), null=True, blank=True)
    volume_source = models.CharField(_("nguồn số liệu"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    by_label = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(volume__isnull=True) | ~Q(volume_source=""), name="review_effort_volume_sourced"
            )
        ]


class DraftQuerySet(ScopedQuerySet["Draft"]):
    """A draft is its author's own."""

    def visible_to(self, actor: Actor) -> DraftQuerySet:
        """Those of the actor, none where no person acts."""
        return self.filter(by=actor.user) if actor.user is not None else self.none()


class Draft(models.Model):
    """What a person typed on a sheet and did not, or could not yet, save: nothing of it counts, none of it is lost.

    `subject` is "effort" or "end", `content` the fields as they were typed, `seen` the version that stood before the
    eyes, 0 for none. It goes when the sheet is saved or concluded by its author.
    """

    line = models.ForeignKey(CampaignLine, models.PROTECT, related_name="drafts")
    subject = models.CharField(max_length=40)
    content = models.JSONField()
    seen = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["line_id", "subject", "id"]
        constraints = [models.UniqueConstraint(fields=["line", "subject", "by"], name="review_draft_once")]
