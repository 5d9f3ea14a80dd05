"""Imports: a batch is previewed, then applied, whole or row by row."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.files.models import StoredFile
from motcua.web.publicid import LENGTH, new_public_id


class ImportState(models.TextChoices):
    """Where an import stands."""

    WAITING = "waiting", _("chờ đọc")
    READING = "reading", _("đang đọc")
    PREVIEW = "preview", _("chờ duyệt")
    APPLYING = "applying", _("đang áp dụng")
    APPLIED = "applied", _("đã áp dụng")
    FAILED = "failed", _("không đọc được")


class Outcome(models.TextChoices):
    """What an import would do, or did, with one record."""

    NEW = "new", _("mới")
    CHANGED = "changed", _("thay đổi")
    UNCHANGED = "unchanged", _("không đổi")
    REJECTED = "rejected", _("không nhận")


class BatchQuerySet(ScopedQuerySet["ImportBatch"]):
    """Imports are seen by those who may import."""

    def visible_to(self, actor: Actor) -> BatchQuerySet:
        """All for those with `catalog.import`, none for others."""
        return self.all() if actor.may("catalog.import") else self.none()

    def waiting_for_approval(self) -> BatchQuerySet:
        """Read, and with at least one new or changed record to decide on."""
        return self.filter(models.Q(counts__new__gt=0) | models.Q(counts__changed__gt=0), state=ImportState.PREVIEW)


class ImportBatch(models.Model):
    """One import of one source: a file, a folder or a zip."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    title = models.CharField(max_length=300)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    effective_from = models.DateField(_("áp dụng từ"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.WAITING)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    fault = models.TextField(blank=True)
    job = models.CharField(max_length=LENGTH, blank=True)  # public id of the job that works on it
    counts = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def to_apply(self) -> int:
        """How many of its records are new or changed."""
        return int(self.counts.get("new", 0)) + int(self.counts.get("changed", 0))


class ItemQuerySet(ScopedQuerySet["ImportItem"]):
    """Rows of imports."""

    def visible_to(self, actor: Actor) -> ItemQuerySet:
        """All for those with `catalog.import`, none for others."""
        return self.all() if actor.may("catalog.import") else self.none()


class ImportItem(models.Model):
    """One record of a batch: what it is compared with what is held, and whether it was applied."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="items")
    ordinal = models.PositiveIntegerField()
    code = models.CharField(max_length=60, blank=True)
    name = models.TextField(blank=True)
    source = models.CharField(max_length=500, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.TextField(blank=True)
    changes = models.JSONField(default=list)  # sentences, for a changed record
    record = models.BinaryField(null=True)  # the record itself, packed
    fingerprint = models.CharField(max_length=64, blank=True)
    chosen = models.BooleanField(default=True)
    applied = models.BooleanField(default=False)  # the version made of it names this row

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["batch_id", "ordinal"]
        indexes = [models.Index(fields=["batch", "outcome", "ordinal"], name="catalog_item_outcome")]
        constraints = [
            models.UniqueConstraint(fields=["batch", "ordinal"], name="catalog_item_ordinal"),
            models.CheckConstraint(
                condition=~models.Q(outcome=Outcome.REJECTED) | ~models.Q(reason=""), name="catalog_item_reason"
            ),
        ]
