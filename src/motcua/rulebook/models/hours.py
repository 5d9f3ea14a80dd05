"""The opening hours of a unit."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.organisation.models import Unit


class HoursQuerySet(ScopedQuerySet["UnitHours"]):
    """Opening hours are public."""

    def visible_to(self, actor: Actor) -> HoursQuerySet:
        """Everyone sees all hours."""
        return self.all()


class UnitHours(models.Model):
    """The hours of a unit over a period (both ends included): weekday 1 (Monday) to 7 → ["07:30-11:30", …]."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    week = models.JSONField(_("giờ làm việc"))
    instrument = models.CharField(_("văn bản"), max_length=300)
    effective_from = models.DateField(_("áp dụng từ"))
    effective_to = models.DateField(_("áp dụng đến hết"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = HoursQuerySet.as_manager()

    class Meta:
        ordering = ["unit_id", "effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "effective_from"], name="rulebook_hours_start"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(effective_to__isnull=True), name="rulebook_hours_one_open"
            ),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="rulebook_hours_period",
            ),
            models.CheckConstraint(condition=~Q(instrument=""), name="rulebook_hours_sourced"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.effective_from:%d/%m/%Y}"
