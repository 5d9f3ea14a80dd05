"""The words of the organisation as dated rows: tiers, kinds of unit, lists of codes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.organisation.models.period import Confidence, Period, PeriodQuerySet, in_order


class KindGroup(models.TextChoices):
    """Two sorts of unit: a piece of the country, or an authority."""

    TERRITORY = "territory", _("đơn vị hành chính")
    AUTHORITY = "authority", _("cơ quan, đơn vị")


class Tier(Period):
    """A level of government (cấp). No code names one: what differs between tiers is data."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("tên cấp"), max_length=100)
    rank = models.PositiveSmallIntegerField()  # 1 is the highest of a province
    instrument = models.CharField(max_length=200, blank=True)
    confidence = models.CharField(max_length=1, choices=Confidence, blank=True)

    objects: ClassVar[PeriodQuerySet[Tier]] = PeriodQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["rank"]
        constraints = [in_order("organisation_tier_period")]

    def __str__(self) -> str:
        return self.name


class UnitKind(Period):
    """A kind of unit (loại đơn vị). `one_stop` marks where people hand papers in."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("loại"), max_length=100)
    group = models.CharField(max_length=10, choices=KindGroup)
    tier = models.ForeignKey(Tier, models.PROTECT, null=True, blank=True, related_name="kinds")
    one_stop = models.BooleanField(default=False)

    objects: ClassVar[PeriodQuerySet[UnitKind]] = PeriodQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["id"]
        constraints = [
            in_order("organisation_kind_period"),
            models.CheckConstraint(condition=Q(group__in=KindGroup.values), name="organisation_kind_group"),
        ]

    def __str__(self) -> str:
        return self.name


class CodeList(Period):
    """A list of codes and the document that issued it. A code means something only together with its list."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("danh mục mã"), max_length=200)
    instrument = models.CharField(max_length=200, blank=True)
    confidence = models.CharField(max_length=1, choices=Confidence, blank=True)

    objects: ClassVar[PeriodQuerySet[CodeList]] = PeriodQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["key"]
        constraints = [in_order("organisation_code_list_period")]

    def __str__(self) -> str:
        return self.name
