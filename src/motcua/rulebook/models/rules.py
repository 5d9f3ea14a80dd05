"""The province's own rows of law, and the instruments they come from."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.web.publicid import LENGTH, new_public_id


class Confidence(models.TextChoices):
    """How sure a row is."""

    A = "A", _("đã đọc nguyên văn")
    B = "B", _("theo nguồn công khai dẫn lại")
    C = "C", _("nguồn yếu hoặc chưa thống nhất")
    D = "D", _("chưa đối chiếu văn bản")


class RuleState(models.TextChoices):
    """The life of a row: only an approved one is law here."""

    DRAFT = "draft", _("chờ duyệt")
    APPROVED = "approved", _("đã duyệt")
    WITHDRAWN = "withdrawn", _("đã rút")


class InstrumentQuerySet(ScopedQuerySet["LocalInstrument"]):
    """Instruments of the province are public."""

    def visible_to(self, actor: Actor) -> InstrumentQuerySet:
        """Everyone sees every instrument."""
        return self.all()


class LocalInstrument(models.Model):
    """A decision of the province on which rows of its own rest; those shipped with the product are not repeated."""

    number = models.CharField(_("số ký hiệu"), max_length=100, unique=True)
    title = models.CharField(_("trích yếu"), max_length=500)
    issued = models.DateField(_("ngày ban hành"))

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=~Q(number="") & ~Q(title=""), name="rulebook_instrument_named"),
        ]

    def __str__(self) -> str:
        return self.number


class RuleQuerySet(ScopedQuerySet["LocalRule"]):
    """Approved rows are public; proposals are for those who may look into the rulebook."""

    def visible_to(self, actor: Actor) -> RuleQuerySet:
        """All rows for those with `rulebook.view`, the approved ones for everyone else."""
        return self.all() if actor.may("rulebook.view") else self.approved()

    def approved(self) -> RuleQuerySet:
        """The rows that are law here, past and future ones too."""
        return self.filter(state=RuleState.APPROVED)


class LocalRule(models.Model):
    """A value that the province sets for a key over a period; both ends are included.

    Two approved rows of one key and scope never share a day: the database sees to it (`exclusion.py`).
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    key = models.CharField(_("quy định"), max_length=100)
    scope = models.CharField(_("phạm vi"), max_length=100, blank=True)
    value = models.JSONField(_("giá trị"))
    unit = models.CharField(max_length=20)
    instrument = models.CharField(_("văn bản"), max_length=100)
    article = models.CharField(_("điều khoản"), max_length=200, blank=True)
    effective_from = models.DateField(_("áp dụng từ"))
    effective_to = models.DateField(_("áp dụng đến hết"), null=True, blank=True)
    confidence = models.CharField(_("độ tin cậy"), max_length=1, choices=Confidence, default=Confidence.A)
    note = models.CharField(_("ghi chú"), max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=RuleState, default=RuleState.DRAFT)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = RuleQuerySet.as_manager()

    class Meta:
        ordering = ["key", "scope", "effective_from", "id"]
        indexes = [models.Index(fields=["state", "key", "scope"], name="rulebook_rule_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "scope"],
                condition=Q(state=RuleState.APPROVED, effective_to__isnull=True),
                name="rulebook_rule_one_open",
            ),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="rulebook_rule_period",
            ),
            models.CheckConstraint(condition=~Q(key="") & ~Q(instrument=""), name="rulebook_rule_sourced"),
            models.CheckConstraint(condition=Q(state__in=RuleState.values), name="rulebook_rule_state_known"),
            models.CheckConstraint(
                condition=~Q(state=RuleState.APPROVED) | Q(approved_at__isnull=False), name="rulebook_rule_approved"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.effective_from:%d/%m/%Y}"
