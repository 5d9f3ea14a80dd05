"""Rows that hold for a period: from a first day (unknown: since ever) until before a last one (none: still)."""

from __future__ import annotations

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


def holds_on(day: date, prefix: str = "") -> Q:
    """The condition that a period covers `day`; `prefix` leads to the row ("unit__")."""
    begun = Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": day})
    not_ended = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": day})
    return begun & not_ended


def in_order(name: str) -> models.CheckConstraint:
    """The constraint that a period has at least one day."""
    return models.CheckConstraint(
        condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name=name
    )


class Confidence(models.TextChoices):
    """How sure a fact is."""

    A = "A", _("đã đọc văn bản")
    B = "B", _("nguồn thứ cấp công khai")
    C = "C", _("một nguồn yếu")
    D = "D", _("cần đối chiếu văn bản")


class PeriodQuerySet(ScopedQuerySet[Row_co]):
    """Rows with a period; what the province's units are called is public."""

    def visible_to(self, actor: Actor) -> Self:
        """Everyone sees units and their history."""
        return self.all()

    def on(self, day: date) -> Self:
        """The rows whose period covers `day`."""
        return self.filter(holds_on(day))

    def since(self, day: date) -> Self:
        """The rows whose period covers `day` or begins later."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))


class Period(models.Model):
    """The base of rows that hold for a period `[valid_from, valid_to)`."""

    valid_from = models.DateField(_("từ ngày"), null=True, blank=True)  # None: older than our knowledge
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)  # exclusive; None: still

    class Meta:
        abstract = True

    def covers(self, day: date) -> bool:
        """Whether the period holds on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)
