"""Decisions by which the province announces procedures (quyết định công bố)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.organisation.models import Unit
from motcua.web.publicid import LENGTH, new_public_id

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from motcua.publication.models.lines import AnnouncedLine


class DecisionKind(models.TextChoices):
    """What the province announces: the list of central procedures, or its own procedures in full (NĐ 63/2010)."""

    LIST = "list", _("công bố danh mục thủ tục hành chính")
    CONTENT = "content", _("công bố thủ tục hành chính do tỉnh quy định")


class DecisionState(models.TextChoices):
    """The life of a decision: announcing and making public are two acts (rules-one-stop 8)."""

    DRAFT = "draft", _("dự thảo")
    CHECKED = "checked", _("đã kiểm soát")
    ANNOUNCED = "announced", _("đã công bố")
    PUBLIC = "public", _("đã công khai")
    SUPERSEDED = "superseded", _("đã được thay thế")
    ABOLISHED = "abolished", _("đã bãi bỏ")


ANNOUNCED_ONCE = (
    DecisionState.ANNOUNCED,
    DecisionState.PUBLIC,
    DecisionState.SUPERSEDED,
    DecisionState.ABOLISHED,
)
IN_FORCE = (DecisionState.ANNOUNCED, DecisionState.PUBLIC)


class DecisionQuerySet(ScopedQuerySet["AnnouncementDecision"]):
    """Signed decisions are public; what is still being written is for those who see the room."""

    def visible_to(self, actor: Actor) -> DecisionQuerySet:
        """All for those with `publication.view`, the signed ones for everyone else."""
        return self.all() if actor.may("publication.view") else self.filter(state__in=ANNOUNCED_ONCE)


class AnnouncementDecision(models.Model):
    """A decision of announcement: drafted by an advising unit, checked by procedure control, signed, made public.

    `law_effective_on` is the day on which the law behind it takes effect (a line may say its own), `law_issued_on` the
    day on which that law was issued (asked for under the shortened procedure); `signed_on` is the decision's own day.
    `source` names the ministry's decision that it follows. `paper` is the public id of the paper sent for signature;
    `trouble` is why a number that came back could not be recorded.
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(_("loại quyết định"), max_length=10, choices=DecisionKind, default=DecisionKind.LIST)
    state = models.CharField(_("tình trạng"), max_length=10, choices=DecisionState, default=DecisionState.DRAFT)
    title = models.CharField(_("trích yếu"), max_length=1000)
    advising_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("cơ quan tham mưu"))
    issuing_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cơ quan ban hành")
    )
    source = models.CharField(_("theo quyết định công bố của bộ, ngành"), max_length=500, blank=True)
    shortened = models.BooleanField(_("văn bản theo trình tự, thủ tục rút gọn"), default=False)
    law_issued_on = models.DateField(_("ngày ban hành văn bản quy phạm pháp luật"), null=True, blank=True)
    law_effective_on = models.DateField(_("ngày văn bản quy phạm pháp luật có hiệu lực"), null=True, blank=True)
    effective_from = models.DateField(_("quyết định có hiệu lực từ"), null=True, blank=True)  # none: from signing
    number = models.CharField(_("số, ký hiệu"), max_length=100, blank=True)  # "1024/QĐ-UBND"
    signed_on = models.DateField(_("ngày ký"), null=True, blank=True)
    signer = models.CharField(_("người ký"), max_length=200, blank=True)
    paper = models.CharField(max_length=LENGTH, blank=True, db_index=True)
    trouble = models.CharField(max_length=1000, blank=True)
    returned_because = models.CharField(_("lý do trả lại"), max_length=2000, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="ends")
    ended_on = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = DecisionQuerySet.as_manager()

    if TYPE_CHECKING:
        lines: RelatedManager[AnnouncedLine]

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "-id"], name="publication_decision_state"),
            models.Index(fields=["signed_on", "-id"], name="publication_decision_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["issuing_unit", "number", "signed_on"],
                condition=~Q(number=""),
                name="publication_number_once",
            ),
            models.CheckConstraint(condition=Q(state__in=DecisionState.values), name="publication_decision_known"),
            models.CheckConstraint(condition=Q(kind__in=DecisionKind.values), name="publication_decision_kind"),
            models.CheckConstraint(condition=~Q(title=""), name="publication_decision_titled"),
            models.CheckConstraint(
                condition=~Q(state__in=ANNOUNCED_ONCE) | (Q(signed_on__isnull=False) & ~Q(number="") & ~Q(signer="")),
                name="publication_announced_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ANNOUNCED_ONCE) | Q(effective_from__gte=F("signed_on")),
                name="publication_effective_after_signing",
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.title

    @property
    def announced(self) -> bool:
        """Whether the decision was ever signed and recorded: from then on its lines are locked."""
        return self.state in ANNOUNCED_ONCE
