"""The roadmap: which procedure is to reach which level in which quarter, and who answers for it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.catalog.models import Procedure
from motcua.organisation.models import Unit
from motcua.web.publicid import LENGTH, new_public_id


class Cause(models.TextChoices):
    """What keeps a procedure from the level that was planned; the first is not in the province's power."""

    CENTRAL_LAW = "central_law", _("quy định của trung ương")
    OWN_DOCUMENT = "own_document", _("văn bản của tỉnh")
    TECHNICAL = "technical", _("kỹ thuật")
    WORK = "work", _("tổ chức thực hiện của đơn vị")


class RoadmapQuerySet(ScopedQuerySet["RoadmapEntry"]):
    """The roadmap is for the administration."""

    def visible_to(self, actor: Actor) -> RoadmapQuerySet:
        """All for those with `online.view`."""
        return self.all() if actor.may("online.view") else self.none()

    def standing(self) -> RoadmapQuerySet:
        """Without what was taken off the roadmap."""
        return self.filter(dropped_at__isnull=True)


class RoadmapEntry(models.Model):
    """A procedure is planned to be launched at `level` in a year, or a quarter of it where one is named."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="online_roadmap")
    level = models.CharField(_("mức độ"), max_length=20)
    year = models.PositiveSmallIntegerField(_("năm"))
    quarter = models.PositiveSmallIntegerField(_("quý"), null=True, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="online_roadmap", verbose_name=_("đơn vị chủ trì")
    )
    campaign = models.CharField(max_length=LENGTH, blank=True)
    source = models.CharField(_("văn bản giao"), max_length=300, blank=True)
    cause = models.CharField(_("nguyên nhân vướng mắc"), max_length=16, choices=Cause, blank=True)
    cause_note = models.CharField(_("vướng mắc ở đâu"), max_length=1000, blank=True)
    done_on = models.DateField(_("hoàn thành ngày"), null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_because = models.CharField(max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = RoadmapQuerySet.as_manager()

    class Meta:
        ordering = ["year", "quarter", "procedure__code"]
        indexes = [models.Index(fields=["year", "quarter"], name="online_roadmap_when")]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "level"], condition=Q(dropped_at__isnull=True), name="online_roadmap_once"
            ),
            models.CheckConstraint(
                condition=Q(quarter__isnull=True) | (Q(quarter__gte=1) & Q(quarter__lte=4)),
                name="online_roadmap_quarter",
            ),
            models.CheckConstraint(condition=Q(cause="") | Q(cause__in=Cause.values), name="online_roadmap_cause"),
            models.CheckConstraint(condition=~Q(level=""), name="online_roadmap_level"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.level} {self.year}"
