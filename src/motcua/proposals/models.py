"""What the province keeps beside the catalogue for its review: own rules, volumes, published databases, proposals."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.catalog.models import Procedure, ProcedureVersion
from motcua.organisation.models import Unit
from motcua.web.publicid import LENGTH, new_public_id


class RuleQuerySet(ScopedQuerySet["OwnRule"]):
    """Rules are seen by those who see proposals."""

    def visible_to(self, actor: Actor) -> RuleQuerySet:
        """All for those with `proposals.view`."""
        return self.all() if actor.may("proposals.view") else self.none()


class OwnRule(models.Model):
    """A province's row over a shipped rule of the same key, or a rule of its own; `is_off` turns the key off."""

    key = models.CharField(_("mã quy tắc"), max_length=60, unique=True)
    table = models.JSONField(default=dict)  # as a `[[rule]]` table; empty for a shipped rule that is only turned off
    is_off = models.BooleanField(_("không áp dụng"), default=False)
    reason = models.CharField(_("lý do"), max_length=500)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    changed_label = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    objects = RuleQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="proposals_rule_reason")]

    def __str__(self) -> str:
        return self.key


class VolumeQuerySet(ScopedQuerySet["YearlyVolume"]):
    """Volumes are facts of the administration."""

    def visible_to(self, actor: Actor) -> VolumeQuerySet:
        """All for those with `proposals.view`."""
        return self.all() if actor.may("proposals.view") else self.none()


class YearlyVolume(models.Model):
    """Dossiers of a procedure in a year by a named source, for the whole province or one unit."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="yearly_volumes")
    year = models.PositiveSmallIntegerField(_("năm"))
    count = models.PositiveIntegerField(_("số hồ sơ"))
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    tier = models.CharField(_("cấp"), max_length=20, blank=True)
    source = models.CharField(_("nguồn số liệu"), max_length=300)
    recorded_label = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    objects = VolumeQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "procedure_id"]
        indexes = [models.Index(fields=["procedure", "-year"], name="proposals_volume_latest")]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "year", "unit", "tier"],
                name="proposals_volume_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="proposals_volume_year"),
            models.CheckConstraint(condition=~Q(source=""), name="proposals_volume_sourced"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id}/{self.year}"


class PublishedDatabase(models.Model):
    """The day on which the data of a database were published, by which notice; the clock of restructuring runs."""

    key = models.CharField(max_length=40, unique=True)
    published_on = models.DateField(_("ngày công bố dữ liệu"))
    notice = models.CharField(_("văn bản công bố"), max_length=300)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["key"]
        constraints = [models.CheckConstraint(condition=~Q(notice=""), name="proposals_database_notice")]

    def __str__(self) -> str:
        return self.key


class BuildEstimate(models.Model):
    """What building the service is reckoned to cost, typed by the province with its ground."""

    procedure = models.OneToOneField(Procedure, models.PROTECT, related_name="build_estimate")
    cost = models.PositiveBigIntegerField(_("chi phí xây dựng ước tính, đồng"))
    ground = models.CharField(_("căn cứ ước tính"), max_length=300)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(ground=""), name="proposals_estimate_ground")]

    def __str__(self) -> str:
        return str(self.procedure_id)


class KeptProposal(models.Model):
    """The proposal for a version as last reckoned, kept so that lists can be filtered; `stamp` names the rules."""

    procedure_version = models.OneToOneField(ProcedureVersion, models.CASCADE, related_name="kept_proposal")
    procedure = models.OneToOneField(Procedure, models.CASCADE, related_name="kept_proposal")
    stamp = models.CharField(max_length=64, db_index=True)
    against = models.CharField(max_length=100, blank=True)  # ",C4,C6b,": criteria proposed not to hold
    unsure = models.CharField(max_length=100, blank=True)  # the same for those that cannot be read
    measures = models.JSONField(default=dict)  # factors of complexity
    replaceable = models.PositiveIntegerField(default=0)  # papers whose information a database has
    kept_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["procedure_id"]

    def __str__(self) -> str:
        return str(self.procedure_id)
