"""Which province this installation serves."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.organisation.models.units import Unit


class ProvinceSettingQuerySet(ScopedQuerySet["ProvinceSetting"]):
    """Whose system this is, is public."""

    def visible_to(self, actor: Actor) -> ProvinceSettingQuerySet:
        """Everyone sees it."""
        return self.all()


class ProvinceSetting(models.Model):
    """The one row that names the province."""

    ONLY = 1
    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ProvinceSettingQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="organisation_one_province")]
