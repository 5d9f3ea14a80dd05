"""Positions: who may do what, in which unit, from when to when."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.roles import ROLE_LABELS, Role
from motcua.organisation.models.period import Period, PeriodQuerySet, in_order
from motcua.organisation.models.units import Unit
from motcua.web.publicid import LENGTH, new_public_id

ROLE_CHOICES = [(role.value, ROLE_LABELS[role]) for role in Role]


class PositionQuerySet(PeriodQuerySet["Position"]):
    """Who works where is for the administration."""

    def visible_to(self, actor: Actor) -> Self:
        """All for those with `organisation.view`; one's own for a signed-in person; none for others."""
        if actor.may("organisation.view"):
            return self.all()
        return self.filter(user=actor.user) if actor.user else self.none()


class Position(Period):
    """A role held by an account in a unit for a period. The same role in the same unit is never held twice at once."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="positions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="positions")
    role = models.CharField(_("vai trò"), max_length=30, choices=ROLE_CHOICES)
    title = models.CharField(_("chức vụ"), max_length=200, blank=True)
    instrument = models.CharField(_("quyết định"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[PositionQuerySet] = PositionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["unit", "role"], name="organisation_position_unit")]
        constraints = [
            in_order("organisation_position_order"),
            models.CheckConstraint(condition=Q(valid_from__isnull=False), name="organisation_position_dated"),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="organisation_position_role"
            ),
        ]
