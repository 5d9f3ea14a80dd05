"""What is wrong with a version, as found; and what was repaired safely, as recorded."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.catalog.models.procedures import Procedure, ProcedureVersion
from motcua.web.publicid import LENGTH, new_public_id


class Severity(models.TextChoices):
    """How much a finding stands in the way."""

    ERROR = "error", _("sai, thiếu")
    WARNING = "warning", _("cần xem lại")
    NOTICE = "notice", _("lưu ý")


class FindingState(models.TextChoices):
    """Where a finding stands."""

    OPEN = "open", _("chưa xử lý")
    SETTLED = "settled", _("đã xử lý")
    DISMISSED = "dismissed", _("không phải lỗi")
    OBSOLETE = "obsolete", _("phiên bản đã được thay thế")


class FindingQuerySet(ScopedQuerySet["Finding"]):
    """Findings are the administration's worklist."""

    def visible_to(self, actor: Actor) -> FindingQuerySet:
        """All for those with `catalog.view`, none for others."""
        return self.all() if actor.may("catalog.view") else self.none()


class Finding(models.Model):
    """One defect of one version: what, where, on what evidence, and how a person settled it."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="findings")
    procedure_version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=60)
    severity = models.CharField(max_length=8, choices=Severity)
    path = models.CharField(max_length=200)  # channels[2].time
    evidence = models.TextField(blank=True)
    message = models.TextField()
    digest = models.CharField(max_length=64)  # of kind, path and evidence: the same defect is found once
    state = models.CharField(max_length=10, choices=FindingState, default=FindingState.OPEN)
    decision = models.TextField(_("cách xử lý"), blank=True)
    value = models.JSONField(null=True, blank=True)  # what the person said is right
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    found_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["state", "kind", "id"], name="catalog_finding_worklist"),
            models.Index(fields=["state", "severity", "id"], name="catalog_finding_severity"),
            models.Index(fields=["procedure", "state"], name="catalog_finding_procedure"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["procedure_version", "digest"], name="catalog_finding_once"),
            models.CheckConstraint(
                condition=Q(state__in=[FindingState.OPEN, FindingState.OBSOLETE])
                | (Q(settled_at__isnull=False) & ~Q(decision="")),
                name="catalog_finding_decided",
            ),
            models.CheckConstraint(condition=Q(state__in=FindingState.values), name="catalog_finding_state"),
        ]


class Normalisation(models.Model):
    """A safe repair made while reading: before and after, nothing silent."""

    procedure_version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="normalisations")
    path = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    before = models.TextField()
    after = models.TextField()
