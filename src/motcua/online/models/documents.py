"""Lists of services as documents, made together by a job and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from motcua.access.actors import Actor
from motcua.access.visibility import ScopedQuerySet
from motcua.files.models import StoredFile
from motcua.web.publicid import LENGTH, new_public_id

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class DocumentSetQuerySet(ScopedQuerySet["DocumentSet"]):
    """Documents are for whoever sees the register."""

    def visible_to(self, actor: Actor) -> DocumentSetQuerySet:
        """All for those with `online.view`, none for others."""
        return self.all() if actor.may("online.view") else self.none()


class DocumentSet(models.Model):
    """The lists as they were asked for at one moment. `finished_at` is empty while they are made.

    `query` are the filters as an address has them, `scope` the same in words.
    """

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    query = models.CharField(max_length=2000, blank=True)
    scope = models.CharField(max_length=1000, blank=True)
    job = models.CharField(max_length=LENGTH, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    by_label = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = DocumentSetQuerySet.as_manager()

    if TYPE_CHECKING:
        files: RelatedManager[DocumentFile]

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.scope


class DocumentFile(models.Model):
    """One list of a set in one format; `rows` is how many services it names."""

    public_id = models.CharField(max_length=LENGTH, unique=True, default=new_public_id, editable=False)
    document_set = models.ForeignKey(DocumentSet, models.PROTECT, related_name="files")
    kind = models.CharField(max_length=20)
    format = models.CharField(max_length=4)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    rows = models.PositiveIntegerField()

    class Meta:
        ordering = ["document_set_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["document_set", "kind", "format"], name="online_document_once"),
            models.CheckConstraint(condition=Q(format__in=("docx", "xlsx", "pdf")), name="online_document_format"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}.{self.format}"
