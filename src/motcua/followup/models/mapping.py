"""Which department advises on which field: a guess until a person has confirmed it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.catalog.models import Field
from motcua.organisation.models import Unit


class MappingState(models.TextChoices):
    """How sure a department of a field is."""

    GUESS = "guess", _("gợi ý")
    CONFIRMED = "confirmed", _("đã xác nhận")


class FieldDepartmentQuerySet(ScopedQuerySet["FieldDepartment"]):
    """Who advises on what is known within the administration."""

    def visible_to(self, actor: Actor) -> FieldDepartmentQuerySet:
        """All for those with `publication.view`, none for others."""
        return self.all() if actor.may("publication.view") else self.none()


class FieldDepartment(models.Model):
    """The department that advises on a field, and on what ground the system or a person says so."""

    field = models.OneToOneField(Field, models.PROTECT, related_name="department")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=9, choices=MappingState, default=MappingState.GUESS)
    ground = models.CharField(_("căn cứ"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = FieldDepartmentQuerySet.as_manager()

    class Meta:
        ordering = ["field__name"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MappingState.values), name="followup_mapping_state"),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(unit__isnull=False), name="followup_mapping_confirmed_unit"
            ),
        ]

    def __str__(self) -> str:
        return str(self.field)
