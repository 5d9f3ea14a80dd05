"""Targets, and the facts about use that they are held against."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.catalog.models import Field, Procedure
from motcua.organisation.models import Unit
from motcua.web.publicid import LENGTH, new_public_id


class Indicator(models.TextChoices):
    """What a target measures; each is counted in one place (`motcua.online.counting`)."""

    LAUNCHED = "launched_share", _("dịch vụ đã đưa vào khai thác trên tổng số thủ tục")
    DOSSIERS = "online_dossier_share", _("hồ sơ nộp trực tuyến trên tổng số hồ sơ tiếp nhận")


class TargetQuerySet(ScopedQuerySet["Target"]):
    """Targets are for the administration."""

    def visible_to(self, actor: Actor) -> TargetQuerySet:
        """All for those with `online.view`."""
        return self.all() if actor.may("online.view") else self.none()


class Target(models.Model):
    """A target of the province's own: at least `minimum` per cent by the day `by`, over what its scope covers."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    indicator = models.CharField(_("chỉ tiêu"), max_length=24, choices=Indicator)
    levels: models.JSONField[Any, Any] = models.JSONField(_("mức độ được tính"), default=list)
    tier = models.CharField(_("cấp"), max_length=40, blank=True)
    field = models.ForeignKey(Field, models.PROTECT, null=True, blank=True, related_name="online_targets")
    by = models.DateField(_("đến ngày"))
    minimum = models.DecimalField(_("tối thiểu (%)"), max_digits=5, decimal_places=2)
    source = models.CharField(_("văn bản giao chỉ tiêu"), max_length=300)
    article = models.CharField(_("mục, điều"), max_length=100, blank=True)
    note = models.CharField(_("ghi chú"), max_length=1000, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["by", "indicator", "tier", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(indicator__in=Indicator.values), name="online_target_indicator"),
            models.CheckConstraint(condition=Q(minimum__gt=0) & Q(minimum__lte=100), name="online_target_minimum"),
            models.CheckConstraint(condition=~Q(source=""), name="online_target_source"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.minimum} % {self.by}"


class UsageQuerySet(ScopedQuerySet["UsageFact"]):
    """Facts about use are for the administration."""

    def visible_to(self, actor: Actor) -> UsageQuerySet:
        """All for those with `online.view`."""
        return self.all() if actor.may("online.view") else self.none()

    def standing(self) -> UsageQuerySet:
        """Without the facts that later ones replaced."""
        return self.filter(replaced_at__isnull=True)


class UsageFact(models.Model):
    """How many dossiers of a procedure, or at a unit, came in over a year, how many of them online, and who says so.

    Until dossiers are handled here these are typed or imported; a fact is never changed, another replaces it.
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    procedure = models.ForeignKey(Procedure, models.PROTECT, null=True, blank=True, related_name="online_usage")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="online_usage")
    year = models.PositiveSmallIntegerField(_("năm"))
    online = models.PositiveIntegerField(_("hồ sơ nộp trực tuyến"))
    total = models.PositiveIntegerField(_("tổng số hồ sơ tiếp nhận"))
    source = models.CharField(_("nguồn số liệu"), max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = UsageQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "procedure__code", "unit_id"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(procedure__isnull=False, unit__isnull=True) | Q(procedure__isnull=True, unit__isnull=False)
                ),
                name="online_usage_of_one",
            ),
            models.CheckConstraint(condition=Q(online__lte=F("total")), name="online_usage_part"),
            models.CheckConstraint(condition=~Q(source=""), name="online_usage_source"),
            models.UniqueConstraint(
                fields=["procedure", "year"],
                condition=Q(replaced_at__isnull=True, procedure__isnull=False),
                name="online_usage_procedure_year",
            ),
            models.UniqueConstraint(
                fields=["unit", "year"],
                condition=Q(replaced_at__isnull=True, unit__isnull=False),
                name="online_usage_unit_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.online}/{self.total}"
